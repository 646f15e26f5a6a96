import type { Directory } from './directory.ts';

const two = (value: number): string => String(value).padStart(2, '0');
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `{date_short_pretty} at {time}` as Slack fills it in, for a reader in UTC. */
const renderDate = (seconds: number, format: string): string => {
  const date = new Date(seconds * 1000);
  const day = `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
  const time = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
  return format
    .replaceAll('{date_num}', date.toISOString().slice(0, 10))
    .replaceAll(/\{date[a-z_]*\}/g, day)
    .replaceAll('{time_secs}', `${time}:${two(date.getUTCSeconds())}`)
    .replaceAll(/\{(time|ago)\}/g, time);
};

const renderSpecial = (body: string, directory: Directory): string => {
  const [head = '', label] = body.split('|', 2);
  const group = /^!subteam\^(.+)$/.exec(head)?.[1];
  if (group !== undefined) return `@${directory.group(group)?.handle ?? label ?? group}`;
  const date = /^!date\^(\d+)\^([^^]*)/.exec(head);
  if (date !== null) return renderDate(Number(date[1]), date[2] ?? '');
  return `@${head.slice(1)}`;
};

/** What stands between `<` and `>`: a mention, a channel, a date or a link. */
const renderReference = (body: string, directory: Directory): string => {
  const [head = '', label] = body.split('|', 2);
  if (head.startsWith('@')) return `@${directory.user(head.slice(1))?.name ?? label ?? head.slice(1)}`;
  if (head.startsWith('#')) return `#${directory.channel(head.slice(1))?.name ?? label ?? head.slice(1)}`;
  if (head.startsWith('!')) return renderSpecial(body, directory);
  const address = head.replace(/^mailto:/, '');
  return label === undefined || label === address ? address : `${label} (${address})`;
};

const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** A marker that opens and closes at the edges of words, as in `*bold*`. */
const unmark = (text: string, marker: string): string => {
  const mark = marker.replace('*', '\\*');
  const pattern = new RegExp(
    `(^|[\\s([{"'>:])${mark}(\\S(?:[^\\n]*?\\S)?)${mark}(?=$|[\\s)\\]}.,:;!?"'])`,
    'gm',
  );
  return text.replaceAll(pattern, '$1$2');
};

const renderPlainPart = (text: string, directory: Directory): string => {
  const referenced = text.replaceAll(/<([^<>]+)>/g, (_whole, body: string) =>
    renderReference(body, directory),
  );
  return unescaped(['*', '_', '~'].reduce(unmark, referenced));
};

/** mrkdwn as the words a person reads; code keeps its content and loses its backticks. */
export const renderMrkdwn = (text: string, directory: Directory): string =>
  text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part) =>
      part.startsWith('`')
        ? unescaped(part.replaceAll(/^`{1,3}\n?|\n?`{1,3}$/g, ''))
        : renderPlainPart(part, directory),
    )
    .join('');
