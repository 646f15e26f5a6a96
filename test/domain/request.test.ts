import { expect, test } from 'vitest';
import type { PeeringState } from '../../src/domain/peering.ts';
import {
  type Ask,
  isRequestOver,
  judgeRequest,
  REQUEST_STATES,
  type RequestState,
} from '../../src/domain/request.ts';
import { judgeCancel, judgeRetry } from '../../src/domain/request-decision.ts';
import type { VpcState } from '../../src/domain/vpc.ts';
import { aPeering, aRequest, aView, aVpc, NINE } from '../slack/example.ts';

interface JudgeRow {
  readonly state: RequestState;
  readonly vpc: VpcState;
  readonly peerings: readonly PeeringState[];
  readonly to: RequestState;
  readonly because: string;
}

const rows: readonly JudgeRow[] = [
  { state: 'open', vpc: 'requested', peerings: ['requested'], to: 'open', because: 'nothing is there' },
  { state: 'open', vpc: 'creating', peerings: ['requested'], to: 'open', because: 'the VPC is not ready' },
  { state: 'open', vpc: 'creating', peerings: ['expired'], to: 'open', because: 'the VPC comes first' },
  { state: 'open', vpc: 'active', peerings: ['pending-peer'], to: 'open', because: 'the peer may accept' },
  { state: 'open', vpc: 'active', peerings: ['unknown'], to: 'open', because: 'an unknown word is no end' },
  { state: 'open', vpc: 'active', peerings: ['active'], to: 'done', because: 'all that was asked is there' },
  {
    state: 'open',
    vpc: 'active',
    peerings: ['active', 'pending-peer'],
    to: 'open',
    because: 'one is outstanding',
  },
  { state: 'open', vpc: 'active', peerings: ['rejected-by-peer'], to: 'failed', because: 'the peer said no' },
  { state: 'open', vpc: 'active', peerings: ['expired'], to: 'failed', because: 'AWS forgot it' },
  { state: 'open', vpc: 'active', peerings: ['failed'], to: 'failed', because: 'it never came to be' },
  {
    state: 'open',
    vpc: 'active',
    peerings: ['active', 'expired'],
    to: 'failed',
    because: 'one of two is in vain',
  },
  {
    state: 'open',
    vpc: 'active',
    peerings: ['deleting', 'requested'],
    to: 'open',
    because: 'the one asked for again counts',
  },
  {
    state: 'open',
    vpc: 'active',
    peerings: ['deleted', 'active'],
    to: 'done',
    because: 'what made way does not count',
  },
  { state: 'open', vpc: 'failed', peerings: ['failed'], to: 'failed', because: 'there is no VPC' },
  { state: 'open', vpc: 'deleted', peerings: ['deleted'], to: 'failed', because: 'the VPC is gone' },
  {
    state: 'cancelling',
    vpc: 'deleting',
    peerings: ['deleting'],
    to: 'cancelling',
    because: 'it takes a while',
  },
  { state: 'cancelling', vpc: 'deleted', peerings: ['deleted'], to: 'cancelled', because: 'all is undone' },
  { state: 'done', vpc: 'active', peerings: ['deleted-by-peer'], to: 'done', because: 'it was done once' },
  {
    state: 'waiting-for-approval',
    vpc: 'requested',
    peerings: ['requested'],
    to: 'waiting-for-approval',
    because: 'only a person decides',
  },
  {
    state: 'waiting-for-timescale',
    vpc: 'requested',
    peerings: ['requested'],
    to: 'waiting-for-timescale',
    because: 'only Timescale can raise its limit',
  },
  { state: 'denied', vpc: 'deleted', peerings: ['deleted'], to: 'denied', because: 'a no stays a no' },
  { state: 'failed', vpc: 'active', peerings: ['active'], to: 'failed', because: 'only a retry opens it' },
];

test.each(rows)(
  'a request that is $state with a VPC $vpc and peerings $peerings is $to, because $because',
  ({ state, vpc, peerings, to }) => {
    const own = peerings.map((peering) => aPeering({ state: peering }));
    expect(judgeRequest(aRequest({ state }), aVpc({ state: vpc }), own)).toBe(to);
  },
);

const renaming: Ask = { kind: 'rename', from: 'payments-eu', to: 'reports' };
const unpeering: Ask = { kind: 'unpeer', peeringId: 3 };

interface AskRow extends JudgeRow {
  readonly ask: Ask;
}

const row = (
  ask: Ask,
  state: RequestState,
  vpc: VpcState,
  peerings: readonly PeeringState[],
  to: RequestState,
  because: string,
): AskRow => ({ ask, state, vpc, peerings, to, because });

const create: Ask = { kind: 'create' };
const peer: Ask = { kind: 'peer' };
const remove: Ask = { kind: 'delete' };

