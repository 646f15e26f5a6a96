import { vpcGone, vpcLeaving } from './drift.ts';
import type { GonePeering, NoticeBody } from './notice-body.ts';
import { isEnded, listDwellers } from './peering.ts';
import type { QuotaUse } from './quota.ts';
import { isRequestOver, type Request } from './request.ts';
import {
  changePeering,
  changeVpc,
  type Draft,
  enterRequestState,
  type QuotaChange,
  tellDrift,
  tellRequest,
} from './step.ts';
import type { VpcFailure } from './vpc.ts';

/** The provider has the VPC. Tiger shows no state: it stays `creating` until a peering can be made on it. */
export const settleVpcCreated = (draft: Draft, providerId: string, now: number): Draft => {
  const deleting = draft.next.vpc.state === 'deleting';
  const named = changeVpc({ ...draft, quota: { kind: 'grant' } }, { providerId, intent: null });
  if (deleting) return named;
  const created = changeVpc(named, { state: 'creating', stateSince: now });
  return tellRequest(created, created.next.vpc.requestId, { kind: 'vpc-created', providerId });
};

export const settleVpcActive = (draft: Draft, now: number): Draft =>
  draft.next.vpc.state === 'creating' ? changeVpc(draft, { state: 'active', stateSince: now }) : draft;

/** What is gone at the provider has no id there any more: a retry makes it anew. */
const FORGOTTEN = { providerId: null, provisionedId: null, expiresAt: null } as const;

/**
 * Requests that wait for the VPC and, where it `stood`, those that are done and live on it. Whoever
 * cancels a peering on it gets what they want.
 */
const listConcerned = ({ next }: Draft, stood: boolean): readonly Request[] => {
  const { vpc, peerings, requests } = next;
  const dwellers = peerings.filter(({ state }) => !isEnded(state)).flatMap(listDwellers);
  const uses = ({ id, state }: Request) =>
    state === 'done' && (id === vpc.requestId || dwellers.includes(id));
  const givesUp = ({ ask, state }: Request) => ask.kind === 'peer' && state === 'cancelling';
  const waits = (request: Request) => !isRequestOver(request) && !(stood && givesUp(request));
  return requests.filter((request) => waits(request) || (stood && uses(request)));
};

/** The end of a VPC that will not come to be, or is there no more, and of what was to live on it. */
export const settleVpcFailed = (draft: Draft, failure: VpcFailure, now: number): Draft => {
  const gone = failure.kind === 'gone';
  const ended = { state: 'failed', intent: null, stateSince: now } as const;
  // One of several is ours all the same: what tells them apart is kept for the next try.
  const intent = failure.kind === 'ambiguous' ? draft.next.vpc.intent : null;
  const failed = changeVpc(draft, { ...ended, intent, failure, ...(gone ? { providerId: null } : {}) });
  const peerings = failed.next.peerings.map((peering) => {
    if (isEnded(peering.state)) return peering;
    // Without its VPC a peering that was on its way out is out, and is not tried again with the VPC.
    const state = peering.state === 'deleting' ? 'deleted' : 'failed';
    return { ...peering, ...ended, state, ...(gone ? FORGOTTEN : {}) } as const;
  });
  const settled = { ...failed, next: { ...failed.next, peerings } };
  const told = listConcerned(draft, gone).reduce<Draft>(
    (so, { id }) => tellRequest(so, id, { kind: 'vpc-failed', failure }),
    settled,
  );
  const isNobodys = gone && told.notices.length === settled.notices.length;
  return isNobodys ? tellDrift(told, vpcGone(draft.next.vpc, draft.next.peerings)) : told;
};

/** Somebody deletes it at the provider, though nobody asked for that here. */
export const settleVpcLeaving = (draft: Draft, now: number): Draft => {
  const leaving = changeVpc(draft, { state: 'deleting', stateSince: now });
  const concerned = listConcerned(draft, true);
  if (concerned.length === 0) return tellDrift(leaving, vpcLeaving(draft.next.vpc));
  return concerned.reduce<Draft>((so, { id }) => tellRequest(so, id, { kind: 'vpc-leaving' }), leaving);
};

