const DAY = 86_400;

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** The units of `{ago}`, each with the seconds from which on it is used. */
const UNITS = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', 3_600],
  ['minute', 60],
] as const;

interface CalendarTime {
  readonly year: number;
  readonly month: string;
  readonly monthNumber: string;
  readonly day: number;
  readonly weekday: string;
  readonly clock: string;
  readonly seconds: string;
  /** Days since 1970 in the calendar of the zone. */
  readonly dayNumber: number;
}

const two = (value: number): string => String(value).padStart(2, '0');

const ordinal = (day: number): string => {
  const isTeen = day > 10 && day < 14;
  const ending = isTeen ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
  return `${day}${ending}`;
};

const readCalendar = (format: Intl.DateTimeFormat, seconds: number): CalendarTime => {
  const parts = new Map(format.formatToParts(seconds * 1_000).map(({ type, value }) => [type, value]));
  const [year, month, day] = (['year', 'month', 'day'] as const).map((name) => Number(parts.get(name)));
  const [y = 0, m = 0, d = 0] = [year, month, day];
  return {
    year: y,
    month: MONTHS[m - 1] ?? '',
    monthNumber: two(m),
    day: d,
    weekday: parts.get('weekday') ?? '',
    clock: `${parts.get('hour')}:${parts.get('minute')}`,
    seconds: parts.get('second') ?? '',
    dayNumber: Date.UTC(y, m - 1, d) / (DAY * 1_000),
  };
};

const ago = (seconds: number, now: number): string => {
  const away = seconds - now / 1_000;
  const [unit, length] = UNITS.find(([, from]) => Math.abs(away) >= from) ?? ['second', 1];
  return new Intl.RelativeTimeFormat('en').format(Math.trunc(away / length), unit);
};

const words: Readonly<Record<string, (at: CalendarTime) => string>> = {
  date_num: (at) => `${at.year}-${at.monthNumber}-${two(at.day)}`,
  date_slash: (at) => `${at.monthNumber}/${two(at.day)}/${at.year}`,
  date: (at) => `${at.month} ${ordinal(at.day)}, ${at.year}`,
  date_short: (at) => `${at.month.slice(0, 3)} ${at.day}, ${at.year}`,
  date_long: (at) => `${at.weekday}, ${at.month} ${ordinal(at.day)}, ${at.year}`,
  date_long_full: (at) => `${at.month} ${at.day}, ${at.year}`,
  time: (at) => at.clock,
  time_secs: (at) => `${at.clock}:${at.seconds}`,
};

const nearDay = (at: CalendarTime, today: CalendarTime): string | undefined =>
  ['yesterday', 'today', 'tomorrow'][at.dayNumber - today.dayNumber + 1];

/**
 * A moment (epoch seconds) by one of Slack's format strings, `{date_short_pretty} at {time}`; null where the
 * moment or a token is none. `now` is in epoch ms. At the very start Slack writes `Today` for `today`.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export const createDateWords = (zone?: string) => {
  const calendar = new Intl.DateTimeFormat('en-US', {
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZone: zone,
  });
  return (seconds: number, format: string, now: number): string | null => {
    if (format === '' || !Number.isSafeInteger(seconds) || Math.abs(seconds) > DAY * 100_000_000) return null;
    const at = readCalendar(calendar, seconds);
    const today = readCalendar(calendar, now / 1_000);
    let isWhole = true;
    const said = format.replaceAll(/\{([^{}]*)\}/g, (_whole, token: string, offset: number) => {
      if (token === 'ago') return ago(seconds, now);
      const near = token.endsWith('_pretty') ? nearDay(at, today) : undefined;
      if (near !== undefined) return offset === 0 ? `${near.charAt(0).toUpperCase()}${near.slice(1)}` : near;
      const plain = token === 'day_divider_pretty' ? 'date_long' : token.replace(/_pretty$/, '');
      const say = Object.hasOwn(words, plain) ? words[plain] : undefined;
      if (say === undefined) isWhole = false;
      return say?.(at) ?? '';
    });
    return isWhole ? said : null;
  };
};
