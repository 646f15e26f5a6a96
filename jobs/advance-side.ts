import { lookAtSide } from '../src/clouds/sight.ts';
import type { Deps } from '../src/deps.ts';
import {
  findPhase,
  restSide,
  type SeenSide,
  takeCarried,
  takeSeen,
  takeTaken,
  takeUndo,
} from '../src/domain/advance-side.ts';
import { listDwellers } from '../src/domain/peering.ts';
import { planSide } from '../src/domain/plan-side.ts';
import type { Project } from '../src/domain/project.ts';
import { findSideAccount, type SideAccount } from '../src/domain/side-plan.ts';
import {
  type SideDraft,
  type SideRecord,
  type SideStep,
  type SideTurn,
  startSideStep,
} from '../src/domain/side-step.ts';
import { type Asked, finishSideInTrouble, type SideFailure } from '../src/domain/side-trouble.ts';
import type { LookTime } from '../src/domain/step.ts';
import { VpcbotError } from '../src/errors.ts';
import { nameAllForLog, noteLogFields } from '../src/log-context.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import type { SideClaim } from '../src/store/side-claims.ts';
import { carryOut, takeBack } from './change-side.ts';

type Needs = Pick<
  Deps,
  'store' | 'wake' | 'clouds' | 'projects' | 'timing' | 'now' | 'random' | 'newRun' | 'log'
>;

/** One look at the other side of a peering, with what it has recorded so far. */
interface SideLook {
  readonly time: LookTime;
  readonly project: Project;
  readonly account: SideAccount;
  claim: SideClaim;
  record: SideRecord;
  /** What was asked for in this run; null: nothing yet. */
  asked: Asked | null;
}

/** Null: the network is not there. */
const see = async ({ clouds }: Needs, { record, project }: SideLook): Promise<SeenSide> => {
  const { side, peering, vpc, ports, confirmed } = record;
  const { peer, provisionedId } = peering;
  const nothing: SeenSide = { plan: null, request: null };
  const sight = provisionedId === null ? null : await lookAtSide(clouds, peer, provisionedId);
  if (sight === null || provisionedId === null) return nothing;
  const known = { configured: project.timescaleAccounts, confirmed };
  const { choice } = side;
  const plan = planSide({ peering: { peer, provisionedId }, vpc, choice, ports, known }, sight);
  return { plan, request: sight.kind === 'aws' ? sight.request : null };
};

const takeTurn = async (deps: Needs, look: SideLook): Promise<SideTurn> => {
  const { record, time, account } = look;
  const step = (taken: SideStep): SideTurn => ({ kind: 'step', step: taken });
  const phase = findPhase(record);
  switch (phase.kind) {
    case 'undo':
      return takeUndo(record, phase.look ? (await see(deps, look)).plan : null, time);
    case 'look':
      return takeSeen(record, await see(deps, look), account, time);
    case 'rest':
      return step(restSide(record, time.now));
    case 'hold':
      return step({ ...startSideStep(record), lookAgainAt: time.now + time.timing.sideLookEvery });
    default:
      return phase satisfies never;
  }
};

/** Records what is about to be asked for, and holds the claim for as long as that may take. */
const record = async (
  { store, timing, now }: Needs,
  look: SideLook,
  draft: SideDraft,
  asked: Asked,
): Promise<boolean> => {
  const at = now();
  const lease = { now: at, until: at + timing.claimLease };
  const kept = await store.recordSide(look.claim, look.record, draft, lease);
  if (kept === null) return false;
  look.claim = kept.claim;
  look.record = kept.record;
  look.asked = asked;
  return true;
};

/** Whether an earlier run asked for it, of which nobody knows what came. */
const wasAsked = ({ record: { side } }: SideLook, at: number): boolean =>
  side.completion?.steps[at]?.state === 'doing';

/** At most one change: looked at, recorded, asked for. Null: somebody changed the side meanwhile. */
const takeStep = async (deps: Needs, look: SideLook): Promise<SideStep | null> => {
  const turn = await takeTurn(deps, look);
  if (turn.kind === 'step') return turn.step;
  const { at, kind, draft } = turn;
  const again = wasAsked(look, at);
  if (!(await record(deps, look, draft, { at, again, kind }))) return null;
  const place = { clouds: deps.clouds, account: look.account, record: look.record };
  if (turn.kind === 'carry-out') {
    const carried = await carryOut(place, turn.change);
    return takeCarried(look.record, at, carried, deps.now());
  }
  const taken = await takeBack(place, turn.made);
  return takeTaken(look.record, at, taken, { again, now: deps.now() });
};

const readFailure = (error: VpcbotError): SideFailure => {
  const { code, retryable, retryAfter: pause, outcome, action = null, doing, said = '' } = error;
  return { code, retryable, pause, outcome, action, doing, said };
};

const takeTrouble = ({ record: here, asked, time }: SideLook, error: unknown): SideStep => {
  if (!(error instanceof VpcbotError)) throw error;
  return finishSideInTrouble(startSideStep(here), readFailure(error), asked, time);
};

/** Looks once at the other side of a peering, makes at most one change there and says when to look again. */
export const createAdvanceSide =
  (deps: Needs) =>
  async ({ peeringId }: JobPayloads['advance-side']): Promise<Outcome> => {
    const { store, timing, clouds, projects, log } = deps;
    const now = deps.now();
    const turn = await store.claimSide(peeringId, deps.newRun(), now, now + timing.claimLease);
    if (turn.kind === 'nothing-to-do') return { kind: 'done' };
    if (turn.kind === 'later') return { kind: 'again', at: turn.at };
    const { claim, record: first } = turn;
    const { peering, vpc } = first;
    noteLogFields({ project: vpc.project, ...nameAllForLog(listDwellers(peering)) });
    const project = projects.get(first.vpc.project);
    const account = findSideAccount(clouds.accounts, first.peering.peer);
    if (project === undefined || account === null) {
      log.warn({ peeringId }, 'the other side of a peering that is not configured any more rests');
      const lookAgainAt = now + timing.observeProjectEvery;
      await store.settleSide(claim, first, { ...startSideStep(first), lookAgainAt }, now);
      return { kind: 'again', at: lookAgainAt };
    }
    const time: LookTime = { now, timing, jitter: deps.random() };
    const look: SideLook = { time, project, account, claim, record: first, asked: null };
    const step = await takeStep(deps, look).catch((err: unknown) => {
      log.warn({ err, peeringId }, 'a look at the other side of a peering ended in trouble');
      return takeTrouble(look, err);
    });
    // Without a step the claim no longer holds: settling finds that out and gives it back.
    const outcome = step ?? { ...startSideStep(look.record), lookAgainAt: now };
    const settled = await store.settleSide(look.claim, look.record, outcome, deps.now());
    if (settled.kind === 'stale') return { kind: 'again', at: now };
    for (const requestId of settled.speakOf) await deps.wake({ name: 'speak', payload: { requestId } });
    if (settled.hurried !== null) {
      await deps.wake({ name: 'advance-vpc', payload: { vpcId: settled.hurried } });
    }
    if (settled.lookAgainAt === null) return { kind: 'done' };
    return { kind: 'again', at: settled.lookAgainAt };
  };
