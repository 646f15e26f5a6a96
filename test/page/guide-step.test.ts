import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GuideFacts, numberOf, type Step, stepOf } from '../../sandbox/page/beside/guide-step.ts';
import { anything, form, googleForm, made, nothing, type Pcx, pcx, plan, said } from './guide-facts.ts';

const rows: readonly {
  readonly facts: Partial<GuideFacts>;
  readonly step: Step;
  readonly because: string;
}[] = [
  { facts: {}, step: { kind: 'ask' }, because: 'nothing has happened; another project’s VPC does not count' },
  {
    facts: { modals: [{ callbackId: 'loading', fields: [] }] },
    step: { kind: 'ask' },
    because: 'the form is not there yet',
  },
  {
    facts: { modals: [form('Name')] },
    step: { kind: 'fill', empty: 'Region' },
    because: 'the form lies open',
  },
  {
    facts: { modals: [form('Name', 'Region', 'AWS account')] },
    step: { kind: 'fill', empty: 'Your VPC' },
    because: 'the fields are filled one after another',
  },
  {
    facts: { modals: [form('Name', 'Region', 'AWS account', 'Your VPC')] },
    step: { kind: 'fill', empty: null },
    because: 'the ranges may be left out',
  },
  {
    facts: { modals: [googleForm()] },
    step: { kind: 'fill', empty: 'Google Cloud project' },
    because: 'a form for another cloud asks for other things',
  },
  { facts: made(), step: { kind: 'made' }, because: 'the VPC is there and the peering not asked for yet' },
  { facts: made('PENDING'), step: { kind: 'made' }, because: 'the request is on its way to AWS' },
  {
    facts: { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'pending-acceptance')] },
    step: { kind: 'accept', pcx: 'pcx-1' },
    because: 'AWS has the request, and the bot has said nothing of it yet',
  },
  {
    facts: {
      ...made('APPROVED'),
      pcxs: [pcx('pcx-1', 'pending-acceptance')],
      messages: [said('pcx-1 waits', false), plan('pcx-1')],
    },
    step: { kind: 'complete', pcx: 'pcx-1', ts: '3.0', root: '1.0' },
    because: 'the plan is there, and its button',
  },
  {
    facts: {
      ...made('APPROVED'),
      pcxs: [pcx('pcx-1', 'pending-acceptance')],
      messages: [plan('pcx-1', false)],
    },
    step: { kind: 'completing', pcx: 'pcx-1' },
    because: 'it was pressed, or something is in the way',
  },
  {
    facts: {
      ...made('APPROVED'),
      pcxs: [pcx('pcx-1', 'pending-acceptance')],
      messages: [plan('pcx-2')],
    },
    step: { kind: 'accept', pcx: 'pcx-1' },
    because: 'the plan of another peering is of no use here',
  },
  {
    facts: {
      ...made('APPROVED', 'APPROVED'),
      pcxs: [
        pcx('pcx-1', 'pending-acceptance'),
        pcx('pcx-2', 'pending-acceptance', '2026-01-05T10:00:00.000Z'),
      ],
    },
    step: { kind: 'accept', pcx: 'pcx-2' },
    because: 'of several the newest is meant',
  },
  {
    facts: { ...made('INVALID'), pcxs: [pcx('pcx-1', 'rejected')] },
    step: { kind: 'over' },
    because: 'somebody rejected it',
  },
  {
    facts: { ...made('INVALID'), pcxs: [pcx('pcx-1', 'rejected')], modals: [form('Name')] },
    step: { kind: 'fill', empty: 'Region' },
    because: 'after a rejection one asks again',
  },
  {
    facts: { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'active')] },
    step: { kind: 'hear', pcx: 'pcx-1' },
    because: 'it is accepted, and nobody has told the channel',
  },
  {
    facts: {
      ...made('ACTIVE'),
      pcxs: [pcx('pcx-1', 'active')],
      messages: [said('R1: pcx-1 waits to be accepted', false)],
    },
    step: { kind: 'hear', pcx: 'pcx-1' },
    because: 'what stands in a thread alone the channel has not heard',
  },
  {
    facts: {
      ...made('ACTIVE'),
      pcxs: [pcx('pcx-1', 'active')],
      messages: [said('R1: the peering pcx-1 is active')],
    },
    step: { kind: 'read', pcx: 'pcx-1', ts: '2.0', root: '1.0' },
    because: 'the channel was told',
  },
  {
    facts: {
      ...made('ACTIVE', 'APPROVED'),
      pcxs: [pcx('pcx-1', 'active'), pcx('pcx-2', 'pending-acceptance')],
      messages: [said('R1: the peering pcx-1 is active')],
      modals: [form()],
    },
    step: { kind: 'read', pcx: 'pcx-1', ts: '2.0', root: '1.0' },
    because: 'who has come that far does not go back',
  },
];

test.each(rows)('step $step.kind: $because', ({ facts, step }) => {
  expect(stepOf({ ...nothing, ...facts })).toEqual(step);
});

test('every tab and every reload is at the same step, and it is one that the world shows', () => {
  fc.assert(
    fc.property(anything, (facts) => {
      const step = stepOf(facts);
      expect(stepOf(JSON.parse(JSON.stringify(facts)))).toEqual(step);
      const has = (status: Pcx['status']): boolean => facts.pcxs.some((each) => each.status === status);
      expect(numberOf(step) === 4).toBe(has('active'));
      const isTheirTurn = step.kind === 'accept' || step.kind === 'complete' || step.kind === 'completing';
      expect(isTheirTurn).toBe(!has('active') && has('pending-acceptance'));
    }),
  );
});

test('a step goes on and never back while the story of one request goes on', () => {
  const story: readonly Partial<GuideFacts>[] = [
    {},
    { modals: [form()] },
    { modals: [form('Region', 'AWS account', 'Your VPC')] },
    made(),
    made('PENDING'),
    { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'pending-acceptance')] },
    { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'pending-acceptance')], messages: [plan('pcx-1')] },
    { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'active')], messages: [plan('pcx-1', false)] },
    { ...made('ACTIVE'), pcxs: [pcx('pcx-1', 'active')], messages: [said('pcx-1 is active')] },
  ];
  const numbers = story.map((facts) => numberOf(stepOf({ ...nothing, ...facts })));
  expect(numbers).toEqual([1, 2, 2, 3, 3, 3, 3, 4, 4]);
});
