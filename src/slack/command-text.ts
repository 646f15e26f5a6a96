import { findNearest } from '../domain/nearest.ts';
import type { TypedPeer } from '../domain/peer-request.ts';
import {
  joinWords,
  splitWords,
  takeAccount,
  takeAnyRegion,
  takeCidr,
  takeCidrs,
  takeNetwork,
  takeRegion,
  takeVpcId,
  type Word,
} from './command-words.ts';
import { parseRequestNumber } from './request-number.ts';
import { VERBS, type Verb } from './verbs.ts';

type ProjectVerb = 'list' | 'services' | 'regions' | 'subscribe' | 'unsubscribe';
type VpcVerb = 'show' | 'delete' | 'verify';

/** What somebody typed after `/vpc`. A problem cannot be carried out and is only answered. */
export type Command =
  | { readonly kind: 'help'; readonly verb?: Verb }
  | { readonly kind: 'doctor' }
  | { readonly kind: 'create'; readonly project?: string; readonly region?: string; readonly cidr?: string }
  | { [V in ProjectVerb]: { readonly kind: V; readonly project?: string } }[ProjectVerb]
  | { [V in VpcVerb]: { readonly kind: V; readonly vpc: string } }[VpcVerb]
  /** `peer`: a network that was typed as a whole. */
  | { readonly kind: 'peer'; readonly vpc?: string; readonly peer?: TypedPeer }
  | { readonly kind: 'unpeer'; readonly peering: string }
  | { readonly kind: 'attach'; readonly service?: string; readonly vpc?: string }
  | { readonly kind: 'detach'; readonly service: string }
  /** `to`: a VPC, or the word `public`. */
  | { readonly kind: 'migrate'; readonly service: string; readonly to: string }
  | { readonly kind: 'rename'; readonly vpc: string; readonly name: string }
  | { readonly kind: 'cidr'; readonly project: string; readonly prefix?: string }
  | { readonly kind: 'check'; readonly cidr: string }
  | { readonly kind: 'quota'; readonly project?: string }
  | { readonly kind: 'quota-increase'; readonly project: string }
  | { readonly kind: 'history'; readonly of: string }
  | { readonly kind: 'cancel' | 'retry'; readonly request: number }
  | CommandProblem;

export type MissingWord =
  | 'vpc'
  | 'request'
  | 'peering'
  | 'service'
  | 'destination'
  | 'name'
  | 'project'
  | 'cidr'
  | 'subject';

export type CommandProblem =
  | { readonly kind: 'unknown'; readonly verb: string; readonly nearest: Verb | null }
  | { readonly kind: 'incomplete'; readonly verb: Verb; readonly missing: MissingWord }
  /** `extra`: the first word too many. */
  | { readonly kind: 'surplus'; readonly verb: Verb; readonly extra: string }
  | { readonly kind: 'not-a-request'; readonly verb: Verb; readonly typed: string }
  /** Not read at all: what is cut off could have meant something else. */
  | { readonly kind: 'too-long'; readonly most: number };

/** Characters: the longest command that makes sense names a network and some dozens of ranges. */
const LONGEST_COMMAND = 4_000;

const isVerb = (word: string): word is Verb => Object.hasOwn(VERBS, word);

const unknown = (verb: string): Command => {
  const nearest = findNearest(verb, Object.keys(VERBS));
  return { kind: 'unknown', verb, nearest: nearest !== null && isVerb(nearest) ? nearest : null };
};

/** What looks like a range or a region is one, wherever it stands; the rest is read in the order of the usage. */
const parseCreate = (words: readonly Word[]): Command => {
  const left = [...words];
  const likeCidr = takeCidr(left);
  const likeRegion = takeAnyRegion(left);
  const next = () => left.shift()?.text;
  const project = next();
  const region = likeRegion ?? next();
  const cidr = likeCidr ?? next();
  const [extra] = left;
  if (extra !== undefined) return { kind: 'surplus', verb: 'create', extra: extra.text };
  return {
    kind: 'create',
    ...(project === undefined ? {} : { project }),
    ...(region === undefined ? {} : { region }),
    ...(cidr === undefined ? {} : { cidr }),
  };
};

