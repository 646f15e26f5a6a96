import type { Endpoint } from './service.ts';
import type { Trouble } from './vpc.ts';

export const MOVE_STATES = ['requested', 'moving', 'dns-propagating', 'done', 'failed'] as const;
export type MoveState = (typeof MOVE_STATES)[number];

/** A VPC as one end of a move; the other may be null, the public internet. */
export interface MovePlace {
  readonly providerId: string;
  readonly name: string;
}

/** Why a service is not where it was to be. `at`: where it is instead; null: on the public internet. */
export type MoveFailure =
  | { readonly kind: 'refused'; readonly said: string; readonly at: MovePlace | null }
  | { readonly kind: 'service-gone' }
  | { readonly kind: 'vpc-gone'; readonly said: string; readonly at: MovePlace | null }
  /** Somebody moved it elsewhere meanwhile. */
  | { readonly kind: 'moved-elsewhere'; readonly at: MovePlace | null };

/** Whether a new host name answers already. */
export interface NameCheck {
  readonly host: string;
  /** Null: not yet. */
  readonly answeredAt: number | null;
  readonly lateTold: boolean;
}

/** One service on its way from one place to another. */
export interface ServiceMove {
  readonly id: number;
  readonly requestId: number;
  readonly project: string;
  readonly serviceId: string;
  readonly serviceName: string;
  readonly region: string;
  readonly from: MovePlace | null;
  readonly to: MovePlace | null;
  readonly state: MoveState;
  readonly before: readonly Endpoint[];
  readonly after: readonly Endpoint[] | null;
  readonly askedAt: number | null;
  readonly names: readonly NameCheck[];
  readonly failure: MoveFailure | null;
  readonly trouble: Trouble | null;
  readonly stateSince: number;
}
