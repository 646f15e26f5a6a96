import { judgeRequester, type Person, type Verdict } from './access.ts';
import { type RangeProblem, suggestRange, type TakenRange, TIGER_RANGE_RULES } from './address-plan.ts';
import type { Cidr } from './cidr.ts';
import {
  type AwsPeerProblems,
  type AwsPeerResult,
  type PeerNetwork,
  parseAwsPeer,
  samePeer,
} from './peer-network.ts';
import { judgeTypedPeerRanges } from './peer-ranges.ts';
import type { Project } from './project.ts';
import { judgeQuota } from './quota.ts';
import { judgeRegion, type RegionProblem, type RegionVerdict } from './region.ts';
import { judgeTypedRange } from './typed-range.ts';
import type { Vpc } from './vpc.ts';
import { parseVpcName, type VpcNameProblem } from './vpc-name.ts';

/** What a person typed or chose, field by field, before anything is believed. */
export interface TypedVpcRequest {
  readonly project: string;
  readonly name: string;
  readonly region: string;
  readonly cidr: string;
  readonly peerAccountId: string;
  readonly peerVpcId: string;
  readonly peerRegion: string;
  /** CIDRs separated by commas, spaces or new lines; may be empty. */
  readonly peerRanges: string;
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
  readonly peer?: AwsPeerProblems;
  readonly peerRanges?: readonly RangeProblem[];
}