const tooMany = (verb: Verb, extra: Word): Command => ({ kind: 'surplus', verb, extra: extra.text });

const missing = (verb: Verb, what: MissingWord): Command => ({ kind: 'incomplete', verb, missing: what });

const parseOfProject = (verb: ProjectVerb, [project, extra]: readonly Word[]): Command => {
  if (extra !== undefined) return tooMany(verb, extra);
  return project === undefined ? { kind: verb } : { kind: verb, project: project.text };
};

/** A VPC's name may hold spaces, so quotes are welcome and not needed where nothing follows it. */
const parseOfVpc = (verb: VpcVerb, words: readonly Word[]): Command =>
  words.length === 0 ? missing(verb, 'vpc') : { kind: verb, vpc: joinWords(words) };

/**
 * The VPC by itself, or with a whole network: what looks like an account, an AWS VPC id, a region and
 * ranges is one, wherever it stands. A VPC may have such a name too, so it takes an account and an id.
 * A network of Google Cloud is one only with its project; Azure asks for more than fits on a line.
 */
const parsePeer = (words: readonly Word[]): Command => {
  if (words.length === 0) return { kind: 'peer' };
  const left = [...words];
  const network = takeNetwork(left);
  if (network !== undefined) {
    const peer = { kind: 'google', projectId: '', network, ranges: takeCidrs(left).join(' ') } as const;
    return left.length === 0 ? missing('peer', 'vpc') : { kind: 'peer', vpc: joinWords(left), peer };
  }
  const accountId = takeAccount(left);
  const vpcId = takeVpcId(left);
  if (accountId === undefined || vpcId === undefined) return { kind: 'peer', vpc: joinWords(words) };
  const region = takeRegion(left) ?? '';
  const peer = { kind: 'aws', accountId, vpcId, region, ranges: takeCidrs(left).join(' ') } as const;
  return left.length === 0 ? missing('peer', 'vpc') : { kind: 'peer', vpc: joinWords(left), peer };
};

const parseUnpeer = ([peering, extra]: readonly Word[]): Command => {
  if (peering === undefined) return missing('unpeer', 'peering');
  return extra === undefined ? { kind: 'unpeer', peering: peering.text } : tooMany('unpeer', extra);
};

const parseAttach = ([service, ...vpc]: readonly Word[]): Command => {
  if (service === undefined) return { kind: 'attach' };
  const named = { kind: 'attach', service: service.text } as const;
  return vpc.length === 0 ? named : { ...named, vpc: joinWords(vpc) };
};

const parseDetach = (words: readonly Word[]): Command =>
  words.length === 0 ? missing('detach', 'service') : { kind: 'detach', service: joinWords(words) };

/** `to` between the two is forgiven. */
const parseMigrate = ([service, ...rest]: readonly Word[]): Command => {
  if (service === undefined) return missing('migrate', 'service');
  const [first] = rest;
  const to = rest.length > 1 && first?.text.toLowerCase() === 'to' && !first.quoted ? rest.slice(1) : rest;
  return to.length === 0
    ? missing('migrate', 'destination')
    : { kind: 'migrate', service: service.text, to: joinWords(to) };
};

const parseRename = ([vpc, name, extra]: readonly Word[]): Command => {
  if (vpc === undefined) return missing('rename', 'vpc');
  if (name === undefined) return missing('rename', 'name');
  return extra === undefined ? { kind: 'rename', vpc: vpc.text, name: name.text } : tooMany('rename', extra);
};

