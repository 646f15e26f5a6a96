import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

const LEAST = 300;
const MOST = 640;
const FIRST = 400;
const STEP = 24;
const KEY = 'vpcbot-beside-width';

const within = (width: number): number => Math.round(Math.min(MOST, Math.max(LEAST, width)));

const keptWidth = (): number => {
  try {
    return within(Number(localStorage.getItem(KEY) ?? FIRST) || FIRST);
  } catch {
    return FIRST;
  }
};

const keepWidth = (width: number): void => {
  try {
    localStorage.setItem(KEY, String(width));
  } catch {
    // A browser that keeps nothing begins with the usual width.
  }
};

/** Between Slack and the other side: dragged, or moved with the arrow keys. */
export const Divider = () => {
  const width = useSignal(keptWidth());
  const handle = useRef<HTMLHRElement>(null);
  useEffect(() => {
    handle.current?.parentElement?.style.setProperty('--beside-width', `${width.value}px`);
    keepWidth(width.value);
  }, [width.value]);
  const drag = (event: PointerEvent): void => {
    if (handle.current?.hasPointerCapture(event.pointerId))
      width.value = within(window.innerWidth - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowLeft: STEP, ArrowRight: -STEP }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    width.value = within(width.value + step);
  };
  return (
    <hr
      ref={handle}
      class="slack-divider"
      aria-label="Width of the other side"
      aria-orientation="vertical"
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={width.value}
      tabIndex={0}
      onPointerDown={(event) => handle.current?.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onKeyDown={onKeyDown}
    />
  );
};
