import { expect, test } from 'vitest';
import { findTurn } from '../../src/domain/turn.ts';
import { aRequest, aView, type ViewChange } from '../slack/example.ts';
import { aMove } from './move-example.ts';

const rows: readonly { change: ViewChange; turn: string; because: string }[] = [
  {
    change: { request: { state: 'waiting-for-approval' } },
    turn: 'approver',
    because: 'it is over the quota',
  },
  {
    change: { request: { state: 'waiting-for-timescale' } },
    turn: 'teller',
    because: 'its limit is in the way',
  },
  { change: {}, turn: 'peer', because: 'its peering waits to be accepted' },
  { change: { peering: { state: 'approved' } }, turn: 'timescale', because: 'the request is being made' },
  { change: { request: { state: 'cancelling' } }, turn: 'timescale', because: 'it deletes what was made' },
  {
    change: { request: { state: 'failed' }, peering: { state: 'expired' } },
    turn: 'requester',
    because: 'its peering can be asked for again',
  },
  {
    change: { request: { state: 'done' }, peering: { state: 'deleted-by-peer' } },
    turn: 'requester',
    because: 'what was done has ended since',
  },
  {
    change: { request: { state: 'done' }, peering: { state: 'active' } },
    turn: 'nobody',
    because: 'it is done',
  },
  { change: { request: { state: 'denied' } }, turn: 'nobody', because: 'it is over' },
  { change: { request: { state: 'cancelled' } }, turn: 'nobody', because: 'it is over' },
];

test.each(rows)('the turn is that of "$turn", as $because', ({ change, turn }) => {
  expect(findTurn(aView(change))).toBe(turn);
});

test('a move that failed waits for whoever asked, unless the service is gone', () => {
  const request = aRequest({ ask: { kind: 'move' }, state: 'failed', vpcId: null });
  const of = (move: Parameters<typeof aMove>[0]) =>
    findTurn({ on: 'service', request, move: aMove({ state: 'failed', ...move }) });
  expect(of({ failure: { kind: 'refused', said: 'no', at: null } })).toBe('requester');
  expect(of({ failure: { kind: 'service-gone' } })).toBe('nobody');
});
