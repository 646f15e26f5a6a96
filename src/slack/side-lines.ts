import { MOST } from './blocks.ts';
import { join, type Mrkdwn, mrkdwn, takeWithin } from './mrkdwn.ts';

/** One thing of a plan: it is made, it is there, or something else is in its way. */
export interface SideLine {
  readonly sign: 'create' | 'exists' | 'conflict';
  readonly what: Mrkdwn;
  /** The configuration does not let vpcbot do it: it is left to people. */
  readonly isTheirs?: boolean;
}

/** Lines that belong together, with what is to be known of all of them. */
export interface LineGroup {
  readonly title: Mrkdwn;
  readonly lines: readonly SideLine[];
  readonly notes: readonly Mrkdwn[];
}

export interface LineCounts {
  readonly create: number;
  readonly exists: number;
  readonly conflict: number;
}

/** The sign is for the eye; the word says the same. */
const SIGNS = { create: '+ create', exists: '= exists', conflict: '! conflict' } as const;

const RANK = { conflict: 0, create: 1, exists: 2 } as const;

const LINES_SHOWN = 20;
/** Of one group: a card has several, and Slack takes so many characters in all. */
const GROUP_TEXT = 2400;

const renderLine = ({ sign, what, isTheirs }: SideLine): Mrkdwn =>
  isTheirs === true ? mrkdwn`*${SIGNS[sign]}, by hand*  ${what}` : mrkdwn`*${SIGNS[sign]}*  ${what}`;

export const countLines = (groups: readonly LineGroup[]): LineCounts => {
  const lines = groups.flatMap((group) => group.lines);
  const of = (wanted: SideLine['sign']): number => lines.filter(({ sign }) => sign === wanted).length;
  return { create: of('create'), exists: of('exists'), conflict: of('conflict') };
};

/** `4 to create, 1 exists, 0 conflicts`. */
export const renderCounts = ({ create, exists, conflict }: LineCounts): Mrkdwn =>
  mrkdwn`${create} to create, ${exists} ${exists === 1 ? 'exists' : 'exist'}, ${conflict} ${conflict === 1 ? 'conflict' : 'conflicts'}`;

/** What is left out of a long group, by how it stands. */
const renderRest = (lines: readonly SideLine[]): Mrkdwn =>
  mrkdwn`and ${lines.length} more (${renderCounts(countLines([{ title: mrkdwn``, lines, notes: [] }]))})`;

/** Conflicts first, so that none is cut. */
export const renderGroup = ({ title, lines, notes }: LineGroup): Mrkdwn => {
  const sorted = lines.toSorted((one, other) => RANK[one.sign] - RANK[other.sign]);
  const shown = takeWithin(sorted.slice(0, LINES_SHOWN).map(renderLine), GROUP_TEXT);
  const rest = sorted.slice(shown.length);
  const pieces = [title, ...shown, ...(rest.length === 0 ? [] : [renderRest(rest)]), ...notes];
  return join(takeWithin(pieces, MOST.sectionText));
};
