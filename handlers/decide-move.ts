import type { Deps } from '../src/deps.ts';
import { judgeOwner, judgeRetrier } from '../src/domain/access.ts';
import { judgeMoveCancel } from '../src/domain/move-decision.ts';
import type { MoveView } from '../src/domain/request.ts';
import { answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerRetrying } from '../src/slack/decision-answers.ts';
import {
  answerMoveCancelled,
  answerMovedByAnother,
  answerMoveNoPlace,
  answerMoveOver,
  answerMoveUnderWay,
  askCancelMove,
} from '../src/slack/move-answers.ts';
import type { Doing } from '../src/store/requests.ts';
import { findPerson } from './people.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects'>;

type OwnMove =
  | { readonly kind: 'yours'; readonly view: MoveView }
  | { readonly kind: 'answer'; readonly message: Message };

/** A move that this person may decide on, or what they are told. Null: the request is not a move. */
const findOwnMove = async (
  deps: Needs,
  requestId: number,
  user: string,
  judge: typeof judgeRetrier,
): Promise<OwnMove | null> => {
  const view = await deps.store.findRequestView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view?.on !== 'service' || project === undefined) return null;
  const verdict = judge(await findPerson(deps, user, [project]), view.request.requesterId, project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return { kind: 'yours', view };
};

/** Asks once more whether a move is to be cancelled. Null: the request is not a move. */
export const askToCancelMove = async (
  deps: Needs,
  requestId: number,
  user: string,
): Promise<Message | null> => {
  const own = await findOwnMove(deps, requestId, user, judgeOwner);
  if (own === null || own.kind === 'answer') return own?.message ?? null;
  const verdict = judgeMoveCancel(own.view);
  switch (verdict.kind) {
    case 'cancel':
      return askCancelMove(own.view);
    case 'under-way':
      return answerMoveUnderWay(own.view);
    case 'too-late':
      return answerMoveOver(requestId, verdict.state);
    default:
      return verdict satisfies never;
  }
};

/** Null: the request is not a move. */
export const cancelMove = async (deps: Needs, requestId: number, by: Doing): Promise<Message | null> => {
  const own = await findOwnMove(deps, requestId, by.actor, judgeOwner);
  if (own === null || own.kind === 'answer') return own?.message ?? null;
  const cancelled = await deps.store.cancelMove(requestId, by);
  switch (cancelled.kind) {
    case 'cancelled':
      await deps.wake({ name: 'speak', payload: { requestId } });
      return answerMoveCancelled(requestId);
    case 'under-way':
      return answerMoveUnderWay(own.view);
    case 'too-late':
      return answerMoveOver(requestId, cancelled.state);
    case 'not-found':
      return null;
    default:
      return cancelled satisfies never;
  }
};

/** Null: the request is not a move. */
export const retryMove = async (deps: Needs, requestId: number, by: Doing): Promise<Message | null> => {
  const own = await findOwnMove(deps, requestId, by.actor, judgeRetrier);
  if (own === null || own.kind === 'answer') return own?.message ?? null;
  const retried = await deps.store.retryMove(requestId, by);
  switch (retried.kind) {
    case 'retrying':
      await deps.wake({ name: 'advance-move', payload: { moveId: retried.moveId } });
      await deps.wake({ name: 'speak', payload: { requestId } });
      return answerRetrying(requestId);
    case 'moving':
      return answerMovedByAnother(requestId, retried.requestId);
    case 'no-place':
      return answerMoveNoPlace(requestId, retried.vpc);
    case 'nothing-to-retry':
      return answerMoveOver(requestId, retried.state);
    case 'not-found':
      return null;
    default:
      return retried satisfies never;
  }
};
