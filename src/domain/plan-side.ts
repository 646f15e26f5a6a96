import { planAws } from './aws-plan.ts';
import type { AwsRequest, AwsSide } from './aws-side.ts';
import { findCloud } from './cloud.ts';
import { planGoogle } from './google-plan.ts';
import type { GoogleSide } from './google-side.ts';
import type { EndedPeering } from './guide.ts';
import { type KnownRequesters, type Proof, proveRequest } from './request-proof.ts';
import type { SideChoice, SidePlan } from './side-plan.ts';
import type { SideSight } from './side-sight.ts';
import { nameEnd, readGoogleEnd } from './timescale-end.ts';
import type { Vpc } from './vpc.ts';

export interface SideWish {
  readonly peering: EndedPeering;
  readonly vpc: Pick<Vpc, 'cidr' | 'region'>;
  readonly choice: SideChoice;
  /** Where Timescale's services listen, ascending, at least one. */
  readonly ports: readonly number[];
  readonly known: KnownRequesters;
}

const prove = ({ peering, vpc, known }: SideWish, request: AwsRequest | null): Proof => {
  const { peer, provisionedId } = peering;
  if (peer.kind !== 'aws') return { kind: 'not-there' };
  return proveRequest({ provisionedId, peer, vpcRegion: findCloud(vpc.region).region }, request, known);
};

const planAtAws = (wish: SideWish, side: AwsSide | null, request: AwsRequest | null): SidePlan | null => {
  const { peering, vpc, choice, ports } = wish;
  if (side === null || choice.kind !== 'aws') return null;
  const { kind, ...chosen } = choice;
  const { provisionedId: peeringId } = peering;
  const groupName = nameEnd({ kind, peeringId });
  const proof = prove(wish, request);
  const facts = { peeringId, vpcCidr: vpc.cidr, proof, side, groupName, ports, choice: chosen };
  return { kind, ...planAws(facts) };
};

const planAtGoogle = ({ peering, vpc, choice }: SideWish, side: GoogleSide | null): SidePlan | null => {
  if (side === null || choice.kind !== 'google') return null;
  const end = readGoogleEnd(peering.provisionedId);
  const plan = planGoogle({ end, vpcCidr: vpc.cidr, side, peeringName: nameEnd(end), choice });
  return { kind: 'google', ...plan };
};

/** What is to be changed on the other side, as it was seen just now. Null: there is no such network. */
export const planSide = (wish: SideWish, sight: SideSight): SidePlan | null => {
  switch (sight.kind) {
    case 'aws':
      return planAtAws(wish, sight.side, sight.request);
    case 'google':
      return planAtGoogle(wish, sight.side);
    default:
      return sight satisfies never;
  }
};

/** The ranges of the customer's network, which AWS's peerings do not learn anew. */
export const listSideRanges = ({ facts: { side } }: SidePlan): readonly string[] =>
  'ranges' in side
    ? side.ranges.map(({ text }) => text)
    : side.subnets.flatMap(({ ranges }) => ranges.map(({ text }) => text));
