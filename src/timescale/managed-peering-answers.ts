import { z } from 'zod';
import { findCloud } from '../domain/cloud.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { PeeringState, SeenPeering } from '../domain/peering.ts';
import { writeTimescaleEnd } from '../domain/timescale-end.ts';
import { listOf, networkIn, optionalText } from './answer-parts.ts';

const warning = z.object({
  message: z.string(),
  conflicting_aws_account_id: optionalText,
  conflicting_aws_vpc_id: optionalText,
  conflicting_aws_vpc_peering_connection_id: optionalText,
});

/** Null while a peering is approved, and often emptied once it is active. */
const stateInfo = z
  .object({
    message: optionalText,
    warnings: listOf(warning).optional(),
    aws_vpc_peering_connection_id: optionalText,
    to_project_id: optionalText,
    to_vpc_network: optionalText,
    'to-tenant-id': optionalText,
    'to-network-id': optionalText,
  })
  .nullish();

export const peeringAnswer = z.object({
  peering_connection_id: optionalText,
  create_time: z.string(),
  peer_cloud_account: z.string(),
  peer_vpc: z.string(),
  peer_region: optionalText,
  peer_resource_group: optionalText,
  peer_azure_app_id: optionalText,
  peer_azure_tenant_id: optionalText,
  state: optionalText,
  state_info: stateInfo,
  user_peer_network_cidrs: listOf(z.string()).optional(),
});

type PeeringAnswer = z.infer<typeof peeringAnswer>;

/**
 * Managed Service's state in our words. Whatever it says before the peering is up, the other side can
 * act once it shows where Timescale's end is, and not before.
 */
export const judgePeeringState = (word: string | null, provisionedId: string | null): PeeringState => {
  switch (word?.toUpperCase()) {
    case 'APPROVED':
    case 'APPROVED_PEER_REQUESTED':
    case 'PENDING_PEER':
      return provisionedId === null ? 'approved' : 'pending-peer';
    case 'ACTIVE':
      return 'active';
    case 'DELETING':
      return 'deleting';
    case 'DELETED':
      return 'deleted';
    case 'DELETED_BY_PEER':
      return 'deleted-by-peer';
    case 'REJECTED_BY_PEER':
      return 'rejected-by-peer';
    case 'INVALID_SPECIFICATION':
      return 'invalid-specification';
    case 'ERROR':
      return 'failed';
    default:
      return 'unknown';
  }
};

/** Where the message tells people what to do, or nothing, and not what went wrong. */
const IN_ORDER: readonly PeeringState[] = ['approved', 'pending-peer', 'active', 'deleting', 'deleted'];

/**
 * A VPC and its peers are in one cloud. A transit gateway is kept in place of the peer's VPC: it counts,
 * and whoever takes the VPC away cuts it off. Null: a cloud that no peer of ours can be in.
 */
const peerOf = (seen: PeeringAnswer, vpcRegion: string): PeerNetwork | null => {
  const { cloud, region } = findCloud(vpcRegion);
  switch (cloud) {
    case 'aws':
      return {
        kind: cloud,
        accountId: seen.peer_cloud_account,
        vpcId: seen.peer_vpc,
        region: seen.peer_region ?? region,
      };
    case 'google':
      return { kind: cloud, projectId: seen.peer_cloud_account, network: seen.peer_vpc };
    case 'azure':
      return {
        kind: cloud,
        subscriptionId: seen.peer_cloud_account,
        resourceGroup: seen.peer_resource_group ?? '',
        vnet: seen.peer_vpc,
        tenantId: seen.peer_azure_tenant_id ?? '',
        appId: seen.peer_azure_app_id ?? '',
      };
    case null:
      return null;
    default:
      return cloud satisfies never;
  }
};

const endIn = ({ state_info: info }: PeeringAnswer): string | null => {
  const pcx = info?.aws_vpc_peering_connection_id ?? null;
  if (pcx !== null) return writeTimescaleEnd({ kind: 'aws', peeringId: pcx });
  const project = info?.to_project_id ?? null;
  const network = info?.to_vpc_network ?? null;
  if (project !== null && network !== null) {
    return writeTimescaleEnd({ kind: 'google', projectId: project, network });
  }
  const tenantId = info?.['to-tenant-id'] ?? null;
  const networkId = info?.['to-network-id'] ?? null;
  if (tenantId === null || networkId === null) return null;
  return writeTimescaleEnd({ kind: 'azure', tenantId, networkId: networkId.replace(/^\/?/, '/') });
};

/** `(account 123456789012, vpc-0a1b2c3d, pcx-0a1b2c3d)` follows, as far as the message does not name them. */
const tellWarning = (said: z.infer<typeof warning>): string => {
  const account = said.conflicting_aws_account_id;
  const named = [
    { id: account, shown: `account ${account}` },
    { id: said.conflicting_aws_vpc_id, shown: said.conflicting_aws_vpc_id },
    {
      id: said.conflicting_aws_vpc_peering_connection_id,
      shown: said.conflicting_aws_vpc_peering_connection_id,
    },
  ].flatMap(({ id, shown }) => (id === null || said.message.includes(id) ? [] : [shown]));
  return named.length === 0 ? said.message : `${said.message} (${named.join(', ')})`;
};

/** Older answers have no ids: who the peer is and when it was asked for tell two peerings apart. */
const idOf = (seen: PeeringAnswer): string =>
  seen.peering_connection_id ??
  [seen.peer_cloud_account, seen.peer_resource_group, seen.peer_vpc, seen.peer_region, seen.create_time]
    .filter((part) => part !== null)
    .join('/');

/** What the answer shows of a peering of a VPC in that region; null: with a peer that cannot be named here. */
export const seePeering = (seen: PeeringAnswer, vpcRegion: string): SeenPeering | null => {
  const peer = peerOf(seen, vpcRegion);
  if (peer === null) return null;
  const provisionedId = endIn(seen);
  const state = judgePeeringState(seen.state?.trim() ?? null, provisionedId);
  return {
    providerId: idOf(seen),
    peer,
    state,
    rawStatus: seen.state ?? '',
    provisionedId,
    message: IN_ORDER.includes(state) ? null : (seen.state_info?.message ?? null),
    peerRanges: (seen.user_peer_network_cidrs ?? []).flatMap((text) => networkIn(text) ?? []),
    warnings: [...new Set((seen.state_info?.warnings ?? []).map(tellWarning))],
  };
};
