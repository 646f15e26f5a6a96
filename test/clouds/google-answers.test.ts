import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../../sandbox/http.ts';
import { createGoogleProject } from '../../src/clouds/google-project.ts';
import { errorOf, stubGoogleEnv } from './google-world.ts';

const LINK = 'https://www.googleapis.com/compute/v1/projects/acme-net';
const OLD = { name: 'default', selfLink: `${LINK}/global/networks/default`, IPv4Range: '10.240.0.0/16' };
const AUTO = {
  name: 'auto',
  selfLink: `https://compute.googleapis.com/compute/v1/projects/acme-net/global/networks/auto`,
  autoCreateSubnetworks: true,
  peerings: [{ name: 'odd', network: 'somewhere', state: 'HALF' }],
};

const subnet = (name: string, more: object) => ({
  name,
  network: `${LINK}/global/networks/auto`,
  region: `${LINK}/regions/us-east1`,
  ...more,
});
const route = (name: string, destRange: string, hop: object) => ({
  name,
  network: `${LINK}/global/networks/auto`,
  destRange,
  ...hop,
});

/** Answers as rich as Google's may be; of everything there are two pages. */
const ANSWERS: Readonly<Record<string, readonly object[]>> = {
  'global/networks': [{ items: [OLD], nextPageToken: 'two' }, { items: [AUTO] }],
  'aggregated/subnetworks': [
    {
      items: {
        'regions/us-east1': {
          subnetworks: [
            subnet('gke', {
              ipCidrRange: '10.128.0.0/20',
              secondaryIpRanges: [{ rangeName: 'pods', ipCidrRange: '10.4.0.0/14' }],
            }),
            subnet('six', {}),
          ],
        },
        'regions/asia-east1': { warning: { code: 'NO_RESULTS_ON_PAGE' } },
      },
      nextPageToken: 'two',
    },
    { items: { 'regions/us-west1': { subnetworks: [subnet('web', { ipCidrRange: '10.138.0.0/20' })] } } },
  ],
  'global/routes': [
    {
      items: [
        route('six', '2600:1900::/40', {
          nextHopGateway: `${LINK}/global/gateways/default-internet-gateway`,
        }),
        route('vpn', '172.16.0.0/12', { nextHopVpnTunnel: `${LINK}/regions/us-east1/vpnTunnels/office` }),
      ],
      nextPageToken: 'two',
    },
    {
      items: [
        route('vm', '192.168.1.0/24', { nextHopInstance: `${LINK}/zones/us-east1-b/instances/router` }),
        route('ilb', '192.168.2.0/24', { nextHopIlb: '10.128.0.9' }),
        route('own', '10.128.0.0/20', { nextHopNetwork: `${LINK}/global/networks/auto` }),
        { ...route('other', '10.0.0.0/8', { nextHopIp: '10.0.0.1' }), network: OLD.selfLink },
      ],
    },
  ],
  'global/networks/auto': [AUTO],
  'global/networks/default': [OLD],
};

const openProject = async (
  answers: Readonly<Record<string, readonly unknown[]>> = ANSWERS,
  allow: readonly 'peer'[] = [],
) => {
  const { url, stop } = await serve(async ({ url: { pathname, searchParams } }) => {
    if (pathname.startsWith('/computeMetadata')) {
      const body = { access_token: 'ya29.own', expires_in: 3_600 };
      return { status: 200, headers: { 'metadata-flavor': 'Google' }, body };
    }
    const pages = answers[pathname.replace('/compute/v1/projects/acme-net/', '')] ?? [];
    const body = pages[searchParams.get('pageToken') === 'two' ? 1 : 0];
    if (body === 'denied') return { status: 403, body: { error: { message: 'no' } } };
    return body === undefined ? { status: 404, body: {} } : { status: 200, body };
  });
  onTestFinished(stop);
  stubGoogleEnv(new URL(url).host);
  return createGoogleProject({
    project: 'acme-net',
    credentials: 'adc',
    endpoint: url,
    timeout: 2_000,
    allow,
  });
};

test('every page is read, with ranges for containers, and without what is no IPv4', async () => {
  const google = await openProject();
  expect(
    (await google.listNetworks()).map(({ id, ranges, isDefault }) => [
      id,
      ranges.map(({ text }) => text),
      isDefault,
    ]),
  ).toEqual([
    ['default', ['10.240.0.0/16'], true],
    ['auto', ['10.128.0.0/20', '10.4.0.0/14', '10.138.0.0/20'], false],
  ]);
  const side = await google.readSide('auto');
  expect(side?.mode).toBe('auto');
  expect(side?.subnets.map(({ name, region, ranges }) => [name, region, ranges.length])).toEqual([
    ['gke', 'us-east1', 2],
    ['six', 'us-east1', 0],
    ['web', 'us-east1', 1],
  ]);
  expect(side?.routes.map(({ name, target }) => [name, target])).toEqual([
    ['vpn', 'vpnTunnels/office'],
    ['vm', 'instances/router'],
    ['ilb', '10.128.0.9'],
  ]);
  expect(side?.peerings).toMatchObject([
    { name: 'odd', to: { projectId: '', network: 'somewhere' }, state: 'unknown', details: null },
  ]);
  expect((await google.readSide('default'))?.mode).toBe('legacy');
});

test.each([
  { because: 'a network without its link', answer: { name: 'auto' } },
  { because: 'no JSON', answer: '<html>' },
])('an answer that cannot be read is told as such: $because', async ({ answer }) => {
  const google = await openProject({ ...ANSWERS, 'global/networks/auto': [answer] });
  expect(await errorOf(google.readSide('auto'))).toMatchObject({ code: 'CLOUD_UNREADABLE', retryable: true });
});

test('where the Resource Manager is switched off, what only looks is tried', async () => {
  const google = await openProject({ ...ANSWERS, 'global/routes': ['denied'] }, ['peer']);
  const told = await google.checkPermissions();
  expect(Object.fromEntries(told.map(({ action, verdict }) => [action, verdict]))).toEqual({
    'compute.networks.list': 'allowed',
    'compute.networks.get': 'unknown',
    'compute.subnetworks.list': 'allowed',
    'compute.routes.list': 'denied',
    'compute.networks.addPeering': 'unknown',
    'compute.networks.removePeering': 'unknown',
    'compute.globalOperations.get': 'unknown',
  });
});
