import { and, eq, inArray, ne, sql } from 'drizzle-orm';
import {
  judgeMoveCancel,
  judgeMoveRetry,
  type MoveCancelVerdict,
  type MoveRetryVerdict,
} from '../domain/move-decision.ts';
import type { MoveView } from '../domain/request.ts';
import type { MovePlace, ServiceMove } from '../domain/service-move.ts';
import { setRequestState, tell, tellAs } from './decisions.ts';
import { type Db, type Tx, write } from './open.ts';
import { type Doing, readView } from './requests.ts';
import { serviceMoves, vpcs } from './schema.ts';

export type CancelledMove =
  | { readonly kind: 'cancelled' }
  | Exclude<MoveCancelVerdict, { kind: 'cancel' }>
  | { readonly kind: 'not-found' };

export type RetriedMove =
  | { readonly kind: 'retrying'; readonly moveId: number }
  | Exclude<MoveRetryVerdict, { kind: 'try-again' }>
  /** Another request moves the service by now. */
  | { readonly kind: 'moving'; readonly requestId: number }
  /** The VPC that it was to go to is gone, or on its way out: on the way there it would be left public. */
  | { readonly kind: 'no-place'; readonly vpc: string }
  | { readonly kind: 'not-found' };

const readMoveView = (tx: Tx, requestId: number): MoveView | null => {
  const view = readView(tx, requestId);
  return view?.on === 'service' ? view : null;
};

const changeMove = (tx: Tx, { id }: ServiceMove, change: Partial<typeof serviceMoves.$inferInsert>): void => {
  tx.update(serviceMoves)
    .set({ ...change, version: sql`${serviceMoves.version} + 1` })
    .where(eq(serviceMoves.id, id))
    .run();
};

const cancel = (tx: Tx, requestId: number, doing: Doing): CancelledMove => {
  const view = readMoveView(tx, requestId);
  if (view === null) return { kind: 'not-found' };
  const verdict = judgeMoveCancel(view);
  if (verdict.kind !== 'cancel') return verdict;
  const { now, actor } = doing;
  changeMove(tx, view.move, { state: 'cancelled', stateSince: now, lookAgainAt: null });
  setRequestState(tx, requestId, 'cancelled', now);
  tellAs(tx, view.request, { kind: 'request-cancelling', by: actor }, doing, { act: 'request-cancelled' });
  return { kind: 'cancelled' };
};

const findOther = (tx: Tx, { id, project, serviceId }: ServiceMove): number | null => {
  const [other] = tx
    .select({ requestId: serviceMoves.requestId })
    .from(serviceMoves)
    .where(
      and(
        eq(serviceMoves.project, project),
        eq(serviceMoves.serviceId, serviceId),
        ne(serviceMoves.id, id),
        inArray(serviceMoves.state, ['requested', 'moving']),
      ),
    )
    .all();
  return other?.requestId ?? null;
};

const isThere = (tx: Tx, project: string, { providerId }: MovePlace): boolean => {
  const active = and(eq(vpcs.project, project), eq(vpcs.providerId, providerId), eq(vpcs.state, 'active'));
  return tx.select({ id: vpcs.id }).from(vpcs).where(active).get() !== undefined;
};

const retry = (tx: Tx, requestId: number, doing: Doing): RetriedMove => {
  const view = readMoveView(tx, requestId);
  if (view === null) return { kind: 'not-found' };
  const verdict = judgeMoveRetry(view);
  if (verdict.kind !== 'try-again') return verdict;
  const { move, request } = view;
  const other = findOther(tx, move);
  if (other !== null) return { kind: 'moving', requestId: other };
  if (move.to !== null && !isThere(tx, move.project, move.to)) return { kind: 'no-place', vpc: move.to.name };
  const { now, actor } = doing;
  changeMove(tx, move, {
    state: 'requested',
    // What was refused is asked for anew; what was done is the way that it came.
    legs: move.legs.filter(({ arrivedAt }) => arrivedAt !== null),
    slowTold: false,
    stateSince: now,
    lookAgainAt: now,
  });
  setRequestState(tx, requestId, 'open', now);
  tell(tx, request, { kind: 'request-retried', by: actor }, doing);
  return { kind: 'retrying', moveId: move.id };
};

/** What people decide of a move. Each is judged again here, in the transaction that records it. */
export const createMoveDecisionVerbs = (db: Db) => ({
  cancelMove: async (requestId: number, doing: Doing): Promise<CancelledMove> =>
    write(db, (tx) => cancel(tx, requestId, doing)),

  retryMove: async (requestId: number, doing: Doing): Promise<RetriedMove> =>
    write(db, (tx) => retry(tx, requestId, doing)),
});
