import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  buildCreateVpcForm,
  CREATE_VPC_FIELDS,
  type CreateVpcForm,
  parseCreateVpcDraft,
  parseCreateVpcForm,
  planCreateVpc,
} from '../../src/slack/create-vpc-form.ts';
import { peerErrors } from '../../src/slack/peer-errors.ts';
import { peerField } from '../../src/slack/peer-fields.ts';
import { ADD_PEER } from '../../src/slack/peer-list.ts';
import { findViewProblems, readMessage } from './block-kit.ts';
import { aPeer, aProject, range } from './example.ts';
import { blocksOf, fill } from './form-values.ts';
import { expectHarmlessView, nasty } from './hostile.ts';

const REGIONS = ['timescale-google-europe-west1', 'timescale-aws-us-east-1', 'timescale-azure-westeurope'];
const project = aProject({ name: 'metrics', product: 'managed', regions: [] });

const build = (change: Partial<CreateVpcForm> = {}): ModalView => {
  const view = buildCreateVpcForm({
    projects: ['metrics'],
    project,
    regions: REGIONS,
    suggestion: { name: 'metrics', cidr: range('10.1.0.0/24') },
    taken: [],
    use: { used: 0, limit: 3 },
    typed: {},
    ...change,
  });
  expect(findViewProblems(view)).toEqual([]);
  return view;
};

const readView = (view: ModalView): string => readMessage({ blocks: blocksOf(view) });
const regionOf = (view: ModalView) => {
  const found = blocksOf(view).find((block) => block.block_id?.startsWith(CREATE_VPC_FIELDS.region));
  if (found?.type !== 'input') throw new Error('the form asks for no region');
  return found;
};
const fieldsOf = (view: ModalView): readonly string[] =>
  Object.values(fill(view)).flatMap((actions) => Object.keys(actions).filter((id) => id.startsWith('peer_')));

const choose = (view: ModalView, region: string, typed: Readonly<Record<string, string>> = {}) =>
  parseCreateVpcDraft(
    fill(view, { ...typed, [CREATE_VPC_FIELDS.region]: region }),
    view.private_metadata,
    CREATE_VPC_FIELDS.region,
  );

test('regions are grouped by their cloud, read well and are told at once when chosen', () => {
  const region = regionOf(build());
  expect(region.dispatch_action).toBe(true);
  const groups = region.element.type === 'static_select' ? (region.element.option_groups ?? []) : [];
  expect(
    groups.map(({ label, options }) => [label.text, options.map(({ text, value }) => [text.text, value])]),
  ).toEqual([
    ['AWS', [['us-east-1 (AWS)', 'timescale-aws-us-east-1']]],
    ['Google Cloud', [['europe-west1 (Google Cloud)', 'timescale-google-europe-west1']]],
    ['Azure', [['westeurope (Azure)', 'timescale-azure-westeurope']]],
  ]);
});

test('nothing is asked about a network while its cloud is open, and then what that cloud asks', () => {
  const before = build();
  expect(fieldsOf(before)).toEqual([]);
  expect(readView(before)).toContain('*First peering*\nChoose a region first');
  const google = build({ typed: choose(before, 'timescale-google-europe-west1') });
  expect(fieldsOf(google)).toEqual(['peer_google_project:0', 'peer_network:0', 'peer_ranges:0']);
  const filled = choose(google, 'timescale-azure-westeurope', {
    [peerField('network')]: 'default',
    [peerField('ranges')]: '10.8.0.0/16',
  });
  const azure = build({ typed: filled });
  expect(fieldsOf(azure)).toEqual([
    'peer_subscription_id:0',
    'peer_resource_group:0',
    'peer_vnet:0',
    'peer_tenant_id:0',
    'peer_app_id:0',
    'peer_ranges:0',
  ]);
  expect(parseCreateVpcForm(fill(azure)).peers).toMatchObject([
    { kind: 'azure', vnet: '', ranges: '10.8.0.0/16' },
  ]);
  const more = parseCreateVpcDraft(fill(azure), azure.private_metadata, ADD_PEER);
  expect(more.peers?.map(({ kind }) => kind)).toEqual(['azure', 'azure']);
});

test('a name that is offered follows the region, one that was typed stays', () => {
  const before = build();
  expect(choose(before, 'timescale-google-europe-west1')).not.toHaveProperty('name');
  expect(choose(before, 'timescale-google-europe-west1', { [CREATE_VPC_FIELDS.name]: 'mine' })).toMatchObject(
    {
      name: 'mine',
    },
  );
  const ids = (view: ModalView) => blocksOf(view).map(({ block_id }) => block_id);
  const suggestion = { name: 'metrics-google-europe-west1', cidr: null };
  const typed = { region: 'europe-west1' };
  expect(ids(build({ typed, suggestion }))).toContain('create_vpc_name:metrics:metrics-google-europe-west1');
});

