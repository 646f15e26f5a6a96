import type { Directory } from './directory.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What is written as Slack writes it already; an address; `@ada`, `#payments`; a character that Slack escapes. */
const special =
  /<(?:[@#!][^<>]+|(?:https?|mailto):[^<>]+)>|&(?:amp|lt|gt);|https?:\/\/[^\s<>|`]*[\w/]|(?<![\w@#/])[@#][\w.-]*\w|[&<>]/g;

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
  if (/^(<.|&.)/.test(found)) return found;
  if (/^https?:/.test(found)) return `<${escaped(found)}>`;
  return /^[@#]/.test(found) ? mention(found, directory) : escaped(found);
};

/**
 * A line as Slack keeps what a person typed: `a < b, @ada` is `a &lt; b, <@U0ADA>`. In code nothing is a mention.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export const writeTyped = (text: string, directory: Directory): string =>
  text
    .split(/(```[\s\S]*?```|`[^`\n]+`)/)
    .map((part) =>
      part.replaceAll(special, (found) =>
        part.startsWith('`') && !/^&./.test(found) ? escaped(found) : writeSpecial(found, directory),
      ),
    )
    .join('');
