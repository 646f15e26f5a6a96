import type { Request, RequestState } from '../domain/request.ts';
import { answer } from './answers.ts';
import { actions, type Message, message, section } from './blocks.ts';
import { listSome, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { buildBareCancelButton } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';

const NAMED = 10;

const nameAll = (requests: readonly number[]) =>
  listSome(
    requests.map((id) => mrkdwn`${formatRequestNumber(id)}`),
    NAMED,
  );

/** To whoever told that Timescale raised its limit: what goes on, and what still waits. */
export const answerLimitRaised = (
  limit: number,
  goesOn: readonly number[],
  left: readonly number[],
): Message => {
  const going = mrkdwn`${nameAll(goesOn)} ${goesOn.length === 1 ? 'goes' : 'go'} on with a limit of ${count(limit, 'VPC')}.`;
  return left.length === 0
    ? answer(going)
    : answer(
        mrkdwn`${going} ${nameAll(left)} still ${left.length === 1 ? 'waits' : 'wait'}: that limit leaves no room. Ask Timescale’s support for more.`,
      );
};

const NOT_WAITING: { readonly [S in RequestState]: string } = {
  'waiting-for-approval': 'waits for an approver',
  'waiting-for-timescale': 'waits for Timescale',
  open: 'goes on already',
  done: 'is done',
  failed: 'failed',
  denied: 'has ended',
  expired: 'has ended',
  cancelling: 'is being cancelled',
  cancelled: 'is cancelled',
  left: 'is over',
};

/** Somebody was first, or it ended otherwise. */
export const answerNotWaiting = (requestId: number, state: RequestState): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} ${NOT_WAITING[state]}, so nothing was recorded. Its card says how far it is.`,
  );

/** To a press on Ask again that comes second, or too late. */
export const answerAskedAlready = (requestId: number, state: RequestState): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} ${NOT_WAITING[state]}, so it was not asked for again. Its card says how far it is.`,
  );

export const answerAskedAgain = (requestId: number, waits: boolean): Message =>
  answer(
    waits
      ? mrkdwn`${formatRequestNumber(requestId)} waits for an approver again.`
      : mrkdwn`${formatRequestNumber(requestId)} goes on: there is room for it by now.`,
  );

/** Another request has taken its name or its range since. */
export const answerGivenAway = (requestId: number, project: string): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} cannot be asked for again: its name or its range belongs to another VPC by now. Type \`/vpc create ${project}\` to ask with others.`,
  );

/** Before `/vpc cancel R12` is carried out on a request for a higher limit. */
export const askWithdrawLimit = ({ id }: Pick<Request, 'id'>): Message => {
  const number = formatRequestNumber(id);
  const words = mrkdwn`Do you want to cancel ${number}? Nobody has to decide on it then, and the limit stays as it is. Press *Cancel ${number}*, or leave it.`;
  return message(words, [section(words), ...actions([buildBareCancelButton(id)])]);
};

export const answerLimitWithdrawn = (requestId: number): Message =>
  answer(mrkdwn`${formatRequestNumber(requestId)} is cancelled. The limit stays as it is.`);

const ENDED: { readonly [S in RequestState]?: string } = {
  done: 'was approved',
  denied: 'was denied',
  expired: 'ended because nobody decided in time',
  cancelled: 'is cancelled already',
};

/** There is nothing left to cancel of a request for a higher limit. */
export const answerLimitOver = ({ id, state, project }: Pick<Request, 'id' | 'state' | 'project'>): Message =>
  answer(
    mrkdwn`${formatRequestNumber(id)} ${ENDED[state] ?? 'has ended'}, so there is nothing left to cancel. \`/vpc quota ${project}\` shows the limit.`,
  );

export const answerLimitNotRetried = ({
  id,
  state,
  project,
}: Pick<Request, 'id' | 'state' | 'project'>): Message => {
  const number = formatRequestNumber(id);
  const end = ENDED[state];
  return answer(
    end === undefined
      ? mrkdwn`${number} waits for an approver, so there is nothing to retry. Wait for it, or type \`/vpc cancel ${number}\`.`
      : mrkdwn`${number} ${end}, so there is nothing to retry. Type \`/vpc quota increase ${project}\` to ask for more.`,
  );
};
