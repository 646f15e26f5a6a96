import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { AuditAct } from '../domain/audit.ts';
import type { Project } from '../domain/project.ts';
import type { Request, RequestState } from '../domain/request.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { VpcChangeFacts, WantedChange } from '../domain/vpc-change.ts';
import { insertAudit } from './audit.ts';
import { listCreations } from './creations.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { insertPeering } from './peerings.ts';
import { readProjectFacts } from './projects.ts';
import { type Doing, findTwin, insertRequest, ring } from './requests.ts';
import { toRequest } from './rows.ts';
import { peerings, requests, serviceMoves, services, vpcs } from './schema.ts';
import { insertShare } from './shares.ts';
import { readRecord } from './vpc-record.ts';

export type OpenedChange<Verdict> =
  | Exclude<Verdict, { readonly kind: 'change' }>
  | { readonly kind: 'opened'; readonly requestId: number; readonly vpcId: number }
  /** There is no such VPC any more. */
  | { readonly kind: 'not-found' };

const listServicesIn = (tx: Db | Tx, project: string, providerId: string): readonly string[] =>
  tx
    .select({ name: services.name })
    .from(services)
    .where(and(eq(services.project, project), eq(services.vpcProviderId, providerId)))
    .orderBy(asc(services.name))
    .all()
    .map(({ name }) => name);

const listMoves = (tx: Db | Tx, project: string, providerId: string): readonly Request[] => {
  const touches = sql`${providerId} in (${serviceMoves.from} ->> 'providerId', ${serviceMoves.to} ->> 'providerId')`;
  return tx
    .select({ request: requests })
    .from(serviceMoves)
    .innerJoin(requests, eq(requests.id, serviceMoves.requestId))
    .where(
      and(eq(serviceMoves.project, project), inArray(serviceMoves.state, ['requested', 'moving']), touches),
    )
    .all()
    .map(({ request }) => toRequest(request));
};

const readFacts = (tx: Db | Tx, vpcId: number): VpcChangeFacts | null => {
  const record = readRecord(tx, vpcId);
  if (record === null) return null;
  const { project, providerId } = record.vpc;
  return {
    record,
    project: readProjectFacts(tx, project),
    services: providerId === null ? [] : listServicesIn(tx, project, providerId),
    moves: providerId === null ? [] : listMoves(tx, project, providerId),
  };
};

/**
 * What is to be true here before the provider is asked; the VPC's next look does the rest. Returns
 * what the audit trail calls it.
 */
const begin = (
  tx: Tx,
  record: VpcRecord,
  requestId: number,
  { ask, peers }: WantedChange,
  doing: Doing,
): AuditAct => {
  const { vpc } = record;
  const { now } = doing;
  switch (ask.kind) {
    case 'share': {
      const peering = record.peerings.find(({ id }) => id === ask.peeringId);
      if (peering !== undefined) insertShare(tx, record, { requestId, peering }, doing);
      return 'share-asked';
    }
    case 'peer':
      for (const peer of peers) insertPeering(tx, requestId, vpc.id, peer, now);
      return 'peer-asked';
    case 'unpeer':
      tx.update(peerings)
        .set({ state: 'deleting', stateSince: now })
        .where(eq(peerings.id, ask.peeringId))
        .run();
      return 'unpeer-asked';
    case 'delete':
      tx.update(vpcs).set({ state: 'deleting', stateSince: now }).where(eq(vpcs.id, vpc.id)).run();
      return 'delete-asked';
    case 'rename':
      return 'rename-asked';
    case 'create':
    case 'move':
    case 'quota':
      throw new Error(`recording a change of a VPC: "${ask.kind}" is none`);
    default:
      return ask satisfies never;
  }
};

/** What is there whole to be shared leaves nothing to wait for. */
const startState = (ask: WantedChange['ask'], { peerings: all }: VpcRecord): RequestState =>
  ask.kind === 'share' && all.some(({ id, state }) => id === ask.peeringId && state === 'active')
    ? 'done'
    : 'open';

const isWanted = (verdict: { readonly kind: string }): verdict is WantedChange => verdict.kind === 'change';

const open = <Verdict extends { readonly kind: string }>(
  tx: Tx,
  vpcId: number,
  project: Project,
  judge: (facts: VpcChangeFacts, askedAt: () => readonly number[]) => Verdict,
  doing: Doing,
): OpenedChange<Verdict> => {
  const twin = findTwin(tx, doing);
  if (twin !== null) return { kind: 'opened', requestId: twin.id, vpcId };
  const facts = readFacts(tx, vpcId);
  if (facts === null) return { kind: 'not-found' };
  const verdict = judge(facts, () => listCreations(tx, doing));
  if (!isWanted(verdict)) return verdict as Exclude<Verdict, { readonly kind: 'change' }>;
  const { ask } = verdict;
  const { now, actor, origin } = doing;
  const state = startState(ask, facts.record);
  const requestId = insertRequest(tx, { project, ask, state, vpcId }, doing);
  insertNotices(tx, now, [{ requestId, body: { kind: 'request-opened' } }]);
  const act = begin(tx, facts.record, requestId, verdict, doing);
  insertAudit(tx, now, { actor, act, requestId, project: project.name, why: null, origin });
  ring(tx, vpcId, now);
  return { kind: 'opened', requestId, vpcId };
};

export const createVpcChangeVerbs = (db: Db) => ({
  /** A VPC with what a change of it is judged on; null: there is no such VPC. */
  findVpcChangeFacts: async (vpcId: number): Promise<VpcChangeFacts | null> => readFacts(db, vpcId),

  /**
   * Judges a change of a VPC on the facts of this very transaction and records it, or nothing at all. `askedAt`:
   * when this person asked for VPCs and peerings within the last hour.
   */
  openVpcChange: async <Verdict extends { readonly kind: string }>(
    vpcId: number,
    project: Project,
    judge: (facts: VpcChangeFacts, askedAt: () => readonly number[]) => Verdict,
    doing: Doing,
  ): Promise<OpenedChange<Verdict>> => write(db, (tx) => open(tx, vpcId, project, judge, doing)),
});
