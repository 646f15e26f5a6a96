import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SlackOrigin } from '../domain/audit.ts';
import type { Cidr } from '../domain/cidr.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import {
  type Ask,
  type MoveView,
  peeringsOf,
  type QuotaView,
  type Request,
  type VpcView,
} from '../domain/request.ts';
import type { ProjectFacts, VpcRequestVerdict, WantedVpc } from '../domain/vpc-request.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { readProjectFacts } from './projects.ts';
import { toPeering, toQuotaIncrease, toRequest, toServiceMove, toVpc } from './rows.ts';
import { peerings, quotaIncreases, requests, serviceMoves, vpcs } from './schema.ts';
import { type ListedVpc, readVpcListing } from './vpc-listing.ts';

/** Who does something, when, and where in Slack. */
export interface Doing {
  readonly actor: string;
  readonly now: number;
  readonly origin: SlackOrigin;
}

export type Opened =
  | Exclude<VpcRequestVerdict, { kind: 'create' | 'over-quota' }>
  | { readonly kind: 'opened'; readonly requestId: number; readonly vpcId: number; readonly waits: boolean };

/** All that is recorded of a request, with a number that rises with every change to any of it. */
export type StoredVpcView = VpcView & { readonly version: number };
export type StoredView = StoredVpcView | ((MoveView | QuotaView) & { readonly version: number });

/** Records a request; its VPC, where it is about one, is set afterwards for a new one. */
export const insertRequest = (
  tx: Tx,
  { project, ask, state, vpcId }: Pick<Request, 'ask' | 'state' | 'vpcId'> & { readonly project: Project },
  { actor, now, origin }: Doing,
): number => {
  const [row] = tx
    .insert(requests)
    .values({
      project: project.name,
      channel: project.channel,
      requesterId: actor,
      ask,
      state,
      vpcId,
      originKey: originKeyOf(origin),
      createdAt: now,
      stateSince: now,
    })
    .returning({ id: requests.id })
    .all();
  if (row === undefined) throw new Error('recording a request: the store returned no id');
  return row.id;
};

const insertVpc = (
  tx: Tx,
  requestId: number,
  wanted: WantedVpc,
  lookAgainAt: number | null,
  now: number,
): number => {
  const { project, name, region, cidr } = wanted;
  const [row] = tx
    .insert(vpcs)
    .values({
      requestId,
      project: project.name,
      name,
      region,
      cidr: cidr.text,
      startsAt: cidr.start,
      endsAt: cidr.end,
      state: 'requested',
      stateSince: now,
      knownSince: now,
      lookAgainAt,
    })
    .returning({ id: vpcs.id })
    .all();
  if (row === undefined) throw new Error('recording a VPC: the store returned no id');
  tx.update(requests).set({ vpcId: row.id }).where(eq(requests.id, requestId)).run();
  return row.id;
};

export const insertPeering = (
  tx: Tx,
  requestId: number,
  vpcId: number,
  { peer, peerRanges }: { readonly peer: PeerNetwork; readonly peerRanges: readonly Cidr[] },
  now: number,
): void => {
  tx.insert(peerings)
    .values({
      requestId,
      vpcId,
      peer,
      peerRanges: peerRanges.map(({ text }) => text),
      state: 'requested',
      stateSince: now,
    })
    .run();
};

const originKeyOf = ({ kind, id }: SlackOrigin): string => `${kind}:${id}`;

/** The request that this very gesture made already: Slack may deliver it twice. */
export const findTwin = (tx: Tx, { origin }: Doing): Request | null => {
  const [row] = tx
    .select()
    .from(requests)
    .where(eq(requests.originKey, originKeyOf(origin)))
    .all();
  return row === undefined ? null : toRequest(row);
};

const open = (
  tx: Tx,
  project: string,
  judge: (facts: ProjectFacts) => VpcRequestVerdict,
  doing: Doing,
): Opened => {
  const twin = findTwin(tx, doing);
  if (twin?.vpcId != null) {
    const { id, vpcId, state } = twin;
    return { kind: 'opened', requestId: id, vpcId, waits: state === 'waiting-for-approval' };
  }
  const verdict = judge(readProjectFacts(tx, project));
  if (verdict.kind === 'problems') return verdict;
  const { wanted } = verdict;
  const { now, actor, origin } = doing;
  const waits = verdict.kind === 'over-quota';
  const ask: Ask = { kind: 'create' };
  const state = waits ? 'waiting-for-approval' : 'open';
  const requestId = insertRequest(tx, { project: wanted.project, ask, state, vpcId: null }, doing);
  const vpcId = insertVpc(tx, requestId, wanted, waits ? null : now, now);
  insertPeering(tx, requestId, vpcId, wanted, now);
  insertNotices(tx, now, [{ requestId, body: { kind: 'request-opened' } }]);
  insertAudit(tx, now, { actor, act: 'request-opened', requestId, project, why: null, origin });
  if (verdict.kind === 'over-quota') {
    const { used, limit } = verdict;
    tx.insert(quotaIncreases).values({ requestId, project, state: 'asked', used, limit, askedAt: now }).run();
    insertNotices(tx, now, [{ requestId, body: { kind: 'quota-asked', used, limit } }]);
    insertAudit(tx, now, { actor, act: 'quota-asked', requestId, project, why: null, origin });
  }
  return { kind: 'opened', requestId, vpcId, waits };
};

