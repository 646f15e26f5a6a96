import type { RangeProblem, Reach, TakenRange } from './address-plan.ts';
import { type AwsPeerProblems, parseAwsPeer } from './aws-peer.ts';
import { type AzurePeerProblems, parseAzurePeer } from './azure-peer.ts';
import type { Cidr } from './cidr.ts';
import { type Cloud, findCloud } from './cloud.ts';
import { type GooglePeerProblems, parseGooglePeer } from './google-peer.ts';
import { judgeNetwork } from './network-check.ts';
import { type PeerNetwork, samePeer, type TypedNetwork } from './peer-network.ts';
import { judgeReach, judgeTypedPeerRanges } from './peer-ranges.ts';
import { isEnded, type Peering } from './peering.ts';
import { findSeen, type Sighting } from './seen-network.ts';

/** What a person typed of one network that a VPC is to be peered with. */
export type TypedPeer = TypedNetwork & {
  /** CIDRs separated by commas, spaces or new lines; may be empty. */
  readonly ranges: string;
  /** Whether it was chosen from a list of networks, or typed where there is one. Absent: there is none. */
  readonly by?: 'menu' | 'hand' | undefined;
};

export interface WantedPeer {
  readonly peer: PeerNetwork;
  readonly peerRanges: readonly Cidr[];
}

export type SamePeer =
  | { readonly kind: 'named-twice' }
  /** Living, whoever asked for it. */
  | { readonly kind: 'peered'; readonly peering: Peering };

/** What is wrong with one network, beside the field where it is wrong. No key: nothing wrong there. */
export interface PeerProblems extends AwsPeerProblems, GooglePeerProblems, AzurePeerProblems {
  /** The cloud whose fields were filled in. */
  readonly kind?: Cloud;
  readonly ranges?: readonly RangeProblem[];
  readonly same?: SamePeer;
  /** Its cloud says that there is no such network. */
  readonly absent?: { readonly peer: PeerNetwork };
  /** A VPC is peered with networks of its own cloud only. */
  readonly cloud?: { readonly kind: 'other-cloud'; readonly cloud: Cloud | null };
}

/** The VPC that the networks are to be peered with, as far as it is known. */
export interface PeerSide {
  /** Null: not known, or wrong itself. */
  readonly range: TakenRange | null;
  /** Stands in for an empty region; null: not known, or wrong itself. */
  readonly region: string | null;
  /** What it has already. */
  readonly peerings: readonly Peering[];
  /** The other VPCs that these networks reach. */
  readonly findReach: (networks: readonly PeerNetwork[]) => readonly Reach[];
  /** What the networks' own clouds show of them, where they can be asked. */
  readonly sightings: readonly Sighting[];
}

export type PeersVerdict =
  | { readonly kind: 'peers'; readonly peers: readonly WantedPeer[] }
  /** One for each network that was typed, in their order; empty where nothing is wrong with it. */
  | { readonly kind: 'problems'; readonly problems: readonly PeerProblems[] };

/** How many networks one form asks for. */
export const PEERS_AT_ONCE = 10;

/** Peerings that take up one of the places at the provider, or are about to. */
export const countPeerings = (peerings: readonly Peering[]): number =>
  peerings.filter(({ state }) => !isEnded(state)).length;

type Reading =
  | { readonly kind: 'peer'; readonly peer: PeerNetwork }
  | { readonly kind: 'problems'; readonly problems: PeerProblems };

const readNetwork = (typed: TypedPeer, region: string | null): Reading => {
  switch (typed.kind) {
    case 'aws':
      return parseAwsPeer(typed, region === null ? {} : { defaultRegion: findCloud(region).region });
    case 'google':
      return parseGooglePeer(typed);
    case 'azure':
      return parseAzurePeer(typed);
    default:
      return typed satisfies never;
  }
};

const readPeer = (typed: TypedPeer, region: string | null): Reading => {
  const cloud = region === null ? typed.kind : findCloud(region).cloud;
  if (cloud === typed.kind) return readNetwork(typed, region);
  return { kind: 'problems', problems: { cloud: { kind: 'other-cloud', cloud } } };
};

