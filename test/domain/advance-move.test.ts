import { expect, test } from 'vitest';
import { advanceMove, type MoveTurn } from '../../src/domain/advance-move.ts';
import { judgeMoveCancel, judgeMoveRetry } from '../../src/domain/move-decision.ts';
import type { MoveRecord } from '../../src/domain/move-step.ts';
import type { SeenService } from '../../src/domain/service.ts';
import type { MoveLeg, ServiceMove } from '../../src/domain/service-move.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import { minutes, NINE } from '../slack/example.ts';
import { aMove, aMoveRecord, endpointsAt, serviceAt, VPC_A, VPC_B } from './move-example.ts';

const SECOND = 1_000;
const STRANGER = { providerId: '4999', name: '4999' };

const asked = (change: Partial<MoveLeg> = {}): MoveLeg => ({
  from: null,
  to: VPC_A,
  askedAt: NINE,
  arrivedAt: null,
  refusal: null,
  ...change,
});
const underWay = (change: Partial<ServiceMove> = {}) =>
  aMoveRecord({ state: 'moving', legs: [asked()], ...change });
const between = (change: Partial<ServiceMove> = {}) =>
  aMoveRecord({
    state: 'moving',
    from: VPC_A,
    to: VPC_B,
    legs: [asked({ from: VPC_A, to: null })],
    ...change,
  });

const look = (record: MoveRecord, seen: SeenService | null, now = NINE): MoveTurn =>
  advanceMove(record, seen, 'tiger', { now, timing: DEFAULT_TIMING, jitter: 0.5 });

const said = (turn: MoveTurn) =>
  (turn.kind === 'ask' ? turn.draft : turn.step).notices.map(({ body }) => body);
const moveOf = (turn: MoveTurn) => (turn.kind === 'ask' ? turn.draft : turn.step).next.move;
const lookAt = (turn: MoveTurn) => (turn.kind === 'step' ? turn.step.lookAgainAt : null);

test('the first look asks for the first step, from where the service is', () => {
  const seen = serviceAt(null, { endpoints: endpointsAt(null).slice(0, 1) });
  const turn = look(aMoveRecord(), seen);
  expect(turn).toMatchObject({ kind: 'ask', leg: { from: null, to: VPC_A, askedAt: NINE } });
  expect(moveOf(turn)).toMatchObject({ state: 'moving', before: seen.endpoints, legs: [{ to: VPC_A }] });
  expect(said(turn)).toEqual([{ kind: 'move-started', from: null, to: VPC_A, legs: 1 }]);
});

test.each([
  { state: 'changing', rawStatus: 'CONFIGURING', because: 'the provider is at it' },
  { state: 'unknown', rawStatus: 'DREAMING', because: 'a word that nobody knows is fatal to nothing' },
] as const)('a service that is $rawStatus is waited for: $because', ({ state, rawStatus }) => {
  for (const record of [aMoveRecord(), underWay(), between()]) {
    const turn = look(record, serviceAt(VPC_A, { state, rawStatus, endpoints: [] }), NINE + SECOND);
    expect(turn.kind).toBe('step');
    expect(said(turn)).toEqual([]);
    expect(moveOf(turn)).toEqual(record.move);
  }
});

test('a service that stays where it was is asked for again, but not at once', () => {
  const wait = DEFAULT_TIMING.moveAskAgain;
  expect(look(underWay(), serviceAt(null), NINE + wait - 1).kind).toBe('step');
  const again = look(underWay(), serviceAt(null), NINE + wait);
  expect(again).toMatchObject({ kind: 'ask', leg: { to: VPC_A, askedAt: NINE + wait } });
  expect(moveOf(again).legs).toHaveLength(1);
  expect(said(again)).toEqual([]);
});

test('a service that arrives is told with every address, and its new names are watched', () => {
  const turn = look(underWay(), serviceAt(VPC_A), minutes(2));
  const move = moveOf(turn);
  expect(move).toMatchObject({ state: 'dns-propagating', here: VPC_A, after: endpointsAt(VPC_A) });
  expect(move.legs).toEqual([asked({ arrivedAt: minutes(2) })]);
  expect(move.names.map(({ host }) => host)).toEqual(endpointsAt(VPC_A).map(({ host }) => host));
  expect(said(turn)).toMatchObject([{ kind: 'service-moved', from: null, to: VPC_A, changes: [{}, {}, {}] }]);
  expect(lookAt(turn)).toBe(minutes(2));
});

