import type { ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import type { TakenRange } from '../../src/domain/address-plan.ts';
import {
  buildCreateVpcForm,
  CREATE_VPC_FIELDS,
  CREATE_VPC_FORM,
  type CreateVpcForm,
  createVpcErrors,
  parseCreateVpcDraft,
  parseCreateVpcForm,
  planCreateVpc,
} from '../../src/slack/create-vpc-form.ts';
import { noPeer, peerField } from '../../src/slack/peer-fields.ts';
import { ADD_PEER, DROP_PEER } from '../../src/slack/peer-list.ts';
import { buildNothingAllowedView, buildOpeningView, buildRecordedView } from '../../src/slack/plain-views.ts';
import type { Plan } from '../../src/slack/plan-message.ts';
import { findViewProblems, readMessage } from './block-kit.ts';
import { aPeer, aProject, range } from './example.ts';
import { blocksOf, fill } from './form-values.ts';

const taken: readonly TakenRange[] = [
  {
    cidr: range('10.0.2.0/24'),
    owner: { kind: 'vpc', name: 'orders', project: 'payments', region: 'eu-west-1' },
  },
  { cidr: range('10.8.0.0/16'), owner: { kind: 'reserved' } },
];

const build = (change: Partial<CreateVpcForm> = {}): ModalView => {
  const view = buildCreateVpcForm({
    projects: ['payments', 'orders'],
    project: aProject(),
    regions: aProject().regions,
    suggestion: { name: 'payments-us-east-1', cidr: range('10.1.0.0/24') },
    taken,
    use: { used: 2, limit: 3 },
    typed: {},
    ...change,
  });
  expect(findViewProblems(view)).toEqual([]);
  return view;
};

const readView = (view: ModalView): string => readMessage({ blocks: blocksOf(view) });

test('the form offers what is free and says what is taken', () => {
  expect(build().callback_id).toBe(CREATE_VPC_FORM);
  expect(readView(build()).replaceAll(/"options":\[.*?\}\]/g, '"options":…')).toMatchInlineSnapshot(`
    "Project: {"type":"static_select","action_id":"create_vpc_project","placeholder":{"type":"plain_text","text":"Choose a project","emoji":false},"options":…,"initial_option":{"text":{"type":"plain_text","text":"payments","emoji":false},"value":"payments"}}

    payments uses 2 of 3 VPCs.

    Name: {"type":"plain_text_input","action_id":"create_vpc_name","max_length":200,"initial_value":"payments-us-east-1"}

    Region: {"type":"static_select","action_id":"create_vpc_region","placeholder":{"type":"plain_text","text":"Choose a region","emoji":false},"options":…} (Where your Timescale services are. It cannot be changed later.)

    IP range: {"type":"plain_text_input","action_id":"create_vpc_cidr","max_length":100,"placeholder":{"type":"plain_text","text":"10.0.1.0/24","emoji":false},"initial_value":"10.1.0.0/24"} (10.1.0.0/24 is free: it overlaps no VPC, peer or network that vpcbot knows of. Its size is /16 to /28, and it cannot be changed later.)

    Taken: \`10.0.2.0/24\` by the VPC orders (payments, eu-west-1) and \`10.8.0.0/16\` by your own network, which vpcbot keeps clear.

    (divider)

    *First peering*
    The network of yours that is to reach this VPC.

    AWS account: {"type":"plain_text_input","action_id":"peer_account_id:0","max_length":60,"placeholder":{"type":"plain_text","text":"123456789012","emoji":false}} (The twelve digits of the account that owns your VPC.)

    Your VPC: {"type":"plain_text_input","action_id":"peer_vpc_id:0","max_length":200,"placeholder":{"type":"plain_text","text":"vpc-0a1b2c3d4e5f67890","emoji":false}} (Its id in that account.)

    Region of your VPC: {"type":"static_select","action_id":"peer_region:0","placeholder":{"type":"plain_text","text":"The same region","emoji":false},"options":…} (Any AWS region. Leave it empty if it is that of the Timescale VPC.)

    Your VPC’s ranges: {"type":"plain_text_input","action_id":"peer_ranges:0","max_length":1000,"multiline":true,"placeholder":{"type":"plain_text","text":"10.8.0.0/16","emoji":false}} (One or more, with commas in between: 10.8.0.0/16, 10.9.0.0/16. Leave it empty and the Timescale VPC is not checked against your network.)

    [Add another peering] [Remove the last]"
  `);
});

