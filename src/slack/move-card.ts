import type { Button, KnownBlock } from '@slack/types';
import { judgeMoveCancel, judgeMoveRetry } from '../domain/move-decision.ts';
import { PUBLIC } from '../domain/move-request.ts';
import type { Project } from '../domain/project.ts';
import { isRequestOver, type MoveView } from '../domain/request.ts';
import { type MoveLeg, type MovePlace, planLegs, samePlace } from '../domain/service-move.ts';
import { actions, button, confirmation, fields, header, type Message, message, section } from './blocks.ts';
import { MIGRATE_FORM } from './move-form.ts';
import { linkService, locate, namePlace, renderMoveFailure, SWITCH_OVER } from './move-words.ts';
import { code, join, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { renderTrouble } from './outcome-words.ts';
import { EDIT } from './plan-message.ts';
import { type PlanStep, renderStep } from './plan-step.ts';
import { nameRegion } from './region-words.ts';
import { buildBareCancelButton, RETRY_REQUEST } from './request-buttons.ts';
import { formatRequestNumber } from './request-number.ts';

type Leg = Pick<MoveLeg, 'from' | 'to'>;

const nameLeg = ({ from, to }: Leg): Mrkdwn => {
  if (to === null) return mrkdwn`Timescale detaches it from ${namePlace(from)}`;
  return from === null
    ? mrkdwn`Timescale attaches it to ${namePlace(to)}`
    : mrkdwn`Timescale moves it from ${namePlace(from)} to ${namePlace(to)}`;
};

const nameDone = ({ from, to }: Leg): Mrkdwn => {
  if (to === null) return mrkdwn`Detached from ${namePlace(from)}`;
  return mrkdwn`${from === null ? 'Attached' : 'Moved'} to ${namePlace(to)}`;
};

const planLeg = (leg: MoveLeg): PlanStep => {
  const { askedAt, arrivedAt, refusal } = leg;
  if (arrivedAt !== null) return { word: 'Done', what: nameDone(leg), at: arrivedAt };
  if (refusal === null) return { word: 'Now', what: nameLeg(leg), at: askedAt };
  return { word: 'Stopped', what: mrkdwn`${nameLeg(leg)}: it says ${quoted(refusal.said)}`, at: askedAt };
};

/** How far the provider is with the data: `Moving: basebackup, 45 %`. */
const renderProgress = ({ progress }: MoveView['move']): Mrkdwn | null => {
  if (progress === null) return null;
  const { phase, percent } = progress;
  return percent === null ? mrkdwn`Moving: ${phase}` : mrkdwn`Moving: ${phase}, ${Math.round(percent)} %`;
};

/** What is not asked for yet, from where the steps so far end. */
const planAhead = ({ request, move }: MoveView, project: Project): readonly Leg[] => {
  if (isRequestOver(request)) return [];
  const last = move.legs.at(-1);
  return planLegs(project.product, last === undefined ? move.here : last.to, move.to);
};

const planNames = ({ move, request }: MoveView): readonly PlanStep[] => {
  const { names, state, stateSince } = move;
  if (names.length === 0) {
    if (isRequestOver(request)) return [];
    return [{ word: 'Next', what: mrkdwn`Name servers learn its host names, where they are new`, at: null }];
  }
  const known = names.filter(({ answeredAt }) => answeredAt !== null).length;
  const what = mrkdwn`Name servers know ${known} of ${names.length} new host names`;
  if (state === 'dns-propagating') return [{ word: 'Now', what, at: stateSince }];
  return [{ word: known === names.length ? 'Done' : 'Stopped', what, at: stateSince }];
};

const planMove = (view: MoveView, project: Project): readonly PlanStep[] => {
  const { move } = view;
  const isFresh = move.state === 'requested' && move.legs.length === 0;
  const ahead = planAhead(view, project).map((leg, at): PlanStep => {
    const isNow = at === 0 && isFresh;
    return { word: isNow ? 'Now' : 'Next', what: nameLeg(leg), at: isNow ? move.stateSince : null };
  });
  return [...move.legs.map(planLeg), ...ahead, ...planNames(view)];
};

const buildPlan = (view: MoveView, project: Project): readonly KnownBlock[] => {
  const steps = planMove(view, project);
  const progress = renderProgress(view.move);
  return [
    ...(steps.length === 0 ? [] : [section(join(steps.map(renderStep)))]),
    ...(progress === null ? [] : [section(progress)]),
  ];
};

const renderDone = ({ request, move }: MoveView): Mrkdwn => {
  const number = formatRequestNumber(request.id);
  const silent = move.names.filter(({ answeredAt }) => answeredAt === null);
  const names =
    silent.length === 0
      ? mrkdwn``
      : mrkdwn` Some of its new host names were not known yet when vpcbot stopped looking.`;
  return mrkdwn`${number} is done: the service is ${locate(move.to)}. The thread lists its addresses.${names}`;
};

/** How the move stands and what comes next: the last line of the card, and what a notification says. */
export const renderMoveTurn = (view: MoveView, project: Project): Mrkdwn => {
  const { request, move } = view;
  const number = formatRequestNumber(request.id);
  const isManaged = project.product === 'managed';
  switch (move.state) {
    case 'requested':
      return isManaged
        ? mrkdwn`It is Timescale’s turn: it is asked to move the service next. ${SWITCH_OVER}`
        : mrkdwn`It is Timescale’s turn: it is asked to move the service next. From then on the service cannot be reached for a few minutes.`;
    case 'moving':
      if (samePlace(move.here, move.to) && move.progress === null) {
        return mrkdwn`It is Timescale’s turn: the service is ${locate(move.to)}, and its new addresses are still to come.`;
      }
      return isManaged
        ? mrkdwn`It is Timescale’s turn: it moves the service. ${SWITCH_OVER} Next, its new addresses come in the thread.`
        : mrkdwn`It is Timescale’s turn: it moves the service, which cannot be reached for a few minutes. Next, its new addresses come in the thread.`;
    case 'dns-propagating':
      return mrkdwn`It is your turn: use the new addresses, which the thread lists. vpcbot looks meanwhile whether name servers know them.`;
    case 'done':
      return renderDone(view);
    case 'failed': {
      if (move.failure === null) return mrkdwn`${number} failed.`;
      const { what, act } = renderMoveFailure(move.failure, move);
      return mrkdwn`${number} failed. ${what} ${act}`;
    }
    case 'cancelled':
      return mrkdwn`${number} is cancelled. The service stays ${locate(move.from)}.`;
    default:
      return move.state satisfies never;
  }
};

/** The word by which the form knows a place. */
const wordOf = (place: MovePlace | null): string => place?.providerId ?? PUBLIC;

const buildBackButton = ({ move }: MoveView): readonly Button[] => {
  const { failure, from, to, serviceId, state } = move;
  const arrived = state === 'done' || state === 'dns-propagating';
  const stranded =
    state === 'failed' && failure !== null && failure.kind !== 'service-gone' && !samePlace(failure.at, from);
  if (!arrived && !stranded) return [];
  const value = JSON.stringify({ service: serviceId, to: wordOf(from) });
  const label = `Move ${move.serviceName} back, from ${to?.name ?? 'the public internet'}`;
  return [button({ action: `${EDIT}${MIGRATE_FORM}`, words: 'Move it back', value, label })];
};

const buildButtons = (view: MoveView): readonly Button[] => {
  const { id } = view.request;
  const number = formatRequestNumber(id);
  const confirm = confirmation({
    title: `Cancel ${number}?`,
    text: 'Nothing has been asked of Timescale so far, and nothing will be.',
    yes: `Cancel ${number}`,
    no: 'Keep it',
    style: 'danger',
  });
  const retry = button({
    action: RETRY_REQUEST,
    words: 'Retry',
    value: String(id),
    label: `Retry ${number}`,
  });
  return [
    ...(judgeMoveRetry(view).kind === 'try-again' ? [retry] : []),
    ...buildBackButton(view),
    ...(judgeMoveCancel(view).kind === 'cancel' ? [{ ...buildBareCancelButton(id), confirm }] : []),
  ];
};

const buildTrouble = ({ request, move }: MoveView, project: Project): readonly KnownBlock[] => {
  if (move.trouble === null || isRequestOver(request)) return [];
  const { what, act } = renderTrouble(move.trouble.code, project.name);
  return [section(mrkdwn`*Trouble* since ${when(move.trouble.since)}: ${what} ${act}`)];
};

/** The one card of a move, edited in place. */
export const buildMoveCard = (view: MoveView, project: Project): Message => {
  const { request, move } = view;
  const number = formatRequestNumber(request.id);
  const turn = renderMoveTurn(view, project);
  const summary = mrkdwn`${number}: move of the service ${code(move.serviceName)} of ${project.name} from ${namePlace(move.from)} to ${namePlace(move.to)}, asked by ${mention(request.requesterId)}.`;
  return message(mrkdwn`${summary} ${turn}`, [
    header(`${number}: move ${move.serviceName} of ${project.name}`),
    fields([
      mrkdwn`*Service*\n${linkService(move, project)}`,
      mrkdwn`*Region*\n${nameRegion(move.region)}`,
      mrkdwn`*From*\n${namePlace(move.from)}`,
      mrkdwn`*To*\n${namePlace(move.to)}`,
      mrkdwn`*Asked by*\n${mention(request.requesterId)}, ${when(request.createdAt)}`,
    ]),
    ...buildPlan(view, project),
    ...buildTrouble(view, project),
    ...actions(buildButtons(view)),
    section(turn),
  ]);
};
