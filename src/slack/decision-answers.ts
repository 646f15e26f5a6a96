import type { Ask, Request, RequestState, VpcView } from '../domain/request.ts';
import type { CancelVerdict } from '../domain/request-decision.ts';
import { answer } from './answers.ts';
import { actions, type Message, message, section } from './blocks.ts';
import { code, fromPlain, listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { buildBareCancelButton, renderLoss } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';
import type { Verb } from './verbs.ts';

/* What somebody hears who cancels a request or tries it again. */

const SHOWN = 5;

const STANDS: { readonly [S in RequestState]: string } = {
  'waiting-for-approval': 'waits for an approver',
  'waiting-for-timescale': 'waits for Timescale',
  open: 'is under way',
  done: 'is done',
  failed: 'failed',
  denied: 'was denied',
  expired: 'ended because nobody decided in time',
  cancelling: 'is being cancelled already',
  cancelled: 'is cancelled already',
  left: 'has left its peering already',
};

/** What changes something that was there is asked of Timescale at once, and is done as soon as that answers. */
const LATE: { readonly [K in Ask['kind']]: Mrkdwn } = {
  create: mrkdwn`There is nothing left to cancel.`,
  peer: mrkdwn`There is nothing left to cancel.`,
  share: mrkdwn`It lives on no peering any more, so there is nothing to leave.`,
  unpeer: mrkdwn`A deletion cannot be taken back: to have the peering again, type \`/vpc peer\` once it is gone.`,
  rename: mrkdwn`A renaming cannot be taken back: to have another name, type \`/vpc rename\` once it is done.`,
  delete: mrkdwn`A deletion cannot be taken back: to have the VPC again, type \`/vpc create\` once it is gone.`,
  move: mrkdwn`There is nothing left to cancel.`,
  quota: mrkdwn`There is nothing left to cancel.`,
};

const renderInUse = (
  { vpc, request }: VpcView,
  { active, others }: Extract<CancelVerdict, { kind: 'in-use' }>,
) => {
  const peers = listSome(
    active.map(({ peer }) => namePeer(peer)),
    SHOWN,
  );
  const asked = listSome(
    others.map(
      ({ requestId, requesterId }) => mrkdwn`${formatRequestNumber(requestId)} of ${mention(requesterId)}`,
    ),
    SHOWN,
  );
  const builds = request.ask.kind === 'create' ? mrkdwn`builds on its VPC` : mrkdwn`shares its peering`;
  const leave =
    request.ask.kind === 'create'
      ? mrkdwn``
      : mrkdwn`. They leave it with \`/vpc unpeer\`; then cancel it again`;
  const why =
    active.length > 0 ? mrkdwn`the peering with ${peers} is active` : mrkdwn`${asked} ${builds}${leave}`;
  return mrkdwn`${why}. Type \`/vpc unpeer\` for a peering, or ${code(`/vpc delete ${vpc.name}`)} for the VPC, if they are no longer needed.`;
};

/** Why a request cannot be cancelled. */
export const answerNotCancelled = (
  view: VpcView,
  verdict: Exclude<CancelVerdict, { kind: 'cancel' | 'leave' }>,
): Message => {
  const { request } = view;
  const number = formatRequestNumber(request.id);
  switch (verdict.kind) {
    case 'in-use':
      return answer(
        mrkdwn`What ${number} made is in use, so it is not cancelled: ${renderInUse(view, verdict)}`,
      );
    case 'unsure': {
      const ids = listSome(verdict.providerIds.map(code), SHOWN);
      return answer(
        mrkdwn`Several VPCs at Timescale match ${number} (ids ${ids}), and vpcbot does not know which it made, so it deletes none. Delete those you do not need in the Timescale console.`,
      );
    }
    case 'too-late': {
      const { state } = verdict;
      if (state === 'done' && (request.ask.kind === 'create' || request.ask.kind === 'peer')) {
        const whole =
          request.ask.kind === 'create' ? code(`/vpc delete ${view.vpc.name}`) : code('/vpc unpeer');
        return answer(
          mrkdwn`${number} is done. What it made is deleted, not cancelled: type ${whole} if you no longer need it.`,
        );
      }
      return answer(mrkdwn`${number} ${STANDS[state]}. ${LATE[request.ask.kind]}`);
    }
    default:
      return verdict satisfies never;
  }
};

/** Before `/vpc cancel R12` is carried out. */
export const askCancel = (
  view: VpcView,
  verdict: Extract<CancelVerdict, { kind: 'cancel' | 'leave' }>,
): Message => {
  const { id } = view.request;
  const number = formatRequestNumber(id);
  const words = mrkdwn`Do you want to cancel ${number}, about the VPC ${code(view.vpc.name)}? ${fromPlain(renderLoss(view, verdict))} Press *Cancel ${number}*, or leave it.`;
  return message(words, [section(words), ...actions([buildBareCancelButton(id)])]);
};

export const answerLeaving = (requestId: number): Message =>
  answer(mrkdwn`${formatRequestNumber(requestId)} has left its peering, which stays. Its thread says so.`);

export const answerCancelling = (requestId: number): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} is being cancelled. Its card says when nothing is left of it.`,
  );

/** `waits`: for an approver first. */
export const answerRetrying = (requestId: number, waits = false): Message => {
  const number = formatRequestNumber(requestId);
  return answer(
    waits
      ? mrkdwn`${number} is tried again. The quota is used up by now, so it waits for an approver first.`
      : mrkdwn`${number} is tried again. Its card says how far it is.`,
  );
};

const OVER: readonly RequestState[] = ['done', 'failed', 'denied', 'expired', 'cancelled'];

/** What asks for the same anew. */
const VERB_FOR: { readonly [K in Ask['kind']]: Verb } = {
  create: 'create',
  peer: 'peer',
  share: 'peer',
  unpeer: 'unpeer',
  rename: 'rename',
  delete: 'delete',
  move: 'help',
  quota: 'help',
};

export const answerNothingToRetry = (
  { id, ask }: Pick<Request, 'id' | 'ask'>,
  state: RequestState,
): Message => {
  const number = formatRequestNumber(id);
  const verb = VERB_FOR[ask.kind];
  const next = OVER.includes(state)
    ? mrkdwn`Type ${code(`/vpc ${verb}`)} to ask anew.`
    : mrkdwn`Wait for it, or type \`/vpc cancel ${number}\`.`;
  return answer(mrkdwn`${number} ${STANDS[state]}, so there is nothing to retry. ${next}`);
};
