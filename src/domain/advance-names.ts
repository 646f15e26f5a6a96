import {
  changeMove,
  finishMoveStep,
  type MoveRecord,
  type MoveStep,
  settleMoveDone,
  startMoveStep,
  tellMove,
} from './move-step.ts';
import type { LookTime } from './step.ts';

/** What one name server says of a host. */
export interface HostLook {
  readonly by: string;
  readonly kind: 'answers' | 'no-such-name' | 'no-answer';
}

/**
 * Whether a host answers where people use it: somebody knows it, and no name server of theirs denies
 * it. The system's is the bot's own: where others are configured it may live apart from them.
 */
export const isAnswering = (looks: readonly HostLook[]): boolean => {
  const own = looks.filter(({ by }) => by !== 'system');
  const denied = own.some(({ kind }) => kind === 'no-such-name');
  return !denied && looks.some(({ kind }) => kind === 'answers');
};

/** What one look at the new host names comes to. `answering`: those that name servers know by now. */
export const advanceNames = (
  record: MoveRecord,
  answering: ReadonlySet<string>,
  time: LookTime,
): MoveStep => {
  const { now, timing } = time;
  const { names: before, stateSince } = record.move;
  const names = before.map((name) =>
    name.answeredAt === null && answering.has(name.host) ? { ...name, answeredAt: now } : name,
  );
  const draft = changeMove(startMoveStep(record), { names });
  const silent = names.filter(({ answeredAt }) => answeredAt === null);
  const hosts = silent.map(({ host }) => host);
  if (silent.length === 0) {
    const told = tellMove(draft, { kind: 'names-answer', hosts: names.map(({ host }) => host) });
    return finishMoveStep(settleMoveDone(told, now), time);
  }
  const waited = now - stateSince;
  if (waited >= timing.dnsGiveUp) {
    return finishMoveStep(settleMoveDone(tellMove(draft, { kind: 'names-given-up', hosts }), now), time);
  }
  if (waited < timing.dnsExpectedWithin || names.some(({ lateTold }) => lateTold)) {
    return finishMoveStep(draft, time);
  }
  const late = names.map((name) => ({ ...name, lateTold: name.answeredAt === null }));
  const told = tellMove(draft, { kind: 'names-late', hosts, since: stateSince });
  return finishMoveStep(changeMove(told, { names: late }), time);
};