/** A change that the provider refuses for good: its request fails, and the VPC stays as it was. */
export const settleRefused = (draft: Draft, requestId: number, said: string, now: number): Draft =>
  tellRequest(enterRequestState(draft, requestId, 'failed', now), requestId, {
    kind: 'change-refused',
    said,
  });

export const settleVpcRenamed = (draft: Draft, requestId: number, name: string): Draft => {
  const from = draft.next.vpc.name;
  return tellRequest(changeVpc(draft, { name }), requestId, { kind: 'vpc-renamed', from, to: name });
};

/** Those that went with it: at its end, or since somebody asked for that. */
const listGone = ({ peerings }: Draft['next'], since: number): readonly GonePeering[] =>
  peerings
    .filter(({ state, stateSince }) => state === 'deleted' && stateSince >= since)
    .map(({ peer, provisionedId }) => ({ peer, provisionedId }));

export const settleVpcDeleted = (draft: Draft, now: number): Draft => {
  const bare = draft.next.peerings
    .filter(({ state }) => !isEnded(state))
    .reduce((so, peering) => changePeering(so, { ...peering, state: 'deleted', stateSince: now }), draft);
  const gone = changeVpc(bare, { state: 'deleted', intent: null, stateSince: now });
  return gone.next.requests
    .filter(({ state, ask }) => state === 'open' && ask.kind === 'delete')
    .reduce(
      (told, { id, createdAt }) =>
        tellRequest(told, id, { kind: 'vpc-deleted', peerings: listGone(told.next, createdAt) }),
      gone,
    );
};

/** Requests that want the VPC gone: by a deletion, or by undoing what made it. */
const wantsGone = ({ ask, state }: Request): boolean =>
  (ask.kind === 'delete' && state === 'open') || (ask.kind === 'create' && state === 'cancelling');

/** Whether anybody here wants the VPC gone: only then vpcbot deletes anything of it. */
export const isUnwanted = ({ requests }: Draft['next']): boolean => requests.some(wantsGone);

/** It cannot be deleted: it stays, and who wanted it gone hears why. */
export const settleVpcKept = (
  draft: Draft,
  body: Extract<NoticeBody, { kind: 'change-refused' | 'vpc-in-use' }>,
  now: number,
): Draft => {
  const kept = changeVpc(draft, { state: 'active', stateSince: now });
  return kept.next.requests
    .filter(wantsGone)
    .reduce((so, { id }) => tellRequest(enterRequestState(so, id, 'failed', now), id, body), kept);
};

/** Parks a request until a person decides: nothing is looked at meanwhile. */
const parkRequest = (
  draft: Draft,
  state: Request['state'],
  body: NoticeBody,
  quota: QuotaChange,
  now: number,
): Draft => {
  const { requestId } = draft.next.vpc;
  if (requestId === null) return draft;
  const parked = changeVpc(enterRequestState(draft, requestId, state, now), {
    state: 'requested',
    intent: null,
    stateSince: now,
  });
  return { ...tellRequest(parked, requestId, body), quota };
};

/** The provider lists more VPCs than were known when the request was let through. */
export const parkForApproval = (draft: Draft, use: QuotaUse, now: number): Draft =>
  parkRequest(draft, 'waiting-for-approval', { kind: 'quota-asked', ...use }, { kind: 'ask', ...use }, now);

/** The provider itself refuses for its limit: only its support can raise that. */
export const parkForTimescale = (draft: Draft, use: QuotaUse, said: string, now: number): Draft =>
  parkRequest(
    draft,
    'waiting-for-timescale',
    { kind: 'waiting-for-timescale', said, wanted: use.used + 1 },
    { kind: 'wait-for-timescale', ...use },
    now,
  );
