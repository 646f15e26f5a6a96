import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import type { HistoryEntry, HistoryRequest, HistorySubject, PastVpc } from '../domain/history.ts';
import type { Db } from './open.ts';
import { auditEvents, notices, requests, serviceMoves, vpcs } from './schema.ts';

type Row = { readonly request: typeof requests.$inferSelect | null } & {
  readonly vpc: typeof vpcs.$inferSelect | null;
  readonly move: typeof serviceMoves.$inferSelect | null;
};

const toHistoryRequest = ({ request, vpc, move }: Row): HistoryRequest | null =>
  request && {
    id: request.id,
    ask: request.ask,
    vpc: vpc?.name ?? null,
    move: move && { service: move.serviceName, from: move.from, to: move.to },
  };

/** Whether a row belongs to it: a move to or from a VPC is a part of that VPC's history too. */
const belongs = (
  subject: HistorySubject,
  { request, move }: Row,
  providerIds: readonly string[],
): boolean => {
  if (subject.kind === 'project') return true;
  if (request?.vpcId != null) return subject.ids.includes(request.vpcId);
  return [move?.from, move?.to].some((place) => place != null && providerIds.includes(place.providerId));
};

const listProviderIds = (db: Db, subject: HistorySubject): readonly string[] =>
  subject.kind === 'project'
    ? []
    : db
        .select({ id: vpcs.providerId })
        .from(vpcs)
        .where(inArray(vpcs.id, [...subject.ids]))
        .all()
        .flatMap(({ id }) => (id === null ? [] : [id]));

const listActs = (db: Db, subject: HistorySubject, providerIds: readonly string[]): readonly HistoryEntry[] =>
  db
    .select({ event: auditEvents, request: requests, vpc: vpcs, move: serviceMoves })
    .from(auditEvents)
    .leftJoin(requests, eq(requests.id, auditEvents.requestId))
    .leftJoin(vpcs, eq(vpcs.id, requests.vpcId))
    .leftJoin(serviceMoves, eq(serviceMoves.requestId, requests.id))
    .where(eq(auditEvents.project, subject.project))
    .orderBy(asc(auditEvents.id))
    .all()
    .filter((row) => belongs(subject, row, providerIds))
    .map((row) => {
      const { at, project, actor, act, why, origin } = row.event;
      const happening = { kind: 'act', actor, act, why, origin } as const;
      return { at, project, request: toHistoryRequest(row), happening };
    });

/** What was told in the threads. */
const listFacts = (
  db: Db,
  subject: HistorySubject,
  providerIds: readonly string[],
): readonly HistoryEntry[] =>
  db
    .select({ notice: notices, request: requests, vpc: vpcs, move: serviceMoves })
    .from(notices)
    .innerJoin(requests, eq(requests.id, notices.requestId))
    .leftJoin(vpcs, eq(vpcs.id, requests.vpcId))
    .leftJoin(serviceMoves, eq(serviceMoves.requestId, requests.id))
    .where(and(eq(requests.project, subject.project), isNull(notices.lane)))
    .orderBy(asc(notices.id))
    .all()
    .filter((row) => belongs(subject, row, providerIds))
    .flatMap((row) => {
      const { body, createdAt: at } = row.notice;
      // What a project was told of is no part of a request's story.
      if (body.kind === 'drift') return [];
      const { project } = row.request;
      return [{ at, project, request: toHistoryRequest(row), happening: { kind: 'fact', body } as const }];
    });

export const createHistoryVerbs = (db: Db) => ({
  /** Every VPC that these projects have or had. */
  listPastVpcs: async (projects: readonly string[]): Promise<readonly PastVpc[]> =>
    db
      .select({ id: vpcs.id, project: vpcs.project, name: vpcs.name, providerId: vpcs.providerId })
      .from(vpcs)
      .where(inArray(vpcs.project, [...projects]))
      .orderBy(asc(vpcs.id))
      .all(),

  /** What people did and what was told of it, the oldest first. */
  listHistory: async (subject: HistorySubject): Promise<readonly HistoryEntry[]> => {
    const providerIds = listProviderIds(db, subject);
    // What people do at one time comes before what is told of it.
    return [...listActs(db, subject, providerIds), ...listFacts(db, subject, providerIds)].sort(
      (one, other) => one.at - other.at,
    );
  },
});
