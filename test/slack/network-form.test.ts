import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findOptionProblems } from '../../sandbox/slack/block-limits.ts';
import type { KnownNetwork, KnownNetworks } from '../../src/domain/known-network.ts';
import type { TypedPeer } from '../../src/domain/peer-request.ts';
import { readAwsNetwork, type Sighting } from '../../src/domain/seen-network.ts';
import { buildAskAgainForm } from '../../src/slack/ask-again-form.ts';
import {
  buildCreateVpcForm,
  CREATE_VPC_FIELDS,
  createVpcErrors,
  parseCreateVpcDraft,
  parseCreateVpcForm,
} from '../../src/slack/create-vpc-form.ts';
import type { NetworkChoices } from '../../src/slack/network-choice.ts';
import { peerChoice } from '../../src/slack/network-field.ts';
import { ANOTHER, buildNetworkOptions } from '../../src/slack/network-menu.ts';
import { placePeerErrors } from '../../src/slack/peer-errors.ts';
import { noPeer, peerField } from '../../src/slack/peer-fields.ts';
import { ADD_PEER } from '../../src/slack/peer-list.ts';
import { aRoute, aSide, aTable, LOCAL } from '../domain/aws-side-example.ts';
import { findViewProblems, readMessage } from './block-kit.ts';
import { aPeering, aProject, aVpc, range } from './example.ts';
import { blocksOf, fill } from './form-values.ts';
import { expectHarmlessView, nasty } from './hostile.ts';

const ACCOUNT = '123456789012';
const VPC = 'vpc-0a1b2c3d4e5f60718';
const WORD = `aws/${ACCOUNT}/us-east-1/${VPC}`;

const aNetwork = (change: Partial<KnownNetwork> = {}, region = 'us-east-1', vpcId = VPC): KnownNetwork => ({
  peer: { kind: 'aws', accountId: ACCOUNT, vpcId, region },
  name: 'prod',
  ranges: [range('10.20.0.0/16')],
  isDefault: false,
  ...change,
});

const knowing = (networks: readonly KnownNetwork[], change: Partial<KnownNetworks> = {}): NetworkChoices => ({
  known: { networks, unlisted: [], accounts: 1, ...change },
  sightings: [],
  near: 'us-east-1',
  range: { cidr: range('10.1.0.0/24'), isFixed: false },
});

const TWO = knowing([
  aNetwork(),
  aNetwork({ name: null, isDefault: true }, 'eu-west-1', 'vpc-0b1b2c3d4e5f60718'),
]);

const build = (choices: NetworkChoices, peers?: readonly TypedPeer[]): ModalView => {
  const view = buildCreateVpcForm({
    projects: ['payments'],
    project: aProject(),
    regions: aProject().regions,
    suggestion: { name: 'payments-us-east-1', cidr: range('10.1.0.0/24') },
    taken: [],
    use: { used: 0, limit: 3 },
    typed: { region: 'us-east-1', peers },
    choices,
  });
  expect(findViewProblems(view)).toEqual([]);
  return view;
};

const read = (view: ModalView): string => readMessage({ blocks: blocksOf(view) });
const menuOf = (view: ModalView, at = 0) => {
  const block = blocksOf(view).find(
    (one) =>
      one.type === 'input' &&
      one.element.type !== 'rich_text_input' &&
      'action_id' in one.element &&
      one.element.action_id === peerChoice(at),
  );
  return block?.type === 'input' ? block.element : null;
};
const offered = (view: ModalView, at = 0): readonly string[] => {
  const menu = menuOf(view, at);
  if (menu?.type !== 'static_select') throw new Error('the menu lists nothing by itself');
  return (menu.option_groups ?? []).flatMap(({ label, options }) =>
    options.map(({ text }) => `${label.text}: ${text.text}`),
  );
};
const hasFields = (view: ModalView, at = 0): boolean =>
  Object.values(fill(view)).some((actions) => peerField('vpcId', at) in actions);
const choose = (view: ModalView, word: string, pressed = peerChoice(0)): readonly TypedPeer[] =>
  parseCreateVpcDraft(fill(view, { [peerChoice(0)]: word }), view.private_metadata, pressed).peers ?? [];

test('the networks of the accounts are offered by name, the nearest first, and ids are not asked for', () => {
  const view = build(TWO);
  expect(offered(view)).toEqual([
    `AWS account ${ACCOUNT} · us-east-1: prod · vpc-0a1b2c3d… · 10.20.0.0/16 · us-east-1`,
    `AWS account ${ACCOUNT} · eu-west-1: default VPC · vpc-0b1b2c3d… · 10.20.0.0/16 · eu-west-1`,
    'Not in this list: Another network (type its ids)',
  ]);
  expect(hasFields(view)).toBe(false);
});

