import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import { fitChoice } from '../src/domain/guide.ts';
import { judgePeerStanding } from '../src/domain/pending-peer.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerNotAwaited, answerSent, answerTooManySendings } from '../src/slack/pending-peer-answers.ts';
import {
  buildSendForm,
  parseSendForm,
  type SendingProblem,
  sendErrors,
  type TypedSending,
} from '../src/slack/send-form.ts';
import { readValues } from '../src/slack/view-values.ts';
import type { Sending } from '../src/store/pending-peers.ts';
import { findPeering } from './find-pending-peer.ts';
import { doing } from './people.ts';
import { createShown } from './press.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'now' | 'log'>;

type Outcome =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'problem'; readonly problem: SendingProblem };

/** "Send to someone". */
export const createAskSending = createShown<Needs>(async (deps, peeringId, { user }) => {
  const found = await findPeering(deps, peeringId, user);
  if (found.kind === 'answer') return found;
  const { peering } = found.stored;
  const standing = judgePeerStanding(peering);
  if (standing.kind !== 'awaited') return { kind: 'answer', message: answerNotAwaited(standing, peering) };
  return { kind: 'form', form: buildSendForm(peering) };
});

/** Who gets it: one person who is there, or one channel. */
const findReceiver = async (
  { directory }: Pick<Deps, 'directory'>,
  { person, channel }: TypedSending,
): Promise<Pick<Sending, 'to' | 'name'> | SendingProblem> => {
  if (person !== '' && channel !== '') return 'two';
  if (channel !== '') return { to: channel, name: null };
  if (person === '') return 'nobody';
  const { standing, name } = await directory.findUser(person);
  return standing === 'deactivated' ? 'deactivated' : { to: person, name };
};

const carryOut = async (
  deps: Needs,
  typed: TypedSending,
  { user, view, body }: { readonly user: string } & Pick<SubmitArgs, 'view' | 'body'>,
): Promise<Outcome> => {
  const found = await findPeering(deps, typed.peeringId, user);
  if (found.kind === 'answer') return found;
  const receiver = await findReceiver(deps, typed);
  if (typeof receiver === 'string') return { kind: 'problem', problem: receiver };
  const { note } = typed;
  const choice = fitChoice(found.stored.peering.peer.kind, typed.choice);
  const by = doing(deps, 'view', { user, id: view.id, team: body.team?.id });
  const sending = { ...receiver, choice, note: note === '' ? null : note };
  const sent = await deps.store.sendInstructions(typed.peeringId, sending, by);
  switch (sent.kind) {
    case 'sent':
      await deps.wake({ name: 'speak', payload: { requestId: sent.requestId } });
      return { kind: 'answer', message: answerSent(sent.requestId, receiver.to) };
    case 'too-many':
      return { kind: 'answer', message: answerTooManySendings(sent.from) };
    case 'not-found':
      return { kind: 'answer', message: answerOutdated() };
    default:
      return { kind: 'answer', message: answerNotAwaited(sent, found.stored.peering) };
  }
};

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

const inPlace = (message: Message): ModalView => buildAnswerView('Send to someone', message);

export const createSubmitSending =
  (deps: Needs) =>
  async ({ ack, view, body }: SubmitArgs) => {
    const typed = parseSendForm(readValues(view), view.private_metadata);
    if (typed === null) return ack({ response_action: 'update', view: inPlace(answerOutdated()) });
    const outcome = await carryOut(deps, typed, { user: body.user.id, view, body }).catch(
      (err: unknown): Outcome => {
        deps.log.error({ err }, 'instructions could not be sent');
        return { kind: 'problem', problem: 'not-recorded' };
      },
    );
    return outcome.kind === 'problem'
      ? ack({ response_action: 'errors', errors: sendErrors(outcome.problem) })
      : ack({ response_action: 'update', view: inPlace(outcome.message) });
  };
