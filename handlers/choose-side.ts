import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { judgeAccountAsker, judgeAccountReader } from '../src/domain/access.ts';
import { isUnderWay } from '../src/domain/completion.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerOutdated } from '../src/slack/answers.ts';
import {
  answerChosen,
  answerDecision,
  answerLookingAtSide,
  answerNoChoiceYet,
} from '../src/slack/side-answers.ts';
import { parseSidePress } from '../src/slack/side-buttons.ts';
import {
  buildSideChoiceForm,
  parseSideChoiceForm,
  readSideChoice,
  SIDE_CHOICE_TITLE,
  type SideChoiceProblem,
  sideChoiceErrors,
  type TypedSideChoice,
} from '../src/slack/side-choice-form.ts';
import { readValues } from '../src/slack/view-values.ts';
import { type SideNeeds, settleDecision } from './complete-side.ts';
import { findSide, type SideHere } from './find-side.ts';
import { doing } from './people.ts';
import { createPressedValue, createShownValue, type Press, type Pressed } from './press.ts';

const asker = ({ person, account, project }: SideHere) => judgeAccountAsker(person, account, project);

/** "Change the plan": a choice changes nothing there, so whoever may ask may choose; the owners approve what comes of it. */
export const createAskSideChoice = createShownValue<SideNeeds>(async (deps, value, { user }) => {
  const pressed = parseSidePress(value);
  if (pressed === null) return { kind: 'answer', message: answerOutdated() };
  const found = await findSide(deps, pressed.peeringId, user, asker);
  if (found.kind === 'answer') return found;
  const { peering, side } = found.here;
  const completion = side?.completion ?? null;
  if (completion !== null && isUnderWay(completion)) {
    return { kind: 'answer', message: answerDecision({ kind: 'under-way', completion }, peering) };
  }
  const plan = side?.plan ?? null;
  return plan === null
    ? { kind: 'answer', message: answerNoChoiceYet(peering) }
    : { kind: 'form', form: buildSideChoiceForm(plan, peering) };
});

type Chosen = Pressed | { readonly kind: 'problem'; readonly errors: Record<string, string> };

const problem = (what: SideChoiceProblem, typed: TypedSideChoice): Chosen => ({
  kind: 'problem',
  errors: sideChoiceErrors(what, typed),
});

const choose = async (deps: SideNeeds, typed: TypedSideChoice, press: Press): Promise<Chosen> => {
  const found = await findSide(deps, typed.peeringId, press.user, asker);
  if (found.kind === 'answer') return found;
  const { here } = found;
  const plan = here.side?.plan ?? null;
  if (plan === null) return { kind: 'answer', message: answerNoChoiceYet(here.peering) };
  const choice = readSideChoice(typed, plan);
  if (typeof choice === 'string') return problem(choice, typed);
  const decision = await deps.store.chooseSide(typed.peeringId, choice, doing(deps, press.kind, press));
  const settled = await settleDecision(deps, decision, here);
  return settled.kind === 'done' ? { kind: 'answer', message: answerChosen() } : settled;
};

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What was chosen stays in the form where something does not answer. */
export const createSubmitSideChoice =
  (deps: SideNeeds) =>
  async ({ ack, view, body }: SubmitArgs) => {
    const typed = parseSideChoiceForm(readValues(view), view.private_metadata);
    const press: Press = { user: body.user.id, team: body.team?.id, id: view.id, kind: 'view' };
    const chosen =
      typed === null
        ? ({ kind: 'answer', message: answerOutdated() } as const)
        : await choose(deps, typed, press).catch((err: unknown): Chosen => {
            deps.log.error({ err }, 'what is planned for the other side could not be changed');
            return problem('not-recorded', typed);
          });
    switch (chosen.kind) {
      case 'problem':
        return ack({ response_action: 'errors', errors: chosen.errors });
      case 'answer':
        return ack({ response_action: 'update', view: buildAnswerView(SIDE_CHOICE_TITLE, chosen.message) });
      case 'form':
        return ack({ response_action: 'update', view: chosen.form });
      case 'done':
        return ack();
      default:
        return chosen satisfies never;
    }
  };

/** "Look again": whoever may see the plan may. */
export const createLookAtSide = createPressedValue<SideNeeds>(async (deps, value, { user }) => {
  const pressed = parseSidePress(value);
  if (pressed === null) return { kind: 'answer', message: answerOutdated() };
  const found = await findSide(deps, pressed.peeringId, user, ({ person, account, project }) =>
    judgeAccountReader(person, account, project),
  );
  if (found.kind === 'answer') return found;
  const { peeringId } = pressed;
  await deps.store.lookAtSide(peeringId, deps.now());
  await deps.wake({ name: 'advance-side', payload: { peeringId } });
  return { kind: 'answer', message: answerLookingAtSide(found.here.peering) };
});
