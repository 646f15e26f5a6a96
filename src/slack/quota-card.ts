import type { Button, KnownBlock } from '@slack/types';
import type { Project } from '../domain/project.ts';
import type { Deciders, QuotaIncrease } from '../domain/quota.ts';
import { listHeld, type QuotaFacts } from '../domain/quota-facts.ts';
import type { QuotaView, VpcView } from '../domain/request.ts';
import { actions, button, confirmation, fields, header, type Message, message, section } from './blocks.ts';
import { code, type Mrkdwn, mention, mrkdwn, quoted, sentence, when } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { callDeciders, renderHeld, renderStanding, renderUnused } from './quota-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';

/** Action ids. The value of each of these buttons is the id of the ask, so that an old card decides nothing newer. */
export const APPROVE_QUOTA = 'approve_quota';
export const DENY_QUOTA = 'deny_quota';

/** A request that asks for more than the limit. */
export type AskView = VpcView | QuotaView;

/** What an ask is decided on, as it is now. */
export interface QuotaCardFacts {
  /** The ask that the card is about; a request may have made several. */
  readonly quota: QuotaIncrease;
  readonly deciders: Deciders;
  readonly facts: QuotaFacts;
}

/** `one VPC more`, or `a limit of 5 VPCs`. */
const nameAsk = ({ on }: AskView, { wantedLimit }: QuotaIncrease): string =>
  on === 'vpc' || wantedLimit === null ? 'one VPC more' : `a limit of ${count(wantedLimit, 'VPC')}`;

/** The limit that an approval sets. */
const limitAfter = (view: AskView, { quota, facts }: QuotaCardFacts): number =>
  view.on === 'project' && quota.wantedLimit !== null ? quota.wantedLimit : facts.used + 1;

const renderAfter = (view: AskView, facts: QuotaCardFacts, project: string): string => {
  const limit = count(limitAfter(view, facts), 'VPC');
  return view.on === 'vpc'
    ? `Timescale makes the VPC ${view.vpc.name} at once. ${project} may then have ${limit}, also after this one is deleted.`
    : `${project} may then have ${limit}. No VPC is made by this.`;
};

const buildButtons = (view: AskView, card: QuotaCardFacts, project: string): readonly Button[] => {
  const { quota } = card;
  const number = formatRequestNumber(view.request.id);
  const what = nameAsk(view, quota);
  return [
    button({
      action: APPROVE_QUOTA,
      words: 'Approve',
      value: String(quota.id),
      label: `Approve ${what} for ${number}`,
      style: 'primary',
      confirm: confirmation({
        title: `Approve ${number}?`,
        text: renderAfter(view, card, project),
        yes: 'Approve',
        no: 'Not yet',
        style: 'primary',
      }),
    }),
    button({
      action: DENY_QUOTA,
      words: 'Deny…',
      value: String(quota.id),
      label: `Deny ${what} for ${number}`,
      style: 'danger',
    }),
  ];
};

const renderYes = ({ decidedBy, decidedAt, breakGlass }: QuotaIncrease): Mrkdwn => {
  const by = decidedBy === null ? mrkdwn`somebody` : mention(decidedBy);
  const at = decidedAt === null ? mrkdwn`` : mrkdwn`, ${when(decidedAt)}`;
  return breakGlass === null
    ? mrkdwn`Approved by ${by}${at}`
    : mrkdwn`Approved by ${by}${at}, an admin without an approver, because ${quoted(breakGlass)}`;
};

/** What became of an ask; null while it waits for a decision. */
export const renderDecision = (quota: QuotaIncrease): Mrkdwn | null => {
  const by = quota.decidedBy === null ? mrkdwn`somebody` : mention(quota.decidedBy);
  const at = quota.decidedAt === null ? mrkdwn`` : mrkdwn`, ${when(quota.decidedAt)}`;
  switch (quota.state) {
    case 'asked':
      return null;
    case 'approved':
    case 'granted':
      return quota.grantedLimit === null
        ? mrkdwn`${renderYes(quota)}.`
        : mrkdwn`${renderYes(quota)}. ${quota.project} may have ${count(quota.grantedLimit, 'VPC')}.`;
    case 'waiting-for-timescale':
      return mrkdwn`${renderYes(quota)}. Next, Timescale raises its own limit: ask its support.`;
    case 'refused':
      return mrkdwn`${renderYes(quota)}, but Timescale refused to raise its own limit.`;
    case 'denied':
      return mrkdwn`Denied by ${by}${at}: ${quoted(quota.reason ?? 'no reason')}. Nothing was created.`;
    case 'withdrawn':
      return quota.grantedLimit === null
        ? mrkdwn`No decision is needed any more: the request was cancelled.`
        : mrkdwn`No decision is needed any more: ${quota.project} may have ${count(quota.grantedLimit, 'VPC')} by now, and the request goes on.`;
    case 'expired':
      return mrkdwn`Nobody decided in time${at}. Nothing was created.`;
    default:
      return quota.state satisfies never;
  }
};

const renderWish = (view: AskView, { wantedLimit, limit }: QuotaIncrease): readonly Mrkdwn[] => {
  if (view.on === 'vpc')
    return [
      mrkdwn`*For*\n${code(view.vpc.name)}, ${code(view.vpc.cidr.text)} in ${nameRegion(view.vpc.region)}`,
    ];
  const { ask } = view.request;
  return [
    mrkdwn`*For*\n${count(wantedLimit ?? limit + 1, 'VPC')} in all, in place of ${limit}`,
    ...(ask.kind === 'quota' ? [mrkdwn`*Why*\n${quoted(ask.why)}`] : []),
  ];
};

/** What the approvers decide on, while it is theirs to decide. */
const buildStanding = ({ standing }: QuotaFacts): readonly KnownBlock[] => {
  if (standing.length === 0) return [];
  const unused = renderUnused(standing);
  return [
    section(
      mrkdwn`*${standing.length === 1 ? 'The VPC that it has' : 'The VPCs that it has'}*\n${renderStanding(standing)}`,
    ),
    ...(unused === null ? [] : [section(unused)]),
  ];
};

/** The approvers' card. It calls them while it waits; afterwards it says who decided, when and why. */
export const buildQuotaCard = (view: AskView, project: Project, card: QuotaCardFacts): Message => {
  const { quota, deciders, facts } = card;
  const { requesterId, id } = view.request;
  const number = formatRequestNumber(id);
  const { used, limit } = quota;
  const ask = mrkdwn`${mention(requesterId)} asks for ${nameAsk(view, quota)} in ${project.name} (${number}): it uses ${used} of ${count(limit, 'VPC')}.`;
  const decision = renderDecision(quota);
  const turn = decision ?? callDeciders(deciders, project.name, requesterId);
  const held = decision === null && view.on === 'project' ? renderHeld(listHeld(facts), project.name) : null;
  return message(mrkdwn`${ask} ${turn}`, [
    header(`${number}: ${nameAsk(view, quota)} for ${project.name}`),
    fields([
      mrkdwn`*Asked by*\n${mention(requesterId)}, ${when(quota.askedAt)}`,
      mrkdwn`*In use*\n${used} of ${count(limit, 'VPC')}`,
      ...renderWish(view, quota),
    ]),
    ...(decision === null ? buildStanding(facts) : []),
    ...(held === null ? [] : [section(held)]),
    section(
      decision ??
        mrkdwn`${turn} Nothing is created before. If approved: ${sentence(renderAfter(view, card, project.name))}`,
    ),
    ...(decision === null ? actions(buildButtons(view, card, project.name)) : []),
  ]);
};
