/** What stands in a line that the bot printed. */
export type LogLine =
  | {
      readonly kind: 'entry';
      /** Epoch ms; null where it has none. */
      readonly time: number | null;
      readonly level: string;
      readonly words: string;
    }
  /** No log entry: something that Node or a person printed. */
  | { readonly kind: 'text'; readonly words: string };

/** By pino's numbers. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warning',
  50: 'error',
  60: 'fatal',
};

const levelOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? (LEVELS[value] ?? String(value)) : 'info';
};

const timeOf = (value: unknown): number | null => {
  const time = typeof value === 'string' ? Date.parse(value) : value;
  return typeof time === 'number' && Number.isFinite(time) ? time : null;
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const wordsOf = (msg: unknown, error: unknown): string => {
  const why = isObject(error) && typeof error['message'] === 'string' ? error['message'] : '';
  const said = typeof msg === 'string' ? msg : '';
  if (said === '' || said === why) return why;
  return why === '' ? said : `${said}: ${why}`;
};

/** A line of the bot's output; anything that is no entry of its log stays as it is. */
export const readLogLine = (line: string): LogLine => {
  const text: LogLine = { kind: 'text', words: line };
  if (!line.startsWith('{')) return text;
  try {
    const entry: unknown = JSON.parse(line);
    if (!isObject(entry)) return text;
    const words = wordsOf(entry['msg'], entry['err']);
    if (words === '') return text;
    return { kind: 'entry', time: timeOf(entry['time']), level: levelOf(entry['level']), words };
  } catch {
    return text;
  }
};
