import { expect, test } from 'vitest';
import { carryOn } from '../../src/domain/carry-on.ts';
import { planSide } from '../../src/domain/plan-side.ts';
import { ALLOWANCES, firstSideChoice, type SideMade, type SidePlan } from '../../src/domain/side-plan.ts';
import { type RecordedCompletion, type RecordedStep, startSideStep } from '../../src/domain/side-step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aPeering, aVpc, minutes, NINE } from '../slack/example.ts';
import { aGroup, aRequest, aSide, aTable, LOCAL } from './aws-side-example.ts';

const PCX = 'pcx-1';
const PEERING = aPeering({
  peer: { kind: 'aws', accountId: '123456789012', region: 'us-east-1', vpcId: 'vpc-0a1b2c3d4e5f60718' },
  provisionedId: PCX,
});
const choice = firstSideChoice('aws');

/** The side with the acceptance still to come, so that there always is something left to do. */
const planOf = (groups = [aGroup()]): SidePlan => {
  const wish = {
    peering: { peer: PEERING.peer, provisionedId: PCX },
    vpc: aVpc(),
    choice,
    ports: [5432],
    known: { configured: [], confirmed: [] },
  };
  const side = aSide({ tables: [aTable({ routes: [LOCAL] })], groups });
  const plan = planSide(wish, { kind: 'aws', side, request: aRequest({ state: 'active' }) });
  if (plan === null) throw new Error('there is no plan');
  return plan;
};

const GROUP = { kind: 'group', groupId: 'sg-gone' } as const;

/** The group was made at nine, and the rest is still to come. */
const aCompletion = (plan: SidePlan, made: SideMade = GROUP): RecordedCompletion => {
  const steps = plan.changes.map((change): RecordedStep => {
    const isGroup = change.kind === 'create-group';
    const done = { id: 1, key: change.key, change, state: 'done', outcome: null, isEarlier: false } as const;
    return { ...done, made: isGroup ? made : null, at: NINE };
  });
  const upTo = steps.findIndex(({ made: what }) => what !== null) + 1;
  return {
    id: 3,
    peeringId: PEERING.id,
    requestId: 12,
    state: 'approved',
    changes: plan.changes,
    askedBy: 'U0OMAR',
    decidedBy: 'U0NET',
    reason: null,
    confirmed: null,
    stop: null,
    steps: steps.slice(0, upTo),
    stateSince: NINE,
    round: 1,
  };
};

const turnAt = (now: number) => {
  const plan = planOf();
  const completion = aCompletion(plan);
  const side = {
    peeringId: PEERING.id,
    choice,
    plan,
    revision: 1,
    health: null,
    rangesAtFirst: null,
    isMissing: false,
    trouble: null,
    lookedAt: null,
    completion,
    planTold: true,
    refusalTold: null,
  };
  const draft = startSideStep({ side, peering: PEERING, vpc: aVpc(), confirmed: [], ports: [5432] });
  return carryOn(draft, completion, plan, {
    allow: ALLOWANCES,
    time: { now, timing: DEFAULT_TIMING, jitter: 0.5 },
  });
};

test('a group that AWS does not show yet is filled all the same', () => {
  expect(turnAt(NINE + 1_000)).toMatchObject({ kind: 'carry-out', change: { kind: 'revoke-surplus' } });
});

test('a group that somebody took away meanwhile stops it, and is not waited for without end', () => {
  const turn = turnAt(minutes(1));
  expect(turn.kind).toBe('over');
  expect(turn.draft.next.side.completion).toMatchObject({ state: 'stopped', stop: { kind: 'changed' } });
});
