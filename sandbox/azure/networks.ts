import type { Clock } from '../clock.ts';
import { createTwoSidedNetworks, type SideView } from '../two-sided.ts';

export interface AzureNetwork {
  readonly subscription: string;
  readonly resourceGroup: string;
  readonly name: string;
  readonly tenant: string;
  readonly ranges: readonly string[];
  /** The app registrations whose service principal may peer with it. */
  readonly apps: readonly string[];
}

/** What the sandbox starts with on the customer's side. */
const demoAzureNetworks: readonly AzureNetwork[] = [
  {
    subscription: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
    resourceGroup: 'acme-net',
    name: 'prod-vnet',
    tenant: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
    ranges: ['10.150.0.0/16'],
    apps: ['2b3c4d5e-6f70-4812-93a4-b5c6d7e8f901'],
  },
  {
    subscription: '0f1e2d3c-4b5a-4678-9a0b-c1d2e3f4a5b6',
    resourceGroup: 'acme-net',
    name: 'lab-vnet',
    tenant: '7a6b5c4d-3e2f-4a1b-8c9d-0e1f2a3b4c5d',
    ranges: ['10.151.0.0/16'],
    apps: [],
  },
];

/** A network's resource id. */
export const vnetId = (subscription: string, resourceGroup: string, name: string): string =>
  `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.Network/virtualNetworks/${name}`;

/** A resource id as somebody typed it: Azure does not tell upper case from lower. */
export const readVnetId = (text: string): string => {
  const [, subscription, , resourceGroup, , , , name] = text.toLowerCase().split('/').slice(1);
  return vnetId(subscription ?? '', resourceGroup ?? '', name ?? '');
};

const STATES = { waiting: 'Initiated', connected: 'Connected', disconnected: 'Disconnected' } as const;

/** A peering as Azure Resource Manager shows it. */
export const showVnetPeering = ({ name, from, to, state }: SideView) => ({
  id: `${from}/virtualNetworkPeerings/${name}`,
  name,
  properties: {
    allowVirtualNetworkAccess: true,
    peeringState: STATES[state],
    remoteVirtualNetwork: { id: to },
  },
});

/** Azure in small: the virtual networks of all subscriptions, peered from both ends. */
export const createAzure = (options: {
  readonly clock: Clock;
  readonly networks?: readonly AzureNetwork[];
}) => {
  const { clock, networks: seeds = demoAzureNetworks } = options;
  const idOf = ({ subscription, resourceGroup, name }: AzureNetwork) =>
    vnetId(subscription, resourceGroup, name);
  const grants = new Map(seeds.map((seed) => [idOf(seed), { tenant: seed.tenant, apps: [...seed.apps] }]));
  const networks = createTwoSidedNetworks({
    clock,
    networks: seeds.map((seed) => ({ id: idOf(seed), ranges: seed.ranges })),
  });
  return {
    networks,
    tenantOf: (id: string): string | null => grants.get(id)?.tenant ?? null,
    /** Those that may peer with the network. */
    appsOf: (id: string): readonly string[] => grants.get(id)?.apps ?? [],
    mayPeer: (id: string, app: string): boolean => grants.get(id)?.apps.includes(app) ?? false,
    /** The app gets the role that lets it peer with the network. */
    grant: (id: string, tenant: string, app: string): void => {
      const apps = grants.get(id)?.apps ?? [];
      grants.set(id, { tenant, apps: [...apps, app] });
    },
  };
};

export type Azure = ReturnType<typeof createAzure>;
