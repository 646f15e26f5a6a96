import type { Cloud } from '../domain/cloud.ts';
import type { EndedPeering } from '../domain/guide.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import { readAzureEnd, readGoogleEnd } from '../domain/timescale-end.ts';
import type { Vpc } from '../domain/vpc.ts';
import { code, codeWhole, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameTcp } from './port-words.ts';

/** How Timescale's end is called for short: `pcx-…`, `project/network`, or the name of a virtual network. */
export const sayEnd = ({ peer, provisionedId }: EndedPeering): string => {
  switch (peer.kind) {
    case 'aws':
      return provisionedId;
    case 'google': {
      const { projectId, network } = readGoogleEnd(provisionedId);
      return projectId === '' ? network : `${projectId}/${network}`;
    }
    case 'azure':
      return readAzureEnd(provisionedId).networkId.split('/').at(-1) ?? '';
    default:
      return peer satisfies never;
  }
};

export const nameEnd = (peering: EndedPeering): Mrkdwn => code(sayEnd(peering));

/** All that names Timescale's end, each with its label, whole. */
export const listEnd = ({ peer, provisionedId }: EndedPeering): readonly Mrkdwn[] => {
  switch (peer.kind) {
    case 'aws':
      return [mrkdwn`AWS id ${code(provisionedId)}`];
    case 'google': {
      const { projectId, network } = readGoogleEnd(provisionedId);
      return [mrkdwn`Timescale project ${code(projectId)}`, mrkdwn`Timescale network ${code(network)}`];
    }
    case 'azure': {
      const { tenantId, networkId } = readAzureEnd(provisionedId);
      return [
        mrkdwn`Timescale tenant ${code(tenantId)}`,
        mrkdwn`Timescale network id ${codeWhole(networkId)}`,
      ];
    }
    default:
      return peer satisfies never;
  }
};

/** Whether the peer's owner accepts what Timescale asks for, or creates a peering of their own. */
export const isAccepted = ({ kind }: PeerNetwork): boolean => kind === 'aws';

/** What Timescale does once its VPC is there, for peerings with these networks. */
export const renderTimescalePart = (peers: readonly PeerNetwork[]): string =>
  peers.every(isAccepted) ? 'makes the peering request' : 'makes its side of the peering';

interface PartWords {
  /** Of a button, for who has done it. */
  readonly done: string;
  readonly how: string;
  /** Of the view with the instructions. */
  readonly title: string;
}

const ACCEPTING: PartWords = {
  done: 'I have accepted it',
  how: 'How to accept',
  title: 'How to accept it',
};
const CREATING: PartWords = {
  done: 'I have created the peering',
  how: 'How to create it',
  title: 'How to create it',
};

/** What the other side's part is called on the things that people press. */
export const PART_WORDS: { readonly [C in Cloud]: PartWords } = {
  aws: ACCEPTING,
  google: CREATING,
  azure: CREATING,
};

/** Null: nobody knows yet how Timescale's end is called. */
const nameOr = (peer: PeerNetwork, provisionedId: string | null, words: string): Mrkdwn =>
  provisionedId === null ? mrkdwn`${words}` : nameEnd({ peer, provisionedId });

/** What the owner of the other network does: `accept pcx-…`. */
export const renderPart = (peer: PeerNetwork, provisionedId: string | null): Mrkdwn =>
  isAccepted(peer)
    ? mrkdwn`accept ${nameOr(peer, provisionedId, 'the request')}`
    : mrkdwn`create the peering to ${nameOr(peer, provisionedId, 'Timescale’s network')}`;

/** The same as a line by itself begins. */
export const beginPart = (peer: PeerNetwork, provisionedId: string | null): Mrkdwn =>
  isAccepted(peer)
    ? mrkdwn`Accept ${nameOr(peer, provisionedId, 'the request')}`
    : mrkdwn`Create the peering to ${nameOr(peer, provisionedId, 'Timescale’s network')}`;

/** The same as somebody does it: `accepts`. */
export const renderDoesPart = (peer: PeerNetwork): string =>
  isAccepted(peer) ? 'accepts' : 'creates the matching peering';

/** What their network still has to let through, once the peering is active. */
export const renderWayOut = (peer: PeerNetwork, { cidr, region }: Pick<Vpc, 'cidr' | 'region'>): Mrkdwn =>
  isAccepted(peer)
    ? mrkdwn`the route to ${code(cidr.text)} and outbound ${nameTcp(region)}`
    : mrkdwn`that nothing denies outbound ${nameTcp(region)} to ${code(cidr.text)}`;