test.each([
  row(create, 'open', 'active', [], 'done', 'no peering was asked for'),
  row(create, 'open', 'active', ['deleting'], 'done', 'the VPC stands, whoever took its peering away'),
  row(create, 'cancelling', 'failed', ['deleted'], 'failed', 'nobody knows which VPC to undo'),
  row(peer, 'open', 'active', ['active', 'requested'], 'open', 'one is outstanding'),
  row(peer, 'open', 'active', ['deleting', 'deleted'], 'open', 'the last one is on its way out'),
  row(peer, 'open', 'active', ['deleted', 'deleted'], 'cancelled', 'others took all of it away'),
  row(peer, 'open', 'deleted', ['deleted'], 'failed', 'there is no VPC'),
  row(peer, 'cancelling', 'active', ['deleted', 'deleting'], 'cancelling', 'it takes a while'),
  row(peer, 'cancelling', 'active', ['deleted'], 'cancelled', 'the VPC is not its own'),
  row(peer, 'cancelling', 'active', ['deleted', 'failed'], 'failed', 'nobody knows which to undo'),
  row(unpeering, 'open', 'active', ['deleting'], 'open', 'it is still there'),
  row(unpeering, 'open', 'active', ['deleted'], 'done', 'it is gone'),
  row(unpeering, 'open', 'failed', ['deleting'], 'done', 'it went with its VPC'),
  row(renaming, 'open', 'active', [], 'open', 'it has the old name'),
  row(renaming, 'open', 'failed', [], 'failed', 'it is gone'),
  row(remove, 'open', 'deleting', ['deleted'], 'open', 'the VPC is still there'),
  row(remove, 'open', 'deleted', ['deleted'], 'done', 'all of it is gone'),
  row(remove, 'failed', 'active', ['active'], 'failed', 'it is asked for anew, not tried again'),
])(
  'a request to $ask.kind that is $state with a VPC $vpc and peerings $peerings is $to, because $because',
  ({ ask, state, vpc, peerings, to }) => {
    const own = peerings.map((peering) => aPeering({ state: peering }));
    expect(judgeRequest(aRequest({ ask, state }), aVpc({ state: vpc }), own)).toBe(to);
  },
);

test('a renaming is done once the VPC is called so', () => {
  expect(judgeRequest(aRequest({ ask: renaming }), aVpc({ name: 'reports' }), [])).toBe('done');
});

const nowhere = { state: 'requested', providerId: null } as const;
const asked = { state: 'creating', providerId: null, intent: { seen: [], at: NINE, looks: 0 } } as const;

test.each([
  {
    state: 'waiting-for-approval',
    vpc: nowhere,
    says: { kind: 'cancel', removes: false },
    because: 'it waits',
  },
  {
    state: 'waiting-for-timescale',
    vpc: nowhere,
    says: { kind: 'cancel', removes: false },
    because: 'it waits',
  },
  { state: 'open', vpc: nowhere, says: { kind: 'cancel', removes: false }, because: 'nothing was asked yet' },
  { state: 'open', vpc: asked, says: { kind: 'cancel', removes: true }, because: 'its creation may happen' },
  {
    state: 'open',
    vpc: { state: 'active' },
    says: { kind: 'cancel', removes: true },
    because: 'the peering is outstanding',
  },
  {
    state: 'failed',
    vpc: { state: 'active' },
    says: { kind: 'cancel', removes: true },
    because: 'the VPC stands for nothing',
  },
  {
    state: 'failed',
    vpc: { state: 'failed', providerId: null },
    says: { kind: 'too-late' },
    because: 'there is nothing to undo',
  },
  { state: 'failed', vpc: { state: 'deleted' }, says: { kind: 'too-late' }, because: 'it is gone already' },
  { state: 'done', vpc: { state: 'active' }, says: { kind: 'too-late' }, because: 'it is in use' },
  {
    state: 'denied',
    vpc: { state: 'deleted' },
    says: { kind: 'too-late' },
    because: 'it was never let through',
  },
  {
    state: 'cancelling',
    vpc: { state: 'deleting' },
    says: { kind: 'too-late' },
    because: 'it is on its way',
  },
  { state: 'cancelled', vpc: { state: 'deleted' }, says: { kind: 'too-late' }, because: 'it is done' },
] as const)(
  'judgeCancel says $says.kind to a request $state with a VPC $vpc.state, because $because',
  (row) => {
    const says = row.says.kind === 'cancel' ? row.says : { ...row.says, state: row.state };
    expect(judgeCancel(aView({ request: { state: row.state }, vpc: row.vpc }))).toEqual(says);
  },
);

