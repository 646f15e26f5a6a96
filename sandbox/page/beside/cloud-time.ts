import { useEffect, useState } from 'preact/hooks';
import type { CloudFacts } from '../../demo/news.ts';
import { useMemory } from '../memory.ts';

type Clock = CloudFacts['clock'];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const REDRAW_EVERY = 1_000;

/** The clouds' time at a moment of the wall clock, from what was told of it last; epoch ms. */
export const cloudTimeAt = ({ now, scale, readAt }: Clock, wall: number): number =>
  now + Math.max(0, wall - readAt) * scale;

/** The clouds' time, kept up to date while it is shown; null before anything is known. */
export const useCloudTime = (): number | null => {
  const clock = useMemory().clouds.value?.clock;
  const [wall, setWall] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setWall(Date.now()), REDRAW_EVERY);
    return () => clearInterval(timer);
  }, []);
  return clock === undefined ? null : cloudTimeAt(clock, wall);
};

/** `6 d 23 h`, `4 min`, `12 s`: the two greatest units that say something. */
export const sayLength = (ms: number): string => {
  const days = Math.floor(ms / DAY);
  const hours = Math.floor((ms % DAY) / HOUR);
  const minutes = Math.floor((ms % HOUR) / MINUTE);
  if (days > 0) return hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  if (hours > 0) return minutes > 0 ? `${hours} h ${minutes} min` : `${hours} h`;
  return minutes > 0 ? `${minutes} min` : `${Math.max(1, Math.floor(ms / 1_000))} s`;
};

/** How long ago something was. */
export const sayAgo = (then: number, now: number): string =>
  now - then < 5_000 ? 'just now' : `${sayLength(now - then)} ago`;
