import type { Directory } from './directory.ts';

/** What is escaped already stays as it is. */
const escaped = (text: string): string =>
  text
    .replaceAll(/&(?!(?:amp|lt|gt);)/g, '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');

const special = new RegExp(
  [
    // Written as Slack writes it already.
    '<(?:[@#!][^<>]+|(?:https?|mailto):[^<>]+)>',
    // An address, without the punctuation after it.
    'https?://(?:&amp;|&(?!(?:amp|lt|gt);)|[^\\s<>|`&])*(?<=[\\w/])',
    // `@ada`, `#payments`
    '(?<=^|[\\s(["\'*_~])[@#][\\w.-]*\\w',
    // What Slack escapes, unless it is escaped already.
    '&(?!(?:amp|lt|gt);)|[<>]',
  ].join('|'),
  'g',
);

const broadcasts = ['here', 'channel', 'everyone'];

const mention = (typed: string, directory: Directory): string => {
  const name = typed.slice(1);
  if (typed.startsWith('#')) {
    const channel = directory.channels().find((one) => !one.isDirect && one.name === name);
    return channel === undefined ? typed : `<#${channel.id}|${name}>`;
  }
  const user = directory.users().find((one) => one.name === name);
  if (user !== undefined) return `<@${user.id}>`;
  const group = directory.groups().find(({ handle }) => handle === name);
  if (group !== undefined) return `<!subteam^${group.id}>`;
  return broadcasts.includes(name) ? `<!${name}>` : typed;
};

const writeSpecial = (found: string, directory: Directory): string => {
  if (/^<./.test(found)) return found;
  if (/^https?:/.test(found)) return `<${escaped(found)}>`;
  return /^[@#]/.test(found) ? mention(found, directory) : escaped(found);
};

/**
 * A line as Slack keeps what a person typed: `a < b, @ada` is `a &lt; b, <@U0ADA>`. In code nothing is a mention.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export const writeTyped = (text: string, directory: Directory): string =>
  // The split leaves code at every second place.
  text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part, index) =>
      part.replaceAll(special, (found) =>
        index % 2 === 1 ? escaped(found) : writeSpecial(found, directory),
      ),
    )
    .join('');
