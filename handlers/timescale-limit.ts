import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Deps } from '../src/deps.ts';
import { judgeLimitTeller } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { listHeld } from '../src/domain/quota-facts.ts';
import type { VpcView } from '../src/domain/request.ts';
import { buildAnswerView } from '../src/slack/answer-view.ts';
import { answerNotConfigured, answerOutdated, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { answerLimitRaised, answerNotWaiting } from '../src/slack/quota-answers.ts';
import {
  buildRaisedForm,
  buildRefusedForm,
  parseRaisedForm,
  raisedNoNumber,
  raisedNoRoom,
  raisedTrouble,
} from '../src/slack/timescale-limit-form.ts';
import { readValues } from '../src/slack/view-values.ts';
import { wakeAll } from './decide-quota.ts';
import { doing, findPerson } from './people.ts';
import { createShown, type Press } from './press.ts';
import { createSubmitReason } from './submit-reason.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'directory' | 'projects' | 'timing' | 'now' | 'log'>;

type Told =
  | { readonly kind: 'waiting'; readonly view: VpcView; readonly project: Project }
  | { readonly kind: 'answer'; readonly message: Message };

/** A request that waits for Timescale, for somebody who may tell what Timescale did. */
const findWaiting = async (deps: Needs, requestId: number, user: string): Promise<Told> => {
  const view = await deps.store.findVpcView(requestId);
  const project = view === null ? undefined : deps.projects.get(view.request.project);
  if (view === null) return { kind: 'answer', message: answerOutdated() };
  if (project === undefined) return { kind: 'answer', message: answerNotConfigured(requestId) };
  const { request } = view;
  const verdict = judgeLimitTeller(await findPerson(deps, user, [project]), request.requesterId, project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return request.state === 'waiting-for-timescale'
    ? { kind: 'waiting', view, project }
    : { kind: 'answer', message: answerNotWaiting(requestId, request.state) };
};

export const createAskRaised = createShown<Needs>(async (deps, requestId, { user }) => {
  const found = await findWaiting(deps, requestId, user);
  if (found.kind === 'answer') return found;
  const facts = await deps.store.findQuotaFacts(found.project.name);
  const use = { used: facts.used, waiting: listHeld(facts).length };
  return { kind: 'form', form: buildRaisedForm(found.view, use) };
});

export const createAskRefused = createShown<Needs>(async (deps, requestId, { user }) => {
  const found = await findWaiting(deps, requestId, user);
  return found.kind === 'answer' ? found : { kind: 'form', form: buildRefusedForm(found.view) };
});

type Sent =
  | { readonly kind: 'answer'; readonly message: Message }
  | { readonly kind: 'errors'; readonly errors: Record<string, string> };

const recordRaise = async (deps: Needs, requestId: number, limit: number, press: Press): Promise<Sent> => {
  const found = await findWaiting(deps, requestId, press.user);
  if (found.kind === 'answer') return found;
  // One after the other: who asked first is first at Timescale too.
  const pause = deps.timing.lookFirst;
  const raised = await deps.store.raiseTimescaleLimit(requestId, limit, pause, doing(deps, 'view', press));
  switch (raised.kind) {
    case 'raised': {
      await wakeAll(deps, requestId, raised.goesOn);
      const going = raised.goesOn.map((each) => each.requestId);
      return { kind: 'answer', message: answerLimitRaised(limit, going, raised.left) };
    }
    case 'no-room':
      return { kind: 'errors', errors: raisedNoRoom(raised.used) };
    case 'not-waiting':
      return { kind: 'answer', message: answerNotWaiting(requestId, raised.state) };
    case 'not-found':
      return { kind: 'answer', message: answerOutdated() };
    default:
      return raised satisfies never;
  }
};

const submitRaised = async (deps: Needs, view: ViewSubmitAction['view'], press: Press): Promise<Sent> => {
  const given = parseRaisedForm(readValues(view), view.private_metadata);
  if (given === null) return { kind: 'answer', message: answerOutdated() };
  if (given.limit === null) return { kind: 'errors', errors: raisedNoNumber() };
  return recordRaise(deps, given.id, given.limit, press);
};

type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

const answerView = (message: Message): ModalView => buildAnswerView('Timescale raised it', message);

export const createSubmitRaised =
  (deps: Needs) =>
  async ({ ack, body }: SubmitArgs) => {
    const press: Press = { user: body.user.id, team: body.team?.id, id: body.view.id, kind: 'view' };
    const sent = await submitRaised(deps, body.view, press).catch((err: unknown): Sent => {
      deps.log.error({ err }, 'a limit of timescale could not be recorded');
      return { kind: 'errors', errors: raisedTrouble() };
    });
    return sent.kind === 'errors'
      ? ack({ response_action: 'errors', errors: sent.errors })
      : ack({ response_action: 'update', view: answerView(sent.message) });
  };

export const createSubmitRefused = createSubmitReason<Needs>(
  'Timescale refused',
  async (deps, { id: requestId, reason }, press) => {
    const found = await findWaiting(deps, requestId, press.user);
    if (found.kind === 'answer') return found.message;
    const refused = await deps.store.refuseTimescaleLimit(requestId, reason, doing(deps, 'view', press));
    if (refused.kind === 'not-found') return answerOutdated();
    if (refused.kind === 'not-waiting') return answerNotWaiting(requestId, refused.state);
    await wakeAll(deps, requestId, []);
    return null;
  },
);
