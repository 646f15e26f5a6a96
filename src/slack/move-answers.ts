import type { MoveView, RequestState } from '../domain/request.ts';
import { answer } from './answers.ts';
import { actions, type Message, message, section } from './blocks.ts';
import { locate, namePlace } from './move-words.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { buildBareCancelButton } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';

/* What only the person who typed or pressed reads about a service's move. */

/** Before `/vpc cancel R12` is carried out. */
export const askCancelMove = ({ request, move }: MoveView): Message => {
  const number = formatRequestNumber(request.id);
  const words = mrkdwn`Do you want to cancel ${number}? Nothing has been asked of Timescale so far: the service ${code(move.serviceName)} stays ${locate(move.from)}. Press *Cancel ${number}*, or leave it.`;
  return message(words, [section(words), ...actions([buildBareCancelButton(request.id)])]);
};

export const answerMoveCancelled = (requestId: number): Message =>
  answer(mrkdwn`${formatRequestNumber(requestId)} is cancelled. The service stays where it is.`);

/** A service that is halfway cannot be called back. */
export const answerMoveUnderWay = ({ request, move }: MoveView): Message =>
  answer(
    mrkdwn`${formatRequestNumber(request.id)} cannot be cancelled any more: Timescale moves the service ${code(move.serviceName)} to ${namePlace(move.to)} already. Wait for it, then press *Move it back* on the card.`,
  );

/** There is nothing to cancel, or to try again. */
export const answerMoveOver = (requestId: number, state: RequestState): Message => {
  const number = formatRequestNumber(requestId);
  switch (state) {
    case 'done':
      return answer(mrkdwn`${number} is done. To undo it, press *Move it back* on its card.`);
    case 'failed':
      return answer(mrkdwn`${number} failed. Its card says what can be done.`);
    case 'cancelled':
      return answer(mrkdwn`${number} is cancelled already.`);
    default:
      return answer(mrkdwn`${number} is under way. Its card says how far it is.`);
  }
};

/** Somebody else's request moves the service by now. */
export const answerMovedByAnother = (requestId: number, other: number): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} cannot be retried: ${formatRequestNumber(other)} moves the service already. Wait for it.`,
  );

/** The service stays where it is: taken out of its VPC first, it would be left on the public internet. */
export const answerMoveNoPlace = (requestId: number, vpc: string): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} cannot be retried: the VPC ${code(vpc)} is not active any more. The service stays where it is. Ask for a move to another VPC with ${code('/vpc migrate')} or ${code('/vpc attach')}.`,
  );
