import type { PeerNetwork } from '../domain/peer-network.ts';
import { findSideAccount } from '../domain/side-plan.ts';
import type { SideSight } from '../domain/side-sight.ts';
import type { Clouds } from './api.ts';

/** Looks at the other side of a peering. Null: the configuration does not let the bot see it. */
export const lookAtSide = async (
  clouds: Clouds,
  peer: PeerNetwork,
  provisionedId: string,
): Promise<SideSight | null> => {
  const account = findSideAccount(clouds.accounts, peer);
  if (account === null) return null;
  switch (peer.kind) {
    case 'aws': {
      const aws = clouds.aws(account.id);
      const [side, request] = await Promise.all([
        aws.readSide(peer.region, peer.vpcId),
        aws.findRequest(peer.region, provisionedId),
      ]);
      return { kind: 'aws', side, request };
    }
    case 'google':
      return { kind: 'google', side: await clouds.google(account.id).readSide(peer.network) };
    case 'azure':
      return null;
    default:
      return peer satisfies never;
  }
};
