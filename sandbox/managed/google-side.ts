import type { Clock } from '../clock.ts';
import { networkId } from '../google/networks.ts';
import type { TwoSidedNetworks } from '../two-sided.ts';
import type { FarSide } from './far-side.ts';
import { twoSidedSide } from './two-sided-side.ts';
import type { ManagedVpcRow } from './vpcs.ts';

/** Managed Service's project in Google Cloud, and its network for a VPC. */
export const MANAGED_GOOGLE_PROJECT = 'timescale-mst-prod';
const networkOf = ({ id }: ManagedVpcRow): string => `project-vpc-${id.slice(0, 8)}`;

export const googleSide = (clock: Clock, networks: TwoSidedNetworks): FarSide =>
  twoSidedSide({
    clock,
    networks,
    type: 'google-vpc-peering',
    judge: ({ vpc, region, resourceGroup }) => {
      if (region !== null) return 'peer_region is for AWS only';
      if (resourceGroup !== null) return 'peer_resource_group is for Azure only';
      return /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(vpc) ? null : `Invalid Google network name: '${vpc}'`;
    },
    peerIdOf: ({ account, vpc }) => networkId(account, vpc),
    ownIdOf: (vpc) => networkId(MANAGED_GOOGLE_PROJECT, networkOf(vpc)),
    endOf: (vpc) => ({ to_project_id: MANAGED_GOOGLE_PROJECT, to_vpc_network: networkOf(vpc) }),
  });
