import type { Button, KnownBlock } from '@slack/types';
import type { Listed, Project } from '../domain/project.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import type { VpcView } from '../domain/request.ts';
import { actions, button, confirmation, fields, header, type Message, message, section } from './blocks.ts';
import { code, listSome, type Mrkdwn, mention, mentionAny, mrkdwn, quoted, when } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { formatRequestNumber } from './request-number.ts';

/** Action ids. The value of each of these buttons is the id of the ask, so that an old card decides nothing newer. */
export const APPROVE_QUOTA = 'approve_quota';
export const DENY_QUOTA = 'deny_quota';

/** Whom the card calls: the approvers, else the admins, never the one who asks. */
export const findDeciders = ({ approvers, admins }: Project, requesterId: string): Listed => {
  const others = (listed: Listed) => listed.filter((id) => id !== requesterId);
  const named = others(approvers);
  return named.length > 0 ? named : others(admins);
};

const buildButtons = ({ request, vpc }: VpcView, { id }: QuotaIncrease): readonly Button[] => {
  const number = formatRequestNumber(request.id);
  return [
    button({
      action: APPROVE_QUOTA,
      words: 'Approve',
      value: String(id),
      label: `Approve one VPC more for ${number}`,
      style: 'primary',
      confirm: confirmation({
        title: `Approve ${number}?`,
        text: `Timescale makes the VPC ${vpc.name} at once. This approval holds for ${number} only.`,
        yes: 'Approve',
        no: 'Not yet',
        style: 'primary',
      }),
    }),
    button({
      action: DENY_QUOTA,
      words: 'Deny',
      value: String(id),
      label: `Deny one VPC more for ${number}`,
      style: 'danger',
    }),
  ];
};

/** What became of the ask; null while it waits for a decision. */
export const renderDecision = (quota: QuotaIncrease): Mrkdwn | null => {
  const by = quota.decidedBy === null ? mrkdwn`somebody` : mention(quota.decidedBy);
  const at = quota.decidedAt === null ? mrkdwn`` : mrkdwn`, ${when(quota.decidedAt)}`;
  switch (quota.state) {
    case 'asked':
      return null;
    case 'approved':
    case 'granted':
      return mrkdwn`Approved by ${by}${at}. The request goes on by itself.`;
    case 'waiting-for-timescale':
      return mrkdwn`Approved by ${by}${at}. Next, Timescale raises its own limit: ask its support.`;
    case 'refused':
      return mrkdwn`Approved by ${by}${at}, but Timescale refused to raise its own limit.`;
    case 'denied':
      return mrkdwn`Denied by ${by}${at}: ${quoted(quota.reason ?? 'no reason')}. Nothing was created.`;
    case 'withdrawn':
      return mrkdwn`No decision is needed any more: the request was cancelled.`;
    case 'expired':
      return mrkdwn`Nobody decided in time. Nothing was created.`;
    default:
      return quota.state satisfies never;
  }
};

const NAMES_SHOWN = 15;

const buildFacts = (
  { request, vpc }: VpcView,
  { used, limit }: QuotaIncrease,
  existing: readonly string[],
): KnownBlock =>
  fields([
    mrkdwn`*Asked by*\n${mention(request.requesterId)}`,
    mrkdwn`*For*\n${code(vpc.name)}, ${code(vpc.cidr.text)} in ${vpc.region}`,
    mrkdwn`*In use*\n${used} of ${count(limit, 'VPC')}`,
    ...(existing.length === 0 ? [] : [mrkdwn`*Already there*\n${listSome(existing.map(code), NAMES_SHOWN)}`]),
  ]);

/**
 * The approvers' card. It calls them while it waits; afterwards it says who decided, when and why.
 * `existing` names the VPCs that the project has; empty: the card does not name them.
 */
export const buildQuotaCard = (
  view: VpcView,
  project: Project,
  quota: QuotaIncrease,
  existing: readonly string[],
): Message => {
  const number = formatRequestNumber(view.request.id);
  const { used, limit } = quota;
  const ask = mrkdwn`${mention(view.request.requesterId)} asks for one VPC more in ${project.name} (${number}): it uses ${used} of ${count(limit, 'VPC')}.`;
  const decision = renderDecision(quota);
  const turn =
    decision ??
    mrkdwn`${mentionAny(findDeciders(project, view.request.requesterId))}: approve or deny it. Nothing is created before.`;
  return message(mrkdwn`${ask} ${turn}`, [
    header(`${number}: one VPC more for ${project.name}`),
    buildFacts(view, quota, existing),
    section(turn),
    ...(decision === null ? actions(buildButtons(view, quota)) : []),
  ]);
};
