import type { Listed } from '../domain/project.ts';
import { listWords, oneLine, shorten } from './plain-words.ts';

/**
 * Text that Slack reads as mrkdwn. Only this file makes one, so whatever came from outside has been
 * escaped: `&`, `<` and `>` are all that Slack's formatting rules ask for.
 */
class Mrkdwn {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type { Mrkdwn };

const SECOND = 1000;
const SAID_SHOWN = 300;
const SENTENCES_SHOWN = 1000;
const NAMED = 10;

const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const isMrkdwn = (value: unknown): value is Mrkdwn => value instanceof Mrkdwn;

/** Our own words with values set in: a string among them is escaped, cut and kept on one line. */
export const mrkdwn = (
  words: TemplateStringsArray,
  ...values: readonly (string | number | Mrkdwn)[]
): Mrkdwn =>
  new Mrkdwn(
    words.reduce((text, part, index) => {
      const value = values[index - 1] ?? '';
      return `${text}${isMrkdwn(value) ? value : escapeText(oneLine(String(value)))}${part}`;
    }),
  );

const toSpan = (text: string, most?: number): Mrkdwn => {
  const span = escapeText(oneLine(text.replaceAll('`', ''), most));
  return new Mrkdwn(span === '' ? '_empty_' : `\`${span}\``);
};

/** An identifier or a name in a code span, where Slack reads no formatting at all. */
export const code = (text: string): Mrkdwn => toSpan(text);

/** The longest name that a cloud gives anything, a resource id of Azure, has some 300 characters. */
const LONGEST_ID = 500;

/** The same for an identifier that is of no use when a part of it is missing. */
export const codeWhole = (text: string): Mrkdwn => toSpan(text, LONGEST_ID);

/** Whole sentences of ours that are plain text elsewhere. What they repeat of others was cut there. */
export const fromPlain = (sentences: string): Mrkdwn =>
  new Mrkdwn(escapeText(oneLine(sentences, SENTENCES_SHOWN)));

/** A sentence of ours that is made elsewhere, with names in it. */
export const sentence = (text: string): Mrkdwn =>
  new Mrkdwn(escapeText(oneLine(text.replace(/[`*_~]/g, "'"), SAID_SHOWN)));

/** What somebody or something said, in quotes. */
export const quoted = (text: string): Mrkdwn =>
  new Mrkdwn(`“${escapeText(oneLine(text.replace(/[`*_~]/g, "'"), SAID_SHOWN))}”`);

/** A time (epoch ms) that every reader sees in their own zone. */
export const when = (time: number): Mrkdwn => {
  const fallback = `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return new Mrkdwn(`<!date^${Math.floor(time / SECOND)}^{date_short_pretty} {time}|${fallback}>`);
};

/** A user, a user group or, for `everyone`, the word. Anything else is shown as it is. */
export const mention = (listed: string): Mrkdwn => {
  if (/^[UW][A-Z0-9]+$/.test(listed)) return new Mrkdwn(`<@${listed}>`);
  if (/^S[A-Z0-9]+$/.test(listed)) return new Mrkdwn(`<!subteam^${listed}>`);
  return listed === 'everyone' ? new Mrkdwn('any member of this workspace') : code(listed);
};

/** A channel by its id; anything else is shown as it is. */
export const mentionChannel = (channel: string): Mrkdwn =>
  /^[CG][A-Z0-9]+$/.test(channel) ? new Mrkdwn(`<#${channel}>`) : code(channel);

/** A channel or a person, by id. */
export const mentionPlace = (id: string): Mrkdwn => (/^[CG]/.test(id) ? mentionChannel(id) : mention(id));

/** `a`, `a and b`, `a, b and c`; past `most`, `a, b and 4 more`. */
export const listSome = (pieces: readonly Mrkdwn[], most: number, last: 'and' | 'or' = 'and'): Mrkdwn =>
  new Mrkdwn(listWords(pieces.map(String), last, most));

/** `<@U1>, <@U2> or <!subteam^S3>`. Nobody listed: `nobody`. */
export const mentionAny = (listed: Listed): Mrkdwn => {
  if (listed.length === 0) return new Mrkdwn('nobody');
  return listSome([...new Set(listed)].map(mention), NAMED, 'or');
};

/** Pieces of mrkdwn with a text of ours in between. */
export const join = (pieces: readonly Mrkdwn[], between = '\n'): Mrkdwn => new Mrkdwn(pieces.join(between));

/** The pieces from the first on that together have no more characters than `most`; the first in any case. */
export const takeWithin = (pieces: readonly Mrkdwn[], most: number): readonly Mrkdwn[] => {
  let length = 0;
  const end = pieces.findIndex((piece, at) => {
    length += String(piece).length;
    return at > 0 && length > most;
  });
  return end === -1 ? pieces : pieces.slice(0, end);
};

/** A link to one of our own addresses; anything but https is shown and not linked. */
export const link = (url: string, label: string): Mrkdwn => {
  const words = escapeText(oneLine(label).replaceAll('|', '/'));
  if (!/^https:\/\/[!-~]+$/.test(url) || /[<>|]/.test(url)) return new Mrkdwn(words);
  return new Mrkdwn(`<${url.replaceAll('&', '&amp;')}|${words}>`);
};

/** The text of a mrkdwn, cut to a limit of Slack's: never inside a `<…>`, an entity or a code span. */
export const cutMrkdwn = (text: Mrkdwn, most: number): string => cutMade(String(text), most);

/** The same for a text that was a mrkdwn, and is a message's by now. */
export const cutMade = (whole: string, most: number): string => {
  if (whole.length <= most) return whole;
  const cut = shorten(whole, most - 1).slice(0, -1);
  const closed = cut.replace(/(?:<[^>]*|&[a-z]*)$/, '');
  const spans = closed.split('`').length - 1;
  return `${closed}…${spans % 2 === 1 ? '`' : ''}`;
};
