import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import type { LimitFacts } from '../domain/limit-request.ts';
import { judgeUse, type QuotaFacts, type StandingVpc, type WaitingAsk } from '../domain/quota-facts.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { Db, Tx } from './open.ts';
import { listPlaced, readGrant } from './projects.ts';
import { toRequest } from './rows.ts';
import { peerings, projectLooks, quotaIncreases, requests, services, vpcs } from './schema.ts';

const readStanding = (tx: Db | Tx, project: string, vpc: Vpc): StandingVpc => {
  const own = tx.select({ state: peerings.state }).from(peerings).where(eq(peerings.vpcId, vpc.id)).all();
  const inside =
    vpc.providerId === null
      ? []
      : tx
          .select({ id: services.id })
          .from(services)
          .where(and(eq(services.project, project), eq(services.vpcProviderId, vpc.providerId)))
          .all();
  const asked =
    vpc.requestId === null
      ? undefined
      : tx.select().from(requests).where(eq(requests.id, vpc.requestId)).get();
  return { vpc, askedBy: asked?.requesterId ?? null, use: judgeUse(vpc, own, inside.length) };
};

/** What waits, each with the newest of its asks. */
const readWaiting = (tx: Db | Tx, project: string): readonly WaitingAsk[] =>
  tx
    .select({ request: requests, vpcName: vpcs.name })
    .from(requests)
    .leftJoin(vpcs, eq(vpcs.id, requests.vpcId))
    .where(
      and(
        eq(requests.project, project),
        inArray(requests.state, ['waiting-for-approval', 'waiting-for-timescale']),
      ),
    )
    .orderBy(asc(requests.id))
    .all()
    .map(({ request, vpcName }) => {
      const newest = tx
        .select({ wanted: quotaIncreases.wantedLimit })
        .from(quotaIncreases)
        .where(eq(quotaIncreases.requestId, request.id))
        .orderBy(desc(quotaIncreases.id))
        .limit(1)
        .get();
      const wanted = request.ask.kind === 'quota' ? (newest?.wanted ?? null) : null;
      return { request: toRequest(request), vpcName, wanted };
    });

const readQuotaFacts = (tx: Db | Tx, project: string): QuotaFacts => {
  const look = tx.select().from(projectLooks).where(eq(projectLooks.project, project)).get();
  const placed = listPlaced(tx, project);
  const oldestFirst = [...placed].sort((a, b) => a.knownSince - b.knownSince || a.id - b.id);
  return {
    used: placed.length,
    grant: readGrant(tx, project),
    plan: look?.plan ?? null,
    observedAt: look?.observedAt ?? null,
    standing: oldestFirst.map((vpc) => readStanding(tx, project, vpc)),
    waiting: readWaiting(tx, project),
  };
};

/** What an ask for a higher limit is judged on. */
export const readLimitFacts = (tx: Db | Tx, project: string): LimitFacts => {
  const waiting = readWaiting(tx, project);
  return {
    used: listPlaced(tx, project).length,
    granted: readGrant(tx, project)?.limit ?? 0,
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
