import type { AwsPeer, TypedAwsPeer } from './aws-peer.ts';
import type { AzurePeer, TypedAzurePeer } from './azure-peer.ts';
import type { GooglePeer, TypedGooglePeer } from './google-peer.ts';

/** The network at the other end of a peering connection, as its owner names it. */
export type PeerNetwork = AwsPeer | GooglePeer | AzurePeer;

/** What a person typed of one. */
export type TypedNetwork = TypedAwsPeer | TypedGooglePeer | TypedAzurePeer;

/** One word for one network, fit for a map's key: `aws/123456789012/us-east-1/vpc-0123456789abcdef0`. */
export function peerKey(peer: PeerNetwork): string {
  switch (peer.kind) {
    case 'aws':
      return `aws/${peer.accountId}/${peer.region}/${peer.vpcId}`;
    case 'google':
      return `google/${peer.projectId}/${peer.network}`;
    case 'azure':
      return `azure/${peer.subscriptionId}/${peer.resourceGroup}/${peer.vnet}`;
    default:
      return peer satisfies never;
  }
}

export function samePeer(a: PeerNetwork, b: PeerNetwork): boolean {
  return peerKey(a) === peerKey(b);
}

/** What its owner calls it: `vpc-0123456789abcdef0`, or the name of a network. */
export function nameNetwork(peer: PeerNetwork): string {
  switch (peer.kind) {
    case 'aws':
      return peer.vpcId;
    case 'google':
      return peer.network;
    case 'azure':
      return peer.vnet;
    default:
      return peer satisfies never;
  }
}

/** All that people may call it by, in lower case; the last names it on its own. */
export function listNames(peer: PeerNetwork): readonly string[] {
  const name = nameNetwork(peer);
  switch (peer.kind) {
    case 'aws':
      return [name];
    case 'google':
      return [name, `${peer.projectId}/${name}`, `projects/${peer.projectId}/global/networks/${name}`];
    case 'azure': {
      const { subscriptionId, resourceGroup } = peer;
      const group = `/subscriptions/${subscriptionId}/resourcegroups/${resourceGroup}`;
      return [
        name,
        `${resourceGroup}/${name}`,
        `${group}/providers/microsoft.network/virtualnetworks/${name}`,
      ];
    }
    default:
      return peer satisfies never;
  }
}

/** Where it belongs: an AWS account, a Google Cloud project, an Azure subscription. */
export function findOwner(peer: PeerNetwork): string {
  switch (peer.kind) {
    case 'aws':
      return peer.accountId;
    case 'google':
      return peer.projectId;
    case 'azure':
      return peer.subscriptionId;
    default:
      return peer satisfies never;
  }
}
