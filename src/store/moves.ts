import { and, eq, inArray } from 'drizzle-orm';
import type { MoveFacts, MoveVerdict, WantedMove } from '../domain/move-request.ts';
import { insertAudit } from './audit.ts';
import { insertNotices } from './notices.ts';
import { type Db, type Tx, write } from './open.ts';
import { type Doing, findTwin, insertRequest } from './requests.ts';
import { requests, serviceMoves } from './schema.ts';
import { readServices } from './services.ts';
import { readVpcListing } from './vpc-listing.ts';

export type OpenedMove =
  | Exclude<MoveVerdict, { kind: 'move' }>
  | { readonly kind: 'opened'; readonly requestId: number; readonly moveId: number };

const readMoving = (tx: Db | Tx, project: string): MoveFacts['moving'] =>
  tx
    .select({ serviceId: serviceMoves.serviceId, requestId: serviceMoves.requestId })
    .from(serviceMoves)
    .where(and(eq(serviceMoves.project, project), inArray(serviceMoves.state, ['requested', 'moving'])))
    .all();

const readMoveFacts = (tx: Db | Tx, project: string): MoveFacts => ({
  services: readServices(tx, [project]),
  vpcs: readVpcListing(tx, [project]),
  moving: readMoving(tx, project),
});

/** A service that moves on needs no watch over the names of the place that it leaves. */
const endWatches = (tx: Tx, { project, service }: WantedMove, now: number): void => {
  const watched = tx
    .select({ id: serviceMoves.id, requestId: serviceMoves.requestId, version: serviceMoves.version })
    .from(serviceMoves)
    .where(
      and(
        eq(serviceMoves.project, project.name),
        eq(serviceMoves.serviceId, service.providerId),
        eq(serviceMoves.state, 'dns-propagating'),
      ),
    )
    .all();
  for (const { id, requestId, version } of watched) {
    const over = { state: 'done', stateSince: now } as const;
    tx.update(serviceMoves)
      .set({ ...over, lookAgainAt: null, version: version + 1 })
      .where(eq(serviceMoves.id, id))
      .run();
    tx.update(requests).set(over).where(eq(requests.id, requestId)).run();
  }
};

const insertMove = (tx: Tx, requestId: number, wanted: WantedMove, now: number): number => {
  const { project, service, from, to } = wanted;
  const [row] = tx
    .insert(serviceMoves)
    .values({
      requestId,
      project: project.name,
      serviceId: service.providerId,
      serviceName: service.name,
      region: service.region,
      from,
      to,
      here: from,
      state: 'requested',
      legs: [],
      before: service.endpoints,
      names: [],
      stateSince: now,
      lookAgainAt: now,
    })
    .returning({ id: serviceMoves.id })
    .all();
  if (row === undefined) throw new Error('recording a move: the store returned no id');
  return row.id;
};

const findMoveOf = (tx: Tx, requestId: number): number | null => {
  const [row] = tx
    .select({ id: serviceMoves.id })
    .from(serviceMoves)
    .where(eq(serviceMoves.requestId, requestId))
    .all();
  return row?.id ?? null;
};

const open = (
  tx: Tx,
  project: string,
  judge: (facts: MoveFacts) => MoveVerdict,
  doing: Doing,
): OpenedMove => {
  const twin = findTwin(tx, doing);
  const known = twin === null ? null : findMoveOf(tx, twin.id);
  if (twin !== null && known !== null) return { kind: 'opened', requestId: twin.id, moveId: known };
  const verdict = judge(readMoveFacts(tx, project));
  if (verdict.kind === 'problems') return verdict;
  const { wanted } = verdict;
  const { now, actor, origin } = doing;
  const asked = { project: wanted.project, ask: { kind: 'move' }, state: 'open', vpcId: null } as const;
  const requestId = insertRequest(tx, asked, doing);
  endWatches(tx, wanted, now);
  const moveId = insertMove(tx, requestId, wanted, now);
  insertNotices(tx, now, [{ requestId, body: { kind: 'request-opened' } }]);
  insertAudit(tx, now, { actor, act: 'move-asked', requestId, project, why: null, origin });
  return { kind: 'opened', requestId, moveId };
};

export const createMoveVerbs = (db: Db) => ({
  /** What a move in this project is judged on. */
  findMoveFacts: async (project: string): Promise<MoveFacts> => readMoveFacts(db, project),

  /** Judges a move on the facts of this very transaction and records it, or nothing at all. */
  openMove: async (
    project: string,
    judge: (facts: MoveFacts) => MoveVerdict,
    doing: Doing,
  ): Promise<OpenedMove> => write(db, (tx) => open(tx, project, judge, doing)),
});
