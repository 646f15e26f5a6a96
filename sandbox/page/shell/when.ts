/** English on every machine, as the rest of the page, with the clock that the bot's own words use. */
const LOCALE = 'en-GB';

const clock = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit' });
const dayAndMonth = new Intl.DateTimeFormat(LOCALE, { weekday: 'long', day: 'numeric', month: 'long' });
const withYear = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' });
const whole = new Intl.DateTimeFormat(LOCALE, { dateStyle: 'full', timeStyle: 'medium' });

/** A Slack ts is seconds, with micros behind the point. */
export const dateOf = (ts: string): Date => new Date(Number(ts) * 1_000);

/** `10:03` */
export const clockOf = (ts: string): string => clock.format(dateOf(ts));

/** `Saturday 22 November 2026 at 10:03:07` */
export const fullDateOf = (ts: string): string => whole.format(dateOf(ts));

/** One word for each day of the viewer's calendar. */
export const dayKeyOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-');

const dayBefore = (date: Date): Date => new Date(date.getFullYear(), date.getMonth(), date.getDate() - 1);

/** `Today`, `Yesterday`, `Friday 20 November`, and with the year where it is another one. */
export const dayOf = (ts: string, now: Date): string => {
  const date = dateOf(ts);
  const key = dayKeyOf(date);
  if (key === dayKeyOf(now)) return 'Today';
  if (key === dayKeyOf(dayBefore(now))) return 'Yesterday';
  return (date.getFullYear() === now.getFullYear() ? dayAndMonth : withYear).format(date);
};

/** `today at 10:03` */
export const dayAndClockOf = (ts: string, now: Date): string => {
  const day = dayOf(ts, now);
  const isNear = day === 'Today' || day === 'Yesterday';
  return `${isNear ? day.toLowerCase() : day} at ${clockOf(ts)}`;
};
