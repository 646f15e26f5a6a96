import type { GonePeering, NoticeBody } from './notice.ts';
import { isEnded } from './peering.ts';
import type { QuotaUse } from './quota.ts';
import { isRequestOver, type Request } from './request.ts';
import { changeVpc, type Draft, enterRequestState, type QuotaChange, tellRequest } from './step.ts';
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
  const uses = ({ id, state }: Request): boolean =>
    state === 'done' &&
    (id === draft.next.vpc.requestId ||
      draft.next.peerings.some((peering) => peering.requestId === id && !isEnded(peering.state)));
  const concerned = settled.next.requests.filter(
    (request) => !isRequestOver(request) || (gone && uses(request)),
  );
  return concerned.reduce<Draft>(
    (told, { id }) => tellRequest(told, id, { kind: 'vpc-failed', failure }),
    settled,
  );
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
  const peerings = draft.next.peerings.map((peering) =>
    isEnded(peering.state) ? peering : ({ ...peering, state: 'deleted', stateSince: now } as const),
  );
  const gone = changeVpc(
    { ...draft, next: { ...draft.next, peerings } },
    { state: 'deleted', intent: null, stateSince: now },
  );
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
