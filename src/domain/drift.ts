import type { PeerNetwork } from './peer-network.ts';
import { isEnded, isRegressed, type Peering, type PeeringState, type SeenPeering } from './peering.ts';
import type { MovePlace } from './service-move.ts';
import type { SeenVpc, Vpc } from './vpc.ts';

interface OfVpc {
  readonly vpc: string;
  readonly range: string;
  readonly region: string;
}

/** What changed at the provider though nobody asked for it here, and no request here stands behind it. */
export type Drift =
  | ({ readonly kind: 'vpc-appeared'; readonly providerId: string } & OfVpc)
  /** Somebody deletes it there, and it is not gone yet. */
  | ({ readonly kind: 'vpc-leaving' } & OfVpc)
  /** `peerings`: those that went with it. */
  | ({ readonly kind: 'vpc-gone'; readonly peerings: number } & OfVpc)
  | {
      readonly kind: 'peering-appeared';
      readonly vpc: string;
      readonly peer: PeerNetwork;
      readonly state: PeeringState;
    }
  | {
      readonly kind: 'peering-ended';
      readonly vpc: string;
      readonly peer: PeerNetwork;
      readonly state: PeeringState;
      readonly said: string | null;
    }
  /** It was active, and waits for the other side again. */
  | {
      readonly kind: 'peering-regressed';
      readonly vpc: string;
      readonly peer: PeerNetwork;
      readonly provisionedId: string | null;
    }
  /** A new service stands in a VPC. */
  | { readonly kind: 'service-appeared'; readonly service: string; readonly place: MovePlace }
  | {
      readonly kind: 'service-moved';
      readonly service: string;
      readonly from: MovePlace | null;
      readonly to: MovePlace | null;
    };

const ofVpc = ({ name, cidr, region }: Pick<Vpc, 'name' | 'cidr' | 'region'>): OfVpc => ({
  vpc: name,
  range: cidr.text,
  region,
});

/** `name`: what it is called here. */
export const vpcAppeared = ({ providerId, region, cidrText }: SeenVpc, name: string): Drift => ({
  kind: 'vpc-appeared',
  providerId,
  vpc: name,
  range: cidrText,
  region,
});

export const vpcLeaving = (vpc: Pick<Vpc, 'name' | 'cidr' | 'region'>): Drift => ({
  kind: 'vpc-leaving',
  ...ofVpc(vpc),
});

export const vpcGone = (
  vpc: Pick<Vpc, 'name' | 'cidr' | 'region'>,
  peerings: readonly Pick<Peering, 'state'>[],
): Drift => ({
  kind: 'vpc-gone',
  ...ofVpc(vpc),
  peerings: peerings.filter(({ state }) => !isEnded(state)).length,
});

export const peeringAppeared = ({ name }: Pick<Vpc, 'name'>, { peer, state }: SeenPeering): Drift => ({
  kind: 'peering-appeared',
  vpc: name,
  peer,
  state,
});

/** What is to be told of a peering that nobody asked for here, now that it stands elsewhere than before. */
export const findPeeringDrift = (
  { name: vpc }: Pick<Vpc, 'name'>,
  before: Peering,
  next: Peering,
): Drift | null => {
  const { peer, state, provisionedId, message: said } = next;
  if (isRegressed(before, state)) return { kind: 'peering-regressed', vpc, peer, provisionedId };
  return isEnded(state) && state !== 'deleted' ? { kind: 'peering-ended', vpc, peer, state, said } : null;
};