test('a choice fills in all of the network, to be read and not to be typed', () => {
  const peers = choose(build(TWO), WORD);
  const typed = { kind: 'aws', accountId: ACCOUNT, vpcId: VPC, region: 'us-east-1' };
  expect(peers).toMatchObject([typed]);
  const view = build(TWO, peers);
  expect(hasFields(view)).toBe(false);
  expect(read(view)).toContain(
    `*prod*: \`${VPC}\` of account \`${ACCOUNT}\` in us-east-1, ranges: \`10.20.0.0/16\`.`,
  );
  const sent = parseCreateVpcForm(fill(view), view.private_metadata);
  expect(sent.peers).toMatchObject([{ ...typed, ranges: '10.20.0.0/16' }]);
});

test('a choice stays when its account cannot be listed any more, and so do its ranges', () => {
  const before = build(TWO, choose(build(TWO), WORD));
  const peers = parseCreateVpcForm(fill(before), before.private_metadata).peers;
  const silent = {
    account: { kind: 'aws', id: ACCOUNT },
    region: 'us-east-1',
    why: 'silent',
    action: null,
  } as const;
  const view = build(knowing([], { unlisted: [silent] }), peers);
  expect(parseCreateVpcForm(fill(view), view.private_metadata).peers).toMatchObject([
    { vpcId: VPC, ranges: '10.20.0.0/16' },
  ]);
});

test('another network is typed as before, and one of the list can be chosen all the same', () => {
  const view = build(TWO, choose(build(TWO), ANOTHER));
  expect(hasFields(view)).toBe(true);
  const typed = fill(view, {
    [peerField('accountId')]: '210987654321',
    [peerField('vpcId')]: 'vpc-0a1b2c3d',
  });
  expect(parseCreateVpcForm(typed).peers).toMatchObject([
    { accountId: '210987654321', vpcId: 'vpc-0a1b2c3d' },
  ]);
  expect(choose(view, WORD)).toMatchObject([{ vpcId: VPC, by: 'menu' }]);
});

test('a network that is asked for on top has a menu of its own', () => {
  const peers = choose(build(TWO), WORD, ADD_PEER);
  expect(peers).toMatchObject([{ vpcId: VPC }, noPeer('aws')]);
  const view = build(TWO, peers);
  expect(menuOf(view, 0)).toMatchObject({ initial_option: { value: WORD } });
  expect(menuOf(view, 1)).not.toHaveProperty('initial_option');
});

test.each([
  { because: 'nothing is configured', choices: knowing([], { accounts: 0 }), says: null },
  {
    because: 'the role may not list',
    choices: knowing([], {
      unlisted: [
        {
          account: { kind: 'aws', id: ACCOUNT },
          region: 'us-east-1',
          why: 'denied',
          action: 'ec2:DescribeVpcs',
        },
      ],
    }),
    says: `Not listed now: account \`${ACCOUNT}\` in us-east-1 (vpcbot may not list networks there, \`ec2:DescribeVpcs\`). Type the ids.`,
  },
  { because: 'there is none', choices: knowing([]), says: 'vpcbot sees no network in the accounts' },
])('the fields are there as before where $because', ({ choices, says }) => {
  const view = build(choices);
  expect(hasFields(view)).toBe(true);
  expect(menuOf(view)).toBeNull();
  if (says === null) expect(read(view)).not.toContain('listed');
  else expect(read(view)).toContain(says);
});

test('what is missing is said below what there is', () => {
  const slow = {
    account: { kind: 'aws', id: ACCOUNT },
    region: 'eu-west-1',
    why: 'slow',
    action: null,
  } as const;
  const view = build(knowing([aNetwork()], { unlisted: [slow] }));
  expect(offered(view)).toHaveLength(2);
  expect(read(view)).toContain(
    'in eu-west-1 (no answer yet: try again in a moment). Networks there can be typed.',
  );
});

const seen = (...routes: readonly ReturnType<typeof aRoute>[]): Sighting => {
  const side = aSide({ tables: [aTable({ name: 'app', routes: [LOCAL, ...routes] })] });
  return { peer: readAwsNetwork(side).peer, seen: readAwsNetwork(side) };
};

test.each([
  { routes: [], says: 'Neither its ranges nor its routes are in the way of `10.1.0.0/24`.' },
  {
    routes: [aRoute('10.1.0.0/24', 'tgw-1')],
    says: '*Conflict.* vpc-0a1b2c3d4e5f60718 sends these addresses somewhere else already. The route to 10.1.0.0/24 in app (rtb-1) leads to tgw-1. Choose a range that no route there has.',
  },
  {
    routes: [aRoute('10.0.0.0/8', 'tgw-1')],
    says: '`vpc-0a1b2c3d4e5f60718` sends `10.1.0.0/24` to tgw-1 today, by its route to `10.0.0.0/8`. The route to Timescale is the longer one and takes over; all else in `10.0.0.0/8` stays where it goes.',
  },
  {
    routes: [aRoute('10.1.0.0/26', 'eni-1', 'blackhole')],
    says: '*Careful.* The route to 10.1.0.0/26 in app (rtb-1) leads to eni-1, which leads nowhere: addresses of `10.1.0.0/24` that lie in `10.1.0.0/26` go there, and not to Timescale, also after the peering.',
  },
])('what its routes mean for the range is said where it is chosen: $says', ({ routes, says }) => {
  const view = build({ ...TWO, sightings: [seen(...routes)] }, choose(build(TWO), WORD));
  expect(read(view)).toContain(says);
});