test('an ending that several clouds have is answered with what it may be', () => {
  const regions = ['timescale-aws-east', 'timescale-google-east'];
  const view = build({ regions, typed: { region: 'EAST' } });
  expect(readView(view)).toContain(
    '“EAST” may be timescale-aws-east or timescale-google-east. Choose one of them.',
  );
  expect(readView(build({ typed: { region: 'europe-west2' } }))).toContain('Did you mean europe-west1?');
});

test('regions that were never read are typed, with what to do, and tell their cloud once they are known', () => {
  const unread = build({ regions: [], use: null });
  expect(readView(unread)).toContain('vpcbot has not read yet where this project may have VPCs');
  expect(regionOf(unread).dispatch_action).toBe(true);
  const typed = choose(unread, 'google-europe-west1');
  const read = build({ typed });
  expect(regionOf(read).block_id).not.toBe(regionOf(unread).block_id);
  expect(parseCreateVpcForm(fill(read)).region).toBe('timescale-google-europe-west1');
  expect(fieldsOf(read)).toContain('peer_network:0');
});

test('a region of a cloud that cannot be peered says so, and another one asks again', () => {
  const regions = [...REGIONS, 'timescale-do-fra'];
  const view = build({ regions, typed: choose(build({ regions }), 'timescale-do-fra') });
  expect(readView(view)).toContain('*No peering.* vpcbot peers VPCs in AWS, Google Cloud and Azure.');
  const google = build({ regions, typed: choose(view, 'timescale-google-europe-west1') });
  expect(fieldsOf(google)).toContain('peer_network:0');
});

test('the form and the plan say what is otherwise at Managed Service, once', () => {
  const view = build({ typed: { region: 'europe-west1' } });
  expect(readView(view).match(/new services of metrics/g)).toHaveLength(1);
  expect(readView(view)).toContain('The name of the VPC is vpcbot’s own');
  expect(readView(view)).toContain('Its size is /20 to /24');
  const wanted = {
    project,
    name: 'm',
    region: 'timescale-google-europe-west1',
    cidr: range('10.1.0.0/24'),
    peers: [],
  };
  const lines = planCreateVpc(wanted, null).lines.map(String).join('\n');
  expect(lines).toContain('in europe-west1 (Google Cloud), for metrics');
  expect(lines).toContain('unless they are created as public');
});

test('more regions than one menu holds are all there', () => {
  const regions = ['aws', 'google'].flatMap((cloud) =>
    Array.from({ length: 90 }, (_, at) => `timescale-${cloud}-place-${at}`),
  );
  const { element } = regionOf(build({ regions }));
  const groups = element.type === 'static_select' ? (element.option_groups ?? []) : [];
  expect(groups.flatMap(({ options }) => options)).toHaveLength(180);
});

test.each([
  {
    problems: {
      kind: 'google',
      projectId: { kind: 'project-number', text: '1' },
      network: { kind: 'empty' },
    },
    at: ['googleProject', 'network'],
  },
  {
    problems: { kind: 'azure', tenantId: { kind: 'empty' }, vnet: { kind: 'not-a-vnet', text: '!' } },
    at: ['vnet', 'tenantId'],
  },
  { problems: { kind: 'google', cloud: { kind: 'other-cloud', cloud: 'aws' } }, at: ['network'] },
  { problems: { kind: 'azure', same: { kind: 'named-twice' } }, at: ['vnet'] },
] as const)('a problem of $problems.kind stands at fields that its form shows', ({ problems, at }) => {
  expect(Object.keys(peerErrors(problems, 2))).toEqual(at.map((field) => peerField(field, 2)));
});

test('no form of any cloud says more than we do, whatever was typed and whatever regions are called', () => {
  const typedPeers = nasty.chain((typed) =>
    fc.constantFrom(
      { ...aPeer(), accountId: typed, vpcId: typed, region: typed, ranges: typed },
      { kind: 'google', projectId: typed, network: typed, ranges: typed } as const,
      {
        kind: 'azure',
        subscriptionId: typed,
        resourceGroup: typed,
        vnet: typed,
        tenantId: typed,
        appId: typed,
        ranges: typed,
      } as const,
    ),
  );
  const property = fc.property(
    nasty,
    fc.array(typedPeers, { maxLength: 3 }),
    fc.subarray([...REGIONS, '']),
    (text, peers, known) => {
      const regions = [...known, text, `timescale-google-${text}`];
      for (const region of [...regions, undefined]) {
        const view = buildCreateVpcForm({
          projects: [`p${text}`],
          project: aProject({ name: `p${text}`, product: 'managed' }),
          regions,
          suggestion: { name: text, cidr: null },
          taken: [],
          use: null,
          typed: { region, peers },
        });
        expectHarmlessView(view);
        expect(parseCreateVpcForm(fill(view)).peers.length).toBeLessThanOrEqual(peers.length);
      }
    },
  );
  fc.assert(property, { numRuns: 40 });
});
