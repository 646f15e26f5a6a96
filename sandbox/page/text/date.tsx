import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { createDateWords } from './date-words.ts';
import { Link } from './link.tsx';

/** How often words such as `3 minutes ago` are looked at again, in ms. */
const LOOK_AGAIN_AFTER = 20_000;

/** In the zone of whoever is at the page. */
const sayDate = createDateWords();

export interface DateProps {
  /** Epoch seconds; not a number where the app sent none. */
  readonly seconds: number;
  readonly format: string;
  readonly url?: string;
  readonly fallback: ComponentChildren;
}

/** A moment in the words that the app's format asks for; the fallback where they cannot be made. */
export const DateWords = ({ seconds, format, url = '', fallback }: DateProps) => {
  const [, sayAgain] = useState<string | null>('');
  const isMoving = /ago|pretty/.test(format);
  useEffect(() => {
    if (!isMoving) return;
    const look = setInterval(() => sayAgain(sayDate(seconds, format, Date.now())), LOOK_AGAIN_AFTER);
    return () => clearInterval(look);
  }, [isMoving, seconds, format]);
  const words = sayDate(seconds, format, Date.now());
  if (words === null) return <>{fallback}</>;
  const moment = new Date(seconds * 1_000).toISOString();
  const time = <time dateTime={moment}>{words}</time>;
  return url === '' ? time : <Link url={url}>{time}</Link>;
};