test('a project at its limit says that an approval is needed', () => {
  expect(readView(build({ use: { used: 3, limit: 3 } }))).toContain(
    'payments uses 3 of 3 VPCs. One more needs an approval: your request waits until an approver decides.',
  );
});

test('a project that was never read says what may be missing', () => {
  expect(readView(build({ use: null, taken: [] }))).toContain(
    'vpcbot has not read payments at Timescale yet, so VPCs there may be missing here.',
  );
});

test('a project with no range left offers none', () => {
  const view = build({ suggestion: { name: 'x', cidr: null } });
  expect(readView(view)).toContain('No range of the usual size is free.');
  expect(parseCreateVpcForm(fill(view)).cidr).toBe('');
});

test('what a command typed stands in the form, and a region that cannot be is answered there', () => {
  const view = build({ typed: { region: 'us-eat-1', cidr: '10.0.0.7/24' } });
  expect(parseCreateVpcForm(fill(view))).toMatchObject({ region: '', cidr: '10.0.0.7/24' });
  expect(readView(view)).toContain(
    '“us-eat-1” is not a region that can be used here. Did you mean us-east-1?',
  );
  expect(parseCreateVpcForm(fill(build({ typed: { region: 'EU-WEST-1' } }))).region).toBe('eu-west-1');
});

test('what was typed is what is parsed', () => {
  const view = build();
  const typed = {
    [CREATE_VPC_FIELDS.name]: 'mine',
    [CREATE_VPC_FIELDS.region]: 'eu-west-1',
    [peerField('accountId')]: '123456789012',
    [peerField('vpcId')]: 'vpc-0a1b2c3d',
    [peerField('region')]: 'us-west-1',
    [peerField('ranges')]: '10.9.0.0/16',
  };
  expect(parseCreateVpcForm(fill(view, typed))).toEqual({
    project: 'payments',
    name: 'mine',
    region: 'eu-west-1',
    cidr: '10.1.0.0/24',
    peers: [
      {
        kind: 'aws',
        accountId: '123456789012',
        vpcId: 'vpc-0a1b2c3d',
        region: 'us-west-1',
        ranges: '10.9.0.0/16',
      },
    ],
  });
});

test('a form of nobody parses to empty fields', () => {
  expect(parseCreateVpcForm({})).toEqual({ project: '', name: '', region: '', cidr: '', peers: [] });
});

test('another project keeps what was typed and gets its own offer for what was not', () => {
  const view = build();
  const draft = parseCreateVpcDraft(
    fill(view, { [CREATE_VPC_FIELDS.project]: 'orders', [peerField('vpcId')]: 'vpc-0a1b2c3d' }),
    view.private_metadata,
    CREATE_VPC_FIELDS.project,
  );
  expect(draft).toEqual({ project: 'orders', peers: [{ ...noPeer('aws'), vpcId: 'vpc-0a1b2c3d' }] });
  const next = build({
    project: aProject({ name: 'orders' }),
    suggestion: { name: 'orders-us-east-1', cidr: range('10.2.0.0/24') },
    typed: draft,
  });
  expect(parseCreateVpcForm(fill(next))).toMatchObject({
    name: 'orders-us-east-1',
    cidr: '10.2.0.0/24',
    peers: [{ ...noPeer('aws'), vpcId: 'vpc-0a1b2c3d' }],
  });
});

test('a block whose offer depends on the project has another id for another project, the others stay', () => {
  const ids = (name: string) =>
    blocksOf(build({ project: aProject({ name }) })).map(({ block_id }) => block_id);
  const before = ids('payments');
  const after = ids('orders');
  const changed = before.filter((id) => id !== undefined && !after.includes(id));
  expect(changed).toEqual([
    'create_vpc_name:payments',
    'create_vpc_region:payments',
    'create_vpc_cidr:payments',
  ]);
});