/** What begins with a slash is the size, wherever it stands: no project is called so. */
const parseCidrAsk = (words: readonly Word[]): Command => {
  const left = [...words];
  const at = left.findIndex(({ text, quoted }) => !quoted && text.startsWith('/'));
  // `/ 24` is forgiven.
  const size = at === -1 ? [] : left.splice(at, left[at]?.text === '/' ? 2 : 1);
  const [project, second, extra] = left;
  const prefix = size.length === 0 ? second?.text : size.map(({ text }) => text).join('');
  const surplus = size.length === 0 ? extra : second;
  if (project === undefined) return missing('cidr', 'project');
  if (surplus !== undefined) return tooMany('cidr', surplus);
  const named = { kind: 'cidr', project: project.text } as const;
  return prefix === undefined ? named : { ...named, prefix };
};

const parseCheck = (words: readonly Word[]): Command =>
  words.length === 0 ? missing('check', 'cidr') : { kind: 'check', cidr: joinWords(words) };

const parseQuota = ([first, second, extra]: readonly Word[]): Command => {
  if (first?.text.toLowerCase() !== 'increase' || first.quoted) {
    if (second !== undefined) return tooMany('quota', second);
    return first === undefined ? { kind: 'quota' } : { kind: 'quota', project: first.text };
  }
  if (second === undefined) return missing('quota', 'project');
  return extra === undefined ? { kind: 'quota-increase', project: second.text } : tooMany('quota', extra);
};

const parseHistory = (words: readonly Word[]): Command =>
  words.length === 0 ? missing('history', 'subject') : { kind: 'history', of: joinWords(words) };

const parseDoctor = ([extra]: readonly Word[]): Command =>
  extra === undefined ? { kind: 'doctor' } : tooMany('doctor', extra);

const parseOfRequest = (verb: 'cancel' | 'retry', [number, extra]: readonly Word[]): Command => {
  if (number === undefined) return missing(verb, 'request');
  if (extra !== undefined) return tooMany(verb, extra);
  const request = parseRequestNumber(number.text);
  return request === null ? { kind: 'not-a-request', verb, typed: number.text } : { kind: verb, request };
};

const parseHelp = ([about, extra]: readonly Word[]): Command => {
  if (about === undefined) return { kind: 'help' };
  if (extra !== undefined) return tooMany('help', extra);
  const verb = about.text.toLowerCase();
  return isVerb(verb) ? { kind: 'help', verb } : unknown(about.text);
};

const PARSERS = {
  create: parseCreate,
  list: (words) => parseOfProject('list', words),
  show: (words) => parseOfVpc('show', words),
  peer: parsePeer,
  unpeer: parseUnpeer,
  services: (words) => parseOfProject('services', words),
  attach: parseAttach,
  detach: parseDetach,
  migrate: parseMigrate,
  rename: parseRename,
  delete: (words) => parseOfVpc('delete', words),
  regions: (words) => parseOfProject('regions', words),
  cidr: parseCidrAsk,
  check: parseCheck,
  quota: parseQuota,
  verify: (words) => parseOfVpc('verify', words),
  cancel: (words) => parseOfRequest('cancel', words),
  retry: (words) => parseOfRequest('retry', words),
  subscribe: (words) => parseOfProject('subscribe', words),
  unsubscribe: (words) => parseOfProject('unsubscribe', words),
  history: parseHistory,
  doctor: parseDoctor,
  help: parseHelp,
} as const satisfies { readonly [V in Verb]: (words: readonly Word[]) => Command };

/** Reads what follows `/vpc`. Never throws: what cannot be read comes back as what is wrong with it. */
export const parseCommand = (text: string): Command => {
  if (text.length > LONGEST_COMMAND) return { kind: 'too-long', most: LONGEST_COMMAND };
  const [first, ...rest] = splitWords(text);
  if (first === undefined || /^(\?|-h|--help)$/.test(first.text)) return parseHelp(rest);
  const verb = first.text.toLowerCase();
  return isVerb(verb) ? PARSERS[verb](rest) : unknown(first.text);
};
