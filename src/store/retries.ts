import { and, eq, isNull, notInArray, sql } from 'drizzle-orm';
import type { TooMany } from '../domain/creation-cap.ts';
import { nameNetwork, samePeer } from '../domain/peer-network.ts';
import type { WantedPeer } from '../domain/peer-request.ts';
import { isEnded, type Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import { judgeQuota, type QuotaUse } from '../domain/quota.ts';
import { judgeRepeat, judgeRetry, type RetryVerdict } from '../domain/request-decision.ts';
import type { Vpc } from '../domain/vpc.ts';
import { limitOf } from '../domain/vpc-request.ts';
import { type JudgeCreations, listCreations } from './creations.ts';
import { setRequestState, tell, tellAs } from './decisions.ts';
import { type Db, type Tx, write } from './open.ts';
import { insertPeering } from './peerings.ts';
import { isGivenAway, readUse } from './projects.ts';
import { readLetThrough } from './quota.ts';
import { type Doing, onVpcView, ring, type StoredVpcView } from './requests.ts';
import { peerings, vpcs } from './schema.ts';
import { readRecord } from './vpc-record.ts';
import { askForPlace } from './vpc-requests.ts';

export type Retried =
  /** `waits`: for an approver, before anything happens. */
  | { readonly kind: 'retrying'; readonly vpcId: number; readonly waits: boolean }
  | Exclude<RetryVerdict, { kind: 'try-again' }>
  | { readonly kind: 'not-found' };

export type AskedAgain =
  | { readonly kind: 'asked'; readonly vpcId: number }
  | { readonly kind: 'not-ended' }
  | TooMany
  /** Somebody else has it peered meanwhile. */
  | { readonly kind: 'peered'; readonly peering: Peering }
  | { readonly kind: 'not-found' };

/** A peering that nobody asked the provider for yet. */
const AS_ASKED = {
  state: 'requested',
  knownState: null,
  rawStatus: null,
  providerId: null,
  provisionedId: null,
  message: null,
  intent: null,
  expiresAt: null,
  missingSince: null,
  reminders: 0,
  saidAccepted: null,
} as const;

/** How the VPC is tried again: what one of several is ours by is kept, for a person may have deleted the others. */
const startOver = ({ providerId, failure, intent }: Vpc): Pick<Vpc, 'state' | 'intent'> => {
  if (failure?.kind === 'ambiguous' && intent !== null) {
    return { state: 'creating', intent: { ...intent, looks: 0 } };
  }
  return { state: providerId === null ? 'requested' : 'creating', intent: null };
};

/** Over the limit that holds by now; null: a VPC may be made for it. */
const findLack = (tx: Tx, { request, vpc }: StoredVpcView, project: Project): QuotaUse | null => {
  const takesPlace = vpc.providerId !== null || vpc.intent !== null;
  if (takesPlace || readLetThrough(tx, request.id)) return null;
  const facts = readUse(tx, project.name);
  // What waits for Timescale, or failed, is not counted itself.
  const use = { used: facts.used, limit: limitOf(project, facts) };
  return judgeQuota(use).kind === 'within' ? null : use;
};

const retry = (
  tx: Tx,
  view: StoredVpcView,
  project: Project,
  doing: Doing,
): Exclude<Retried, { kind: 'not-found' }> => {
  const verdict = judgeRetry(view);
  if (verdict.kind !== 'try-again') return verdict;
  const { vpc, request } = view;
  if (isGivenAway(tx, vpc)) return { kind: 'nothing-to-retry', state: request.state };
  const { now, actor } = doing;
  const lack = findLack(tx, view, project);
  const waits = lack !== null;
  tx.update(vpcs)
    .set({
      ...startOver(vpc),
      stateSince: now,
      failure: null,
      lookAgainAt: waits ? null : now,
      version: sql`${vpcs.version} + 1`,
    })
    .where(eq(vpcs.id, vpc.id))
    .run();
  // On a VPC that is made anew, nothing is left of what ended on the old one.
  const again =
    vpc.providerId === null
      ? notInArray(peerings.state, ['deleting', 'deleted'])
      : and(eq(peerings.state, 'failed'), isNull(peerings.providerId));
  tx.update(peerings)
    .set({ ...AS_ASKED, stateSince: now })
    .where(and(eq(peerings.requestId, request.id), again))
    .run();
  setRequestState(tx, request.id, waits ? 'waiting-for-approval' : 'open', now);
  tell(tx, request, { kind: 'request-retried', by: actor }, doing);
  if (lack !== null) askForPlace(tx, request, lack, doing);
  return { kind: 'retrying', vpcId: vpc.id, waits };
};

/** The act of the audit trail, and its reason: which peering. */
export const ASKED_AGAIN = 'peering-asked-again';
export const nameEnded = ({ provisionedId, peer }: Peering): string =>
  `in the place of ${provisionedId ?? nameNetwork(peer)}`;

export const askAgain = (
  tx: Tx,
  view: StoredVpcView,
  peeringId: number,
  wanted: WantedPeer,
  doing: Doing,
  judgeMore: JudgeCreations,
): Exclude<AskedAgain, { kind: 'not-found' }> => {
  const verdict = judgeRepeat(view, peeringId, []);
  if (verdict.kind !== 'repeat') return { kind: 'not-ended' };
  const { vpc, request } = view;
  const there = readRecord(tx, vpc.id)?.peerings ?? [];
  const twin = there.find((other) => !isEnded(other.state) && samePeer(other.peer, wanted.peer));
  if (twin !== undefined) return { kind: 'peered', peering: twin };
  const tooMany = judgeMore(listCreations(tx, doing));
  if (tooMany !== null) return tooMany;
  const { now, actor } = doing;
  const { peering } = verdict;
  const state = peering.providerId === null ? 'deleted' : 'deleting';
  tx.update(peerings).set({ state, stateSince: now }).where(eq(peerings.id, peeringId)).run();
  insertPeering(tx, request.id, vpc.id, wanted, now);
  setRequestState(tx, request.id, 'open', now);
  const of = { act: ASKED_AGAIN, why: nameEnded(peering) } as const;
  tellAs(tx, request, { kind: 'request-retried', by: actor }, doing, of);
  ring(tx, vpc.id, now);
  return { kind: 'asked', vpcId: vpc.id };
};

/** Trying again what came to nothing. Judged again here, in the transaction that records it. */
export const createRetryVerbs = (db: Db) => ({
  /** A VPC that has to be made anew is judged against the quota as it stands now. */
  retryRequest: async (requestId: number, project: Project, doing: Doing): Promise<Retried> =>
    write(db, (tx) => onVpcView(tx, requestId, (view) => retry(tx, view, project, doing))),

  /** Ends a peering that came to nothing for good, and asks for another in its place. */
  askPeeringAgain: async (
    requestId: number,
    peeringId: number,
    wanted: WantedPeer,
    doing: Doing,
    judgeMore: JudgeCreations,
  ): Promise<AskedAgain> =>
    write(db, (tx) =>
      onVpcView(tx, requestId, (view) => askAgain(tx, view, peeringId, wanted, doing, judgeMore)),
    ),
});
