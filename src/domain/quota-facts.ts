import { isEnded, type Peering } from './peering.ts';
import type { Request } from './request.ts';
import type { Vpc } from './vpc.ts';

/** Whether anybody has something of a VPC. `waits`: a peering is on its way. */
export type VpcUse = 'in-use' | 'waits' | 'unused' | 'on-its-way' | 'leaving';

/** A VPC that takes a place, with what whoever decides on one more wants to know of it. */
export interface StandingVpc {
  readonly vpc: Vpc;
  /** Null: not asked for here. */
  readonly askedBy: string | null;
  readonly use: VpcUse;
}

/** The highest limit that somebody granted. */
export interface Grant {
  readonly limit: number;
  readonly by: string | null;
  readonly at: number | null;
  readonly requestId: number;
}

/** A request that waits for a decision, or for Timescale to raise its own limit. */
export interface WaitingAsk {
  readonly request: Request;
  /** Null: it is about a limit and not about a VPC. */
  readonly vpcName: string | null;
  /** How many VPCs in all it asks for; null: one more. */
  readonly wanted: number | null;
}

/** All that is known of a project's quota. */
export interface QuotaFacts {
  readonly used: number;
  /** Null: nobody granted any. */
  readonly grant: Grant | null;
  /** The provider's word for the plan that the project is on; null: not known. */
  readonly plan: string | null;
  /** When the provider was last read; null: never yet. */
  readonly observedAt: number | null;
  /** Oldest first. */
  readonly standing: readonly StandingVpc[];
  /** Oldest first. */
  readonly waiting: readonly WaitingAsk[];
}

/** `services`: how many services are in it, as the provider last listed them. */
export const judgeUse = (
  vpc: Pick<Vpc, 'state'>,
  peerings: readonly Pick<Peering, 'state'>[],
  services: number,
): VpcUse => {
  if (vpc.state === 'deleting') return 'leaving';
  if (services > 0 || peerings.some(({ state }) => state === 'active')) return 'in-use';
  if (vpc.state === 'requested' || vpc.state === 'creating') return 'on-its-way';
  return peerings.some(({ state }) => !isEnded(state)) ? 'waits' : 'unused';
};

/** Requests that wait for Timescale to raise its own limit. */
export const listHeld = ({ waiting }: Pick<QuotaFacts, 'waiting'>): readonly number[] =>
  waiting.filter(({ request }) => request.state === 'waiting-for-timescale').map(({ request }) => request.id);