test('a service that was there already when somebody looked has arrived', () => {
  const turn = look(aMoveRecord(), serviceAt(VPC_A));
  expect(moveOf(turn)).toMatchObject({ state: 'dns-propagating', legs: [] });
});

test('a move that changes no address is done without a look at names', () => {
  const record = between({ here: null, legs: [asked({ from: null, to: VPC_B })] });
  const turn = look(record, serviceAt(VPC_B), minutes(2));
  expect(moveOf(turn)).toMatchObject({ state: 'done', names: [] });
  expect(said(turn)).toMatchObject([{ kind: 'service-moved' }]);
  expect(lookAt(turn)).toBeNull();
});

test.each([
  { endpoints: [], because: 'no address is known yet' },
  { endpoints: endpointsAt(VPC_A).slice(0, 2), because: 'the replica has none yet' },
  {
    endpoints: [...endpointsAt(VPC_A).slice(0, 1), ...endpointsAt(null).slice(1)],
    because: 'the pooler and the replica still show the public ones',
  },
])('a service that arrived is waited for while $because', ({ endpoints }) => {
  const turn = look(underWay(), serviceAt(VPC_A, { endpoints }), minutes(2));
  expect(said(turn)).toEqual([]);
  expect(moveOf(turn)).toMatchObject({ state: 'moving', here: VPC_A, legs: [{ arrivedAt: minutes(2) }] });
});

test('what has no address after a while is told as gone', () => {
  const seen = serviceAt(VPC_A, { endpoints: endpointsAt(VPC_A).slice(0, 1) });
  const record = underWay({ here: VPC_A, legs: [asked({ arrivedAt: minutes(2) })] });
  const late = minutes(2) + DEFAULT_TIMING.addressesKnownWithin;
  expect(said(look(record, seen, late - 1))).toEqual([]);
  expect(said(look(record, seen, late))).toMatchObject([
    { kind: 'service-moved', changes: [{ role: 'primary' }, { now: null }, { now: null }] },
  ]);
});

test('between two VPCs the next step is asked for at once, and people hear where the service is', () => {
  const turn = look(between(), serviceAt(null), minutes(1));
  expect(turn).toMatchObject({ kind: 'ask', leg: { from: null, to: VPC_B } });
  expect(moveOf(turn).legs).toMatchObject([{ arrivedAt: minutes(1) }, { to: VPC_B, arrivedAt: null }]);
  expect(said(turn)).toEqual([{ kind: 'service-detached', from: VPC_A }]);
});

test('a run that died between two steps goes on from where the service is', () => {
  const record = between({ here: null, legs: [asked({ from: VPC_A, to: null, arrivedAt: NINE })] });
  const turn = look(record, serviceAt(null), minutes(1));
  expect(turn).toMatchObject({ kind: 'ask', leg: { from: null, to: VPC_B } });
  expect(said(turn)).toEqual([]);
});

test.each([
  {
    kind: 'refused',
    record: underWay,
    at: null,
    failure: { kind: 'refused', said: 'no room', at: null },
    because: 'the provider says no',
  },
  {
    kind: 'gone',
    record: underWay,
    at: null,
    failure: { kind: 'vpc-gone', said: 'no room', at: null },
    because: 'the VPC is not there',
  },
  {
    kind: 'gone',
    record: () => aMoveRecord({ from: VPC_A, to: null, state: 'moving' }),
    leg: { from: VPC_A, to: null },
    at: VPC_A,
    failure: { kind: 'refused', said: 'no room', at: VPC_A },
    because: 'it is still in a VPC that the provider does not find',
  },
] as const)('a step that was $kind ends the move: $because', ({ kind, record, at, failure, ...rest }) => {
  const leg = asked({ ...('leg' in rest ? rest.leg : {}), refusal: { kind, said: 'no room' } });
  const { request, vpcs, move } = record();
  const turn = look({ request, vpcs, move: { ...move, legs: [leg] } }, serviceAt(at), minutes(1));
  expect(moveOf(turn)).toMatchObject({ state: 'failed', failure, here: at });
  expect(turn).toMatchObject({ step: { next: { request: { state: 'failed' } }, lookAgainAt: null } });
  expect(said(turn)).toMatchObject([{ kind: 'move-failed', failure }]);
});

test('a refusal of the second step says how the service is reached on the public internet', () => {
  const left = asked({ from: VPC_A, to: null, arrivedAt: NINE });
  const refused = asked({ to: VPC_B, refusal: { kind: 'refused', said: 'no room' } });
  const turn = look(between({ here: null, legs: [left, refused] }), serviceAt(null), minutes(1));
  const [body] = said(turn);
  expect(body).toMatchObject({ kind: 'move-failed', failure: { kind: 'refused', at: null } });
  expect(body).toHaveProperty('changes[0].now.port', 33_111);
});

