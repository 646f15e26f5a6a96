import { and, asc, eq } from 'drizzle-orm';
import type { RequestState } from '../domain/request.ts';
import { setRequestState, tell } from './decisions.ts';
import { type Db, type Tx, write } from './open.ts';
import { readUse } from './projects.ts';
import { admitFitting, changeQuota, endAsk, type GoesOn } from './quota-decisions.ts';
import { type Doing, readVpcView, ring, type StoredVpcView } from './requests.ts';
import { quotaIncreases, requests } from './schema.ts';

export type RaisedLimit =
  /** `goesOn`, in the order in which they were asked; `left` still wait, for there is no room for them. */
  | { readonly kind: 'raised'; readonly goesOn: readonly GoesOn[]; readonly left: readonly number[] }
  /** That many VPCs are there already. */
  | { readonly kind: 'no-room'; readonly used: number }
  /** Somebody was first, or it was cancelled. */
  | { readonly kind: 'not-waiting'; readonly state: RequestState }
  | { readonly kind: 'not-found' };

export type RefusedLimit =
  | { readonly kind: 'refused' }
  | Extract<RaisedLimit, { kind: 'not-waiting' | 'not-found' }>;

const readWaiting = (tx: Tx, requestId: number) => {
  const view = readVpcView(tx, requestId);
  if (view === null) return { kind: 'not-found' } as const;
  const { state } = view.request;
  return state === 'waiting-for-timescale'
    ? ({ kind: 'waiting', view } as const)
    : ({ kind: 'not-waiting', state } as const);
};

const listWaiting = (tx: Tx, project: string): readonly StoredVpcView[] =>
  tx
    .select({ id: requests.id })
    .from(requests)
    .where(and(eq(requests.project, project), eq(requests.state, 'waiting-for-timescale')))
    .orderBy(asc(requests.id))
    .all()
    .flatMap(({ id }) => readVpcView(tx, id) ?? []);

interface Raise {
  readonly limit: number;
  readonly used: number;
  /** Before it was raised. */
  readonly before: number;
}

/** The ask that waited has come true; the raise is a fact of its own, with who told of it. */
const goOn = (tx: Tx, view: StoredVpcView, raise: Raise, at: number, doing: Doing): GoesOn => {
  const { request, vpc, quota } = view;
  const { now, actor } = doing;
  const { limit, used, before } = raise;
  if (quota !== null) changeQuota(tx, quota, { state: 'granted' });
  tx.insert(quotaIncreases)
    .values({
      requestId: request.id,
      project: request.project,
      state: 'granted',
      used,
      limit: before,
      askedAt: now,
      decidedBy: actor,
      decidedAt: now,
      grantedLimit: limit,
      wantedLimit: limit,
    })
    .run();
  setRequestState(tx, request.id, 'open', now);
  tell(tx, request, { kind: 'limit-raised', by: actor, limit }, doing);
  ring(tx, vpc.id, at);
  return { requestId: request.id, vpcId: vpc.id };
};

const raise = (tx: Tx, requestId: number, limit: number, pause: number, doing: Doing): RaisedLimit => {
  const found = readWaiting(tx, requestId);
  if (found.kind !== 'waiting') return found;
  const { project } = found.view.request;
  const { used, granted } = readUse(tx, project);
  if (limit <= used) return { kind: 'no-room', used };
  const waiting = listWaiting(tx, project);
  const room = limit - used;
  const facts = { limit, used, before: granted };
  const goesOn = waiting
    .slice(0, room)
    .map((view, index) => goOn(tx, view, facts, doing.now + index * pause, doing));
  const fitting = admitFitting(tx, project, limit, doing);
  return {
    kind: 'raised',
    goesOn: [...goesOn, ...fitting],
    left: waiting.slice(room).map(({ request }) => request.id),
  };
};

const refuse = (tx: Tx, requestId: number, reason: string, doing: Doing): RefusedLimit => {
  const found = readWaiting(tx, requestId);
  if (found.kind !== 'waiting') return found;
  const { view } = found;
  if (view.quota === null) return { kind: 'not-found' };
  endAsk(tx, view, view.quota, { state: 'refused', reason }, 'denied', doing.now);
  tell(tx, view.request, { kind: 'limit-refused', by: doing.actor, reason }, doing, { why: reason });
  return { kind: 'refused' };
};

/** What people tell of Timescale's own limit, which only its support can raise. */
export const createTimescaleLimitVerbs = (db: Db) => ({
  /**
   * Timescale raised its limit to that many VPCs: the requests of the project that wait for it go
   * on, as many as there is room for, each `pause` ms after the one before.
   */
  raiseTimescaleLimit: async (
    requestId: number,
    limit: number,
    pause: number,
    doing: Doing,
  ): Promise<RaisedLimit> => write(db, (tx) => raise(tx, requestId, limit, pause, doing)),

  /** Timescale refused: the request ends, and its VPC will not be. */
  refuseTimescaleLimit: async (requestId: number, reason: string, doing: Doing): Promise<RefusedLimit> =>
    write(db, (tx) => refuse(tx, requestId, reason, doing)),
});
