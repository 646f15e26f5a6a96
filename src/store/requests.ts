import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SlackOrigin } from '../domain/audit.ts';
import type { Cidr } from '../domain/cidr.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { Request, RequestView } from '../domain/request.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { ProjectFacts, VpcRequestVerdict, WantedVpc } from '../domain/vpc-request.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { readProjectFacts } from './projects.ts';
import { toPeering, toQuotaIncrease, toRequest, toVpc } from './rows.ts';
import { peerings, quotaIncreases, requests, vpcs } from './schema.ts';

/** Who does something, when, and where in Slack. */
export interface Doing {
  readonly actor: string;
  readonly now: number;
  readonly origin: SlackOrigin;
}

export type Opened =
  | Exclude<VpcRequestVerdict, { kind: 'create' | 'over-quota' }>
  | { readonly kind: 'opened'; readonly requestId: number; readonly vpcId: number; readonly waits: boolean };

/** All that is recorded of a request, with the version of its VPC. */
export interface StoredView extends RequestView {
  readonly version: number;
}

const insertRequest = (
  tx: Tx,
  wanted: WantedVpc,
  state: Request['state'],
  { actor, now, origin }: Doing,
): number => {
  const { project } = wanted;
  const [row] = tx
    .insert(requests)
    .values({
      project: project.name,
      channel: project.channel,
      requesterId: actor,
      state,
      vpcId: 0,
      originKey: `${origin.kind}:${origin.id}`,
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

const findTwin = (tx: Tx, { origin }: Doing): Opened | null => {
  const [row] = tx
    .select()
    .from(requests)
    .where(eq(requests.originKey, `${origin.kind}:${origin.id}`))
    .all();
  if (row === undefined) return null;
  return { kind: 'opened', requestId: row.id, vpcId: row.vpcId, waits: row.state === 'waiting-for-approval' };
};

const open = (
  tx: Tx,
  project: string,
  judge: (facts: ProjectFacts) => VpcRequestVerdict,
  doing: Doing,
): Opened => {
  const twin = findTwin(tx, doing);
  if (twin !== null) return twin;
  const verdict = judge(readProjectFacts(tx, project));
  if (verdict.kind === 'problems') return verdict;
  const { wanted } = verdict;
  const { now, actor, origin } = doing;
  const waits = verdict.kind === 'over-quota';
  const requestId = insertRequest(tx, wanted, waits ? 'waiting-for-approval' : 'open', doing);
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

export const readView = (tx: Db | Tx, requestId: number): StoredView | null => {
  const [request] = tx.select().from(requests).where(eq(requests.id, requestId)).all();
  if (request === undefined) return null;
  const [vpc] = tx.select().from(vpcs).where(eq(vpcs.id, request.vpcId)).all();
  if (vpc === undefined) return null;
  const own = tx
    .select()
    .from(peerings)
    .where(eq(peerings.requestId, requestId))
    .orderBy(asc(peerings.id))
    .all();
  const [quota] = tx
    .select()
    .from(quotaIncreases)
    .where(eq(quotaIncreases.requestId, requestId))
    .orderBy(desc(quotaIncreases.id))
    .limit(1)
    .all();
  return {
    request: toRequest(request),
    vpc: toVpc(vpc),
    peerings: own.map(toPeering),
    quota: quota === undefined ? null : toQuotaIncrease(quota),
    version: vpc.version,
  };
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

  /** VPCs of these projects that are there or on their way, by project and name. */
  listVpcs: async (
    projects: readonly string[],
  ): Promise<readonly { readonly vpc: Vpc; readonly peerings: readonly Peering[] }[]> => {
    const rows = db
      .select()
      .from(vpcs)
      .where(and(inArray(vpcs.project, [...projects]), sql`${vpcs.state} not in ('deleted', 'failed')`))
      .orderBy(asc(vpcs.project), asc(vpcs.name), asc(vpcs.id))
      .all();
    const all = db
      .select()
      .from(peerings)
      .where(
        inArray(
          peerings.vpcId,
          rows.map(({ id }) => id),
        ),
      )
      .orderBy(asc(peerings.id))
      .all();
    return rows.map((row) => ({
      vpc: toVpc(row),
      peerings: all.filter(({ vpcId }) => vpcId === row.id).map(toPeering),
    }));
  },

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