const readQuota = (tx: Db | Tx, requestId: number): QuotaIncrease | null => {
  const [row] = tx
    .select()
    .from(quotaIncreases)
    .where(eq(quotaIncreases.requestId, requestId))
    .orderBy(desc(quotaIncreases.id))
    .limit(1)
    .all();
  return row === undefined ? null : toQuotaIncrease(row);
};

/** Null: there is no such request, or it is not about a VPC. */
export const readVpcView = (tx: Db | Tx, requestId: number): StoredVpcView | null => {
  const [request] = tx.select().from(requests).where(eq(requests.id, requestId)).all();
  if (request === undefined || request.vpcId === null) return null;
  const [vpc] = tx.select().from(vpcs).where(eq(vpcs.id, request.vpcId)).all();
  if (vpc === undefined) return null;
  const all = tx.select().from(peerings).where(eq(peerings.vpcId, vpc.id)).orderBy(asc(peerings.id)).all();
  return {
    on: 'vpc',
    request: toRequest(request),
    vpc: toVpc(vpc),
    peerings: peeringsOf(toRequest(request), all.map(toPeering)),
    quota: readQuota(tx, requestId),
    version: request.version + vpc.version,
  };
};

export const readView = (tx: Db | Tx, requestId: number): StoredView | null => {
  const [request] = tx.select().from(requests).where(eq(requests.id, requestId)).all();
  if (request === undefined) return null;
  if (request.ask.kind === 'quota') {
    const quota = readQuota(tx, requestId);
    return quota && { on: 'project', request: toRequest(request), quota, version: request.version };
  }
  if (request.ask.kind === 'move') {
    const [move] = tx.select().from(serviceMoves).where(eq(serviceMoves.requestId, requestId)).all();
    if (move === undefined) return null;
    const version = request.version + move.version;
    return { on: 'service', request: toRequest(request), move: toServiceMove(move), version };
  }
  return readVpcView(tx, requestId);
};

/** Marks a VPC as changed by somebody else than its look, and due at once. A run at it will find out. */
export const ring = (tx: Tx, vpcId: number, now: number): void => {
  tx.update(vpcs)
    .set({ version: sql`${vpcs.version} + 1`, lookAgainAt: now })
    .where(eq(vpcs.id, vpcId))
    .run();
};

export const createRequestVerbs = (db: Db) => ({
  /**
   * Judges a request on the facts of this very transaction and records it with its VPC, its first
   * peering and its first notices, or nothing at all. The same form twice makes one request.
   */
  openVpcRequest: async (
    project: string,
    judge: (facts: ProjectFacts) => VpcRequestVerdict,
    doing: Doing,
  ): Promise<Opened> => write(db, (tx) => open(tx, project, judge, doing)),

  /** The request that an ask for more quota belongs to. */
  findRequestOfQuota: async (quotaId: number): Promise<number | null> => {
    const [row] = db
      .select({ id: quotaIncreases.requestId })
      .from(quotaIncreases)
      .where(eq(quotaIncreases.id, quotaId))
      .all();
    return row?.id ?? null;
  },

  findRequestView: async (requestId: number): Promise<StoredView | null> => readView(db, requestId),

  /** Null also where the request is not about a VPC. */
  findVpcView: async (requestId: number): Promise<StoredVpcView | null> => readVpcView(db, requestId),

  /** VPCs of these projects that are there or on their way, by project and name. */
  listVpcs: async (projects: readonly string[]): Promise<readonly ListedVpc[]> =>
    readVpcListing(db, projects),

  /** Living requests of these projects, newest first. */
  listLivingRequests: async (projects: readonly string[]): Promise<readonly Request[]> =>
    db
      .select()
      .from(requests)
      .where(
        and(
          inArray(requests.project, [...projects]),
          inArray(requests.state, ['waiting-for-approval', 'waiting-for-timescale', 'open', 'cancelling']),
        ),
      )
      .orderBy(desc(requests.id))
      .all()
      .map(toRequest),
});
