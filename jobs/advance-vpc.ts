import type { Deps } from '../src/deps.ts';
import { listDwellers } from '../src/domain/peering.ts';
import { findSideAccount } from '../src/domain/side-plan.ts';
import {
  changePeering,
  changeVpc,
  finishInTrouble,
  type LookTime,
  type Step,
  startStep,
} from '../src/domain/step.ts';
import type { Vpc } from '../src/domain/vpc.ts';
import { limitOf } from '../src/domain/vpc-request.ts';
import { isPutOff, VpcbotError } from '../src/errors.ts';
import { nameAllForLog, noteLogFields } from '../src/log-context.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import { type Look, openLook } from './look.ts';
import { placeVpc } from './place-vpc.ts';
import { watchVpc } from './watch-vpc.ts';

type Needs = Pick<
  Deps,
  'store' | 'wake' | 'timescale' | 'clouds' | 'projects' | 'timing' | 'now' | 'random' | 'newRun' | 'log'
>;

/** How many VPCs may stand before this one must be approved; whoever was let through has no limit here. */
const findLimit = async ({ store, projects }: Needs, vpc: Vpc): Promise<number> => {
  const project = projects.get(vpc.project);
  if (project === undefined) return 0;
  if (vpc.requestId !== null && (await store.isLetThrough(vpc.requestId))) return Number.POSITIVE_INFINITY;
  const grant = await store.findGrant(vpc.project);
  return limitOf(project, { granted: grant?.limit ?? 0 });
};

const takeStep = async (deps: Needs, look: Look): Promise<Step | null> => {
  const { vpc } = look.record();
  const { providerId, region } = vpc;
  if (providerId !== null) return watchVpc(look, { providerId, region });
  return placeVpc(look, await findLimit(deps, vpc));
};

/** What was surely not done need not be looked for: the intent of this look is taken back. */
const takeBackIntent = (look: Look) => {
  const draft = startStep(look.record());
  if (!look.hasIntended()) return draft;
  if (draft.next.vpc.providerId === null) return changeVpc(draft, { state: 'requested', intent: null });
  return draft.next.peerings
    .filter(({ state, intent }) => state === 'requested' && intent?.at === look.time.now)
    .reduce((so, peering) => changePeering(so, { ...peering, intent: null }), draft);
};

const takeTrouble = (look: Look, error: unknown, time: LookTime): Step => {
  if (!(error instanceof VpcbotError)) throw error;
  const { code, retryable, retryAfter, outcome } = error;
  const draft = outcome === 'not-done' ? takeBackIntent(look) : startStep(look.record());
  return finishInTrouble(draft, { code, retryable, pause: retryAfter }, time);
};

/** Requests whose card says how much time the other side has left, though nothing else has changed. */
const listAwaited = ({ peerings }: Step['next']): readonly number[] =>
  peerings.flatMap((peering) => (peering.state === 'pending-peer' ? listDwellers(peering) : []));

/** Peerings whose other side can be looked at from now on, or is not any more, where the bot may see it. */
const listTurned = ({ clouds }: Needs, before: Step['next'], { peerings }: Step['next']): readonly number[] =>
  peerings
    .filter(({ id, state }) => before.peerings.find((peering) => peering.id === id)?.state !== state)
    .filter(({ peer }) => findSideAccount(clouds.accounts, peer) !== null)
    .map(({ id }) => id);

/** Looks once at a VPC and its peerings, takes one step and says when to look again. */
export const createAdvanceVpc =
  (deps: Needs) =>
  async ({ vpcId }: JobPayloads['advance-vpc']): Promise<Outcome> => {
    const { store, timing, log } = deps;
    const now = deps.now();
    const turn = await store.claimVpc(vpcId, deps.newRun(), now, now + timing.claimLease);
    if (turn.kind === 'nothing-to-do') return { kind: 'done' };
    if (turn.kind === 'later') return { kind: 'again', at: turn.at };
    const time: LookTime = { now, timing, jitter: deps.random() };
    const { project } = turn.record.vpc;
    noteLogFields({ project, ...nameAllForLog(turn.record.requests.map(({ id }) => id)) });
    if (!deps.projects.has(project)) {
      log.warn({ vpcId, project }, 'a VPC of a project that is not configured any more is left alone');
      const later = { ...startStep(turn.record), lookAgainAt: now + timing.observeProjectEvery };
      await store.settleVpc(turn.claim, turn.record, later, now);
      return { kind: 'again', at: later.lookAgainAt };
    }
    const look = openLook(store, deps.timescale(project), time, turn);
    const step = await takeStep(deps, look).catch((error: unknown) => {
      if (!isPutOff(error)) log.warn({ err: error, vpcId }, 'a look ended in trouble');
      return takeTrouble(look, error, time);
    });
    // Without a step the claim no longer holds: settling finds that out and gives it back.
    const outcome = step ?? { ...startStep(look.record()), lookAgainAt: now };
    const settled = await store.settleVpc(look.claim(), look.record(), outcome, deps.now());
    if (settled.kind === 'stale') return { kind: 'again', at: now };
    const speakOf = new Set([...settled.speakOf, ...listAwaited(outcome.next)]);
    for (const requestId of speakOf) await deps.wake({ name: 'speak', payload: { requestId } });
    for (const peeringId of listTurned(deps, turn.record, outcome.next))
      await deps.wake({ name: 'advance-side', payload: { peeringId } });
    if (settled.lookAgainAt === null) return { kind: 'done' };
    return { kind: 'again', at: settled.lookAgainAt };
  };
