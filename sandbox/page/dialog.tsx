import './dialog.css';
import type { ComponentChildren, RefObject } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { comeBack, enter, isAdrift, trailNow, wrapOf } from './dialog-focus.ts';

export interface DialogProps {
  /** Names it, and stands in its head. */
  readonly title: string;
  /** Escape, a click beside it, and the cross. Whoever shows it takes it away. */
  readonly onClose: () => void;
  readonly children: ComponentChildren;
  /** Stands still below what scrolls: buttons of class `dialog-button`, the main one last. */
  readonly footer: ComponentChildren;
  readonly size?: 'small' | 'medium';
  /** Where the focus goes at the end if whatever had it before has gone. */
  readonly fallback?: () => HTMLElement | null;
}

/** Where people type next. */
const findComposer = (): HTMLElement | null => document.querySelector<HTMLElement>('main textarea, main h1');

/** The browser's own modal dialog: the rest is inert, and the focus comes in and goes back. */
const useModal = (ref: RefObject<HTMLDialogElement | null>, fallback: () => HTMLElement | null): void => {
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    const trail = trailNow();
    dialog.showModal();
    enter(dialog);
    return () => {
      dialog.close();
      // Others may close with it, and what they cover takes no focus until they have.
      queueMicrotask(() => comeBack(trail, fallback));
    };
  }, []);
  useLayoutEffect(() => {
    if (ref.current !== null && isAdrift(ref.current)) enter(ref.current);
  });
};

/** Whether a key or a click is this dialog's, and not that of one which it opened. */
const isOwn = (dialog: HTMLDialogElement, target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('dialog') === dialog;

const isBeside = (dialog: HTMLDialogElement, { target, clientX, clientY }: MouseEvent): boolean => {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return target === dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
};

/** A modal dialog, in the browser's top layer: as many may lie on one another as like. */
export const Dialog = (props: DialogProps) => {
  const { title, onClose, children, footer, size = 'medium', fallback = findComposer } = props;
  const ref = useRef<HTMLDialogElement>(null);
  const pressedBeside = useRef(false);
  const heading = useId();
  useModal(ref, fallback);
  const onKeyDown = (event: KeyboardEvent): void => {
    const dialog = ref.current;
    if (dialog === null || event.defaultPrevented || event.isComposing || !isOwn(dialog, event.target))
      return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onClose();
    }
    const next = event.key === 'Tab' ? wrapOf(dialog, event.shiftKey) : null;
    if (next === null) return;
    event.preventDefault();
    next.focus();
  };
  const onClick = (event: MouseEvent): void => {
    if (ref.current !== null && pressedBeside.current && isBeside(ref.current, event)) onClose();
  };
  return (
    <dialog
      ref={ref}
      class="dialog"
      data-size={size}
      tabIndex={-1}
      aria-modal="true"
      aria-labelledby={heading}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        pressedBeside.current = ref.current !== null && isBeside(ref.current, event);
      }}
      onClick={onClick}
      onCancel={(event) => {
        if (event.target !== ref.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      <div class="dialog-panel">
        <header class="dialog-head">
          <h2 id={heading}>{title}</h2>
          <button type="button" class="dialog-cross" tabIndex={-1} aria-hidden="true" onClick={onClose}>
            <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
              <path
                d="m5 5 10 10M15 5 5 15"
                stroke="currentColor"
                stroke-width="1.6"
                stroke-linecap="round"
              />
            </svg>
          </button>
        </header>
        <div class="dialog-body">{children}</div>
        <footer class="dialog-foot">{footer}</footer>
      </div>
    </dialog>
  );
};
