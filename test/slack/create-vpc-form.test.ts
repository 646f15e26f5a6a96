import type { KnownBlock, ModalView } from '@slack/types';
import { expect, test } from 'vitest';
import type { TakenRange } from '../../src/domain/address-plan.ts';
import {
  buildCreateVpcForm,
  CREATE_VPC_FIELDS,
  CREATE_VPC_FORM,
  type CreateVpcForm,
  createVpcBlock,
  fieldErrors,
  parseCreateVpcDraft,
  parseCreateVpcForm,
} from '../../src/slack/create-vpc-form.ts';
import {
  buildLoadingView,
  buildNothingAllowedView,
  buildRecordedView,
  buildTroubleView,
} from '../../src/slack/plain-views.ts';
import type { ViewValues } from '../../src/slack/view-values.ts';
import { findViewProblems, readMessage } from './block-kit.ts';
import { aProject, range } from './example.ts';

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
    suggestion: { name: 'payments-us-east-1', cidr: range('10.1.0.0/24') },
    taken,
    use: { used: 2, limit: 3 },
    typed: {},
    ...change,
  });
  expect(findViewProblems(view)).toEqual([]);
  return view;
};

const blocksOf = (view: ModalView) => view.blocks as readonly KnownBlock[];
const readView = (view: ModalView): string => readMessage({ blocks: blocksOf(view) });

/** What Slack sends when a person leaves every field as the form has it, and types in the rest. */
const fill = (view: ModalView, typed: Record<string, string> = {}): ViewValues => {
  const values: Record<string, ViewValues[string]> = {};
  for (const block of blocksOf(view)) {
    if (block.type !== 'input') continue;
    const { element } = block;
    if (element.type !== 'static_select' && element.type !== 'plain_text_input') continue;
    const action = element.action_id ?? '';
    if (element.type === 'plain_text_input') {
      values[block.block_id ?? ''] = { [action]: { value: typed[action] ?? element.initial_value ?? null } };
    } else {
      const value = typed[action] ?? element.initial_option?.value;
      values[block.block_id ?? ''] = {
        [action]: { selected_option: value === undefined ? null : { value } },
      };
    }
  }
  return values;
};