test.each([
  {
    state: 'waiting-for-timescale',
    vpc: 'requested',
    peering: 'requested',
    says: 'try-again',
    because: 'the limit may be up',
  },
  { state: 'failed', vpc: 'failed', peering: 'failed', says: 'try-again', because: 'the reason may be gone' },
  { state: 'failed', vpc: 'active', peering: 'expired', says: 'ask-again', because: 'the VPC stands' },
  {
    state: 'done',
    vpc: 'active',
    peering: 'deleted-by-peer',
    says: 'ask-again',
    because: 'they may want it back',
  },
  {
    state: 'open',
    vpc: 'active',
    peering: 'pending-peer',
    says: 'nothing-to-retry',
    because: 'it is under way',
  },
  { state: 'done', vpc: 'active', peering: 'active', says: 'nothing-to-retry', because: 'all is well' },
  {
    state: 'cancelling',
    vpc: 'active',
    peering: 'expired',
    says: 'nothing-to-retry',
    because: 'it is being undone',
  },
  {
    state: 'cancelled',
    vpc: 'deleted',
    peering: 'deleted',
    says: 'nothing-to-retry',
    because: 'it was undone',
  },
  {
    state: 'denied',
    vpc: 'deleted',
    peering: 'deleted',
    says: 'nothing-to-retry',
    because: 'a retry is no way round a no',
  },
  {
    state: 'waiting-for-approval',
    vpc: 'requested',
    peering: 'requested',
    says: 'nothing-to-retry',
    because: 'a retry is no way round an approver',
  },
] as const)(
  'judgeRetry says $says to a request $state with a VPC $vpc and a peering $peering, because $because',
  (row) => {
    const view = aView({
      request: { state: row.state },
      vpc: { state: row.vpc },
      peering: { state: row.peering },
    });
    expect(judgeRetry(view).kind).toBe(row.says);
  },
);

const other = aRequest({ id: 13 });
const matches = { kind: 'ambiguous', providerIds: ['1', '2'] } as const;
const unmade = { state: 'requested', providerId: null } as const;
const unfound = { state: 'failed', providerId: null } as const;

test.each([
  {
    ask: create,
    state: 'open',
    peering: { state: 'active' },
    others: [],
    says: 'in-use',
    because: 'one of its peerings carries traffic',
  },
  {
    ask: create,
    state: 'failed',
    peering: { state: 'expired' },
    others: [other],
    says: 'in-use',
    because: 'somebody else builds on the VPC',
  },
  {
    ask: peer,
    state: 'open',
    peering: { state: 'pending-peer' },
    others: [other],
    says: 'cancel',
    because: 'only its own peerings go',
  },
  { ask: peer, state: 'open', peering: unmade, others: [], says: 'cancel', because: 'nothing was asked for' },
  { ask: peer, state: 'failed', peering: unfound, others: [], says: 'too-late', because: 'nothing is left' },
  {
    ask: unpeering,
    state: 'open',
    peering: { state: 'deleting' },
    others: [],
    says: 'too-late',
    because: 'the provider is at it',
  },
  {
    ask: renaming,
    state: 'open',
    peering: { state: 'active' },
    others: [],
    says: 'too-late',
    because: 'the provider is at it',
  },
  {
    ask: remove,
    state: 'open',
    peering: { state: 'deleting' },
    others: [],
    says: 'too-late',
    because: 'the provider is at it',
  },
] as const)(
  'judgeCancel says $says to a request to $ask.kind that is $state with a peering $peering.state, because $because',
  ({ ask, state, peering, others, says }) => {
    const view = { ...aView({ request: { ask, state }, peering }), others };
    expect(judgeCancel(view).kind).toBe(says);
  },
);

test('a request of which several VPCs match is neither cancelled nor forgotten, and looks again when retried', () => {
  const intent = { seen: [], at: NINE, looks: 0 };
  const view = aView({
    request: { state: 'failed' },
    vpc: { state: 'failed', providerId: null, failure: matches, intent },
  });
  expect(judgeCancel(view)).toEqual({ kind: 'unsure', providerIds: ['1', '2'] });
  expect(judgeRetry(view)).toEqual({ kind: 'try-again' });
});

test.each([
  { ask: peer, vpc: 'active', peering: 'expired', says: 'ask-again' },
  { ask: peer, vpc: 'failed', peering: 'failed', says: 'nothing-to-retry' },
  { ask: renaming, vpc: 'active', peering: 'active', says: 'nothing-to-retry' },
  { ask: remove, vpc: 'active', peering: 'deleted', says: 'nothing-to-retry' },
  { ask: unpeering, vpc: 'active', peering: 'active', says: 'nothing-to-retry' },
] as const)(
  'judgeRetry says $says to a failed request to $ask.kind with a VPC $vpc and a peering $peering',
  ({ ask, vpc, peering, says }) => {
    const view = aView({
      request: { ask, state: 'failed' },
      vpc: { state: vpc },
      peering: { state: peering },
    });
    expect(judgeRetry(view).kind).toBe(says);
  },
);

test('judgeRetry names the peering that came to nothing, not the one that works', () => {
  const view = aView({ request: { state: 'failed' } });
  const peerings = [aPeering({ id: 1, state: 'active' }), aPeering({ id: 2, state: 'expired' })];
  expect(judgeRetry({ ...view, peerings })).toMatchObject({ kind: 'ask-again', peering: { id: 2 } });
});

test.each(REQUEST_STATES)(
  'a request that is %s is over exactly where nothing moves it by itself',
  (state) => {
    const living = ['waiting-for-approval', 'waiting-for-timescale', 'open', 'cancelling'];
    expect(isRequestOver(aRequest({ state }))).toBe(!living.includes(state));
  },
);
