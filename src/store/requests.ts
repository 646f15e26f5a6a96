import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { SlackOrigin } from '../domain/audit.ts';
import { isEnded, listDwellers, type Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import type { QuotaIncrease } from '../domain/quota.ts';
import {
  isRequestOver,
  type MoveView,
  peeringsOf,
  type QuotaView,
  type Request,
  type VpcView,
} from '../domain/request.ts';
import type { Db, Tx } from './open.ts';
import { given, prepared } from './prepared.ts';
import { toQuotaIncrease, toRequest, toServiceMove } from './rows.ts';
import { quotaIncreases, requests, serviceMoves, vpcs } from './schema.ts';
import { readSides } from './sides.ts';
import { type ListedVpc, readVpcListing } from './vpc-listing.ts';
import { readRecord } from './vpc-record.ts';

/** Who does something, when, and where in Slack. */
export interface Doing {
  readonly actor: string;
  readonly now: number;
  readonly origin: SlackOrigin;
}

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

const newestAsk = prepared((db) =>
  db
    .select()
    .from(quotaIncreases)
    .where(eq(quotaIncreases.requestId, given('requestId')))
    .orderBy(desc(quotaIncreases.id))
    .limit(1)
    .prepare(),
);

const requestById = prepared((db) =>
  db
    .select()
    .from(requests)
    .where(eq(requests.id, given('requestId')))
    .prepare(),
);

const readQuota = (tx: Db | Tx, requestId: number): QuotaIncrease | null => {
  const row = newestAsk(tx).get({ requestId });
  return row === undefined ? null : toQuotaIncrease(row);
};

/** Who else builds on the VPC: a request that is under way, or one that lives on a peering. */
const findOthers = (
  { id }: Pick<Request, 'id'>,
  all: readonly Request[],
  there: readonly Peering[],
): readonly Request[] => {
  const dwellers = there.filter(({ state }) => !isEnded(state)).flatMap(listDwellers);
  const lives = (other: Request) => dwellers.includes(other.id);
  return all.filter((other) => other.id !== id && (!isRequestOver(other) || lives(other)));
};

/** Null: there is no such request, or it is not about a VPC. */
export const readVpcView = (tx: Db | Tx, requestId: number): StoredVpcView | null => {
  const request = requestById(tx).get({ requestId });
  if (request === undefined || request.vpcId === null) return null;
  const record = readRecord(tx, request.vpcId);
  if (record === null) return null;
  const { vpc, peerings, requests: all } = record;
  const own = toRequest(request);
  const about = peeringsOf(own, peerings);
  const ids = about.map(({ id }) => id);
  return {
    on: 'vpc',
    request: own,
    vpc,
    peerings: about,
    sides: readSides(tx, ids),
    quota: readQuota(tx, requestId),
    others: findOthers(own, all, peerings),
    version: request.version + record.version,
  };
};

/** Does something with a request about a VPC, as it stands in this very transaction. */
export const onVpcView = <Outcome>(
  tx: Tx,
  requestId: number,
  act: (view: StoredVpcView) => Outcome,
): Outcome | { readonly kind: 'not-found' } => {
  const view = readVpcView(tx, requestId);
  return view === null ? { kind: 'not-found' } : act(view);
};

export const readView = (tx: Db | Tx, requestId: number): StoredView | null => {
  const request = requestById(tx).get({ requestId });
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
