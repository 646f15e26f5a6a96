import { type Azure, vnetId } from '../azure/networks.ts';
import type { Clock } from '../clock.ts';
import type { FarSide, Peer } from './far-side.ts';
import { twoSidedSide } from './two-sided-side.ts';
import type { ManagedVpcRow } from './vpcs.ts';

/** Managed Service's directory and subscription in Azure. */
const MANAGED_AZURE = {
  tenant: '5e4d3c2b-1a09-4f8e-9d7c-6b5a49382716',
  subscription: '9c8b7a69-5847-4362-8150-4f3e2d1c0b9a',
} as const;

const ownId = ({ id, region }: ManagedVpcRow): string =>
  vnetId(MANAGED_AZURE.subscription, `mst-${region}`, `project-vpc-${id.slice(0, 8)}`);
const peerId = ({ account, resourceGroup, vpc }: Peer): string => vnetId(account, resourceGroup ?? '', vpc);

const judge = (peer: Peer): string | null => {
  const { account, vpc, region, resourceGroup, appId, tenantId } = peer;
  if (region !== null) return 'peer_region is for AWS only';
  if (resourceGroup === null) return 'peer_resource_group is required for Azure';
  if (appId === null) return 'peer_azure_app_id is required for Azure';
  if (tenantId === null) return 'peer_azure_tenant_id is required for Azure';
  const mixed = [account, vpc, resourceGroup, appId, tenantId].find((text) => text !== text.toLowerCase());
  return mixed === undefined ? null : `'${mixed}' must be in lower case`;
};

export const azureSide = (clock: Clock, { networks, tenantOf, mayPeer }: Azure): FarSide =>
  twoSidedSide({
    clock,
    networks,
    type: 'azure-vnet-peering',
    judge,
    peerIdOf: peerId,
    ownIdOf: ownId,
    endOf: (vpc) => ({ 'to-tenant-id': MANAGED_AZURE.tenant, 'to-network-id': ownId(vpc) }),
    mayPeer: (peer) => {
      if (tenantOf(peerId(peer)) !== peer.tenantId) {
        return { type: 'peer-tenant-mismatch', message: 'The peer network belongs to another tenant' };
      }
      if (mayPeer(peerId(peer), peer.appId ?? '')) return null;
      return {
        type: 'missing-permission',
        message: `The app ${peer.appId} has no permission to peer with the network`,
      };
    },
  });