test('the form offers what is free and says what is taken', () => {
  expect(build().callback_id).toBe(CREATE_VPC_FORM);
  expect(readView(build()).replaceAll(/"options":\[.*?\}\]/g, '"options":…')).toMatchInlineSnapshot(`
    "Project: {"type":"static_select","action_id":"create_vpc_project","placeholder":{"type":"plain_text","text":"Choose a project","emoji":false},"options":…,"initial_option":{"text":{"type":"plain_text","text":"payments","emoji":false},"value":"payments"}}

    payments uses 2 of 3 VPCs.

    Name: {"type":"plain_text_input","action_id":"create_vpc_name","max_length":200,"initial_value":"payments-us-east-1"}

    Region: {"type":"static_select","action_id":"create_vpc_region","placeholder":{"type":"plain_text","text":"Choose a region","emoji":false},"options":…} (Where your Timescale services are. It cannot be changed later.)

    IP range: {"type":"plain_text_input","action_id":"create_vpc_cidr","max_length":100,"placeholder":{"type":"plain_text","text":"10.0.1.0/24","emoji":false},"initial_value":"10.1.0.0/24"} (10.1.0.0/24 is free: it overlaps no VPC, peer or network that vpcbot knows of. It cannot be changed later.)

    Taken: \`10.0.2.0/24\` by the VPC orders (payments, eu-west-1) and \`10.8.0.0/16\` by your own network, which vpcbot keeps clear.

    (divider)

    *First peering*
    The network of yours that is to reach this VPC.

    AWS account: {"type":"plain_text_input","action_id":"peer_account_id","max_length":60,"placeholder":{"type":"plain_text","text":"123456789012","emoji":false}} (The twelve digits of the account that owns your VPC.)

    Your VPC: {"type":"plain_text_input","action_id":"peer_vpc_id","max_length":200,"placeholder":{"type":"plain_text","text":"vpc-0a1b2c3d4e5f67890","emoji":false}} (Its id in that account.)

    Region of your VPC: {"type":"static_select","action_id":"peer_region","placeholder":{"type":"plain_text","text":"The same region","emoji":false},"options":…} (Leave it empty if it is the region of the Timescale VPC.)

    Your VPC’s ranges: {"type":"plain_text_input","action_id":"peer_ranges","max_length":1000,"multiline":true,"placeholder":{"type":"plain_text","text":"10.8.0.0/16","emoji":false}} (One or more, with commas in between: 10.8.0.0/16, 10.9.0.0/16. Leave it empty and the new VPC is not checked against your network.)"
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
    [CREATE_VPC_FIELDS.peerAccountId]: '123456789012',
    [CREATE_VPC_FIELDS.peerVpcId]: 'vpc-0a1b2c3d',
    [CREATE_VPC_FIELDS.peerRegion]: 'us-west-1',
    [CREATE_VPC_FIELDS.peerRanges]: '10.9.0.0/16',
  };
  expect(parseCreateVpcForm(fill(view, typed))).toEqual({
    project: 'payments',
    name: 'mine',
    region: 'eu-west-1',
    cidr: '10.1.0.0/24',
    peerAccountId: '123456789012',
    peerVpcId: 'vpc-0a1b2c3d',
    peerRegion: 'us-west-1',
    peerRanges: '10.9.0.0/16',
  });
});

test('a form of nobody parses to empty fields', () => {
  expect(Object.values(parseCreateVpcForm({}))).toEqual(Array.from({ length: 8 }, () => ''));
});

test('another project keeps what was typed and gets its own offer for what was not', () => {
  const view = build();
  const draft = parseCreateVpcDraft(
    fill(view, { [CREATE_VPC_FIELDS.project]: 'orders', [CREATE_VPC_FIELDS.peerVpcId]: 'vpc-0a1b2c3d' }),
    view.private_metadata,
  );
  expect(draft).toEqual({ project: 'orders', peerVpcId: 'vpc-0a1b2c3d' });
  const next = build({
    project: aProject({ name: 'orders' }),
    suggestion: { name: 'orders-us-east-1', cidr: range('10.2.0.0/24') },
    typed: draft,
  });
  expect(parseCreateVpcForm(fill(next))).toMatchObject({
    name: 'orders-us-east-1',
    cidr: '10.2.0.0/24',
    peerVpcId: 'vpc-0a1b2c3d',
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
  const shown = blocksOf(build()).flatMap(({ block_id }) => block_id ?? []);
  const errors = fieldErrors(
    {
      project: { kind: 'unknown', typed: 'x', nearest: null },
      name: { kind: 'taken', name: 'orders' },
      region: { kind: 'empty' },
      cidr: [{ kind: 'host-bits', text: '10.0.0.7/24', network: range('10.0.0.0/24') }],
      peer: {
        accountId: { kind: 'empty' },
        vpcId: { kind: 'transit-gateway', text: 'tgw-1' },
        region: { kind: 'empty' },
      },
      peerRanges: [{ kind: 'not-a-cidr', text: 'x', why: 'shape' }],
    },
    'payments',
  );
  expect(Object.keys(errors).filter((block) => !shown.includes(block))).toEqual([]);
  expect(Object.keys(errors)).toHaveLength(8);
  expect(errors[createVpcBlock('cidr', 'payments')]).toBe(
    '“10.0.0.7/24” is an address inside a range. The range itself is 10.0.0.0/24: type that if you mean it.',
  );
});

test('no problem is no error, and very many are told in a few', () => {
  expect(fieldErrors({}, 'payments')).toEqual({});
  const cidr = taken.flatMap((other) =>
    Array.from({ length: 5 }, () => ({
      kind: 'overlap' as const,
      range: range('10.0.0.0/8'),
      with: other,
      whatOverlaps: other.cidr,
    })),
  );
  const [error] = Object.values(fieldErrors({ cidr }, 'payments'));
  expect(error).toMatch(/And 7 more\.$/);
});

test('the views beside the form say what happens and what to do', () => {
  const views = [
    buildLoadingView(null),
    buildLoadingView('payments'),
    buildNothingAllowedView(null, ['U0BOB']),
    buildNothingAllowedView('payments', ['S0PLATFORM']),
    buildTroubleView(),
    buildRecordedView(12, 'C0PAYMENTS', false),
    buildRecordedView(12, 'C0PAYMENTS', true),
  ];
  for (const view of views) expect(findViewProblems(view)).toEqual([]);
  expect(views.map((view) => `${view.title.text}: ${readView(view)}`).join('\n')).toMatchInlineSnapshot(`
    "Create a VPC: Looking up your projects. The form opens here in a moment.
    Create a VPC: Looking up which ranges payments already uses. The form opens here in a moment.
    Create a VPC: You are not listed as a requester of any project. Ask <@U0BOB> to list you, then type \`/vpc create\` again.
    Create a VPC: You are not listed as a requester of payments. Ask <!subteam^S0PLATFORM> to list you, then type \`/vpc create\` again.
    Create a VPC: Slack did not tell vpcbot who you are. Nothing was recorded. Type \`/vpc create\` again in a minute.
    R12 is recorded: Your request is recorded as R12. Timescale makes the VPC next. Its card comes in <#C0PAYMENTS>; to stop it, type \`/vpc cancel R12\`.
    R12 is recorded: Your request is recorded as R12. It waits for an approver and goes on by itself once one approves. Its card comes in <#C0PAYMENTS>; to stop it, type \`/vpc cancel R12\`."
  `);
});

test('an error stands in the form that was sent, though another project was chosen in it meanwhile', () => {
  const values = {
    [createVpcBlock('project', 'payments')]: {
      [CREATE_VPC_FIELDS.project]: { selected_option: { value: 'analytics' } },
    },
    [createVpcBlock('name', 'payments')]: { [CREATE_VPC_FIELDS.name]: { value: null } },
  };
  expect(Object.keys(fieldErrors({ name: { kind: 'empty' } }, 'analytics', values))).toEqual([
    createVpcBlock('name', 'payments'),
  ]);
});
