import { judgeRequester, type Person, type Verdict } from './access.ts';
import type { RangeProblem, Reach, TakenRange } from './address-plan.ts';
import type { Cidr } from './cidr.ts';
import { isSameNetwork, judgeWays, keepClear, listHeld } from './network-check.ts';
import { type PeerNetwork, peerKey } from './peer-network.ts';
import { toReached } from './peer-ranges.ts';
import {
  judgePeers,
  type PeerProblems,
  type PeersVerdict,
  readPeers,
  type TypedPeer,
  type WantedPeer,
} from './peer-request.ts';
import type { Project } from './project.ts';
import { judgeQuota } from './quota.ts';
import { RANGE_RULES } from './range-rules.ts';
import { judgeRegion, type RegionProblem, type RegionVerdict } from './region.ts';
import { findSeen, type Sighting } from './seen-network.ts';
import { judgeTypedRange, type TypedRangeVerdict } from './typed-range.ts';
import type { Vpc } from './vpc.ts';
import { parseVpcName, type VpcNameProblem } from './vpc-name.ts';

/** What a person typed or chose, field by field, before anything is believed. */
export interface TypedVpcRequest {
  readonly project: string;
  readonly name: string;
  readonly region: string;
  readonly cidr: string;
  /** The networks that are to reach it from the start; none is fine. */
  readonly peers: readonly TypedPeer[];
}

export type ProjectProblem =
  | { readonly kind: 'unknown'; readonly typed: string; readonly nearest: string | null }
  | { readonly kind: 'refused'; readonly verdict: Extract<Verdict, { kind: 'refused' }> };

/** What is wrong, beside the field where it is wrong. No key: nothing wrong there. */
export interface VpcRequestProblems {
  readonly project?: ProjectProblem;
  readonly name?: VpcNameProblem | { readonly kind: 'taken'; readonly name: string };
  readonly region?: RegionProblem;
  readonly cidr?: readonly RangeProblem[];
  /** Beside `cidr`: a range that would be taken. */
  readonly instead?: Cidr;
  /** One for each network that was typed, in their order. */
  readonly peers?: readonly PeerProblems[];
}

/** A request that may be carried out: every field read and judged. */
export interface WantedVpc {
  readonly project: Project;
  readonly name: string;
  readonly region: string;
  readonly cidr: Cidr;
  readonly peers: readonly WantedPeer[];
}

/** What a project has, as far as it is known when a request is judged. */
export interface ProjectFacts {
  /** Every VPC that is there or on its way, whoever made it. */
  readonly vpcs: readonly Vpc[];
  /** The ranges that people told of the peers. */
  readonly peerRanges: readonly {
    readonly cidr: Cidr;
    readonly peer: PeerNetwork;
    readonly vpcName: string;
  }[];
  /** The networks that reach its own VPCs; one that reaches several may stand here as often. */
  readonly peers: readonly PeerNetwork[];
  /** The VPCs that these networks reach, in all projects. */
  readonly findReach: (networks: readonly PeerNetwork[]) => readonly Reach[];
  /** VPCs at the provider and creations under way; requests that wait for approval do not count. */
  readonly used: number;
  /** The highest limit that an approval granted; 0 where none did. */
  readonly granted: number;
  /** Where the provider says that VPCs may be made; empty where it does not say. */
  readonly regions: readonly string[];
  /** When the provider was last read; null: never yet. */
  readonly observedAt: number | null;
}

export type VpcRequestVerdict =
  | { readonly kind: 'problems'; readonly problems: VpcRequestProblems }
  | { readonly kind: 'create'; readonly wanted: WantedVpc }
  | {
      readonly kind: 'over-quota';
      readonly wanted: WantedVpc;
      readonly used: number;
      readonly limit: number;
    };

export const limitOf = (project: Project, facts: Pick<ProjectFacts, 'granted'>): number =>
  Math.max(project.vpcQuota, facts.granted);

/** Where a VPC of this project may be made: what the provider lists, and what is known or configured. */
export const listRegions = (project: Project, facts: Pick<ProjectFacts, 'regions'>): readonly string[] => [
  ...new Set([...facts.regions, ...project.regions]),
];

const takenByVpcs = (facts: ProjectFacts): readonly TakenRange[] =>
  facts.vpcs.map(({ cidr, name, project, region }) => ({
    cidr,
    owner: { kind: 'vpc', name, project, region },
  }));

const takenByReserve = (project: Project): readonly TakenRange[] =>
  project.reservedRanges.map((cidr) => ({ cidr, owner: { kind: 'reserved' } }));

const takenByPeers = (facts: ProjectFacts, peers: readonly PeerNetwork[]): readonly TakenRange[] => {
  const keys = new Set(peers.map(peerKey));
  return facts.peerRanges.flatMap(({ cidr, peer }) =>
    keys.has(peerKey(peer)) ? [{ cidr, owner: { kind: 'peer', peer } as const }] : [],
  );
};

