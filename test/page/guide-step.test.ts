import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type GuideFacts, numberOf, type Step, stepOf } from '../../sandbox/page/beside/guide-step.ts';
import { type Here, targetOf } from '../../sandbox/page/beside/guide-target.ts';

type Peering = GuideFacts['tiger']['projects'][number]['vpcs'][number]['peerings'][number];
type Pcx = GuideFacts['pcxs'][number];

const aPeering: Peering = {
  id: '1',
  vpcId: '1',
  accountId: '123456789012',
  region: 'us-east-1',
  peerVpcId: 'vpc-0a1b2c3d4e5f60718',
  createdAt: 0,
  approvedAt: 0,
  activeAfter: 0,
  pcxId: 'pcx-1',
  goneAt: null,
  status: 'PENDING',
};

const project = (id: string, ...vpcs: readonly (readonly Peering['status'][])[]) => ({
  id,
  name: id,
  plan: 'PERFORMANCE',
  vpcLimit: 3,
  services: [],
  vpcs: vpcs.map((peerings, index) => ({
    id: String(index),
    projectId: id,
    name: 'payments',
    cidr: '10.4.0.0/24',
    region: 'us-east-1',
    createdAt: 0,
    readyAt: 0,
    goneAt: null,
    peerings: peerings.map((status) => ({ ...aPeering, status })),
  })),
});

const field = (label: string, shown: string) => ({
  label,
  shown,
  actionId: label,
  blockId: label,
  type: 'plain_text_input',
  hint: '',
  isOptional: false,
  value: shown,
  options: [],
  error: null,
});

const form = (...filled: readonly string[]) => ({
  callbackId: 'create_vpc',
  fields: ['Name', 'Region', 'AWS account', 'Your VPC', 'Your VPC’s ranges'].map((label) =>
    field(label, filled.includes(label) ? 'something' : ''),
  ),
});

const pcx = (id: string, status: Pcx['status'], at = '2026-01-05T09:00:00.000Z'): Pcx => ({ id, status, at });

const said = (text: string, isBroadcast = true) => ({
  ts: '2.0',
  threadTs: '1.0',
  isBroadcast,
  lines: [text],
});

const nothing: GuideFacts = {
  modals: [],
  tiger: { projects: [project('rp1pz7uyae'), project('rp2analytic', [])] },
  pcxs: [],
  messages: [],
};
const made = (...peerings: readonly Peering['status'][]): Pick<GuideFacts, 'tiger'> => ({
  tiger: { projects: [project('rp1pz7uyae', peerings)] },
});

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
  { facts: made(), step: { kind: 'made' }, because: 'the VPC is there and the peering not asked for yet' },
  { facts: made('PENDING'), step: { kind: 'made' }, because: 'the request is on its way to AWS' },
  {
    facts: { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'pending-acceptance')] },
    step: { kind: 'accept', pcx: 'pcx-1' },
    because: 'AWS has the request',
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
    facts: { ...made('INVALID'), pcxs: [pcx('pcx-1', 'rejected')], modals: [form()] },
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

const anything: fc.Arbitrary<GuideFacts> = fc.record({
  modals: fc.array(
    fc.constantFrom(form(), form('Region', 'AWS account'), { callbackId: 'other', fields: [] }),
    {
      maxLength: 3,
    },
  ),
  tiger: fc
    .array(
      fc.array(
        fc.constantFrom<Peering['status']>('PENDING', 'APPROVED', 'ACTIVE', 'INVALID', 'TIMEOUT', 'DISABLED'),
        { maxLength: 3 },
      ),
      { maxLength: 3 },
    )
    .map((vpcs) => ({ projects: [project('rp1pz7uyae', ...vpcs)] })),
  pcxs: fc.array(
    fc.record({
      id: fc.constantFrom('pcx-1', 'pcx-2', 'pcx-3'),
      status: fc.constantFrom<Pcx['status']>(
        'pending-acceptance',
        'active',
        'rejected',
        'expired',
        'deleted',
      ),
      at: fc.constantFrom('2026-01-05T09:00:00.000Z', '2026-01-06T09:00:00.000Z'),
    }),
    { maxLength: 4 },
  ),
  messages: fc.array(
    fc.constantFrom(said('pcx-1 is active'), said('pcx-2 is active'), said('pcx-1', false), said('hello')),
    { maxLength: 4 },
  ),
});

const here: fc.Arbitrary<Here> = fc.record({
  viewer: fc.constantFrom('U0OMAR', 'U0NINA'),
  isCovered: fc.boolean(),
  isBesideOpen: fc.boolean(),
  side: fc.constantFrom('aws', 'google', 'bot'),
});

test('every tab and every reload is at the same step, and it is one that the world shows', () => {
  fc.assert(
    fc.property(anything, (facts) => {
      const step = stepOf(facts);
      expect(stepOf(JSON.parse(JSON.stringify(facts)))).toEqual(step);
      const has = (status: Pcx['status']): boolean => facts.pcxs.some((each) => each.status === status);
      expect(numberOf(step) === 4).toBe(has('active'));
      expect(step.kind === 'accept').toBe(!has('active') && has('pending-acceptance'));
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
    { ...made('APPROVED'), pcxs: [pcx('pcx-1', 'active')] },
    { ...made('ACTIVE'), pcxs: [pcx('pcx-1', 'active')], messages: [said('pcx-1 is active')] },
  ];
  const numbers = story.map((facts) => numberOf(stepOf({ ...nothing, ...facts })));
  expect(numbers).toEqual([1, 2, 2, 3, 3, 3, 4, 4]);
});

test('there is something to point at unless one waits for Timescale or the bot', () => {
  fc.assert(
    fc.property(anything, here, (facts, place) => {
      const step = stepOf(facts);
      const waits = step.kind === 'made' || step.kind === 'hear';
      expect(targetOf(step, place) === null).toBe(waits && !place.isCovered);
    }),
  );
});

test.each([
  {
    place: {},
    target: { kind: 'selectors', selectors: ['.guide-main'] },
    because: 'omar does not own the account',
  },
  {
    place: { viewer: 'U0NINA', isBesideOpen: false },
    target: { kind: 'button', words: 'Other side' },
    because: 'the request is not to be seen',
  },
  {
    place: { viewer: 'U0NINA', side: 'bot' },
    target: { kind: 'selectors', selectors: ['[data-tab="aws"]'] },
    because: 'another tab is open',
  },
  {
    place: { viewer: 'U0NINA' },
    target: { kind: 'selectors', selectors: ['[data-pcx="pcx-1"] .beside-primary'] },
    because: 'there it is',
  },
  {
    place: { viewer: 'U0NINA', isCovered: true },
    target: { kind: 'selectors', selectors: ['dialog[open] .dialog-foot > :last-child'] },
    because: 'a dialog lies over it',
  },
] as const)('to accept, one is led to $target: $because', ({ place, target }) => {
  const omars: Here = { viewer: 'U0OMAR', isCovered: false, isBesideOpen: true, side: 'aws' };
  expect(targetOf({ kind: 'accept', pcx: 'pcx-1' }, { ...omars, ...place })).toEqual(target);
});
