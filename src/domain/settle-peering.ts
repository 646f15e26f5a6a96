import type { NoticeBody, PeeringOwner } from './notice-body.ts';
import { advancePeering, isEnded, type Peering, type SeenPeering } from './peering.ts';
import { settleRefused } from './settle-vpc.ts';
import {
  type Draft,
  enterRequestState,
  type LookTime,
  putPeering,
  tellDwellers,
  tellRequest,
} from './step.ts';

const fail = (draft: Draft, peering: Peering, body: NoticeBody, now: number): Draft =>
  tellDwellers(
    putPeering(draft, { ...peering, state: 'failed', intent: null, stateSince: now }),
    peering,
    body,
  );

/** Who asked here for what the provider calls so; nobody: it was not made by us. */
const findOwner = ({ next }: Draft, providerId: string): PeeringOwner | null => {
  const known = next.peerings.findLast((other) => other.providerId === providerId);
  const asked = next.requests.find(({ id }) => id === known?.requestId);
  return asked === undefined ? null : { requestId: asked.id, requesterId: asked.requesterId };
};

/** It was there before, so it is somebody else's: it is recorded as that, so that it can be shared. */
export const settlePeeringTaken = (
  draft: Draft,
  peering: Peering,
  seen: SeenPeering,
  { now }: LookTime,
): Draft => {
  const { providerId } = seen;
  const of = findOwner(draft, providerId);
  const { peer } = peering;
  const body = { kind: 'peering-taken', peer, providerId, ...(of === null ? {} : { of }) } as const;
  const failed = fail(draft, peering, body, now);
  const isKnown = draft.next.peerings.some(
    (other) => other.providerId === providerId && !isEnded(other.state),
  );
  return isKnown ? failed : { ...failed, found: [...failed.found, seen] };
};

/** Others live on it: it is what it was before somebody asked for its deletion, and they hear why. */
export const settlePeeringShared = (
  draft: Draft,
  peering: Peering,
  seen: SeenPeering,
  { now, timing }: LookTime,
): Draft => {
  const shown = advancePeering({ ...peering, state: seen.state }, seen, now, timing);
  const kept = putPeering(draft, { ...shown, stateSince: now });
  const { peer, provisionedId, sharers } = peering;
  const body = { kind: 'peering-kept', peer, provisionedId, by: sharers } as const;
  return kept.next.requests
    .filter(({ state, ask }) => state === 'open' && ask.kind === 'unpeer' && ask.peeringId === peering.id)
    .reduce((so, { id }) => tellRequest(enterRequestState(so, id, 'failed', now), id, body), kept);
};

/** Nobody knows which of them is ours: none of them is touched, and a person decides. */
export const settlePeeringAmbiguous = (
  draft: Draft,
  peering: Peering,
  providerIds: readonly string[],
  { now }: LookTime,
): Draft => fail(draft, peering, { kind: 'peering-ambiguous', peer: peering.peer, providerIds }, now);

/** The provider refuses to delete it: it is again what the provider shows, and who asked for it hears why. */
export const settlePeeringKept = (
  draft: Draft,
  peering: Peering,
  { seen, said }: { readonly seen: SeenPeering; readonly said: string },
  { now, timing }: LookTime,
): Draft => {
  const shown = advancePeering({ ...peering, state: seen.state }, seen, now, timing);
  const kept = putPeering(draft, { ...shown, stateSince: now });
  return kept.next.requests
    .filter(({ state, ask }) => state === 'open' && ask.kind === 'unpeer' && ask.peeringId === peering.id)
    .reduce((so, { id }) => settleRefused(so, id, said, now), kept);
};
