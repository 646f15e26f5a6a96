import type { Verdict } from './access.ts';
import type { RangeProblem } from './address-plan.ts';
import type { AwsPeerProblems } from './peer-network.ts';
import type { RegionProblem } from './region.ts';
import type { VpcNameProblem } from './vpc-name.ts';

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
  /** Same peer, asked for already on this VPC's project and still living. */
  readonly peerRanges?: readonly RangeProblem[];
}
