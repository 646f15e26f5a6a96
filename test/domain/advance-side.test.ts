import { expect, test } from 'vitest';
import {
  findPhase,
  restSide,
  takeCarried,
  takeSeen,
  takeTaken,
  takeUndo,
} from '../../src/domain/advance-side.ts';
import type { CompletionState } from '../../src/domain/completion.ts';
import type { Peering } from '../../src/domain/peering.ts';
import { planSide } from '../../src/domain/plan-side.ts';
import { describeChange, describeChoice, firstSideChoice } from '../../src/domain/side-plan.ts';
import type { RecordedCompletion, SideRecord } from '../../src/domain/side-step.ts';
import { nameEnd } from '../../src/domain/timescale-end.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { aPeering, aVpc, minutes, NINE } from '../slack/example.ts';
import { aGooglePeering, aGoogleSide, GOOGLE_END } from './google-side-example.ts';

const GOOGLE_PEERING = aPeering({
  peer: { kind: 'google', projectId: 'acme-net', network: 'prod' },
  provisionedId: 'projects/timescale-mst/global/networks/vpc-7a1',
  stateSince: NINE,
});
const RULES = { allow: ['peer'], owners: ['U0NET'] } as const;
const time = (now = NINE) => ({ now, timing: DEFAULT_TIMING, jitter: 0.5 });

const aCompletion = (change: Partial<RecordedCompletion> = {}): RecordedCompletion => ({
  id: 3,
  peeringId: 3,
  requestId: 12,
  state: 'approved',
  changes: [],
  askedBy: 'U0OMAR',
  decidedBy: 'U0NET',
  reason: null,
  confirmed: null,
  stop: null,
  steps: [],
  stateSince: NINE,
  round: 1,
  ...change,
});

const aRecord = (
  change: Partial<SideRecord['side']> = {},
  peering: Peering = GOOGLE_PEERING,
): SideRecord => ({
  side: {
    peeringId: peering.id,
    choice: firstSideChoice('google'),
    plan: null,
    revision: 0,
    health: null,
    rangesAtFirst: null,
    isMissing: false,
    trouble: null,
    lookedAt: null,
    completion: null,
    planTold: false,
    refusalTold: null,
    ...change,
  },
  peering,
  vpc: aVpc({ region: 'google-europe-west1' }),
  confirmed: [],
  ports: [5432],
});

const see = (record: SideRecord, side = aGoogleSide()) => {
  const { peer, provisionedId } = record.peering;
  const peering = { peer, provisionedId: provisionedId ?? '' };
  const {
    vpc,
    ports,
    side: { choice },
  } = record;
  const known = { configured: [], confirmed: [] };
  return { plan: planSide({ peering, vpc, ports, choice, known }, { kind: 'google', side }), request: null };
};

test.each([
  { state: 'pending-peer', phase: 'look', because: 'its other side can be completed' },
  { state: 'active', phase: 'look', because: 'it is watched' },
  { state: 'approved', phase: 'hold', because: 'nothing is there to be seen yet' },
  { state: 'unknown', phase: 'hold', because: 'nobody knows how it stands' },
  { state: 'deleting', phase: 'rest', because: 'it is on its way out' },
  { state: 'rejected-by-peer', phase: 'rest', because: 'it is over' },
  { state: 'deleted', phase: 'rest', because: 'it is gone' },
] as const)('a peering that is $state is met with "$phase": $because', ({ state, phase }) => {
  expect(findPhase(aRecord({}, { ...GOOGLE_PEERING, state })).kind).toBe(phase);
  const undoing = aRecord({ completion: aCompletion({ state: 'undoing' }) }, { ...GOOGLE_PEERING, state });
  expect(findPhase(undoing)).toEqual({ kind: 'undo', look: false });
});

test.each([
  { state: 'approved', becomes: 'stopped', told: ['completion-stopped'], because: 'it was under way' },
  {
    state: 'asked',
    becomes: 'stopped',
    told: [],
    because: 'nobody decided, and the end of the peering is told',
  },
  { state: 'done', becomes: 'done', told: [], because: 'it is history' },
  { state: 'declined', becomes: 'declined', told: [], because: 'it is history' },
] as const satisfies readonly {
  state: CompletionState;
  becomes: CompletionState;
  told: readonly string[];
  because: string;
}[])(
  'when the peering is over, a completion that is $state becomes $becomes: $because',
  ({ state, becomes, told }) => {
    const step = restSide(aRecord({ completion: aCompletion({ state }), plan: see(aRecord()).plan }), NINE);
    expect(step.lookAgainAt).toBe(null);
    expect(step.next.side).toMatchObject({ plan: null, revision: 1, completion: { state: becomes } });
    expect(step.notices.map(({ body }) => body.kind)).toEqual(told);
  },
);