/** A request that may be carried out: every field read and judged. */
export interface WantedVpc {
  readonly project: Project;
  readonly name: string;
  readonly region: string;
  readonly cidr: Cidr;
  readonly peer: PeerNetwork;
  readonly peerRanges: readonly Cidr[];
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
  /** VPCs at the provider and creations under way; requests that wait for approval do not count. */
  readonly used: number;
  /** The highest limit that an approval granted; 0 where none did. */
  readonly granted: number;
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

const takenByVpcs = (facts: ProjectFacts): readonly TakenRange[] =>
  facts.vpcs.map(({ cidr, name, project, region }) => ({
    cidr,
    owner: { kind: 'vpc', name, project, region },
  }));

const takenByReserve = (project: Project): readonly TakenRange[] =>
  project.reservedRanges.map((cidr) => ({ cidr, owner: { kind: 'reserved' } }));

const takenByPeers = (facts: ProjectFacts, isIt: (peer: PeerNetwork) => boolean): readonly TakenRange[] =>
  facts.peerRanges.flatMap(({ cidr, peer }) =>
    isIt(peer) ? [{ cidr, owner: { kind: 'peer', peer } as const }] : [],
  );

/** Every range known to be in use around this project, the peers of all its VPCs included. */
export const listTaken = (project: Project, facts: ProjectFacts): readonly TakenRange[] => [
  ...takenByVpcs(facts),
  ...takenByReserve(project),
  ...takenByPeers(facts, () => true),
];

/** A range that nothing known of this project touches. */
export const suggestVpcRange = (project: Project, facts: ProjectFacts): Cidr | null =>
  suggestRange(TIGER_RANGE_RULES, listTaken(project, facts));

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

const judgeRanges = (
  typed: TypedVpcRequest,
  project: Project,
  facts: ProjectFacts,
  parsed: AwsPeerResult,
) => {
  const isSame = (peer: PeerNetwork) => parsed.kind === 'peer' && samePeer(peer, parsed.peer);
  const taken = [...takenByVpcs(facts), ...takenByReserve(project), ...takenByPeers(facts, isSame)];
  const range = judgeTypedRange(typed.cidr, TIGER_RANGE_RULES, taken);
  const { name, region } = typed;
  const own: TakenRange | null =
    range.kind === 'range'
      ? { cidr: range.cidr, owner: { kind: 'vpc', name, project: project.name, region } }
      : null;
  return { range, peerRanges: judgeTypedPeerRanges(typed.peerRanges, own) };
};

/** An empty peer region means the VPC's: what is wrong with that is said beside it, and only there. */
const judgeOwnPeerProblems = (
  parsed: AwsPeerResult,
  region: RegionVerdict,
): Pick<VpcRequestProblems, 'peer'> => {
  if (parsed.kind === 'peer') return {};
  const { region: peerRegion, ...others } = parsed.problems;
  const echoes = peerRegion?.kind === 'empty' && region.kind !== 'region';
  const peer = echoes ? others : parsed.problems;
  return Object.keys(peer).length === 0 ? {} : { peer };
};

/** Judges a request for a VPC with its first peering, on what is known here and now. Asks nobody. */
export const judgeVpcRequest = (
  typed: TypedVpcRequest,
  person: Person,
  project: Project,
  facts: ProjectFacts,
): VpcRequestVerdict => {
  const verdict = judgeRequester(person, project);
  if (verdict.kind === 'refused')
    return { kind: 'problems', problems: { project: { kind: 'refused', verdict } } };
  const named = judgeName(typed.name, facts);
  const region = judgeRegion(typed.region, project.regions);
  const parsed = parseAwsPeer(
    { accountId: typed.peerAccountId, vpcId: typed.peerVpcId, region: typed.peerRegion },
    region.kind === 'region' ? { defaultRegion: region.region } : {},
  );
  const { range, peerRanges } = judgeRanges(typed, project, facts, parsed);
  if (
    'name' in named &&
    region.kind === 'region' &&
    range.kind === 'range' &&
    parsed.kind === 'peer' &&
    peerRanges.kind === 'ranges'
  ) {
    const { peer } = parsed;
    const { name } = named;
    const wanted = {
      project,
      name,
      region: region.region,
      cidr: range.cidr,
      peer,
      peerRanges: peerRanges.cidrs,
    };
    const quota = judgeQuota({ used: facts.used, limit: limitOf(project, facts) });
    return quota.kind === 'within' ? { kind: 'create', wanted } : { ...quota, kind: 'over-quota', wanted };
  }
  const problems: VpcRequestProblems = {
    ...('problem' in named ? { name: named.problem } : {}),
    ...(region.kind === 'region' ? {} : { region }),
    ...(range.kind === 'range' ? {} : { cidr: range.problems }),
    ...judgeOwnPeerProblems(parsed, region),
    ...(peerRanges.kind === 'ranges' ? {} : { peerRanges: peerRanges.problems }),
  };
  return { kind: 'problems', problems };
};

/** The peering fields of a form, judged for a VPC that is there. */
export type PeerVerdict =
  | { readonly kind: 'problems'; readonly problems: Pick<VpcRequestProblems, 'peer' | 'peerRanges'> }
  | { readonly kind: 'peer'; readonly peer: PeerNetwork; readonly peerRanges: readonly Cidr[] };

export type TypedPeer = Pick<TypedVpcRequest, 'peerAccountId' | 'peerVpcId' | 'peerRegion' | 'peerRanges'>;

export const judgePeer = (typed: TypedPeer, vpc: Vpc): PeerVerdict => {
  const parsed = parseAwsPeer(
    { accountId: typed.peerAccountId, vpcId: typed.peerVpcId, region: typed.peerRegion },
    { defaultRegion: vpc.region },
  );
  const { cidr, name, project, region } = vpc;
  const ranges = judgeTypedPeerRanges(typed.peerRanges, {
    cidr,
    owner: { kind: 'vpc', name, project, region },
  });
  if (parsed.kind === 'peer' && ranges.kind === 'ranges') {
    return { kind: 'peer', peer: parsed.peer, peerRanges: ranges.cidrs };
  }
  const problems = {
    ...(parsed.kind === 'peer' ? {} : { peer: parsed.problems }),
    ...(ranges.kind === 'ranges' ? {} : { peerRanges: ranges.problems }),
  };
  return { kind: 'problems', problems };
};