test('each problem comes back under its own field', () => {
  const shown = Object.values(fill(build())).flatMap((actions) => Object.keys(actions));
  const errors = createVpcErrors(
    {
      project: { kind: 'unknown', typed: 'x', nearest: null },
      name: { kind: 'taken', name: 'orders' },
      region: { kind: 'empty' },
      cidr: [{ kind: 'host-bits', text: '10.0.0.7/24', network: range('10.0.0.0/24') }],
      peers: [
        {
          accountId: { kind: 'empty' },
          vpcId: { kind: 'transit-gateway', text: 'tgw-1' },
          region: { kind: 'empty' },
          ranges: [{ kind: 'not-a-cidr', text: 'x', why: 'shape' }],
        },
      ],
    },
    'payments',
  );
  expect(Object.keys(errors).filter((block) => !shown.includes(block))).toEqual([]);
  expect(Object.keys(errors)).toHaveLength(8);
  expect(errors[CREATE_VPC_FIELDS.cidr]).toBe(
    '“10.0.0.7/24” is an address inside a range. The range itself is 10.0.0.0/24: type that if you mean it.',
  );
});

test('no problem is no error, and very many are told in a few', () => {
  expect(createVpcErrors({}, 'payments')).toEqual({});
  const cidr = taken.flatMap((other) =>
    Array.from({ length: 5 }, () => ({
      kind: 'overlap' as const,
      range: range('10.0.0.0/8'),
      with: other,
      whatOverlaps: other.cidr,
    })),
  );
  const [error] = Object.values(createVpcErrors({ cidr }, 'payments'));
  expect(error).toMatch(/And 7 more\.$/);
});

test('the views beside the form say what happens and what to do', () => {
  const views = [
    buildOpeningView('Create a VPC'),
    buildNothingAllowedView(null, ['U0BOB']),
    buildNothingAllowedView('payments', ['S0PLATFORM']),
    buildRecordedView({ requestId: 12, channel: 'C0PAYMENTS', waits: false, stops: true }),
    buildRecordedView({ requestId: 12, channel: 'C0PAYMENTS', waits: true, stops: true }),
    buildRecordedView({ requestId: 12, channel: 'C0PAYMENTS', waits: false, stops: false }),
  ];
  for (const view of views) expect(findViewProblems(view)).toEqual([]);
  expect(views.map((view) => `${view.title.text}: ${readView(view)}`).join('\n')).toMatchInlineSnapshot(`
    "Create a VPC: Looking up what there is. The form opens here in a moment. If it does not, close this and try again.
    Create a VPC: You are not listed as a requester of any project. Ask <@U0BOB> to list you, then type \`/vpc create\` again.
    Create a VPC: You are not listed as a requester of payments. Ask <!subteam^S0PLATFORM> to list you, then type \`/vpc create\` again.
    R12 is recorded: Your request is recorded as R12. It goes on by itself. Its card comes in <#C0PAYMENTS> and says how far it is; to stop it, type \`/vpc cancel R12\`.
    R12 is recorded: Your request is recorded as R12. It waits for an approver and goes on by itself once one approves. Its card comes in <#C0PAYMENTS> and says how far it is; to stop it, type \`/vpc cancel R12\`.
    R12 is recorded: Your request is recorded as R12. It goes on by itself. Its card comes in <#C0PAYMENTS> and says how far it is."
  `);
});

test('one press more or less asks for one network more or less, and what was typed stays', () => {
  const view = build();
  const values = fill(view, { [peerField('vpcId')]: 'vpc-0a1b2c3d', [CREATE_VPC_FIELDS.name]: 'mine' });
  const more = parseCreateVpcDraft(values, view.private_metadata, ADD_PEER);
  expect(more).toEqual({
    project: 'payments',
    name: 'mine',
    peers: [{ ...noPeer('aws'), vpcId: 'vpc-0a1b2c3d' }, noPeer('aws')],
  });
  const two = build({ typed: more });
  expect(parseCreateVpcForm(fill(two)).peers).toEqual(more.peers);
  expect(readView(two)).toContain('[Add another peering] [Remove the last]');
  expect(readView(two)).toContain('AWS account (peering 2): ');
  const less = parseCreateVpcDraft(fill(two), two.private_metadata, DROP_PEER);
  expect(less.peers).toEqual([{ ...noPeer('aws'), vpcId: 'vpc-0a1b2c3d' }]);
});

