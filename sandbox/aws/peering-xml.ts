import { notFound } from './id-kinds.ts';
import type { Scene, Touched } from './operation.ts';
import type { Pcx, PcxSide } from './peering-connections.ts';
import { type PeeringSeen, seePeering } from './peering-view.ts';
import { arnOf } from './resource-id.ts';
import { writeTags } from './tag-xml.ts';
import type { XmlMembers } from './xml.ts';

export const peeringsOf = (scene: Scene): readonly PeeringSeen[] => {
  const delays = scene.aws.delays.all();
  return scene.aws.peerings().flatMap((pcx) => seePeering(pcx, scene, scene.now, delays) ?? []);
};

export const findPeering = (scene: Scene, id: string): PeeringSeen => {
  const seen = peeringsOf(scene).find((peering) => peering.id === id);
  if (seen === undefined) throw notFound('pcx', id);
  return seen;
};

/** Ranges are told of an active peering alone. */
export const rangesShown = (
  { aws }: Scene,
  { pcx, status }: PeeringSeen,
  side: PcxSide,
): readonly string[] => {
  if (status.code !== 'active') return [];
  if (side === 'requester') return [pcx.requester.cidr];
  return aws.networks.at(pcx.accepter).find(({ id }) => id === pcx.accepter.vpcId)?.cidrs ?? [];
};

const NO_CLASSIC_LINK = {
  allowEgressFromLocalClassicLinkToRemoteVpc: false,
  allowEgressFromLocalVpcToRemoteClassicLink: false,
};

export const writeOptions = ({ resolvesDns }: Pcx, side: PcxSide): XmlMembers => ({
  allowDnsResolutionFromRemoteVpc: resolvesDns[side],
  ...NO_CLASSIC_LINK,
});

const writeParty = (scene: Scene, seen: PeeringSeen, side: PcxSide): XmlMembers => {
  const { account, region, vpcId } = seen.pcx[side];
  const ranges = rangesShown(scene, seen, side);
  const told =
    seen.status.code === 'active'
      ? {
          cidrBlock: ranges[0],
          cidrBlockSet: ranges.map((cidrBlock) => ({ cidrBlock })),
          peeringOptions: writeOptions(seen.pcx, side),
        }
      : {};
  return { ownerId: account, vpcId, region, ...told };
};

export const expiryShown = ({ pcx, status }: PeeringSeen): Date | undefined =>
  status.code === 'pending-acceptance' ? new Date(pcx.expiresAt) : undefined;

export const writePeering = (scene: Scene, seen: PeeringSeen): XmlMembers => ({
  vpcPeeringConnectionId: seen.id,
  requesterVpcInfo: writeParty(scene, seen, 'requester'),
  accepterVpcInfo: writeParty(scene, seen, 'accepter'),
  status: { code: seen.status.code, message: seen.status.message },
  expirationTime: expiryShown(seen),
  tagSet: writeTags(scene, seen.id),
});

/** The connection itself, with the VPCs at both of its ends as conditions know them. */
export const touchPeering = (scene: Scene, id: string): Touched => {
  const pcx = scene.aws.find(id);
  const context =
    pcx === null
      ? {}
      : {
          'ec2:AccepterVpc': arnOf(pcx.accepter, 'vpc', pcx.accepter.vpcId),
          'ec2:RequesterVpc': arnOf(pcx.requester, 'vpc', pcx.requester.vpcId),
          'ec2:VpcPeeringConnectionID': id,
        };
  return { type: 'vpc-peering-connection', id, context };
};
