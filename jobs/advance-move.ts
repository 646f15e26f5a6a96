import type { Deps } from '../src/deps.ts';
import { advanceMove, tellIfSlow } from '../src/domain/advance-move.ts';
import { advanceNames, isAnswering } from '../src/domain/advance-names.ts';
import {
  finishMoveInTrouble,
  finishMoveStep,
  type MoveDraft,
  type MoveRecord,
  type MoveStep,
  refuseLeg,
  settleMoveFailed,
  startMoveStep,
  takeBackLeg,
} from '../src/domain/move-step.ts';
import type { Project } from '../src/domain/project.ts';
import type { SeenService } from '../src/domain/service.ts';
import type { MoveLeg } from '../src/domain/service-move.ts';
import type { LookTime } from '../src/domain/step.ts';
import { isPutOff, VpcbotError } from '../src/errors.ts';
import { nameAllForLog, noteLogFields } from '../src/log-context.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import type { MoveClaim } from '../src/store/move-claims.ts';

type Needs = Pick<
  Deps,
  'store' | 'wake' | 'timescale' | 'resolver' | 'projects' | 'timing' | 'now' | 'random' | 'newRun' | 'log'
>;

/** One look at a move under way, with what it has recorded and seen so far. */
interface Look {
  readonly time: LookTime;
  readonly project: Project;
  /** What the move was when this look took it: what was surely not done goes back to it. */
  readonly first: MoveRecord;
  claim: MoveClaim;
  record: MoveRecord;
  seen: SeenService | null;
}

const soonAfter = ({ time }: Look): number => time.now + time.timing.lookFirst;

/** Records the step, asks for it, and takes the answer. Null: somebody changed the move meanwhile. */
const askFor = async (
  { store, timescale }: Needs,
  look: Look,
  { from, to }: MoveLeg,
  draft: MoveDraft,
): Promise<MoveStep | null> => {
  const { time, project } = look;
  const claim = await store.recordMoveAsked(look.claim, look.record, draft, time.now);
  if (claim === null) return null;
  look.claim = claim;
  look.record = draft.next;
  const leg = { from: from?.providerId ?? null, to: to?.providerId ?? null };
  const change = await timescale(project.name).moveService(draft.next.move.serviceId, leg);
  const asked = startMoveStep(look.record);
  switch (change.kind) {
    case 'accepted':
      return finishMoveStep(asked, time, soonAfter(look));
    case 'busy':
      return finishMoveStep(tellIfSlow(takeBackLeg(asked, look.first), change.message, time), time);
    case 'gone':
    case 'refused':
      return finishMoveStep(refuseLeg(asked, change.kind, change.message), time, soonAfter(look));
    default:
      return change satisfies never;
  }
};

/** Hosts that answer now, of those that did not so far. */
const lookUpNames = async ({ resolver }: Needs, { move }: MoveRecord): Promise<ReadonlySet<string>> => {
  const silent = move.names.filter(({ answeredAt }) => answeredAt === null);
  const looked = await Promise.all(
    silent.map(async ({ host }) => ({ host, answers: isAnswering(await resolver.lookUp(host)) })),
  );
  return new Set(looked.flatMap(({ host, answers }) => (answers ? [host] : [])));
};

/** A service leaves its VPC for another only while that other one is there: else it would end up public. */
const findLostPlace = async (
  { timescale }: Needs,
  { record, project, seen, time }: Look,
  { from, to }: MoveLeg,
): Promise<MoveStep | null> => {
  const place = record.move.to;
  if (place === null || to !== null) return null;
  if ((await timescale(project.name).getVpc(place.providerId)) !== null) return null;
  const failure = { kind: 'vpc-gone', said: 'VPC not found', at: from } as const;
  return finishMoveStep(settleMoveFailed(startMoveStep(record), failure, seen, time.now), time);
};

const takeStep = async (deps: Needs, look: Look): Promise<MoveStep | null> => {
  const { record, time, project } = look;
  const { move } = record;
  if (move.state === 'dns-propagating') return advanceNames(record, await lookUpNames(deps, record), time);
  look.seen = await deps.timescale(project.name).getService(move.serviceId);
  const turn = advanceMove(record, look.seen, project.product, time);
  if (turn.kind === 'step') return turn.step;
  const lost = await findLostPlace(deps, look, turn.leg);
  return lost ?? askFor(deps, look, turn.leg, turn.draft);
};

const takeTrouble = (look: Look, error: unknown): MoveStep => {
  if (!(error instanceof VpcbotError)) throw error;
  const { code, retryable, retryAfter, outcome } = error;
  const draft = startMoveStep(look.record);
  const known = outcome === 'not-done' ? takeBackLeg(draft, look.first) : draft;
  return finishMoveInTrouble(known, { code, retryable, pause: retryAfter }, look.time);
};

const letRest = (record: MoveRecord, at: number): MoveStep => ({ ...startMoveStep(record), lookAgainAt: at });

/** Looks once at a service that is to be moved, or at its new names, takes one step and says when to look again. */
export const createAdvanceMove =
  (deps: Needs) =>
  async ({ moveId }: JobPayloads['advance-move']): Promise<Outcome> => {
    const { store, timing, log } = deps;
    const now = deps.now();
    const turn = await store.claimMove(moveId, deps.newRun(), now, now + timing.claimLease);
    if (turn.kind === 'nothing-to-do') return { kind: 'done' };
    if (turn.kind === 'later') return { kind: 'again', at: turn.at };
    const { record, claim } = turn;
    noteLogFields({ project: record.move.project, ...nameAllForLog([record.request.id]) });
    const project = deps.projects.get(record.move.project);
    if (project === undefined) {
      log.warn({ moveId, project: record.move.project }, 'a move in a project that is not configured rests');
      const at = now + timing.observeProjectEvery;
      await store.settleMove(claim, record, letRest(record, at), now);
      return { kind: 'again', at };
    }
    const time: LookTime = { now, timing, jitter: deps.random() };
    const look: Look = { time, project, first: record, claim, record, seen: null };
    const step = await takeStep(deps, look).catch((error: unknown) => {
      if (!isPutOff(error)) log.warn({ err: error, moveId }, 'a look at a move ended in trouble');
      return takeTrouble(look, error);
    });
    // Without a step the claim no longer holds: settling finds that out and gives it back.
    const outcome = step ?? letRest(look.record, now);
    const settled = await store.settleMove(look.claim, look.record, outcome, deps.now(), look.seen);
    if (settled.kind === 'stale') return { kind: 'again', at: now };
    if (settled.speakOf !== null) await deps.wake({ name: 'speak', payload: { requestId: settled.speakOf } });
    if (settled.lookAgainAt === null) return { kind: 'done' };
    return { kind: 'again', at: settled.lookAgainAt };
  };
