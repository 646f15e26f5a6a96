import { and, eq, isNull, notInArray } from 'drizzle-orm';
import type { Cidr } from '../domain/cidr.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import { judgeRetry, type RetryVerdict } from '../domain/request.ts';
import { setRequestState, tell } from './decisions.ts';
import { type Db, type Tx, write } from './open.ts';
import { isGivenAway } from './projects.ts';
import { type Doing, insertPeering, readVpcView, ring } from './requests.ts';
import { peerings, vpcs } from './schema.ts';

export type Retried =
  | { readonly kind: 'retrying'; readonly vpcId: number }
  | Exclude<RetryVerdict, { kind: 'try-again' }>
  | { readonly kind: 'not-found' };

export type AskedAgain =
  | { readonly kind: 'asked'; readonly vpcId: number }
  | { readonly kind: 'not-ended' }
  | { readonly kind: 'not-found' };

/** A peering that nobody asked the provider for yet. */
const AS_ASKED = {
  state: 'requested',
  rawStatus: null,
  providerId: null,
  provisionedId: null,
  message: null,
  intent: null,
  expiresAt: null,
  missingSince: null,
  reminders: 0,
} as const;

const retry = (tx: Tx, requestId: number, doing: Doing): Retried => {
  const view = readVpcView(tx, requestId);
  if (view === null) return { kind: 'not-found' };
  const verdict = judgeRetry(view);
  if (verdict.kind !== 'try-again') return verdict;
  const { vpc, request } = view;
  if (isGivenAway(tx, vpc)) return { kind: 'nothing-to-retry', state: request.state };
  const { now, actor } = doing;
  const state = vpc.providerId === null ? 'requested' : 'creating';
  tx.update(vpcs)
    .set({ state, stateSince: now, failure: null, intent: null })
    .where(eq(vpcs.id, vpc.id))
    .run();
  // On a VPC that is made anew, nothing is left of what ended on the old one.
  const again =
    vpc.providerId === null
      ? notInArray(peerings.state, ['deleting', 'deleted'])
      : and(eq(peerings.state, 'failed'), isNull(peerings.providerId));
  tx.update(peerings)
    .set({ ...AS_ASKED, stateSince: now })
    .where(and(eq(peerings.requestId, requestId), again))
    .run();
  setRequestState(tx, requestId, 'open', now);
  tell(tx, request, { kind: 'request-retried', by: actor }, doing);
  ring(tx, vpc.id, now);
  return { kind: 'retrying', vpcId: vpc.id };
};

const askAgain = (
  tx: Tx,
  requestId: number,
  peeringId: number,
  wanted: { readonly peer: PeerNetwork; readonly peerRanges: readonly Cidr[] },
  doing: Doing,
): AskedAgain => {
  const view = readVpcView(tx, requestId);
  if (view === null) return { kind: 'not-found' };
  const verdict = judgeRetry(view);
  if (verdict.kind !== 'ask-again' || verdict.peering.id !== peeringId) return { kind: 'not-ended' };
  const { vpc, request } = view;
  const { now, actor } = doing;
  const state = verdict.peering.providerId === null ? 'deleted' : 'deleting';
  tx.update(peerings).set({ state, stateSince: now }).where(eq(peerings.id, peeringId)).run();
  insertPeering(tx, requestId, vpc.id, wanted, now);
  setRequestState(tx, requestId, 'open', now);
  tell(tx, request, { kind: 'request-retried', by: actor }, doing, { act: 'peering-asked-again' });
  ring(tx, vpc.id, now);
  return { kind: 'asked', vpcId: vpc.id };
};

/** Trying again what came to nothing. Judged again here, in the transaction that records it. */
export const createRetryVerbs = (db: Db) => ({
  retryRequest: async (requestId: number, doing: Doing): Promise<Retried> =>
    write(db, (tx) => retry(tx, requestId, doing)),

  /** Ends a peering that came to nothing for good, and asks for another in its place. */
  askPeeringAgain: async (
    requestId: number,
    peeringId: number,
    wanted: { readonly peer: PeerNetwork; readonly peerRanges: readonly Cidr[] },
    doing: Doing,
  ): Promise<AskedAgain> => write(db, (tx) => askAgain(tx, requestId, peeringId, wanted, doing)),
});