test('a VPC without a peering says what that means, and one with ten takes no more', () => {
  expect(readView(build({ typed: { peers: [] } }))).toContain(
    '*No peering yet.* Nothing reaches the VPC until a peering of it is active; `/vpc peer` adds one later.\n\n[Add a peering]',
  );
  const ten = build({ typed: { peers: Array.from({ length: 10 }, () => noPeer('aws')) } });
  expect(readView(ten)).not.toContain('[Add another peering]');
  expect(readView(ten)).toContain('[Remove the last]');
  expect(parseCreateVpcDraft(fill(ten), ten.private_metadata, ADD_PEER).peers).toHaveLength(10);
});

test('what is wrong with the second network stands at the second network', () => {
  const same = { kind: 'named-twice' } as const;
  expect(createVpcErrors({ peers: [{}, { same, ranges: [] }] }, 'payments')).toMatchObject({
    [peerField('vpcId', 1)]: 'This network is in the form twice. Name each network once.',
  });
});

test('the plan says what is made, what the quota allows and who has to accept', () => {
  const wanted = {
    project: aProject(),
    name: 'payments-us-east-1',
    region: 'us-east-1',
    cidr: range('10.1.0.0/24'),
    peers: [{ peer: aPeer(), peerRanges: [range('10.8.0.0/16')] }],
  };
  const read = (plan: Plan): string => `${plan.title}\n${plan.lines.map(String).join('\n')}`;
  expect(read(planCreateVpc(wanted, { used: 3, limit: 3 }))).toMatchInlineSnapshot(`
    "Create payments-us-east-1
    Timescale makes the VPC \`payments-us-east-1\` with \`10.1.0.0/24\` in us-east-1, for payments. The range and the region cannot be changed later.
    payments uses 3 of 3 VPCs. One more needs an approval: your request waits until an approver decides.
    Timescale asks for a peering with \`vpc-0a1b2c3d4e5f67890\` of account \`123456789012\` in eu-west-1 (ranges: \`10.8.0.0/16\`). The owner of account \`123456789012\` has seven days to accept it."
  `);
  expect(read(planCreateVpc({ ...wanted, peers: [] }, null))).toMatchInlineSnapshot(`
    "Create payments-us-east-1
    Timescale makes the VPC \`payments-us-east-1\` with \`10.1.0.0/24\` in us-east-1, for payments. The range and the region cannot be changed later.
    vpcbot has not read payments at Timescale yet, so VPCs there may be missing here.
    *No peering yet.* Nothing reaches the VPC until a peering of it is active; \`/vpc peer\` adds one later."
  `);
});

test('a range that works and may be regretted is remarked before it is confirmed', () => {
  const plan = (cidr: string) =>
    planCreateVpc(
      { project: aProject(), name: 'payments', region: 'us-east-1', cidr: range(cidr), peers: [] },
      null,
    );
  const read = (cidr: string) => plan(cidr).lines.map(String).join('\n');
  expect(read('8.8.8.0/24')).toContain('`8.8.8.0/24` is not all private');
  expect(read('172.31.0.0/24')).toContain('every AWS account’s default VPC');
  expect(read('10.1.0.0/24')).not.toMatch(/not all private|lies in/);
});

test('beside a range that cannot be stands one that can', () => {
  const held = { cidr: range('10.1.0.0/24'), owner: { kind: 'reserved' } } as const;
  const overlap = {
    kind: 'overlap',
    range: range('10.1.0.0/24'),
    with: held,
    whatOverlaps: held.cidr,
  } as const;
  const errors = createVpcErrors({ cidr: [overlap], instead: range('10.1.1.0/24') }, 'payments');
  expect(errors[CREATE_VPC_FIELDS.cidr]).toBe(
    '10.1.0.0/24 overlaps 10.1.0.0/24 of your own network, which vpcbot keeps clear. Choose a range that shares no address with it. 10.1.1.0/24 is free.',
  );
});
