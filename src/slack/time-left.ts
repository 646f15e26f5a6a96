import { count } from './plain-words.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** `6 days left`; on the last day `5 hours left`, so that a card changes seldom. The time itself stands beside it. */
export const renderTimeLeft = (until: number, now: number): string => {
  const left = until - now;
  if (left <= 0) return 'No time left';
  if (left < HOUR) return 'Less than an hour left';
  return left > DAY
    ? `${count(Math.round(left / DAY), 'day')} left`
    : `${count(Math.round(left / HOUR), 'hour')} left`;
};
