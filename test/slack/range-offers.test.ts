import { expect, test } from 'vitest';
import type { Verdict } from '../../src/domain/access.ts';
import type { TakenRange } from '../../src/domain/address-plan.ts';
import { offerRanges } from '../../src/domain/range-offer.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { buildRangeOffers } from '../../src/slack/range-offers.ts';
import { findMessageProblems, readMessage } from './block-kit.ts';
import { aProject, range } from './example.ts';

const vpc = (text: string, name: string): TakenRange => ({
  cidr: range(text),
  owner: { kind: 'vpc', name, project: 'payments', region: 'us-east-1' },
});
const reserved = (text: string): TakenRange => ({ cidr: range(text), owner: { kind: 'reserved' } });
const ALLOWED: Verdict = { kind: 'allowed' };

const build = (
  typed: string | undefined,
  taken: readonly TakenRange[],
  may: Verdict = ALLOWED,
  isRead = true,
) => {
  const offered = offerRanges(typed, {
    rules: RANGE_RULES.tiger,
    taken,
    avoid: [{ cidr: range('10.3.0.0/16'), owner: null }],
  });
  const message = buildRangeOffers(offered, aProject(), may, isRead);
  expect(findMessageProblems(message)).toEqual([]);
  return message;
};

test('each free range says why it is offered and has a button that opens the form with it', () => {
  const message = build('/24', [vpc('10.1.0.0/24', 'pay-a'), vpc('10.1.2.0/24', 'pay-b')]);
  expect(readMessage(message)).toBe(
    [
      '# Free /24 ranges for payments',
      '`10.1.1.0/24`\nFills the gap between `10.1.0.0/24` of the VPC pay-a (payments, us-east-1) and `10.1.2.0/24` of the VPC pay-b (payments, us-east-1): larger free ranges stay whole.\n[Use it]',
      '`10.1.3.0/24`\nRight behind `10.1.2.0/24` of the VPC pay-b (payments, us-east-1), in a gap of just this size: larger free ranges stay whole.\n[Use it]',
      '`10.1.4.0/24`\nIn a free /22, with room for 3 more of this size.\n[Use it]',
      '`10.1.8.0/24`\nIn a free /21, with room for 7 more of this size.\n[Use it]',
      '`10.128.0.0/24`\nIn a free /9, with room for 32,767 more of this size.\n[Use it]',
      'None overlaps a VPC of payments, a network peered with one, or a network that is kept clear. Press *Use it* to open the form with a range filled in.',
    ].join('\n\n'),
  );
  const buttons = message.blocks.flatMap((block) =>
    block.type === 'section' && block.accessory?.type === 'button' ? [block.accessory] : [],
  );
  expect(buttons[0]).toMatchObject({
    action_id: 'edit:create_vpc',
    value: '{"project":"payments","cidr":"10.1.1.0/24"}',
    accessibility_label: 'Use it: Create a VPC with 10.1.1.0/24',
  });
  expect(message.text).toContain('5 free ranges of 256 addresses for payments: `10.1.1.0/24`, `10.1.3.0/24`');
});

test('who may not create there reads whom to ask, and has no button', () => {
  const refused: Verdict = { kind: 'refused', reason: 'not-a-requester', ask: ['U0BOB'] };
  const said = readMessage(build(undefined, [], refused, false));
  expect(said).not.toContain('[Use it]');
  expect(said).toContain(
    'payments has not been read at Timescale yet, so VPCs made elsewhere may be missing here.',
  );
  expect(said).toMatch(
    /kept clear\. You are not listed as a requester of payments\. Ask <@U0BOB> to create a VPC\.$/,
  );
});

const FULL = ['172.16.0.0/12', '192.168.0.0/16', '10.0.0.0/8'].map(reserved);
const SIZES =
  'A VPC of payments has /16 (65,536 addresses) to /28 (16 addresses). Type `/vpc cidr payments /24`, for example.';

test.each([
  { typed: '/8', taken: [], says: `/8 is too large. ${SIZES}`, because: 'Tiger ends at /16' },
  { typed: '30', taken: [], says: `/30 is too small. ${SIZES}`, because: 'Tiger ends at /28' },
  { typed: 'big', taken: [], says: `\`big\` is no size. ${SIZES}`, because: 'it is a word' },
  {
    typed: '10.0.0.0/24',
    taken: [],
    says: `\`10.0.0.0/24\` is no size. To see what it would overlap, type \`/vpc check 10.0.0.0/24\`. ${SIZES}`,
    because: 'it is a range',
  },
  {
    typed: '/16',
    taken: FULL,
    says: 'No /16 is free around payments. No smaller one is, either. Delete a VPC that nobody uses, or ask whoever keeps vpcbot about the ranges that are kept clear.',
    because: 'all is taken',
  },
  {
    typed: '/16',
    taken: [
      ...FULL.slice(0, 2),
      reserved('10.0.0.0/9'),
      reserved('10.192.0.0/10'),
      ...Array.from({ length: 64 }, (_, at) => reserved(`10.${128 + at}.0.0/17`)),
    ],
    says: 'No /16 is free around payments. Type `/vpc cidr payments /17` for the largest that are free.',
    because: 'halves are left',
  },
])('the size "$typed" is answered: $because', ({ typed, taken, says }) => {
  expect(readMessage(build(typed, taken))).toBe(says);
});

test('what another project has too is said to be so', () => {
  const taken = [
    ...FULL.slice(0, 2),
    ...[
      '10.0.0.0/15',
      '10.2.0.0/16',
      '10.4.0.0/14',
      '10.8.0.0/13',
      '10.16.0.0/12',
      '10.32.0.0/11',
      '10.64.0.0/10',
      '10.128.0.0/9',
    ].map(reserved),
  ];
  expect(readMessage(build('/16', taken))).toContain(
    '`10.3.0.0/16`\nFills the gap between `10.2.0.0/16` of your own network, which vpcbot keeps clear and `10.4.0.0/14` of your own network, which vpcbot keeps clear: larger free ranges stay whole. Another project has it too, so no network could be peered with both: nothing else is left.',
  );
});
