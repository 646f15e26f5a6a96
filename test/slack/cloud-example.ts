import type { AzurePeer } from '../../src/domain/azure-peer.ts';
import type { GooglePeer } from '../../src/domain/google-peer.ts';
import type { EndedPeering, GuideSight } from '../../src/domain/guide.ts';
import type { Peering } from '../../src/domain/peering.ts';
import { aPeer, aPeering } from './example.ts';

/* The same peering on each cloud, and the same with somebody's text in every name. */

const aGooglePeer = (change: Partial<GooglePeer> = {}): GooglePeer => ({
  kind: 'google',
  projectId: 'acme-net',
  network: 'default',
  ...change,
});

const anAzurePeer = (change: Partial<AzurePeer> = {}): AzurePeer => ({
  kind: 'azure',
  subscriptionId: '10000000-0000-4000-8000-000000000001',
  resourceGroup: 'network-rg',
  vnet: 'app-vnet',
  tenantId: '20000000-0000-4000-8000-000000000002',
  appId: '30000000-0000-4000-8000-000000000003',
  ...change,
});

export const PCX = 'pcx-0123456789abcdef0';
const GOOGLE_END = 'projects/ts-prod-7/global/networks/project-vpc-1';
const AZURE_END =
  '90000000-0000-4000-8000-000000000009/subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1';

export const GOOGLE: EndedPeering<GooglePeer> = { peer: aGooglePeer(), provisionedId: GOOGLE_END };
export const AZURE: EndedPeering<AzurePeer> = { peer: anAzurePeer(), provisionedId: AZURE_END };

/** One of each cloud. */
export const ENDED: readonly EndedPeering[] = [{ peer: aPeer(), provisionedId: PCX }, GOOGLE, AZURE];

/** Nobody has looked at the other side. */
export const UNSEEN: GuideSight = { ports: [5432], plan: null };

/** Nothing expires there. */
export const waiting = ({ peer, provisionedId }: EndedPeering): Partial<Peering> => ({
  peer,
  provisionedId,
  expiresAt: peer.kind === 'aws' ? aPeering().expiresAt : null,
});

/** With the text in the place of every name. */
export const namedAll = (text: string): readonly EndedPeering[] => [
  { peer: aPeer({ vpcId: text, accountId: text, region: text }), provisionedId: text },
  {
    peer: aGooglePeer({ projectId: text, network: text }),
    provisionedId: `projects/${text}/global/networks/${text}`,
  },
  {
    peer: anAzurePeer({
      subscriptionId: text,
      resourceGroup: text,
      vnet: text,
      tenantId: text,
      appId: text,
    }),
    provisionedId: `${text}/subscriptions/${text}`,
  },
];
