import type { KnownBlock } from '@slack/types';
import { expect, test } from 'vitest';
import { buildAskAgainForm, parseAskAgainForm } from '../../src/slack/ask-again-form.ts';
import { peerErrors } from '../../src/slack/peer-errors.ts';
import { noPeer, peerField } from '../../src/slack/peer-fields.ts';
import { findViewProblems, readMessage } from './block-kit.ts';
import { aPeer, aPeering, aVpc, range } from './example.ts';

test('a peering that ended is asked for again with its details filled in', () => {
  const peering = aPeering({ state: 'expired', peerRanges: [range('10.8.0.0/16'), range('10.9.0.0/16')] });
  const view = buildAskAgainForm(peering, aVpc());
  expect(findViewProblems(view)).toEqual([]);
  const words = readMessage({ blocks: view.blocks as readonly KnownBlock[] });
  expect(words).toContain('Nobody in account `123456789012` accepted the peering request within seven days');
  for (const text of ['123456789012', 'vpc-0a1b2c3d4e5f67890', '10.8.0.0/16, 10.9.0.0/16']) {
    expect(words).toContain(`"initial_value":"${text}"`);
  }
  expect(words).toContain('"initial_option":{"text":{"type":"plain_text","text":"eu-west-1"');
});

test('a region younger than the list is still in the form', () => {
  const view = buildAskAgainForm(aPeering({ peer: aPeer({ region: 'eu-west-9' }) }), aVpc());
  expect(findViewProblems(view)).toEqual([]);
  expect(JSON.stringify(view)).toContain('"initial_option":{"text":{"type":"plain_text","text":"eu-west-9"');
});

test('the form carries ids only, and they come back', () => {
  const view = buildAskAgainForm(aPeering(), aVpc());
  expect(view.private_metadata).toBe('{"requestId":12,"peeringId":3}');
  expect(parseAskAgainForm({}, view.private_metadata)).toEqual({
    requestId: 12,
    peeringId: 3,
    typed: noPeer('aws'),
  });
});

test.each([undefined, '', 'null', '[]', '{"requestId":"12"}'])(
  'a form that carries %s is not ours',
  (carried) => {
    expect(parseAskAgainForm({}, carried)).toBeNull();
  },
);

test('a peer’s problem stands under its field', () => {
  expect(peerErrors({ accountId: { kind: 'wrong-length', text: '1234', digits: 4 } })).toEqual({
    [peerField('accountId')]:
      '“1234” has 4 digits, and an AWS account id has twelve. A spreadsheet may have dropped zeros at the front.',
  });
});
