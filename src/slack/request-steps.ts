import type { PeerNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import { isRequestOver, type VpcView } from '../domain/request.ts';
import type { Vpc } from '../domain/vpc.ts';
import { code, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { nameAccount, namePeer, renderPeeringEnd, renderVpcFailure } from './outcome-words.ts';

/** One line of the plan. Its word says how it stands, so that no colour or sign has to. */
export interface PlanStep {
  readonly word: 'Done' | 'Now' | 'Next' | 'Stopped';
  readonly what: Mrkdwn;
  /** When it was done or began (epoch ms); null where nobody knows or nothing began. */
  readonly at: number | null;
}

const done = (what: Mrkdwn, at: number | null): PlanStep => ({ word: 'Done', what, at });
const now = (what: Mrkdwn, at: number | null): PlanStep => ({ word: 'Now', what, at });
const next = (what: Mrkdwn): PlanStep => ({ word: 'Next', what, at: null });
const stopped = (what: Mrkdwn, at: number | null): PlanStep => ({ word: 'Stopped', what, at });

const byWhom = (userId: string | null): Mrkdwn => (userId === null ? mrkdwn`An approver` : mention(userId));

const planLimit = ({ request, quota }: VpcView): readonly PlanStep[] => {
  const waits = now(mrkdwn`Waiting for Timescale to raise its own limit`, request.stateSince);
  return [
    ...(quota === null ? [] : planApproval(quota)),
    ...(request.state === 'waiting-for-timescale' ? [waits] : []),
  ];
};

const planApproval = (quota: QuotaIncrease): readonly PlanStep[] => {
  const { state, decidedAt, decidedBy, reason, used, limit, askedAt } = quota;
  // Without an approval there is none to tell of: only Timescale's own limit stood in the way.
  const approved =
    decidedBy === null ? [] : [done(mrkdwn`${byWhom(decidedBy)} approved one VPC more`, decidedAt)];
  switch (state) {
    case 'asked':
      return [now(mrkdwn`Waiting for an approver: ${quota.project} uses ${used} of ${limit} VPCs`, askedAt)];
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
      return [stopped(mrkdwn`The approval is no longer asked for`, decidedAt)];
    case 'expired':
      return [stopped(mrkdwn`Nobody decided in time`, decidedAt)];
    default:
      return state satisfies never;
  }
};

const planVpc = ({ request, vpc }: VpcView): readonly PlanStep[] => {
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

const planUnasked = (peer: PeerNetwork, vpc: Vpc): readonly PlanStep[] => [
  vpc.state === 'active'
    ? now(mrkdwn`Timescale is asked to peer with ${namePeer(peer)}`, vpc.stateSince)
    : next(mrkdwn`Timescale asks to peer with ${namePeer(peer)}`),
  next(mrkdwn`The owner of ${nameAccount(peer)} accepts`),
];

const planPeering = (peering: Peering, vpc: Vpc): readonly PlanStep[] => {
  const { peer, state, stateSince, providerId, provisionedId, expiresAt, rawStatus } = peering;
  const asked =
    provisionedId === null ? [] : [done(mrkdwn`Peering request ${code(provisionedId)} made`, null)];
  switch (state) {
    case 'requested':
      return planUnasked(peer, vpc);
    case 'approved':
      return [
        now(mrkdwn`Timescale makes the peering request to ${namePeer(peer)}`, stateSince),
        next(mrkdwn`The owner of ${nameAccount(peer)} accepts`),
      ];
    case 'pending-peer': {
      const expiry = expiresAt === null ? mrkdwn`` : mrkdwn` before ${when(expiresAt)}`;
      const what = mrkdwn`Waiting for ${nameAccount(peer)} to accept ${code(provisionedId ?? 'the request')}${expiry}`;
      return [now(what, stateSince), next(mrkdwn`The peering turns active`)];
    }
    case 'active':
      return [...asked, done(mrkdwn`Peering with ${namePeer(peer)} active`, stateSince)];
    case 'deleting':
      return [...asked, now(mrkdwn`Timescale deletes the peering with ${namePeer(peer)}`, stateSince)];
    case 'deleted':
      return providerId === null ? [] : [done(mrkdwn`Peering with ${namePeer(peer)} deleted`, stateSince)];
    case 'unknown':
      return [
        ...asked,
        now(
          mrkdwn`Timescale says ${quoted(rawStatus ?? '')} of the peering with ${namePeer(peer)}`,
          stateSince,
        ),
      ];
    default:
      return [...asked, stopped(renderPeeringEnd(state, peer, peering.message).what, stateSince)];
  }
};

const PEERINGS_SHOWN = 8;

/** The way of a request from start to end, as far as it is known. What is over has nothing next. */
export const planRequest = (view: VpcView): readonly PlanStep[] => {
  const { request, vpc, peerings } = view;
  const ending = isRequestOver(request) || request.state === 'cancelling' || vpc.state === 'failed';
  const shown = vpc.state === 'failed' ? [] : peerings.slice(-PEERINGS_SHOWN);
  const steps = [
    ...planLimit(view),
    ...planVpc(view),
    ...shown.flatMap((peering) => planPeering(peering, vpc)),
  ];
  return ending ? steps.filter(({ word }) => word !== 'Next') : steps;
};

/** `*Done*  VPC created (Nov 22 10:00)`. */
export const renderStep = ({ word, what, at }: PlanStep): Mrkdwn => {
  if (at === null) return mrkdwn`*${word}*  ${what}`;
  return mrkdwn`*${word}*  ${what} (${word === 'Now' ? mrkdwn`since ` : mrkdwn``}${when(at)})`;
};