/** The networks among these that can be read. */
export const readPeers = (typed: readonly TypedPeer[], region: string | null): readonly PeerNetwork[] =>
  typed.flatMap((one) => {
    const read = readPeer(one, region);
    return read.kind === 'peer' ? [read.peer] : [];
  });

const findSame = (
  peer: PeerNetwork,
  { peerings }: PeerSide,
  before: readonly PeerNetwork[],
): SamePeer | null => {
  if (before.some((other) => samePeer(other, peer))) return { kind: 'named-twice' };
  const same = peerings.filter((other) => !isEnded(other.state) && samePeer(other.peer, peer));
  // Of one that is on its way out there is nothing to be had, where another has taken its place.
  const peering = same.find(({ state }) => state !== 'deleting') ?? same[0];
  return peering === undefined ? null : { kind: 'peered', peering };
};

/** VPCs that this network reaches already and that share addresses with the one it is to be peered with. */
const findReached = (peer: PeerNetwork, { range, findReach }: PeerSide): readonly RangeProblem[] =>
  range === null ? [] : judgeReach(range, findReach([peer]));

/** What the network itself has against the VPC, whose range stands by now. */
const findSighted = (peer: PeerNetwork, { range, sightings }: PeerSide): readonly RangeProblem[] => {
  const seen = findSeen(sightings, peer)?.seen ?? null;
  return range === null || seen === null ? [] : judgeNetwork(range.cidr, seen, { isFixed: true }).problems;
};

const findAbsent = (peer: PeerNetwork, { sightings }: PeerSide): Pick<PeerProblems, 'absent'> =>
  findSeen(sightings, peer)?.seen === null ? { absent: { peer } } : {};

/** An empty peer region means the VPC's: what is wrong with that is said beside it, and only there. */
const dropEcho = (problems: PeerProblems, region: string | null): PeerProblems => {
  const { region: own, ...others } = problems;
  return own?.kind === 'empty' && region === null ? others : problems;
};

const judgeRead = (
  peer: PeerNetwork,
  side: PeerSide,
  before: readonly PeerNetwork[],
): { readonly ranges: readonly RangeProblem[]; readonly whole: PeerProblems } => {
  const same = findSame(peer, side, before);
  return {
    // Of one that is peered already the routes are there: it is shared, and nothing comes anew.
    ranges: [...findReached(peer, side), ...(same === null ? findSighted(peer, side) : [])],
    whole: same === null ? findAbsent(peer, side) : { same },
  };
};

/** A range that was filled in from the network itself is told once. */
const isTold = (problem: RangeProblem, own: readonly RangeProblem[]): boolean =>
  problem.kind === 'overlap' &&
  own.some((other) => other.kind === 'overlap' && other.range.text === problem.with.cidr.text);

const judgeOne = (
  typed: TypedPeer,
  side: PeerSide,
  before: readonly PeerNetwork[],
): WantedPeer | { readonly problems: PeerProblems } => {
  const read = readPeer(typed, side.region);
  const ranges = judgeTypedPeerRanges(typed.ranges, side.range);
  const judged = read.kind === 'peer' ? judgeRead(read.peer, side, before) : { ranges: [], whole: {} };
  const own = ranges.kind === 'ranges' ? [] : ranges.problems;
  const wrong = [...own, ...judged.ranges.filter((problem) => !isTold(problem, own))];
  const problems: PeerProblems = {
    ...(read.kind === 'peer' ? {} : dropEcho(read.problems, side.region)),
    ...(wrong.length === 0 ? {} : { ranges: wrong }),
    ...judged.whole,
  };
  if (Object.keys(problems).length > 0) return { problems: { kind: typed.kind, ...problems } };
  return read.kind === 'peer' && ranges.kind === 'ranges'
    ? { peer: read.peer, peerRanges: ranges.cidrs }
    : { problems };
};

/** Judges the networks of a form, each with those before it. */
export const judgePeers = (typed: readonly TypedPeer[], side: PeerSide): PeersVerdict => {
  const judged = typed.map((one, at) => judgeOne(one, side, readPeers(typed.slice(0, at), side.region)));
  const peers = judged.flatMap((one) => ('peer' in one ? [one] : []));
  if (peers.length === judged.length) return { kind: 'peers', peers };
  return { kind: 'problems', problems: judged.map((one) => ('problems' in one ? one.problems : {})) };
};