test('a peering of Google Cloud is planned, made with one call, told, and taken back', () => {
  const record = aRecord();
  const first = takeSeen(record, see(record), RULES, time());
  if (first.kind !== 'step') throw new Error('nothing was approved');
  expect(first.step.notices).toMatchObject([{ requestId: 12, body: { kind: 'side-planned' } }]);
  const { plan } = first.step.next.side;
  expect(plan?.changes).toMatchObject([{ kind: 'add-peering', name: 'timescale-vpc-7a1', to: GOOGLE_END }]);

  const completion = aCompletion({ changes: plan?.changes ?? [] });
  const approved = { ...first.step.next, side: { ...first.step.next.side, completion } };
  const turn = takeSeen(approved, see(approved), RULES, time());
  if (turn.kind !== 'carry-out') throw new Error(`the next turn is ${turn.kind}`);
  expect(turn.change).toEqual(plan?.changes[0]);
  const made = {
    kind: 'google-peering',
    network: 'prod',
    name: 'timescale-vpc-7a1',
    to: GOOGLE_END,
  } as const;
  const carried = takeCarried(turn.draft.next, turn.at, { made, wasThere: false }, minutes(1));
  expect(carried.notices).toMatchObject([{ body: { kind: 'side-changed', wasThere: false } }]);

  const there = aGoogleSide({ peerings: [aGooglePeering()] });
  const last = takeSeen(carried.next, see(carried.next, there), RULES, time(minutes(1)));
  if (last.kind !== 'step') throw new Error(`the last turn is ${last.kind}`);
  expect(last.step.notices).toMatchObject([{ body: { kind: 'completion-done', groupId: null, left: [] } }]);

  const done = last.step.next.side.completion;
  const undoing = {
    ...last.step.next,
    side: { ...last.step.next.side, completion: done && { ...done, state: 'undoing' as const } },
  };
  const back = takeUndo(undoing, null, time(minutes(2)));
  if (back.kind !== 'take-back') throw new Error(`the undo is ${back.kind}`);
  expect(back.made).toEqual(made);
  const again = { again: false, now: minutes(2) };
  const taken = takeTaken(back.draft.next, back.at, { kind: 'gone' }, again);
  const end = takeUndo(taken.next, null, time(minutes(2)));
  expect(end).toMatchObject({
    kind: 'step',
    step: { next: { side: { completion: { state: 'undone' } } }, lookAgainAt: minutes(2) },
  });
});

test.each([
  { again: true, state: 'taken-back', because: 'it was asked for before, and that was it' },
  { again: false, state: 'left', because: 'somebody else took it away' },
])('what is not there any more is $state where $because', ({ again, state }) => {
  const made = { kind: 'group', groupId: 'sg-1' } as const;
  const change = { key: 'group', kind: 'create-group', vpcId: 'vpc-1', name: 'x' } as const;
  const step = { id: 1, key: 'group', change, made, outcome: null, at: NINE, isEarlier: false };
  const record = aRecord({
    completion: aCompletion({ state: 'undoing', steps: [{ ...step, state: 'doing' }] }),
  });
  const taken = takeTaken(record, 0, { kind: 'left', why: 'not-there' }, { again, now: NINE });
  expect(taken.next.side.completion?.steps).toMatchObject([{ state }]);
});

test('the end of a second undo tells what it took, and not what an earlier one did', () => {
  const change = { key: 'group', kind: 'create-group', vpcId: 'vpc-1', name: 'x' } as const;
  const step = { id: 1, key: 'group', change, outcome: { kind: 'gone' }, state: 'taken-back' } as const;
  const made = (groupId: string) => ({ kind: 'group', groupId }) as const;
  const steps = [
    { ...step, made: made('sg-earlier'), at: NINE, isEarlier: true },
    { ...step, made: made('sg-now'), at: minutes(6), isEarlier: false },
  ];
  const completion = aCompletion({ state: 'undoing', stateSince: minutes(5), steps });
  const turn = takeUndo(aRecord({ completion }), null, time(minutes(6)));
  if (turn.kind !== 'step') throw new Error(`the undo goes on with ${turn.kind}`);
  expect(turn.step.notices).toMatchObject([
    { body: { kind: 'completion-undone', steps: [{ made: { groupId: 'sg-now' } }] } },
  ]);
});

test('a network that is not there leaves no plan, and is looked for again', () => {
  const turn = takeSeen(
    aRecord({ revision: 2, plan: see(aRecord()).plan }),
    { plan: null, request: null },
    RULES,
    time(),
  );
  expect(turn).toMatchObject({
    kind: 'step',
    step: { next: { side: { isMissing: true, plan: null, revision: 3 } }, lookAgainAt: minutes(1) },
  });
});

test.each([
  { end: { kind: 'aws', peeringId: 'pcx-1' }, name: 'timescale-pcx-1', because: 'the guides call it so' },
  {
    end: { kind: 'google', projectId: 'p', network: 'VPC_7a1--' },
    name: 'timescale-vpc-7a1',
    because: 'Google takes lower-case letters, digits and single hyphens within',
  },
] as const)('what is made for $end.kind is called $name: $because', ({ end, name }) => {
  expect(nameEnd(end)).toBe(name);
});

test('the audit trail says what was chosen and changed', () => {
  const choice = {
    kind: 'aws',
    tableIds: ['rtb-1', 'rtb-2'],
    security: 'existing',
    groupId: 'sg-1',
  } as const;
  expect(describeChoice(choice)).toBe('route tables rtb-1 rtb-2; security group existing sg-1');
  expect(describeChoice(firstSideChoice('aws'))).toBe('route tables in use; security group new');
  expect(describeChoice(firstSideChoice('google'))).toBe('custom routes: import false, export false');
  expect(see(aRecord()).plan?.changes.map(describeChange)).toEqual(['peering timescale-vpc-7a1 in prod']);
});
