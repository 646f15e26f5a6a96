import { watchClouds } from '../../sandbox/demo/clouds.ts';
import type { CloudFacts } from '../../sandbox/demo/news.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { steerableClock } from '../../sandbox/steerable-clock.ts';

export const PAYMENTS = 'rp1pz7uyae';
const HOUR = 60 * 60_000;

const KEYS = {
  tiger: `Basic ${Buffer.from('tspub-payments:tssec-payments').toString('base64')}`,
  managed: 'aivenv1 managed-token-metrics',
} as const;

const AZURE = {
  peer_cloud_account: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
  peer_vpc: 'prod-vnet',
  peer_resource_group: 'acme-net',
  peer_azure_app_id: '2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
  peer_azure_tenant_id: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
} as const;

/** A sandbox with a clock moved by hand, what people do in it, and what the page is told of it. */
export const openClouds = async () => {
  const clock = steerableClock(0);
  const sandbox = await startSandbox({ clock });
  const { urls } = sandbox;
  const send = async (url: string, method: string, body: object, authorization = '') => {
    const response = await fetch(url, { method, headers: { authorization }, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  const tiger = (path: string, body: object) =>
    send(`${urls.tiger}/projects/${PAYMENTS}${path}`, 'POST', body, KEYS.tiger);
  const makeManagedVpc = (cloud: string, cidr: string, peering: object) =>
    send(
      `${urls.managed}/project/metrics-prod/vpcs`,
      'POST',
      { cloud_name: `timescale-${cloud}`, network_cidr: cidr, peering_connections: [peering] },
      KEYS.managed,
    );
  return {
    pass: (ms: number): void => clock.advance(ms),
    control: (method: string, path: string, body: object = {}) =>
      send(`${urls.control}/control/${path}`, method, body),
    /** A VPC of payments that is ready, with requests that have arrived at AWS. */
    makeVpc: async (...peers: readonly (readonly [account: string, vpc: string])[]): Promise<void> => {
      const { id } = await tiger('/vpcs', {
        name: 'payments',
        cidr: '10.4.0.0/24',
        region_code: 'us-east-1',
      });
      clock.advance(HOUR);
      for (const [account, vpc] of peers) {
        await tiger(`/vpcs/${id}/peerings`, {
          peer_account_id: account,
          peer_region_code: 'us-east-1',
          peer_vpc_id: vpc,
        });
      }
      clock.advance(HOUR);
    },
    /** One VPC on Google Cloud and one on Azure, of which Timescale has made its side of a peering each. */
    makeManagedVpcs: async (): Promise<void> => {
      const google = { peer_cloud_account: 'acme-net', peer_vpc: 'prod' };
      await makeManagedVpc('google-europe-west1', '192.168.5.0/24', google);
      await makeManagedVpc('azure-westeurope', '192.168.6.0/24', AZURE);
      clock.advance(HOUR);
    },
    tell: (): Promise<CloudFacts> =>
      new Promise((resolve) => {
        const stop = watchClouds({ urls: () => urls }, (facts) => {
          stop();
          resolve(facts);
        });
      }),
    stop: sandbox.stop,
  };
};

export type Clouds = Awaited<ReturnType<typeof openClouds>>;
