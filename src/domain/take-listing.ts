import { samePeer } from './peer-network.ts';
import {
  advancePeering,
  isEnded,
  listDwellers,
  type Peering,
  type PeeringState,
  type SeenPeering,
} from './peering.ts';
import { waitForPeer } from './pending-peer.ts';
import { settleVpcActive } from './settle-vpc.ts';
import { changePeering, type Draft, type LookTime, putPeering } from './step.ts';

/**
 * The one that is being asked for may be there already, under an id that is not known yet. What ended
 * here and is back at the provider is nobody's from now on; only a deletion of ours may lag behind.
 */
const isKnown = (peerings: readonly Peering[], seen: SeenPeering): boolean =>
  peerings.some(({ providerId, state, peer }) => {
    const over = isEnded(state);
    if (providerId === null) return !over && samePeer(peer, seen.peer);
    return providerId === seen.providerId && (!over || state === 'deleted' || seen.state === 'unknown');
  });

/** Recorded as on its way out it would be taken for one that is to be deleted here. */
const isStaying = (state: PeeringState): boolean => !isEnded(state) && state !== 'deleting';

/** Who asked for it is reminded while the other side is awaited. */
const takeWait = (draft: Draft, peering: Peering, time: Pick<LookTime, 'now' | 'timing'>): Draft => {
  // Once, whoever else lives on it.
  const [requestId] = listDwellers(peering);
  if (requestId === undefined) return draft;
  const { next, told } = waitForPeer(peering, time);
  const notices = told.map(({ body, lane }) => ({ requestId, body, ...(lane === null ? {} : { lane }) }));
  return { ...putPeering(draft, next), notices: [...draft.notices, ...notices] };
};

/** Takes what the provider's list shows: of every peering that is known by an id, and those nobody asked for here. */
export const takeListing = (
  draft: Draft,
  listed: readonly SeenPeering[],
  { now, timing }: Pick<LookTime, 'now' | 'timing'>,
): Draft => {
  const { vpc, peerings } = draft.next;
  // What is on its way out is left to who deletes it.
  if (vpc.state === 'deleting') return draft;
  const known = peerings.filter(({ providerId }) => providerId !== null);
  const taken = known.reduce((so, peering) => {
    const seen = listed.find(({ providerId }) => providerId === peering.providerId) ?? null;
    return changePeering(so, advancePeering(peering, seen, now, timing));
  }, draft);
  const found = listed.filter((seen) => isStaying(seen.state) && !isKnown(peerings, seen));
  const made = listed.length > 0 ? settleVpcActive(taken, now) : taken;
  const waited = made.next.peerings.reduce((so, peering) => takeWait(so, peering, { now, timing }), made);
  return { ...waited, found: [...waited.found, ...found] };
};
