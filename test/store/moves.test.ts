import { expect, test } from 'vitest';
import { advanceMove } from '../../src/domain/advance-move.ts';
import { judgeMove, type TypedMove } from '../../src/domain/move-request.ts';
import {
  finishMoveStep,
  type MoveRecord,
  settleMoveFailed,
  startMoveStep,
} from '../../src/domain/move-step.ts';
import { DEFAULT_TIMING } from '../../src/domain/timing.ts';
import type { Doing } from '../../src/store/requests.ts';
import { aService, serviceAt } from '../domain/move-example.ts';
import { aProject, minutes, NINE, range } from '../slack/example.ts';
import { LEASE, openStage } from './stage.ts';

const PERSON = { userId: 'U0OMAR', groups: [], standing: 'member' } as const;
const VPC = { providerId: '4711', name: 'payments-us' };
const time = (now = NINE) => ({ now, timing: DEFAULT_TIMING, jitter: 0.5 });

const openMoves = async () => {
  const stage = openStage();
  const { store, doing } = stage;
  const cidr = range('10.1.0.0/24');
  const seen = { ...VPC, region: 'us-east-1', cidr, cidrText: cidr.text, state: null };
  await store.recordVpcListing('payments', [seen], NINE, NINE);
  await store.recordServices('payments', [aService()], NINE);
  const open = (change: Partial<TypedMove> = {}, by: Doing = doing()) =>
    store.openMove(
      'payments',
      (facts) =>
        judgeMove(
          { service: 'payments-db', to: 'payments-us', confirm: 'payments-db', ...change },
          PERSON,
          aProject(),
          facts,
        ),
      by,
    );
  return {
    ...stage,
    open,
    mustOpen: async (change: Partial<TypedMove> = {}, by?: Doing) => {
      const opened = await open(change, by);
      if (opened.kind !== 'opened') throw new Error(`the test's move is ${JSON.stringify(opened)}`);
      return opened;
    },
    take: async (moveId: number, by = 'run-1', now = NINE) => {
      const turn = await store.claimMove(moveId, by, now, now + LEASE);
      if (turn.kind !== 'claimed') throw new Error(`the test's claim is ${JSON.stringify(turn)}`);
      return turn;
    },
    moveView: async (requestId: number) => {
      const view = await store.findRequestView(requestId);
      if (view?.on !== 'service') throw new Error(`R${requestId} is no move`);
      return view;
    },
  };
};

type Moves = Awaited<ReturnType<typeof openMoves>>;

/** The first step is recorded as asked for. */
const ask = async ({ store }: Moves, { claim, record }: Awaited<ReturnType<Moves['take']>>) => {
  const turn = advanceMove(record, aService(), 'tiger', time());
  if (turn.kind !== 'ask') throw new Error('the test takes for granted that a step is asked for');
  const held = await store.recordMoveAsked(claim, record, turn.draft, NINE);
  return { held, record: turn.draft.next };
};

const fail = (record: MoveRecord) =>
  finishMoveStep(
    settleMoveFailed(startMoveStep(record), { kind: 'refused', said: 'no', at: null }, aService(), NINE),
    time(),
  );

test('a move is recorded with its request, its first notice and its audit', async () => {
  const moves = await openMoves();
  const { requestId, moveId } = await moves.mustOpen();
  const { request, move, version } = await moves.moveView(requestId);
  expect(request).toMatchObject({ ask: { kind: 'move' }, state: 'open', vpcId: null });
  expect(move).toMatchObject({ id: moveId, from: null, to: VPC, here: null, state: 'requested', legs: [] });
  expect(move.before).toEqual(aService().endpoints);
  expect(version).toBe(0);
  expect(await moves.hear(requestId)).toEqual(['request-opened']);
  expect(await moves.acts(requestId)).toEqual(['move-asked']);
  expect(await moves.store.findDueMoves(NINE)).toEqual([moveId]);
});

test('the same form twice makes one move', async () => {
  const moves = await openMoves();
  const by = moves.doing({ id: 'V0FORM' });
  const first = await moves.mustOpen({}, by);
  expect(await moves.mustOpen({}, by)).toEqual(first);
});

test('a move is judged on what is there in the transaction that records it', async () => {
  const moves = await openMoves();
  const [one, other] = await Promise.all([moves.open(), moves.open()]);
  expect(one.kind).toBe('opened');
  expect(other).toEqual({ kind: 'problems', problems: { service: { kind: 'moving', requestId: 1 } } });
  expect(await moves.open({ confirm: 'wrong' })).toMatchObject({ kind: 'problems' });
});

test('of two claims one wins, and what is recorded as asked survives the run', async () => {
  const moves = await openMoves();
  const { moveId } = await moves.mustOpen();
  const [first, second] = await Promise.all([
    moves.store.claimMove(moveId, 'run-1', NINE, NINE + LEASE),
    moves.store.claimMove(moveId, 'run-2', NINE, NINE + LEASE),
  ]);
  expect(second).toEqual({ kind: 'later', at: NINE + LEASE });
  if (first.kind !== 'claimed') throw new Error('the first claim wins');
  await ask(moves, first);
  const after = await moves.take(moveId, 'run-3', NINE + LEASE);
  expect(after.record.move).toMatchObject({ state: 'moving', legs: [{ to: VPC, arrivedAt: null }] });
});