/** VPCs of other projects that one of these networks reaches, each once. */
const takenByReach = (
  { name: own }: Project,
  { findReach }: ProjectFacts,
  peers: readonly PeerNetwork[],
): readonly TakenRange[] => {
  const shared = findReach(peers).filter(({ project }) => project !== own);
  return [...new Map(shared.map((one) => [one.vpcId, one])).values()].map(toReached);
};

const takenAround = (project: Project, facts: ProjectFacts, peers: readonly PeerNetwork[]) => [
  ...takenByVpcs(facts),
  ...takenByReserve(project),
  ...takenByPeers(facts, peers),
  ...takenByReach(project, facts, peers),
];

/** Every range known to be in use around this project, with what all its peers have and reach. */
export const listTaken = (project: Project, facts: ProjectFacts): readonly TakenRange[] =>
  takenAround(project, facts, [...facts.peerRanges.map(({ peer }) => peer), ...facts.peers]);

/** A name that no VPC of the project has; the one called `own` may keep its name. */
export const judgeName = (
  text: string,
  facts: Pick<ProjectFacts, 'vpcs'>,
  own: number | null = null,
): { name: string } | { problem: NonNullable<VpcRequestProblems['name']> } => {
  const parsed = parseVpcName(text);
  if (parsed.kind !== 'name') return { problem: parsed };
  const { name } = parsed;
  const twin = facts.vpcs.find((vpc) => vpc.id !== own && vpc.name.toLowerCase() === name.toLowerCase());
  return twin === undefined ? { name } : { problem: { kind: 'taken', name: twin.name } };
};

const judgeVpcRange = (
  typed: TypedVpcRequest,
  region: string | null,
  project: Project,
  facts: ProjectFacts,
  sightings: readonly Sighting[],
): TypedRangeVerdict => {
  const rules = RANGE_RULES[project.product];
  const peers = readPeers(typed.peers, region);
  const networks = peers.flatMap((peer) => findSeen(sightings, peer)?.seen ?? []);
  const told = takenAround(project, facts, peers);
  // What people told of a peer, and its cloud shows as well, is said once.
  const held = networks.flatMap(listHeld).filter((one) => !told.some((other) => isSameNetwork(one, other)));
  return judgeTypedRange(typed.cidr, rules, [...told, ...held], {
    ...keepClear(networks, rules.largest),
    judge: (range) => networks.flatMap((network) => judgeWays(range, network, false).problems),
  });
};

interface Judged {
  readonly named: ReturnType<typeof judgeName>;
  readonly region: RegionVerdict;
  readonly range: TypedRangeVerdict;
  readonly peers: PeersVerdict;
}

const judgeFields = (
  typed: TypedVpcRequest,
  project: Project,
  facts: ProjectFacts,
  sightings: readonly Sighting[],
): Judged => {
  const region = judgeRegion(typed.region, listRegions(project, facts));
  const own = region.kind === 'region' ? region.region : null;
  const range = judgeVpcRange(typed, own, project, facts, sightings);
  const owner = { kind: 'vpc', name: typed.name, project: project.name, region: typed.region } as const;
  const peers = judgePeers(typed.peers, {
    range: range.kind === 'range' ? { cidr: range.cidr, owner } : null,
    region: own,
    peerings: [],
    // What they reach speaks against the range, and is said beside it.
    findReach: () => [],
    sightings,
  });
  return { named: judgeName(typed.name, facts), region, range, peers };
};

const listProblems = ({ named, region, range, peers }: Judged): VpcRequestProblems => ({
  ...('problem' in named ? { name: named.problem } : {}),
  ...(region.kind === 'region' ? {} : { region }),
  ...(range.kind === 'range' ? {} : { cidr: range.problems }),
  ...(range.kind === 'range' || range.suggestion === null ? {} : { instead: range.suggestion }),
  ...(peers.kind === 'problems' && peers.problems.some((one) => Object.keys(one).length > 0)
    ? { peers: peers.problems }
    : {}),
});

/**
 * Judges a request for a VPC with its first peerings, on what is known here and now. Asks nobody.
 * `sightings`: what the networks' own clouds showed of them.
 */
export const judgeVpcRequest = (
  typed: TypedVpcRequest,
  person: Person,
  project: Project,
  facts: ProjectFacts,
  sightings: readonly Sighting[] = [],
): VpcRequestVerdict => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused')
    return { kind: 'problems', problems: { project: { kind: 'refused', verdict } } };
  const judged = judgeFields(typed, project, facts, sightings);
  const { named, region, range, peers } = judged;
  if ('problem' in named || region.kind !== 'region' || range.kind !== 'range' || peers.kind !== 'peers') {
    return { kind: 'problems', problems: listProblems(judged) };
  }
  const wanted: WantedVpc = {
    project,
    name: named.name,
    region: region.region,
    cidr: range.cidr,
    peers: peers.peers,
  };
  const quota = judgeQuota({ used: facts.used, limit: limitOf(project, facts) });
  return quota.kind === 'within' ? { kind: 'create', wanted } : { ...quota, kind: 'over-quota', wanted };
};
