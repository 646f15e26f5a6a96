import type { KnownBlock } from '@slack/types';
import { expect, test } from 'vitest';
import type { Peering } from '../../src/domain/peering.ts';
import { verifyVpc } from '../../src/domain/verify-vpc.ts';
import type { Vpc } from '../../src/domain/vpc.ts';
import { renderNotice } from '../../src/slack/notice-message.ts';
import { buildPeerForm, planPeer } from '../../src/slack/peer-form.ts';
import { buildPickOptions } from '../../src/slack/pick.ts';
import { planRename } from '../../src/slack/rename-form.ts';
import { buildRequestCard } from '../../src/slack/request-card.ts';
import { buildServiceList } from '../../src/slack/service-list.ts';
import { buildVpcList } from '../../src/slack/vpc-list.ts';
import { buildVpcShow } from '../../src/slack/vpc-show.ts';
import { readMessage } from './block-kit.ts';
import { aPeering, aProject, aRequest, aView, aVpc, minutes, range } from './example.ts';

/* What reads otherwise of a project of Managed Service, whose regions name their cloud. */

const REGION = 'timescale-google-europe-west1';
const project = aProject({ name: 'metrics', product: 'managed' });
const peer = { kind: 'google', projectId: 'acme-net', network: 'default' } as const;
const vpc = aVpc({ name: 'metrics-eu', project: 'metrics', region: REGION });
const active = aPeering({ peer, state: 'active', expiresAt: null });
const record = (peerings: readonly Peering[] = [active], at: Vpc = vpc) => ({
  vpc: at,
  peerings,
  requests: [aRequest()],
});
const many = (count: number) => Array.from({ length: count }, (_, id) => aPeering({ ...active, id }));
const readView = (view: ReturnType<typeof buildPeerForm>): string =>
  readMessage({ blocks: view.blocks as readonly KnownBlock[] });

test('a region reads with its cloud wherever a VPC is shown, and keeps its own word to copy', () => {
  const facts = {
    vpcs: [vpc],
    used: 1,
    granted: 0,
    observedAt: minutes(0),
  };
  expect(readMessage(buildVpcList([{ project, facts, reaches: [] }]))).toContain(
    'in europe-west1 (Google Cloud), ready',
  );
  const shown = readMessage(
    buildVpcShow({ record: record(), services: [], may: { change: false, remove: false } }),
  );
  expect(shown).toContain('*Region* europe-west1 (Google Cloud), `timescale-google-europe-west1`');
  expect(shown).toContain('A new service in its region goes into it by itself');
});

test('what a ready VPC is for is told without Tiger’s choice at each creation', () => {
  const request = { project: 'metrics', state: 'done' } as const;
  const view = aView({ request, vpc, peering: active });
  const card = readMessage(buildRequestCard(view, project, minutes(9)));
  expect(card).toContain('or create one in europe-west1 (Google Cloud): unless it is created as public');
  expect(card).not.toContain('only then is it in the VPC');
});

test('on Google Cloud Timescale asks nobody: it makes its own side of the peering', () => {
  const asked = aPeering({ peer, state: 'requested', providerId: null, provisionedId: null });
  const at = { vpc: { ...vpc, state: 'creating' }, peering: asked } as const;
  const card = readMessage(buildRequestCard(aView(at), project, minutes(9)));
  expect(card).toContain(
    '*Next*  Timescale makes its side of the peering with `default` of project `acme-net`',
  );
  expect(card).toContain('Next, it makes its side of the peering with project `acme-net`.');
  const two = { ...aView(at), peerings: [asked, { ...asked, id: 2 }] };
  expect(readMessage(buildRequestCard(two, project, minutes(9)))).toContain(
    'Next, it makes its side of 2 peerings, one after the other.',
  );
  const body = { kind: 'vpc-created', providerId: '4711' } as const;
  const made = readMessage(renderNotice({ body }, aView(at), project, null, minutes(9)));
  expect(made).toMatch(/Next, Timescale makes its side of the peering\.$/);
});

test('an active peering leads to services that are in the VPC by themselves', () => {
  const { provisionedId } = active;
  const body = { kind: 'peering-active', peer, provisionedId } as const;
  const words = readMessage(
    renderNotice({ body }, aView({ vpc, peering: active }), project, null, minutes(9)),
  );
  expect(words).toContain(
    'a new service in europe-west1 (Google Cloud) is in it, unless it is created as public.',
  );
  expect(words).not.toContain('choose this VPC');
});