test('who lost the claim records nothing, not even that it asks', async () => {
  const moves = await openMoves();
  const { moveId } = await moves.mustOpen();
  const lost = await moves.take(moveId);
  await moves.take(moveId, 'run-2', NINE + LEASE);
  expect((await ask(moves, lost)).held).toBeNull();
  const settled = await moves.store.settleMove(lost.claim, lost.record, fail(lost.record), NINE);
  expect(settled).toEqual({ kind: 'stale' });
});

test('a cancelled move is not asked for by the run that holds it', async () => {
  const moves = await openMoves();
  const { moveId, requestId } = await moves.mustOpen();
  const turn = await moves.take(moveId);
  expect(await moves.store.cancelMove(requestId, moves.doing())).toEqual({ kind: 'cancelled' });
  expect((await ask(moves, turn)).held).toBeNull();
  const step = { ...startMoveStep(turn.record), lookAgainAt: NINE };
  expect(await moves.store.settleMove(turn.claim, turn.record, step, NINE)).toEqual({ kind: 'stale' });
  const { request, move } = await moves.moveView(requestId);
  expect([request.state, move.state]).toEqual(['cancelled', 'cancelled']);
  expect(await moves.store.findDueMoves(minutes(99))).toEqual([]);
  expect(await moves.store.cancelMove(requestId, moves.doing())).toEqual({
    kind: 'too-late',
    state: 'cancelled',
  });
  expect((await moves.open()).kind).toBe('opened');
});

test('once a step was asked for a move is not cancelled', async () => {
  const moves = await openMoves();
  const { moveId, requestId } = await moves.mustOpen();
  await ask(moves, await moves.take(moveId));
  expect(await moves.store.cancelMove(requestId, moves.doing())).toEqual({ kind: 'under-way' });
});

test('a move that failed is tried again, unless another moves the service by now', async () => {
  const moves = await openMoves();
  const { moveId, requestId } = await moves.mustOpen();
  expect(await moves.store.retryMove(requestId, moves.doing())).toEqual({
    kind: 'nothing-to-retry',
    state: 'open',
  });
  const { claim, record } = await moves.take(moveId);
  const settled = await moves.store.settleMove(claim, record, fail(record), NINE, aService());
  expect(settled).toEqual({ kind: 'settled', lookAgainAt: null, speakOf: requestId });
  const other = await moves.mustOpen();
  expect(await moves.store.retryMove(requestId, moves.doing())).toEqual({
    kind: 'moving',
    requestId: other.requestId,
  });
  await moves.store.cancelMove(other.requestId, moves.doing());
  expect(await moves.store.retryMove(requestId, moves.doing())).toEqual({ kind: 'retrying', moveId });
  expect(await moves.moveView(requestId)).toMatchObject({
    request: { state: 'open' },
    move: { state: 'requested' },
  });
  expect(await moves.store.findDueMoves(NINE)).toEqual([moveId]);
  expect(await moves.acts(requestId)).toEqual(['move-asked', 'request-retried']);
});

test('a move is not tried again into a VPC that is gone or on its way out: the first step could not be undone', async () => {
  const moves = await openMoves();
  const { moveId, requestId } = await moves.mustOpen();
  const { claim, record } = await moves.take(moveId);
  await moves.store.settleMove(claim, record, fail(record), NINE, aService());
  await moves.store.recordVpcListing('payments', [], NINE, NINE);
  expect(await moves.store.retryMove(requestId, moves.doing())).toEqual({
    kind: 'no-place',
    vpc: 'payments-us',
  });
  expect((await moves.moveView(requestId)).request.state).toBe('failed');
});

test('a service that moves on ends the watch over the names of the place that it leaves', async () => {
  const moves = await openMoves();
  const { moveId, requestId } = await moves.mustOpen();
  const { claim, record } = await moves.take(moveId);
  const seen = serviceAt(VPC);
  const turn = advanceMove(record, seen, 'tiger', time());
  if (turn.kind !== 'step') throw new Error('it arrived');
  await moves.store.settleMove(claim, record, turn.step, NINE, seen);
  expect((await moves.moveView(requestId)).move.state).toBe('dns-propagating');
  await moves.mustOpen({ to: 'public' });
  const ended = await moves.moveView(requestId);
  expect([ended.move.state, ended.request.state]).toEqual(['done', 'done']);
  expect(ended.version).toBeGreaterThan(0);
});

test('services are known as they were listed last, and those listed no more are gone', async () => {
  const { store } = await openMoves();
  const ledger = aService({ providerId: 'kd9w2xp4mz', name: 'ledger-db' });
  await store.recordServices('payments', [serviceAt(VPC), ledger], minutes(1));
  await store.recordServices('analytics', [aService({ providerId: 'i4wmp4crev', name: 'events-db' })], NINE);
  const names = async (...projects: readonly string[]) =>
    (await store.listServices(projects)).map(({ name, vpcProviderId }) => [name, vpcProviderId]);
  expect(await names('payments')).toEqual([
    ['ledger-db', null],
    ['payments-db', '4711'],
  ]);
  await store.recordServices('payments', [], minutes(2));
  expect(await names('payments', 'analytics')).toEqual([['events-db', null]]);
});

test('an older listing does not undo what a later look at the service showed', async () => {
  const { store, mustOpen, take } = await openMoves();
  const { moveId } = await mustOpen();
  const { claim, record } = await take(moveId);
  const step = { ...startMoveStep(record), lookAgainAt: NINE };
  await store.settleMove(claim, record, step, minutes(2), serviceAt(VPC));
  await store.recordServices('payments', [aService()], minutes(1));
  expect(await store.listServices(['payments'])).toMatchObject([{ vpcProviderId: '4711' }]);
});
