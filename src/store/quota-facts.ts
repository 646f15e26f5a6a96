import { and, asc, count, eq, inArray, isNotNull, ne } from 'drizzle-orm';
import type { LimitFacts } from '../domain/limit-request.ts';
import type { Peering } from '../domain/peering.ts';
import { judgeUse, type QuotaFacts, type StandingVpc, type WaitingAsk } from '../domain/quota-facts.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { Db, Tx } from './open.ts';
import { listPlaced, readGrant, readUse, WAITING } from './projects.ts';
import { toRequest } from './rows.ts';
import { peerings, projectLooks, quotaIncreases, requests, services, vpcs } from './schema.ts';

/** Of a project's VPCs that are not gone, who asked for each. */
const readAskers = (tx: Db | Tx, project: string): ReadonlyMap<number, string> => {
  const rows = tx
    .select({ vpcId: vpcs.id, askedBy: requests.requesterId })
    .from(vpcs)
    .innerJoin(requests, eq(requests.id, vpcs.requestId))
    .where(and(eq(vpcs.project, project), ne(vpcs.state, 'deleted')))
    .all();
  return new Map(rows.map(({ vpcId, askedBy }) => [vpcId, askedBy]));
};

type InState = Pick<Peering, 'state'>;

/** What is on each of them. */
const readPeeringStates = (tx: Db | Tx, project: string): ReadonlyMap<number, readonly InState[]> => {
  const states = new Map<number, InState[]>();
  const rows = tx
    .select({ vpcId: vpcs.id, state: peerings.state })
    .from(peerings)
    .innerJoin(vpcs, eq(vpcs.id, peerings.vpcId))
    .where(and(eq(vpcs.project, project), ne(vpcs.state, 'deleted')))
    .all();
  for (const { vpcId, state } of rows) {
    const own = states.get(vpcId) ?? [];
    states.set(vpcId, own);
    own.push({ state });
  }
  return states;
};

/** How many services are in each, by its name at the provider. */
const countServices = (tx: Db | Tx, project: string): ReadonlyMap<string | null, number> => {
  const inside = services.vpcProviderId;
  const rows = tx
    .select({ inside, many: count() })
    .from(services)
    .where(and(eq(services.project, project), isNotNull(inside)))
    .groupBy(inside)
    .all();
  return new Map(rows.map((row) => [row.inside, row.many]));
};

const readStanding = (tx: Db | Tx, project: string, placed: readonly Vpc[]): readonly StandingVpc[] => {
  const askers = readAskers(tx, project);
  const states = readPeeringStates(tx, project);
  const counts = countServices(tx, project);
  return placed.map((vpc) => {
    const use = judgeUse(vpc, states.get(vpc.id) ?? [], counts.get(vpc.providerId) ?? 0);
    return { vpc, askedBy: askers.get(vpc.id) ?? null, use };
  });
};

/** Of the asks of each request that waits, the limit that the newest one names. */
const readWanted = (tx: Db | Tx, project: string): ReadonlyMap<number, number | null> => {
  const { requestId, wantedLimit: wanted } = quotaIncreases;
  const rows = tx
    .select({ requestId, wanted })
    .from(requests)
    .innerJoin(quotaIncreases, eq(requestId, requests.id))
    .where(and(eq(requests.project, project), inArray(requests.state, WAITING)))
    .orderBy(asc(quotaIncreases.id))
    .all();
  return new Map(rows.map((row) => [row.requestId, row.wanted]));
};

/** What waits, each with the newest of its asks. */
const readWaiting = (tx: Db | Tx, project: string): readonly WaitingAsk[] => {
  const wanted = readWanted(tx, project);
  return tx
    .select({ request: requests, vpcName: vpcs.name })
    .from(requests)
    .leftJoin(vpcs, eq(vpcs.id, requests.vpcId))
    .where(and(eq(requests.project, project), inArray(requests.state, WAITING)))
    .orderBy(asc(requests.id))
    .all()
    .map(({ request, vpcName }) => ({
      request: toRequest(request),
      vpcName,
      wanted: request.ask.kind === 'quota' ? (wanted.get(request.id) ?? null) : null,
    }));
};

const readQuotaFacts = (tx: Db | Tx, project: string): QuotaFacts => {
  const look = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).get();
  const placed = listPlaced(tx, project);
  const oldestFirst = [...placed].sort((a, b) => a.knownSince - b.knownSince || a.id - b.id);
  return {
    used: placed.length,
    grant: readGrant(tx, project),
    plan: look?.plan ?? null,
    observedAt: look?.observedAt ?? null,
    standing: readStanding(tx, project, oldestFirst),
    waiting: readWaiting(tx, project),
  };
};

/** What an ask for a higher limit is judged on. */
export const readLimitFacts = (tx: Db | Tx, project: string): LimitFacts => {
  const waiting = readWaiting(tx, project);
  return {
    ...readUse(tx, project),
    asked: waiting.flatMap(({ request, wanted }) =>
      wanted === null ? [] : [{ requestId: request.id, wanted }],
    ),
    held: waiting
      .filter(({ request }) => request.state === 'waiting-for-timescale')
      .map(({ request }) => request.id),
  };
};

export const createQuotaFactVerbs = (db: Db) => ({
  findQuotaFacts: async (project: string): Promise<QuotaFacts> => readQuotaFacts(db, project),

  findLimitFacts: async (project: string): Promise<LimitFacts> => readLimitFacts(db, project),
});
