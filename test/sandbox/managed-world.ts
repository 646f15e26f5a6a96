import { onTestFinished } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { type SandboxOptions, startSandbox } from '../../sandbox/start.ts';
import type { SteerableClock } from '../../sandbox/steerable-clock.ts';

export const PROD = '/project/metrics-prod';
export const AWS_CLOUD = 'timescale-aws-us-east-1';
export const GOOGLE_CLOUD = 'timescale-google-europe-west1';
export const AZURE_CLOUD = 'timescale-azure-westeurope';

/** One network of the customer in each cloud, as the API names it. */
export const AWS_PEER = {
  peer_cloud_account: '123456789012',
  peer_vpc: 'vpc-0a1b2c3d4e5f60718',
  peer_region: 'us-east-1',
};
export const GOOGLE_PEER = { peer_cloud_account: 'acme-net', peer_vpc: 'prod' };
export const AZURE_PEER = {
  peer_cloud_account: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
  peer_vpc: 'prod-vnet',
  peer_resource_group: 'acme-net',
  peer_azure_tenant_id: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
  peer_azure_app_id: '2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901',
};

/** Under the control of Azure, a network of that subscription. */
export const vnetPath = (vnet: string): string =>
  `/control/azure/subscriptions/${AZURE_PEER.peer_cloud_account}/resource-groups/acme-net/vnets/${vnet}`;
/** Where the peerings of a VPC are made. */
export const connections = (vpcPath: string): string => `${vpcPath}/peering-connections`;

export const seconds = (count: number): number => count * 1_000;
export const minutes = (count: number): number => count * 60_000;

/** A sandbox with a hand-moved clock, and both of its doors. */
export const openManaged = async (options: Pick<SandboxOptions<SteerableClock>, 'managedProjects'> = {}) => {
  const clock = handClock();
  const sandbox = await startSandbox({ clock, ...options });
  onTestFinished(sandbox.stop);
  const call = (base: string) => async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { authorization: 'aivenv1 managed-token-metrics' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  const api = call(sandbox.urls.managed);
  const control = call(sandbox.urls.control);
  /** An active VPC. */
  const vpcIn = async (cloud: string, cidr = '10.9.0.0/24') => {
    const wanted = { cloud_name: cloud, network_cidr: cidr, peering_connections: [] };
    const { body } = await api('POST', `${PROD}/vpcs`, wanted);
    clock.advance(seconds(60));
    const path = `${PROD}/vpcs/${body.project_vpc_id}`;
    const look = async () => (await api('GET', path)).body;
    return { id: body.project_vpc_id, path, look };
  };
  /** An active VPC with a peering that the other cloud has. */
  const peered = async (cloud: string, peer: object, cidr?: string) => {
    const vpc = await vpcIn(cloud, cidr);
    await api('POST', `${vpc.path}/peering-connections`, peer);
    clock.advance(seconds(45));
    const peering = async () => (await vpc.look()).peering_connections[0];
    return { ...vpc, peering };
  };
  return { ...sandbox, clock, api, control, vpcIn, peered };
};
