import { findCloud } from '../domain/cloud.ts';
import { nameNetwork, type PeerNetwork } from '../domain/peer-network.ts';
import { VpcbotError } from '../errors.ts';
import { isDone, messageOf, read } from './answer.ts';
import type { TimescaleProject } from './api.ts';
import { vpcAnswer } from './managed-answers.ts';
import { assertIdle, judgeDeletion, type ManagedCalls } from './managed-calls.ts';
import { peeringAnswer, seePeering } from './managed-peering-answers.ts';

const PEERINGS = 'peering-connections';

/** The peer as a body names it. A region is named on AWS alone, and only where it is not the VPC's own. */
const bodyFor = (peer: PeerNetwork, vpcRegion: string) => {
  switch (peer.kind) {
    case 'aws':
      return {
        peer_cloud_account: peer.accountId,
        peer_vpc: peer.vpcId,
        ...(peer.region === findCloud(vpcRegion).region ? {} : { peer_region: peer.region }),
      };
    case 'google':
      return { peer_cloud_account: peer.projectId, peer_vpc: peer.network };
    case 'azure':
      return {
        peer_cloud_account: peer.subscriptionId,
        peer_vpc: peer.vnet,
        peer_resource_group: peer.resourceGroup,
        peer_azure_app_id: peer.appId,
        peer_azure_tenant_id: peer.tenantId,
      };
    default:
      return peer satisfies never;
  }
};

/**
 * The paths under which a peering may be deleted, in the order to try them: one whose peer is in the
 * VPC's own region is found without the region, unless whoever asked for it spelt the region out.
 */
const pathsTo = (peer: PeerNetwork, vpcRegion: string): readonly (readonly string[])[] => {
  switch (peer.kind) {
    case 'aws': {
      const bare = [PEERINGS, 'peer-accounts', peer.accountId, 'peer-vpcs', peer.vpcId];
      const spelt = [...bare, 'peer-regions', peer.region];
      return peer.region === findCloud(vpcRegion).region ? [bare, spelt] : [spelt];
    }
    case 'google':
      return [[PEERINGS, 'peer-accounts', peer.projectId, 'peer-vpcs', peer.network]];
    case 'azure': {
      const group = ['peer-resource-groups', peer.resourceGroup];
      return [[PEERINGS, 'peer-accounts', peer.subscriptionId, ...group, 'peer-vpcs', peer.vnet]];
    }
    default:
      return peer satisfies never;
  }
};

type PeeringCalls = 'listPeerings' | 'createPeering' | 'deletePeering' | 'refreshPeerings';

export const createPeeringCalls = ({
  ask,
  askOfVpc,
  inProject,
}: ManagedCalls): Pick<TimescaleProject, PeeringCalls> => ({
  listPeerings: async ({ providerId: vpcId }) => {
    const doing = `listing peerings of vpc "${vpcId}"`;
    const answer = await askOfVpc(vpcId, 'GET', [], doing);
    if (answer.status === 404) return { kind: 'vpc-not-found' };
    const { vpc, isDeleted, peerings } = read(vpcAnswer, doing, answer);
    return isDeleted ? { kind: 'vpc-not-found' } : { kind: 'listed', peerings, vpcState: vpc.state };
  },
  /** One that is there already is answered with as if it had just been made. */
  createPeering: async ({ providerId: vpcId, region }, peer) => {
    const doing = `requesting a peering of vpc "${vpcId}" with "${nameNetwork(peer)}"`;
    const answer = await askOfVpc(vpcId, 'POST', [PEERINGS], doing, bodyFor(peer, region));
    assertIdle(doing, answer);
    if (!isDone(answer)) {
      return { kind: answer.status === 404 ? 'vpc-not-found' : 'refused', message: messageOf(answer) };
    }
    const peering = seePeering(read(peeringAnswer, doing, answer), region);
    if (peering === null) throw new Error(`${doing}: "${region}" is in no cloud that has peers`);
    return { kind: 'created', peering };
  },
  deletePeering: async ({ providerId: vpcId, region }, { providerId, peer }) => {
    const doing = `deleting peering "${providerId}" of vpc "${vpcId}"`;
    for (const path of pathsTo(peer, region)) {
      const answer = await askOfVpc(vpcId, 'DELETE', path, doing);
      if (answer.status !== 404) return judgeDeletion(answer);
    }
    return { kind: 'gone' };
  },
  // In Aiven's own client and in no document. Whatever becomes of it, the look that follows tells more.
  refreshPeerings: async ({ providerId: vpcId }) => {
    const doing = `refreshing peerings of vpc "${vpcId}"`;
    try {
      await ask('POST', inProject('vpcs', vpcId, PEERINGS, 'refresh'), doing);
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
    }
  },
});
