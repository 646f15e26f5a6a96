import type { NoticeBody } from './notice.ts';
import { advancePeering, type Peering, type SeenPeering } from './peering.ts';
import { settleRefused } from './settle-vpc.ts';
import { type Draft, type LookTime, putPeering, tellRequest } from './step.ts';

const fail = (draft: Draft, peering: Peering, body: NoticeBody, now: number): Draft =>
  tellRequest(
    putPeering(draft, { ...peering, state: 'failed', intent: null, stateSince: now }),
    peering.requestId,
    body,
  );

export const settlePeeringTaken = (
  draft: Draft,
  peering: Peering,
  providerId: string,
  { now }: LookTime,
): Draft => fail(draft, peering, { kind: 'peering-taken', peer: peering.peer, providerId }, now);

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
