import { judgePeerRegion } from '../domain/region.ts';

/** One word that somebody typed. What stands in quotes is a name, whatever it looks like. */
export interface Word {
  readonly text: string;
  readonly quoted: boolean;
}

const OPENING = /["'“”„«]/;
const WORD = /[“”„«"]([^“”»"]*)(?:[”“»"]|$)|'([^']*)(?:'|$)|([^\s]+)/g;

const LIKE_A_CIDR =
  /^[0-9.]+\/[0-9.]+$|^[0-9]+(\.[0-9]+){3}$|^(?=[0-9a-f:][0-9a-f]*:)[0-9a-f:]+(\/[0-9]+)?$/i;
/** One or more, with commas in between. */
const LIKE_CIDRS = /^[0-9.]+\/[0-9.]+(,[0-9.]+\/[0-9.]+)*,?$/;
/** Also one that is misspelt; a name like payments-us-east-1 is none. */
const LIKE_A_REGION = /^[a-z]{2,4}(-[a-z]+)+-[0-9]+$/i;
const LIKE_AN_ACCOUNT = /^[0-9]{12}$/;
const LIKE_A_VPC_ID = /^(vpc|tgw)-[0-9a-f]+$/i;
/** Managed Service's word for a region, with or without the product: those of AWS and Google Cloud end as theirs do. */
const LIKE_A_CLOUD =
  /^(?:timescale-(?:aws|google|azure)-[a-z0-9-]+|aws(?:-[a-z]+){2,}-[0-9]+|google-[a-z]+-[a-z]+[0-9]+)$/i;
/** A network of Google Cloud as its own tools print it, alone or at the end of a link. */
const LIKE_A_NETWORK = /^(?:https:\/\/\S+\/)?projects\/[^\s/]+\/global\/networks\/[^\s/]+$/i;
const LONGEST_LIKE = 100;
const LONGEST_LINK = 300;

/** Slack writes `<@U1|ada>`, `<#C1|net>` and `<http://a.io|a.io>` for what a person typed as a word. */
const unwrap = (text: string): string =>
  text
    .replace(/<[@#!]?([^<>|]*)(?:\|([^<>]*))?>/g, (_, target: string, label?: string) => label || target)
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

export const splitWords = (text: string): readonly Word[] =>
  [...unwrap(text).matchAll(WORD)].flatMap(([whole, double, single, bare]) => {
    const word = (double ?? single ?? bare ?? '').trim();
    return word === '' ? [] : [{ text: word, quoted: bare === undefined && OPENING.test(whole) }];
  });

export const joinWords = (words: readonly Word[]): string => words.map(({ text }) => text).join(' ');

/** Takes the first word out that is unquoted and so. */
const takeLike = (
  left: Word[],
  isIt: (text: string) => boolean,
  longest = LONGEST_LIKE,
): string | undefined => {
  const at = left.findIndex(({ text, quoted }) => !quoted && text.length < longest && isIt(text));
  return at === -1 ? undefined : left.splice(at, 1)[0]?.text;
};

const isRegion = (text: string): boolean => {
  const { kind } = judgePeerRegion(text);
  return kind === 'region' || kind === 'other-partition';
};

export const takeCidr = (left: Word[]): string | undefined =>
  takeLike(left, (text) => LIKE_A_CIDR.test(text));

/** A region; only where there is none, what looks like one. */
export const takeRegion = (left: Word[]): string | undefined =>
  takeLike(left, isRegion) ?? takeLike(left, (text) => LIKE_A_REGION.test(text));

/** The same where it may be one of Managed Service: `google-europe-west1`. */
export const takeAnyRegion = (left: Word[]): string | undefined =>
  takeLike(left, isRegion) ?? takeLike(left, (text) => LIKE_A_CLOUD.test(text)) ?? takeRegion(left);

/** `projects/acme-net/global/networks/default` */
export const takeNetwork = (left: Word[]): string | undefined =>
  takeLike(left, (text) => LIKE_A_NETWORK.test(text), LONGEST_LINK);

export const takeAccount = (left: Word[]): string | undefined =>
  takeLike(left, (text) => LIKE_AN_ACCOUNT.test(text));

export const takeVpcId = (left: Word[]): string | undefined =>
  takeLike(left, (text) => LIKE_A_VPC_ID.test(text));

export const takeCidrs = (left: Word[]): readonly string[] => {
  const taken = takeLike(left, (text) => LIKE_CIDRS.test(text));
  return taken === undefined ? [] : [taken, ...takeCidrs(left)];
};
