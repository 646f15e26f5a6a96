import type { Deps } from '../src/deps.ts';
import { judgeOwner, judgeRetrier } from '../src/domain/access.ts';
import { isRequestOver, type QuotaView } from '../src/domain/request.ts';
import { answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import {
  answerLimitNotRetried,
  answerLimitOver,
  answerLimitWithdrawn,
  askWithdrawLimit,
} from '../src/slack/quota-answers.ts';
import type { Doing } from '../src/store/requests.ts';
import { findPerson } from './people.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects'>;

type OwnLimit =
  | { readonly kind: 'yours'; readonly view: QuotaView }
  | { readonly kind: 'answer'; readonly message: Message };

/** A request for a higher limit that this person may decide on. Null: the request is about something else. */
const findOwnLimit = async (
  deps: Needs,
  requestId: number,
  user: string,
  judge: typeof judgeRetrier,
): Promise<OwnLimit | null> => {
  const view = await deps.store.findRequestView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view?.on !== 'project' || project === undefined) return null;
  const verdict = judge(await findPerson(deps, user, [project]), view.request.requesterId, project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return { kind: 'yours', view };
};

/** Asks once more whether it is to be withdrawn. Null: the request is about something else. */
export const askToWithdrawLimit = async (
  deps: Needs,
  requestId: number,
  user: string,
): Promise<Message | null> => {
  const own = await findOwnLimit(deps, requestId, user, judgeOwner);
  if (own === null || own.kind === 'answer') return own?.message ?? null;
  const { request } = own.view;
  return isRequestOver(request) ? answerLimitOver(request) : askWithdrawLimit(request);
};

/** Null: the request is about something else. */
export const withdrawLimit = async (deps: Needs, requestId: number, by: Doing): Promise<Message | null> => {
  const own = await findOwnLimit(deps, requestId, by.actor, judgeOwner);
  if (own === null || own.kind === 'answer') return own?.message ?? null;
  const withdrawn = await deps.store.withdrawLimit(requestId, by);
  switch (withdrawn.kind) {
    case 'withdrawn':
      await deps.wake({ name: 'speak', payload: { requestId } });
      return answerLimitWithdrawn(requestId);
    case 'too-late':
      return answerLimitOver({ ...own.view.request, state: withdrawn.state });
    case 'not-found':
      return null;
    default:
      return withdrawn satisfies never;
  }
};

/** It is asked for anew and never tried again. Null: the request is about something else. */
export const retryLimit = async (deps: Needs, requestId: number, user: string): Promise<Message | null> => {
  const own = await findOwnLimit(deps, requestId, user, judgeRetrier);
  if (own === null || own.kind === 'answer') return own?.message ?? null;
  return answerLimitNotRetried(own.view.request);
};
