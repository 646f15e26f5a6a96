import type { AwsPeer } from './aws-peer.ts';
import type { Cidr } from './cidr.ts';
import type { GooglePeer } from './google-peer.ts';
import { samePeer } from './peer-network.ts';
import type { TypedPeer } from './peer-request.ts';
import type { SeenNetwork, Sighting } from './seen-network.ts';
import type { SideAccount } from './side-plan.ts';

/** A network in an account that the configuration lets the bot see. */
export interface KnownNetwork {
  readonly peer: AwsPeer | GooglePeer;
  /** As its owner calls it; null: it has no name beside its id. */
  readonly name: string | null;
  readonly ranges: readonly Cidr[];
  readonly isDefault: boolean;
}

/** Where networks could not be listed now. */
export interface Unlisted {
  readonly account: Pick<SideAccount, 'kind' | 'id'>;
  /** Null on Google Cloud. */
  readonly region: string | null;
  /** `denied`: the role or the service account may not; `silent`: no answer; `slow`: none yet. */
  readonly why: 'denied' | 'silent' | 'slow';
  /** The permission that is missing, where the cloud names it. */
  readonly action: string | null;
}

/** What the configured accounts of one cloud have, as far as they said it in time. */
export interface KnownNetworks {
  readonly networks: readonly KnownNetwork[];
  readonly unlisted: readonly Unlisted[];
  /** Configured accounts of that cloud; 0: nothing is to be seen there. */
  readonly accounts: number;
}

export const NOTHING_KNOWN: KnownNetworks = { networks: [], unlisted: [], accounts: 0 };

/** A network of a list is one of which no routes were read. */
export const seenInList = ({ peer, name, ranges }: KnownNetwork): SeenNetwork => ({
  peer,
  name,
  ranges,
  growsInto: [],
  routes: null,
});

/** The one that somebody's ids mean. An empty region leaves open which, unless only one has that id. */
export const findTyped = (networks: readonly KnownNetwork[], typed: TypedPeer): KnownNetwork | null => {
  switch (typed.kind) {
    case 'aws': {
      const { accountId, vpcId, region } = typed;
      const named = networks.filter(
        ({ peer }) => peer.kind === 'aws' && peer.accountId === accountId && peer.vpcId === vpcId,
      );
      const [only = null, ...more] = named;
      if (region === '') return more.length === 0 ? only : null;
      return named.find(({ peer }) => peer.kind === 'aws' && peer.region === region) ?? null;
    }
    case 'google': {
      const { projectId, network } = typed;
      const peer = { kind: 'google', projectId, network } as const;
      return networks.find((known) => samePeer(known.peer, peer)) ?? null;
    }
    case 'azure':
      return null;
    default:
      return typed satisfies never;
  }
};

/** What was chosen from a list, or left empty, gets the ranges that the network really has. */
export const fillRanges = (typed: TypedPeer, { seen }: Sighting): TypedPeer => {
  const isOpen = typed.by === 'menu' || typed.ranges.trim() === '';
  if (!isOpen || seen === null || seen.ranges.length === 0) return typed;
  return { ...typed, ranges: seen.ranges.map(({ text }) => text).join(', ') };
};
