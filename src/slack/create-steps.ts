import type { QuotaIncrease } from '../domain/quota.ts';
import type { VpcView } from '../domain/request.ts';
import { type Mrkdwn, mention, mrkdwn, quoted } from './mrkdwn.ts';
import { renderVpcFailure } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { done, next, now, type PlanStep, stopped } from './plan-step.ts';

const byWhom = (userId: string | null): Mrkdwn => (userId === null ? mrkdwn`An approver` : mention(userId));

/** The way to a VPC more than the limit, where one was needed. */
export const planLimit = ({ request, quota }: VpcView): readonly PlanStep[] => {
  const waits = now(mrkdwn`Waiting for Timescale to raise its own limit`, request.stateSince);
  return [
    ...(quota === null ? [] : planApproval(quota)),
    ...(request.state === 'waiting-for-timescale' ? [waits] : []),
  ];
};

/** Who let it through. Without an approval there is none to tell of: only Timescale's own limit stood in the way. */
const planYes = ({ decidedBy, decidedAt, wantedLimit, breakGlass }: QuotaIncrease): readonly PlanStep[] => {
  if (decidedBy === null) return [];
  const by = mention(decidedBy);
  if (wantedLimit !== null) {
    return [done(mrkdwn`Timescale raised its limit to ${count(wantedLimit, 'VPC')}, says ${by}`, decidedAt)];
  }
  const without = breakGlass === null ? mrkdwn`` : mrkdwn` without an approver`;
  return [done(mrkdwn`${by} approved one VPC more${without}`, decidedAt)];
};

const planApproval = (quota: QuotaIncrease): readonly PlanStep[] => {
  const { state, decidedAt, decidedBy, reason, used, limit, askedAt, grantedLimit } = quota;
  const approved = planYes(quota);
  switch (state) {
    case 'asked':
      return [
        now(
          mrkdwn`Waiting for an approver: ${quota.project} uses ${used} of ${count(limit, 'VPC')}`,
          askedAt,
        ),
      ];
    case 'approved':
    case 'granted':
    case 'waiting-for-timescale':
      return approved;
    case 'refused':
      return [...approved, stopped(mrkdwn`Timescale refused to raise its own limit`, null)];
    case 'denied':
      return [
        stopped(
          mrkdwn`${byWhom(decidedBy)} denied one VPC more: ${quoted(reason ?? 'no reason')}`,
          decidedAt,
        ),
      ];
    case 'withdrawn':
      return grantedLimit === null
        ? [stopped(mrkdwn`The approval is no longer asked for`, decidedAt)]
        : [done(mrkdwn`The limit rose to ${count(grantedLimit, 'VPC')}, so nobody had to decide`, null)];
    case 'expired':
      return [stopped(mrkdwn`Nobody decided in time`, decidedAt)];
    default:
      return state satisfies never;
  }
};

/** The way of the VPC itself. */
export const planVpc = ({ request, vpc }: VpcView): readonly PlanStep[] => {
  const { state, providerId, stateSince, failure } = vpc;
  switch (state) {
    case 'requested':
      return [
        request.state === 'open'
          ? now(mrkdwn`Timescale is asked to create the VPC`, stateSince)
          : next(mrkdwn`Timescale creates the VPC`),
      ];
    case 'creating':
      if (providerId === null) return [now(mrkdwn`Timescale creates the VPC`, stateSince)];
      return [
        done(mrkdwn`VPC created`, stateSince),
        now(mrkdwn`Timescale makes the VPC ready for a peering`, null),
      ];
    case 'active':
      return [done(mrkdwn`VPC ready`, stateSince)];
    case 'failed':
      return [
        stopped(
          failure === null ? mrkdwn`The VPC did not come to be.` : renderVpcFailure(failure).what,
          stateSince,
        ),
      ];
    case 'deleting':
      return [
        now(
          providerId === null
            ? mrkdwn`vpcbot makes sure that no VPC was made`
            : mrkdwn`Timescale deletes the VPC`,
          stateSince,
        ),
      ];
    case 'deleted':
      return [
        providerId === null
          ? stopped(mrkdwn`No VPC was made`, stateSince)
          : done(mrkdwn`VPC deleted`, stateSince),
      ];
    default:
      return state satisfies never;
  }
};
