import { findNearest } from '../domain/nearest.ts';
import { parseRequestNumber } from './request-number.ts';

export interface VerbWords {
  /** What follows the verb: `[optional]`, `<required>`. */
  readonly usage: string;
  /** What it does, in one line. */
  readonly meaning: string;
  readonly example: string;
}

/** Every verb there is, in the order help shows them. */
export const VERBS = {
  create: {
    usage: '[project] [region] [cidr]',
    meaning: 'Opens the form for a new VPC and its first peering.',
    example: 'create payments us-east-1 10.0.0.0/24',
  },
  list: {
    usage: '[project]',
    meaning: 'Lists the VPCs of one project, or of all.',
    example: 'list payments',
  },
  show: {
    usage: '<vpc>',
    meaning: 'Shows one VPC, its identifiers and its peerings.',
    example: 'show payments-us-east-1',
  },
  cancel: {
    usage: '<request>',
    meaning: 'Stops a request and removes what it made so far.',
    example: 'cancel R12',
  },
  retry: {
    usage: '<request>',
    meaning: 'Tries a failed request again; a peering can be corrected first.',
    example: 'retry R12',
  },
  help: {
    usage: '[verb]',
    meaning: 'Shows what you can type, or how one verb works.',
    example: 'help create',
  },
} as const satisfies Record<string, VerbWords>;

export type Verb = keyof typeof VERBS;

/** What somebody typed after `/vpc`. The last four cannot be carried out and are only answered. */
export type Command =
  | { readonly kind: 'help'; readonly verb?: Verb }
  | { readonly kind: 'create'; readonly project?: string; readonly region?: string; readonly cidr?: string }
  | { readonly kind: 'list'; readonly project?: string }
  | { readonly kind: 'show'; readonly vpc: string }
  | { readonly kind: 'cancel'; readonly request: number }
  | { readonly kind: 'retry'; readonly request: number }
  | CommandProblem;

export type CommandProblem =
  | { readonly kind: 'unknown'; readonly verb: string; readonly nearest: Verb | null }
  | { readonly kind: 'incomplete'; readonly verb: Verb; readonly missing: 'vpc' | 'request' }
  /** `extra`: the first word too many. */
  | { readonly kind: 'surplus'; readonly verb: Verb; readonly extra: string }
  | { readonly kind: 'not-a-request'; readonly verb: Verb; readonly typed: string };

interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

const OPENING = /["'“”„«]/;
const WORD = /[“”„«"]([^“”»"]*)(?:[”“»"]|$)|'([^']*)(?:'|$)|([^\s]+)/g;

/** Slack writes `<@U1|ada>`, `<#C1|net>` and `<http://a.io|a.io>` for what a person typed as a word. */
const unwrap = (text: string): string =>
  text
    .replace(/<[@#!]?([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => label || target)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

const splitWords = (text: string): readonly Word[] =>
  [...unwrap(text).matchAll(WORD)].flatMap(([whole, double, single, bare]) => {
    const word = (double ?? single ?? bare ?? '').trim();
    return word === '' ? [] : [{ text: word, quoted: bare === undefined && OPENING.test(whole) }];
  });

const isVerb = (word: string): word is Verb => Object.hasOwn(VERBS, word);

const unknown = (verb: string): Command => {
  const nearest = findNearest(verb, Object.keys(VERBS));
  return { kind: 'unknown', verb, nearest: nearest !== null && isVerb(nearest) ? nearest : null };
};

const LIKE_A_CIDR = /^[0-9.]+\/[0-9.]+$|^[0-9]+(\.[0-9]+){3}$|^[0-9a-f:]+:[0-9a-f:]*(\/[0-9]+)?$/i;
const LIKE_A_REGION = /^[a-z]{2,}(-[a-z]+)+-[0-9]+$/i;
const LONGEST_LIKE = 100;

/** What looks like a range or a region is one, wherever it stands; the rest is read in the order of the usage. */
const parseCreate = (words: readonly Word[]): Command => {
  const left = [...words];
  const take = (isIt: (word: Word) => boolean): string | undefined => {
    const at = left.findIndex(isIt);
    return at === -1 ? undefined : left.splice(at, 1)[0]?.text;
  };
  const likeCidr = take(
    ({ text, quoted }) => !quoted && text.length < LONGEST_LIKE && LIKE_A_CIDR.test(text),
  );
  const likeRegion = take(
    ({ text, quoted }) => !quoted && text.length < LONGEST_LIKE && LIKE_A_REGION.test(text),
  );
  const project = take(() => true);
  const region = likeRegion ?? take(() => true);
  const cidr = likeCidr ?? take(() => true);
  const [extra] = left;
  if (extra !== undefined) return { kind: 'surplus', verb: 'create', extra: extra.text };
  return {
    kind: 'create',
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
    ...(cidr === undefined ? {} : { cidr }),
  };
};

const parseList = ([project, extra]: readonly Word[]): Command => {
  if (extra !== undefined) return { kind: 'surplus', verb: 'list', extra: extra.text };
  return project === undefined ? { kind: 'list' } : { kind: 'list', project: project.text };
};

/** A VPC's name may hold spaces, so quotes are welcome and not needed. */
const parseShow = (words: readonly Word[]): Command =>
  words.length === 0
    ? { kind: 'incomplete', verb: 'show', missing: 'vpc' }
    : { kind: 'show', vpc: words.map(({ text }) => text).join(' ') };

const parseOfRequest = (verb: 'cancel' | 'retry', [number, extra]: readonly Word[]): Command => {
  if (number === undefined) return { kind: 'incomplete', verb, missing: 'request' };
  if (extra !== undefined) return { kind: 'surplus', verb, extra: extra.text };
  const request = parseRequestNumber(number.text);
  return request === null ? { kind: 'not-a-request', verb, typed: number.text } : { kind: verb, request };
};

const parseHelp = ([about, extra]: readonly Word[]): Command => {
  if (about === undefined) return { kind: 'help' };
  if (extra !== undefined) return { kind: 'surplus', verb: 'help', extra: extra.text };
  const verb = about.text.toLowerCase();
  return isVerb(verb) ? { kind: 'help', verb } : unknown(about.text);
};

/** Reads what follows `/vpc`. Never throws: what cannot be read comes back as what is wrong with it. */
export const parseCommand = (text: string): Command => {
  const [first, ...rest] = splitWords(text);
  if (first === undefined || /^(\?|-h|--help)$/.test(first.text)) return parseHelp(rest);
  const verb = first.text.toLowerCase();
  if (!isVerb(verb)) return unknown(first.text);
  switch (verb) {
    case 'create':
      return parseCreate(rest);
    case 'list':
      return parseList(rest);
    case 'show':
      return parseShow(rest);
    case 'cancel':
    case 'retry':
      return parseOfRequest(verb, rest);
    case 'help':
      return parseHelp(rest);
    default:
      return verb satisfies never;
  }
};
