import type { Listed } from '../domain/project.ts';
import { header, type Message, message, section } from './blocks.ts';
import { code, fromPlain, join, listSome, type Mrkdwn, mentionAny, mrkdwn } from './mrkdwn.ts';
import { AUDIENCE_WORDS, VERB_GROUPS, VERBS, type Verb, type VerbWords } from './verbs.ts';

/** How far somebody's rights go. */
export interface Reach {
  /** Names of the projects whose networks this person may see. */
  readonly reads: readonly string[];
  /** Names of those where this person may ask for something. */
  readonly asks: readonly string[];
  /** Who can change that. */
  readonly ask: Listed;
}

const PROJECTS_SHOWN = 10;

const usageOf = (verb: Verb): Mrkdwn => code(`/vpc ${verb} ${VERBS[verb].usage}`.trim());

/** The projects where this person may use the verb; null: it does not go by project. */
const listPlaces = (verb: Verb, { reads, asks }: Reach): readonly string[] | null => {
  switch (VERBS[verb].audience) {
    case 'anyone':
    // A request may be one's own wherever it is.
    case 'owners':
      return null;
    case 'readers':
      return reads;
    case 'requesters':
      return asks;
    default:
      return VERBS[verb] satisfies never;
  }
};

const isClosed = (verb: Verb, reach: Reach | null): boolean =>
  reach !== null && listPlaces(verb, reach)?.length === 0;

const renderVerb = (verb: Verb, reach: Reach | null): Mrkdwn => {
  const closed = isClosed(verb, reach) ? mrkdwn` (not for you)` : mrkdwn``;
  return mrkdwn`${usageOf(verb)}  ${VERBS[verb].meaning}${closed}`;
};

/** All that can be typed, from the table that the parser reads by. `reach: null`: nobody knows who asks. */
export const buildHelp = (reach: Reach | null): Message => {
  const lead = mrkdwn`vpcbot makes Timescale VPCs, peers them with your own networks and moves services into them. This is what you can type:`;
  const groups = VERB_GROUPS.map(({ title, verbs }) =>
    join([mrkdwn`*${title}*`, ...verbs.map((verb) => renderVerb(verb, reach))]),
  );
  const closed = VERB_GROUPS.some(({ verbs }) => verbs.some((verb) => isClosed(verb, reach)));
  const marks =
    closed && reach !== null
      ? [mrkdwn`Where it says “not for you”, no project lists you for it: ask ${mentionAny(reach.ask)}.`]
      : [];
  const next = mrkdwn`Only you read what lists, shows, checks or explains. Type \`/vpc help create\` for how one works, or \`/vpc create\` to start.`;
  return message(join([lead, ...groups, ...marks, next]), [
    header('What you can type'),
    section(lead),
    ...groups.map(section),
    ...marks.map(section),
    section(next),
  ]);
};

const renderReach = (verb: Verb, reach: Reach | null): readonly Mrkdwn[] => {
  const places = reach === null ? null : listPlaces(verb, reach);
  if (reach === null || places === null) return [];
  if (places.length === 0) {
    return [mrkdwn`*You* may not: no project lists you for it. Ask ${mentionAny(reach.ask)}.`];
  }
  const names = places.map((name) => mrkdwn`${name}`);
  return [mrkdwn`*You* may, in ${listSome(names, PROJECTS_SHOWN)}.`];
};

/** How one verb works, and who may use it. */
export const buildVerbHelp = (verb: Verb, reach: Reach | null): Message => {
  const { meaning, example, also, audience }: VerbWords = VERBS[verb];
  const lines = [
    mrkdwn`${usageOf(verb)}\n${meaning}`,
    mrkdwn`*For example:* ${code(`/vpc ${example}`)}${also === undefined ? mrkdwn`` : mrkdwn` or ${code(`/vpc ${also}`)}`}`,
    mrkdwn`*Who may use it:* ${fromPlain(AUDIENCE_WORDS[audience])}.`,
    ...renderReach(verb, reach),
  ];
  return message(join(lines), [section(join(lines))]);
};
