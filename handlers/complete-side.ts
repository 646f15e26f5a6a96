import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Deps } from '../src/deps.ts';
import { judgeAccountAsker, judgeAccountOwner } from '../src/domain/access.ts';
import type { CompletionDecision } from '../src/domain/completion-decision.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildDeclineForm, DECLINE_TITLE } from '../src/slack/decline-form.ts';
import { answerDecision } from '../src/slack/side-answers.ts';
import { parseSidePress } from '../src/slack/side-buttons.ts';
import {
  buildConfirmAccountForm,
  CONFIRM_ACCOUNT_TITLE,
  parseConfirmAccountForm,
} from '../src/slack/side-confirm-form.ts';
import { findSide, type SideHere } from './find-side.ts';
import { doing } from './people.ts';
import { createPressedValue, createShownValue, type Press, type Pressed } from './press.ts';
import { createSubmitReason } from './submit-reason.ts';
import { answerFor } from './trouble.ts';

export type SideNeeds = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'clouds' | 'now' | 'log'>;

const outdated = (): Pressed => ({ kind: 'answer', message: answerOutdated() });

const ownerOnly = ({ person, account }: SideHere) => judgeAccountOwner(person, account);

/** What was recorded is looked at and told at once; anything else is answered. `revision`: of the plan that was seen. */
export const settleDecision = async (
  { wake }: Pick<Deps, 'wake'>,
  decision: CompletionDecision,
  { peering, project }: Pick<SideHere, 'peering' | 'project'>,
  revision = 0,
): Promise<Pressed> => {
  switch (decision.kind) {
    case 'recorded': {
      const { peeringId, requestId } = decision;
      await wake({ name: 'advance-side', payload: { peeringId } });
      await wake({ name: 'speak', payload: { requestId } });
      return { kind: 'done' };
    }
    case 'confirm': {
      const question = { peeringId: peering.id, revision, accountId: decision.accountId };
      return { kind: 'form', form: buildConfirmAccountForm(question, peering, project.name) };
    }
    default:
      return { kind: 'answer', message: answerDecision(decision, peering) };
  }
};

/** An owner's press approves; anybody else's who may ask calls the owners. */
const complete = async (
  { store }: SideNeeds,
  here: SideHere,
  revision: number,
  by: ReturnType<typeof doing>,
): Promise<CompletionDecision> => {
  const { peering, account } = here;
  const { allow, owners } = account;
  return ownerOnly(here).kind === 'allowed'
    ? store.approveCompletion(peering.id, { revision, allow, confirmed: null }, by)
    : store.askCompletion(peering.id, { revision, allow, owners }, by);
};

/** "Complete it for me". */
export const createCompleteSide = createPressedValue<SideNeeds>(async (deps, value, press) => {
  const pressed = parseSidePress(value);
  if (pressed === null) return outdated();
  const found = await findSide(deps, pressed.peeringId, press.user, ({ person, account, project }) =>
    judgeAccountAsker(person, account, project),
  );
  if (found.kind === 'answer') return found;
  const { here } = found;
  const decision = await complete(deps, here, pressed.seen, doing(deps, press.kind, press));
  return settleDecision(deps, decision, here, pressed.seen);
});

/** "Decline": asks why first; who may not decide is told so at once. */
export const createAskDecline = createShownValue<SideNeeds>(async (deps, value, { user }) => {
  const pressed = parseSidePress(value);
  if (pressed === null) return outdated();
  const found = await findSide(deps, pressed.peeringId, user, ownerOnly);
  if (found.kind === 'answer') return found;
  const { peering, side } = found.here;
  const completion = side?.completion ?? null;
  if (completion === null) return outdated();
  if (completion.state !== 'asked') {
    return { kind: 'answer', message: answerDecision({ kind: 'already', completion }, peering) };
  }
  return { kind: 'form', form: buildDeclineForm(peering, completion) };
});

const toMessage = (pressed: Pressed): Message | null => (pressed.kind === 'answer' ? pressed.message : null);

export const createSubmitDecline = createSubmitReason<SideNeeds>(
  DECLINE_TITLE,
  async (deps, { id, reason }, press) => {
    const found = await findSide(deps, id, press.user, ownerOnly);
    if (found.kind === 'answer') return found.message;
    const decision = await deps.store.declineCompletion(id, reason, doing(deps, press.kind, press));
    return toMessage(await settleDecision(deps, decision, found.here));
  },
);

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

const confirmAccount = async (
  deps: SideNeeds,
  metadata: string | undefined,
  press: Press,
): Promise<Pressed> => {
  const question = parseConfirmAccountForm(metadata);
  if (question === null) return outdated();
  const { peeringId, revision, accountId } = question;
  const found = await findSide(deps, peeringId, press.user, ownerOnly);
  if (found.kind === 'answer') return found;
  const { allow } = found.here.account;
  const decision = await deps.store.approveCompletion(
    peeringId,
    { revision, allow, confirmed: accountId },
    doing(deps, press.kind, press),
  );
  return settleDecision(deps, decision, found.here, revision);
};

/** An owner says that the account is Timescale's: that is the approval, too. */
export const createSubmitConfirmAccount =
  (deps: SideNeeds) =>
  async ({ ack, view, body }: SubmitArgs) => {
    const press: Press = { user: body.user.id, team: body.team?.id, id: view.id, kind: 'view' };
    const pressed = await confirmAccount(deps, view.private_metadata, press).catch(
      (err: unknown): Pressed => {
        deps.log.error({ err }, 'an account could not be confirmed');
        return { kind: 'answer', message: answerFor(err) };
      },
    );
    if (pressed.kind === 'done') return ack();
    const next =
      pressed.kind === 'form' ? pressed.form : buildAnswerView(CONFIRM_ACCOUNT_TITLE, pressed.message);
    return ack({ response_action: 'update', view: next });
  };

/** "Undo": its dialog has listed what goes. */
export const createUndoCompletion = createPressedValue<SideNeeds>(async (deps, value, press) => {
  const pressed = parseSidePress(value);
  if (pressed === null) return outdated();
  const found = await findSide(deps, pressed.peeringId, press.user, ownerOnly);
  if (found.kind === 'answer') return found;
  const completion = await deps.store.findCompletion(pressed.seen);
  if (completion === null || completion.peeringId !== pressed.peeringId) return outdated();
  const decision = await deps.store.undoCompletion(completion.id, doing(deps, press.kind, press));
  return settleDecision(deps, decision, found.here);
});