test('where a rule may have to let more than 5432 out, it is said of Managed Service alone', () => {
  const body = { kind: 'peering-active', peer, provisionedId: 'projects/ts/global/networks/n' } as const;
  const readAt = (at: Vpc) =>
    readMessage(renderNotice({ body }, aView({ vpc: at, peering: active }), project, null, minutes(9)));
  expect(readAt(vpc)).toContain(
    'outbound TCP (5432, or the port that `/vpc services` shows) to `10.0.1.0/24`',
  );
  expect(readAt(aVpc())).toContain('outbound TCP 5432 to `10.0.1.0/24`');
});

test.each([
  { region: REGION, count: 18, says: null, because: 'there is room' },
  {
    region: REGION,
    count: 20,
    says: '21 of the 25 peerings that Google Cloud allows',
    because: 'Google’s limit is near',
  },
  { region: 'timescale-azure-westeurope', count: 49, says: null, because: 'nobody knows a limit there' },
  {
    region: 'timescale-aws-us-east-1',
    count: 49,
    says: '50 of the 50 peerings that AWS allows',
    because: 'AWS has one',
  },
])('$count peerings in $region: $says, because $because', ({ region, count, says }) => {
  const form = readView(buildPeerForm(record(many(count), { ...vpc, region }), {}));
  if (says === null) expect(form).not.toContain('Careful');
  else expect(form).toContain(says);
});

test('Timescale’s own limits are not claimed of a VPC in another cloud', () => {
  const seen = many(24).map(({ id, rawStatus, ...rest }) => ({
    ...rest,
    providerId: `${id}`,
    rawStatus: rawStatus ?? '',
    peer: { ...peer, network: `net-${id}` },
  }));
  const service = {
    providerId: 's',
    name: 's',
    region: REGION,
    state: 'ready',
    rawStatus: 'RUNNING',
    vpcProviderId: '4711',
    endpoints: [],
    haReplicas: 0,
    progress: null,
  } as const;
  const { findings } = verifyVpc({
    vpc,
    known: [],
    seen: {
      kind: 'answered',
      value: { providerId: '4711', name: null, region: REGION, cidr: null, cidrText: '', state: 'active' },
    },
    peerings: { kind: 'answered', value: seen },
    services: { kind: 'answered', value: Array.from({ length: 60 }, () => service) },
    sides: [],
    looks: new Map(),
  });
  expect(findings.filter(({ kind }) => kind === 'limit')).toEqual([
    { fit: 'careful', kind: 'limit', of: 'peerings', used: 24, most: 25 },
  ]);
});

test('the plan of a peering with Google Cloud speaks of no routes that anybody would add', () => {
  const lines = planPeer(record([]), [{ peer, peerRanges: [range('10.8.0.0/16')] }]).lines.map(String);
  expect(lines.join('\n')).toContain('Routes come by themselves');
  expect(lines.join('\n')).not.toContain('It takes a route');
});

test('a VPC that is renamed keeps no name at Timescale, and the plan says so', () => {
  const words = (product: 'tiger' | 'managed') =>
    planRename(vpc, 'other', product).lines.map(String).join('\n');
  expect(words('managed')).toContain('The name is vpcbot’s own');
  expect(words('tiger')).not.toContain('vpcbot’s own');
});

test('a new service lands in the VPC of its region, and where that is stands by region', () => {
  const words = readMessage(
    buildServiceList([
      { project, services: [], vpcs: [{ vpc, isPeered: true }], may: { kind: 'allowed' }, isRead: true },
    ]),
  );
  expect(words).toContain(
    '*A new service* goes into the VPC of its region by itself, unless it is created as public.',
  );
  expect(words).toContain(
    '• In europe-west1 (Google Cloud): the VPC `metrics-eu`; in Terraform `project_vpc_id = 4711`.',
  );
  expect(words).not.toContain('Tiger Console');
});

test('a menu finds a choice by words that it does not show', () => {
  const also = ['default', 'acme-net/default', 'projects/acme-net/global/networks/default'];
  const choices = [{ words: 'default of acme-net · metrics-eu', value: 'peering:3', also }];
  for (const typed of ['acme-net/default', 'NETWORKS/default', 'metrics default', 'peering:3']) {
    expect(buildPickOptions(choices, typed)).toHaveLength(1);
  }
  expect(buildPickOptions(choices, 'acme-net/prod')).toEqual([]);
});
