import type { KnownBlock } from '@slack/types';
import type { Verdict } from '../domain/access.ts';
import type { Project } from '../domain/project.ts';
import type { RangeOffer, RangeOffers } from '../domain/range-offer.ts';
import { answer } from './answers.ts';
import { button, header, type Message, MOST, message, section, sectionWith } from './blocks.ts';
import { CREATE_VPC_FORM } from './create-vpc-form.ts';
import { code, join, type Mrkdwn, mentionAny, mrkdwn } from './mrkdwn.ts';
import { count, oneLine, shorten } from './plain-words.ts';
import { EDIT } from './plan-message.ts';
import { renderRangeOwner, renderRefusal } from './problem-words.ts';

/** `256 addresses`. */
const sizeOf = (prefix: number): string => `${(2 ** (32 - prefix)).toLocaleString('en-US')} addresses`;

/** Opens the form with this range in it; without a project, for the first that may be chosen. */
export const buildUseButton = (words: string, cidr: string, project?: string) =>
  button({
    action: `${EDIT}${CREATE_VPC_FORM}`,
    words,
    label: `Create a VPC with ${cidr}`,
    value: JSON.stringify(
      project === undefined ? { cidr } : { project: shorten(project, MOST.option), cidr },
    ),
  });

const renderReason = ({ cidr, block, before, behind, isShared, isYours }: RangeOffer): Mrkdwn => {
  const nameOf = (taken: NonNullable<RangeOffer['before']>): Mrkdwn =>
    mrkdwn`${code(taken.cidr.text)} of ${renderRangeOwner(taken.owner)}`;
  const shared = isShared
    ? mrkdwn` Another project has it too, so no network could be peered with both: nothing else is left.`
    : mrkdwn``;
  const own = isYours
    ? mrkdwn` A network of yours has it too, which so could not be peered with it: nothing else is left.`
    : mrkdwn``;
  const isExact = block.prefix === cidr.prefix;
  const place = isExact ? mrkdwn`a gap of just this size` : mrkdwn`a free /${block.prefix}`;
  const whole = mrkdwn`larger free ranges stay whole.${shared}${own}`;
  if (isExact && before !== null && behind !== null) {
    return mrkdwn`Fills the gap between ${nameOf(before)} and ${nameOf(behind)}: ${whole}`;
  }
  if (before !== null) return mrkdwn`Right behind ${nameOf(before)}, in ${place}: ${whole}`;
  if (behind !== null) return mrkdwn`Right before ${nameOf(behind)}, in ${place}: ${whole}`;
  if (isExact) return mrkdwn`In ${place}: ${whole}`;
  const more = 2 ** (cidr.prefix - block.prefix) - 1;
  return mrkdwn`In ${place}, with room for ${more.toLocaleString('en-US')} more of this size.${shared}${own}`;
};

const renderPrefixProblem = (
  problem: Exclude<RangeOffers, { kind: 'offers' | 'none-free' }>,
  project: string,
): Message => {
  const { largest, smallest } = problem.allowed;
  const sizes = mrkdwn`A VPC of ${project} has /${largest} (${sizeOf(largest)}) to /${smallest} (${sizeOf(smallest)}). Type ${code(`/vpc cidr ${project} /24`)}, for example.`;
  if (problem.kind === 'not-a-prefix') {
    const typed = oneLine(problem.text, 60);
    return typed.includes('.')
      ? answer(
          mrkdwn`${code(typed)} is no size. To see what it would overlap, type ${code(`/vpc check ${typed}`)}. ${sizes}`,
        )
      : answer(mrkdwn`${code(typed)} is no size. ${sizes}`);
  }
  const size = problem.kind === 'too-large' ? 'large' : 'small';
  return answer(mrkdwn`/${problem.prefix} is too ${size}. ${sizes}`);
};

const renderNext = (may: Verdict, project: string): Mrkdwn => {
  const free = mrkdwn`None overlaps a VPC of ${project}, a network peered with one, or a network that is kept clear.`;
  return may.kind === 'allowed'
    ? mrkdwn`${free} Press *Use it* to open the form with a range filled in.`
    : mrkdwn`${free} ${renderRefusal(may.reason, project)} Ask ${mentionAny(may.ask)} to create a VPC.`;
};

/** Free ranges of one size around a project, each with what speaks for it. `may`: whether this person may create there. */
export const buildRangeOffers = (
  offered: RangeOffers,
  { name: project }: Project,
  may: Verdict,
  isRead: boolean,
): Message => {
  if (offered.kind === 'none-free') {
    const next =
      offered.fits === null
        ? mrkdwn`No smaller one is, either. Delete a VPC that nobody uses, or ask whoever keeps vpcbot about the ranges that are kept clear.`
        : mrkdwn`Type ${code(`/vpc cidr ${project} /${offered.fits}`)} for the largest that are free.`;
    return answer(mrkdwn`No /${offered.prefix} is free around ${project}. ${next}`);
  }
  if (offered.kind !== 'offers') return renderPrefixProblem(offered, project);
  const { prefix, offers } = offered;
  const buildOffer = (offer: RangeOffer): KnownBlock => {
    const words = mrkdwn`${code(offer.cidr.text)}\n${renderReason(offer)}`;
    const { text } = offer.cidr;
    return may.kind === 'allowed'
      ? sectionWith(words, buildUseButton('Use it', text, project))
      : section(words);
  };
  const unread = isRead
    ? []
    : [mrkdwn`${project} has not been read at Timescale yet, so VPCs made elsewhere may be missing here.`];
  const next = join([...unread, renderNext(may, project)], ' ');
  const lead = mrkdwn`${count(offers.length, 'free range')} of ${sizeOf(prefix)} for ${project}:`;
  const list = join(
    offers.map(({ cidr }) => code(cidr.text)),
    ', ',
  );
  return message(mrkdwn`${lead} ${list}. ${next}`, [
    header(`Free /${prefix} ranges for ${project}`),
    ...offers.map(buildOffer),
    section(next),
  ]);
};
