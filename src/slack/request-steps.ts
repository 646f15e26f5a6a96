import { isEnded, type Peering } from '../domain/peering.ts';
import { type Ask, isRequestOver, type VpcView } from '../domain/request.ts';
import { planLimit, planVpc } from './create-steps.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { planPeering } from './peering-steps.ts';
import { done, next, now, type PlanStep, stopped } from './plan-step.ts';

const PEERINGS_SHOWN = 8;

const planPeerings = ({ vpc, peerings }: VpcView): readonly PlanStep[] =>
  vpc.state === 'failed'
    ? []
    : peerings.slice(-PEERINGS_SHOWN).flatMap((peering) => planPeering(peering, vpc));

const planRename = (
  { request }: VpcView,
  { from, to }: Extract<Ask, { kind: 'rename' }>,
): readonly PlanStep[] => {
  const { state, stateSince, createdAt } = request;
  if (state === 'done') return [done(mrkdwn`Renamed to ${code(to)}`, stateSince)];
  if (state !== 'open') return [stopped(mrkdwn`The name ${code(from)} stays`, stateSince)];
  return [now(mrkdwn`Timescale renames ${code(from)} to ${code(to)}`, createdAt)];
};

/** A peering that is to go: it went, it goes, or it stays after all. */
const planRemoval = (peering: Peering, { request }: VpcView): PlanStep => {
  const { state, stateSince, peer } = peering;
  if (isEnded(state)) return done(mrkdwn`Peering with ${namePeer(peer)} deleted`, stateSince);
  const what = mrkdwn`Timescale deletes the peering with ${namePeer(peer)}`;
  if (request.state !== 'open') return stopped(mrkdwn`The peering with ${namePeer(peer)} stays`, stateSince);
  return state === 'deleting' ? now(what, stateSince) : next(what);
};

const planDelete = (view: VpcView): readonly PlanStep[] => {
  const { request, vpc, peerings } = view;
  const concerned = peerings.filter(
    ({ state, stateSince }) => !isEnded(state) || (state === 'deleted' && stateSince >= request.createdAt),
  );
  const first = concerned.slice(0, PEERINGS_SHOWN).map((peering) => planRemoval(peering, view));
  const busy = first.some(({ word }) => word !== 'Done');
  const what = mrkdwn`Timescale deletes the VPC`;
  if (request.state === 'failed') return [...first, stopped(mrkdwn`The VPC stays`, request.stateSince)];
  if (request.state === 'done') return [...first, done(mrkdwn`VPC deleted`, vpc.stateSince)];
  return [...first, busy ? next(what) : now(what, vpc.stateSince)];
};

/** A peering goes on without who has left it. */
const planShared = (view: VpcView): readonly PlanStep[] =>
  view.request.state === 'left'
    ? [done(mrkdwn`The peering is left, and stays`, view.request.stateSince)]
    : planPeerings(view);

const planAsk = (view: VpcView): readonly PlanStep[] => {
  const { ask } = view.request;
  switch (ask.kind) {
    case 'create':
      return [...planLimit(view), ...planVpc(view), ...planPeerings(view)];
    case 'peer':
      return planPeerings(view);
    case 'share':
      return planShared(view);
    case 'unpeer':
      return view.peerings.map((peering) => planRemoval(peering, view));
    case 'rename':
      return planRename(view, ask);
    case 'delete':
      return planDelete(view);
    case 'move':
    case 'quota':
      return [];
    default:
      return ask satisfies never;
  }
};

/** The way of a request from start to end, as far as it is known. What is over has nothing next. */
export const planRequest = (view: VpcView): readonly PlanStep[] => {
  const { request, vpc } = view;
  const ending = isRequestOver(request) || request.state === 'cancelling' || vpc.state === 'failed';
  const steps = planAsk(view);
  return ending ? steps.filter(({ word }) => word !== 'Next') : steps;
};
