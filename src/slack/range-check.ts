import type { KnownBlock } from '@slack/types';
import type { RangeOwner } from '../domain/address-plan.ts';
import { type Cidr, contains } from '../domain/cidr.ts';
import { type KnownNetworks, NOTHING_KNOWN } from '../domain/known-network.ts';
import type { RangeCheck, RangeConflict, ReadAs } from '../domain/range-check.ts';
import { answer } from './answers.ts';
import { actions, context, header, type Message, message, section } from './blocks.ts';
import { code, fromPlain, join, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { renderMissing } from './network-words.ts';
import { count } from './plain-words.ts';
import { renderCidrProblem, renderRangeOwner, renderRangeProblem } from './problem-words.ts';
import { buildUseButton } from './range-offers.ts';
import { renderRangeRemark } from './range-remarks.ts';

const CONFLICTS_SHOWN = 10;
const PROJECTS_SHOWN = 10;

type Checked = Extract<RangeCheck, { kind: 'checked' }>;

/** `mayCreate`: this person may ask for a VPC somewhere. */
export interface RangeCheckPlace {
  readonly projects: readonly string[];
  readonly mayCreate: boolean;
  /** The networks of the configured accounts, as far as this person may know of them and they could be read. */
  readonly networks?: KnownNetworks;
}

const WHY: { readonly [K in RangeOwner['kind']]: string } = {
  vpc: 'A network that is peered with one of the two could not be peered with the other: its routes would not know which one an address means.',
  reached:
    'That network’s routes can send these addresses to one VPC only, so it could not be peered with this range as well.',
  reserved: 'There these addresses mean something else, so nothing there could reach this range.',
  network: 'That network could not be peered with this range: networks that share addresses cannot be.',
  peer: 'Networks that share addresses cannot be peered, so that network could not be peered with this range.',
};

const renderShared = (range: Cidr, { cidr }: RangeConflict['with']): string => {
  if (cidr.text === range.text) return 'is the same range';
  return contains(cidr, range) ? 'holds all of it' : 'lies inside it';
};

const nameProjects = (projects: readonly string[]): Mrkdwn =>
  listSome(
    projects.map((name) => mrkdwn`${name}`),
    PROJECTS_SHOWN,
  );

const renderConflict = (range: Cidr, { with: taken, projects }: RangeConflict): Mrkdwn => {
  const { owner } = taken;
  // A VPC's owner names its project already.
  const of =
    owner.kind === 'vpc' || projects.length === 0 ? mrkdwn`` : mrkdwn` (project ${nameProjects(projects)})`;
  return mrkdwn`${code(taken.cidr.text)} of ${renderRangeOwner(owner)}${of} ${renderShared(range, taken)}. ${fromPlain(WHY[owner.kind])}`;
};

const renderSize = ({ project, allowed }: Checked['sizes'][number]): Mrkdwn =>
  mrkdwn`${project} takes no VPC of this size: there it has /${allowed.largest} to /${allowed.smallest}.`;

const renderReadAs = (readAs: ReadAs, range: Cidr): Mrkdwn => {
  switch (readAs.kind) {
    case 'host-bits':
      return mrkdwn`${code(readAs.text)} is an address inside a range. This is about the range itself, ${code(range.text)}.`;
    case 'no-prefix':
      return mrkdwn`${code(readAs.text)} says no size. This is about ${code(range.text)}, of the usual size.`;
    case 'ipv4-mapped':
      return mrkdwn`${code(readAs.text)} is IPv4 written as IPv6. This is about ${code(range.text)}.`;
    default:
      return readAs satisfies never;
  }
};

const renderUnread = ({ problem }: Extract<RangeCheck, { kind: 'unread' }>): Message => {
  if (problem.kind !== 'several') return answer(fromPlain(renderCidrProblem(problem)));
  return answer(
    mrkdwn`These are ${problem.count} ranges. Check one at a time: type ${code(`/vpc check ${problem.first}`)} first.`,
  );
};

const renderNext = ({ range, conflicts, unfit, instead }: Checked, projects: readonly string[]): Mrkdwn => {
  const places = nameProjects(projects);
  if (conflicts.length + unfit.length === 0) {
    const free = mrkdwn`It is free in ${places}: no VPC there, no network peered with one and no network that is kept clear shares an address with it.`;
    return instead === null
      ? free
      : mrkdwn`${free} So is ${code(instead.text)}, which is private: better choose that.`;
  }
  if (instead === null) {
    return mrkdwn`No private range of this size is free in all of ${places}. Check a smaller one.`;
  }
  const same = instead.prefix === range.prefix ? mrkdwn`It has the same size and` : mrkdwn`It`;
  return mrkdwn`Choose ${code(instead.text)} instead. ${same} is free in ${places}.`;
};

/** How much of your own networks was looked at. */
const renderLooked = ({ conflicts }: Checked, known: KnownNetworks): readonly Mrkdwn[] => {
  const isClear = conflicts.every((one) => one.with.owner.kind !== 'network');
  const seen = known.networks.length;
  return [
    ...(seen > 0 && isClear
      ? [mrkdwn`None of ${count(seen, 'network')} in your own accounts has any of it.`]
      : []),
    ...renderMissing(known.unlisted),
  ];
};

const buildUse = ({ range, conflicts, unfit, instead }: Checked): readonly KnownBlock[] => {
  const free = instead ?? (conflicts.length + unfit.length === 0 ? range : null);
  return free === null ? [] : actions([buildUseButton(`Use ${free.text}`, free.text)]);
};

/** What a range would overlap in all projects that this person may see, and what to choose instead. */
export const buildRangeCheck = (
  check: RangeCheck,
  { projects, mayCreate, networks = NOTHING_KNOWN }: RangeCheckPlace,
): Message => {
  if (check.kind === 'unread') return renderUnread(check);
  const { range, readAs, conflicts, unfit, sizes, remarks } = check;
  const title =
    conflicts.length > 0
      ? `${range.text} overlaps ${count(conflicts.length, 'range')}`
      : unfit.length > 0
        ? `${range.text} cannot be a VPC’s range`
        : `${range.text} is free`;
  const before = [
    ...(readAs === null ? [] : [renderReadAs(readAs, range)]),
    ...unfit.map((problem) => mrkdwn`No VPC can have it: ${fromPlain(renderRangeProblem(problem))}`),
  ];
  const shown = conflicts.slice(0, CONFLICTS_SHOWN).map((conflict) => renderConflict(range, conflict));
  const rest = conflicts.length - shown.length;
  const more = rest > 0 ? [mrkdwn`And ${count(rest, 'more range')}.`] : [];
  const after = [
    ...sizes.map(renderSize),
    ...remarks.map((remark) => renderRangeRemark(range, remark)),
    renderNext(check, projects),
    ...renderLooked(check, networks),
  ];
  return message(join([mrkdwn`${title}.`, ...before, ...shown, ...more, ...after], ' '), [
    header(title),
    ...[...before, ...shown].map(section),
    ...more.map(context),
    ...after.map(section),
    ...(mayCreate ? buildUse(check) : []),
  ]);
};