test('what is wrong with a chosen network stands at the menu, for its fields are not shown', () => {
  const view = build(TWO, choose(build(TWO), WORD));
  const values = fill(view);
  const same = { kind: 'named-twice' } as const;
  const errors = createVpcErrors({ peers: [{ kind: 'aws', same, region: { kind: 'empty' } }] }, 'payments');
  expect(Object.keys(placePeerErrors(errors, values))).toEqual([peerChoice(0)]);
  const typed = fill(build(knowing([], { accounts: 0 })));
  expect(Object.keys(placePeerErrors(errors, typed))).toEqual([peerField('vpcId'), peerField('region')]);
  const range = createVpcErrors({ region: { kind: 'empty' } }, 'payments');
  expect(Object.keys(placePeerErrors(range, values))).toEqual([CREATE_VPC_FIELDS.region]);
});

test('what is asked for again can be chosen, and what it was is chosen already', () => {
  const peering = aPeering({ peer: { kind: 'aws', accountId: ACCOUNT, vpcId: VPC, region: 'us-east-1' } });
  const view = buildAskAgainForm(peering, aVpc(), undefined, TWO);
  expect(findViewProblems(view)).toEqual([]);
  expect(menuOf(view)).toMatchObject({ initial_option: { value: WORD } });
  const other = buildAskAgainForm(aPeering(), aVpc(), undefined, TWO);
  expect(menuOf(other)).toMatchObject({ initial_option: { value: ANOTHER } });
  expect(hasFields(other)).toBe(true);
});

const REGIONS = Array.from({ length: 8 }, (_, at) => `eu-west-${at + 1}`);
const many = (count: number): readonly KnownNetwork[] =>
  Array.from({ length: count }, (_, at) =>
    aNetwork(
      { name: `network-${at}`, ranges: [range(`10.${at % 250}.0.0/16`)] },
      REGIONS[at % REGIONS.length],
      `vpc-${String(at).padStart(17, '0')}`,
    ),
  );

test('three hundred networks in eight regions are searched, and ten at once fit into a form', () => {
  const all = knowing(many(300));
  const ten = build(
    all,
    Array.from({ length: 10 }, () => noPeer('aws')),
  );
  expect(menuOf(ten, 9)?.type).toBe('external_select');
  expect(JSON.stringify(ten).length).toBeLessThan(250_000);
  const few = build(knowing(many(100)));
  expect(menuOf(few)?.type).toBe('static_select');
  expect(
    JSON.stringify(
      build(
        knowing(many(30)),
        Array.from({ length: 10 }, () => noPeer('aws')),
      ),
    ).length,
  ).toBeLessThan(250_000);
});

test('a search finds by name, id, range, account and region, and always offers to type', () => {
  const look = (typed: string) => {
    const groups = buildNetworkOptions(many(300), typed);
    expect(findOptionProblems({ option_groups: groups as never })).toEqual([]);
    return groups.flatMap(({ options }) => options.map(({ value }) => value));
  };
  expect(look('')).toHaveLength(100);
  expect(look('network-7 eu-west-8')).toContain(`aws/${ACCOUNT}/eu-west-8/vpc-00000000000000007`);
  expect(look('vpc-00000000000000123')).toEqual([`aws/${ACCOUNT}/eu-west-4/vpc-00000000000000123`, ANOTHER]);
  expect(look('10.123.0.0')).toHaveLength(2);
  expect(look('nothing of the kind')).toEqual([ANOTHER]);
});

test('names that somebody gave to harm stay names, in menus and in words', () => {
  fc.assert(
    fc.property(nasty, nasty, nasty, (name, id, word) => {
      const named = aNetwork({ name }, 'us-east-1', id);
      const google = { ...named, peer: { kind: 'google', projectId: id, network: word } as const };
      const unlisted = [{ account: { kind: 'aws', id }, region: word, why: 'denied', action: name }] as const;
      const sighting = seen(aRoute('10.1.0.0/24', word), aRoute('10.0.0.0/8', word));
      for (const networks of [[named], [google], [aNetwork({ name }), named, google]]) {
        const choices = { ...knowing(networks, { unlisted }), sightings: [sighting] };
        expectHarmlessView(build(choices));
        expectHarmlessView(
          build(choices, [
            {
              ...noPeer('aws'),
              accountId: ACCOUNT,
              vpcId: VPC,
              region: 'us-east-1',
              by: 'menu',
            } as TypedPeer,
          ]),
        );
        expect(findOptionProblems({ option_groups: buildNetworkOptions(networks, '') as never })).toEqual([]);
      }
    }),
    { numRuns: 25 },
  );
});
