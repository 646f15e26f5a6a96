import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';

/** Nearer to the end than this, in px, one stands at the end. */
const NEAR = 48;

export interface Stick {
  readonly list: RefObject<HTMLDivElement | null>;
  readonly isAtEnd: Signal<boolean>;
  /** Whether it can be seen: a narrow window has room for one pane only. */
  readonly isShown: Signal<boolean>;
  readonly toEnd: () => void;
  /** To be called before more is put on top. */
  readonly holdPlace: () => void;
  readonly onScroll: () => void;
}

/**
 * Keeps a list at its end while the reader stands there, and where it was while they look further back.
 * Who sends something (`sent` counts it) goes to the end.
 */
export const useStick = (sent: Signal<number>): Stick => {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useSignal(true);
  const isShown = useSignal(true);
  const fromEnd = useRef<number | null>(null);
  const settle = (): void => {
    const box = list.current;
    if (box === null) return;
    if (fromEnd.current !== null) box.scrollTop = box.scrollHeight - fromEnd.current;
    else if (isAtEnd.peek()) box.scrollTop = box.scrollHeight;
    fromEnd.current = null;
  };
  useLayoutEffect(settle);
  useEffect(() => {
    const box = list.current;
    if (box === null) return;
    const observer = new ResizeObserver(() => {
      isShown.value = box.clientHeight > 0;
      settle();
    });
    observer.observe(box);
    for (const child of box.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);
  const toEnd = (): void => {
    isAtEnd.value = true;
    settle();
  };
  useSignalEffect(() => {
    if (sent.value > 0) toEnd();
  });
  return {
    list,
    isAtEnd,
    isShown,
    toEnd,
    holdPlace: (): void => {
      const box = list.current;
      if (box !== null) fromEnd.current = box.scrollHeight - box.scrollTop;
    },
    onScroll: (): void => {
      const box = list.current;
      if (box !== null && box.clientHeight > 0)
        isAtEnd.value = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
    },
  };
};