test('a refusal of what was done all the same is forgotten', () => {
  const record = underWay({ legs: [asked({ refusal: { kind: 'refused', said: 'attached already' } })] });
  expect(moveOf(look(record, serviceAt(VPC_A))).state).toBe('dns-propagating');
});

test.each([
  { seen: null, failure: { kind: 'service-gone' }, because: 'the provider does not know it' },
  {
    seen: serviceAt(STRANGER),
    failure: { kind: 'moved-elsewhere', at: STRANGER },
    because: 'somebody moved it elsewhere',
  },
])('one look that shows the strange proves nothing, lasting ones do: $because', ({ seen, failure }) => {
  const first = look(underWay(), seen, minutes(1));
  expect(moveOf(first)).toMatchObject({ state: 'moving', strangeSince: minutes(1) });
  const record = { ...underWay(), move: moveOf(first) };
  const late = minutes(1) + DEFAULT_TIMING.vanishedAfter;
  expect(moveOf(look(record, seen, late - 1)).state).toBe('moving');
  expect(moveOf(look(record, seen, late))).toMatchObject({ state: 'failed', failure });
  expect(moveOf(look(record, serviceAt(null), late)).strangeSince).toBeNull();
});

test('a service that is being deleted is not moved', () => {
  const turn = look(underWay(), serviceAt(null, { state: 'deleting', rawStatus: 'DELETING' }));
  expect(moveOf(turn)).toMatchObject({ state: 'failed', failure: { kind: 'service-gone' } });
});

test('a move that takes too long is mentioned once, with the provider’s word', () => {
  const seen = serviceAt(null, { state: 'changing', rawStatus: 'CONFIGURING' });
  const record = underWay();
  const late = NINE + DEFAULT_TIMING.moveExpectedWithin;
  const before = look(record, seen, late - SECOND);
  expect(said(before)).toEqual([]);
  expect(lookAt(before)).toBe(late);
  const turn = look(record, seen, late);
  expect(said(turn)).toEqual([{ kind: 'move-slow', since: NINE, said: 'CONFIGURING' }]);
  expect(said(look({ ...record, move: moveOf(turn) }, seen, late + SECOND))).toEqual([]);
});

test('tried again, a move goes on from wherever the service is', () => {
  const failure = { kind: 'moved-elsewhere', at: STRANGER } as const;
  const record = aMoveRecord({ from: VPC_A, to: VPC_B, failure, here: STRANGER });
  expect(look(record, serviceAt(null))).toMatchObject({ kind: 'ask', leg: { from: null, to: VPC_B } });
  expect(look(record, serviceAt(STRANGER))).toMatchObject({ kind: 'ask', leg: { from: STRANGER, to: null } });
  expect(moveOf(look(record, serviceAt(VPC_B)))).toMatchObject({ failure: null, here: VPC_B });
});

const view = ({ request }: Partial<MoveRecord>, move: ServiceMove) =>
  ({ on: 'service', request: request ?? aMoveRecord().request, move }) as const;
const inState = (state: 'open' | 'done' | 'failed') => ({
  request: { ...aMoveRecord().request, state },
});

test.each([
  { state: 'open', move: aMove(), verdict: { kind: 'cancel' }, because: 'nothing was asked for' },
  {
    state: 'open',
    move: aMove({ legs: [asked()] }),
    verdict: { kind: 'under-way' },
    because: 'a service halfway is worse',
  },
  { state: 'done', move: aMove(), verdict: { kind: 'too-late', state: 'done' }, because: 'it is done' },
] as const)('a move that is $state is cancelled or not: $because', ({ state, move, verdict }) => {
  expect(judgeMoveCancel(view(inState(state), move))).toEqual(verdict);
});

test.each([
  {
    state: 'failed',
    failure: { kind: 'refused', said: 'no', at: null },
    kind: 'try-again',
    because: 'what refused may have been put right',
  },
  {
    state: 'failed',
    failure: { kind: 'service-gone' },
    kind: 'nothing-to-retry',
    because: 'there is no service to move',
  },
  { state: 'open', failure: null, kind: 'nothing-to-retry', because: 'it is under way' },
] as const)('a move that is $state is tried again or not: $because', ({ state, failure, kind }) => {
  expect(judgeMoveRetry(view(inState(state), aMove({ failure }))).kind).toBe(kind);
});
