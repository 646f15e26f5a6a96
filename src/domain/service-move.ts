import type { Product } from './project.ts';
import type { Endpoint, MoveProgress } from './service.ts';
import type { Trouble } from './vpc.ts';

export const MOVE_STATES = ['requested', 'moving', 'dns-propagating', 'done', 'failed', 'cancelled'] as const;
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

/** One step of the way, from the moment it is asked of the provider. */
export interface MoveLeg {
  readonly from: MovePlace | null;
  readonly to: MovePlace | null;
  readonly askedAt: number;
  /** When a look first showed the service there; null: it did not. */
  readonly arrivedAt: number | null;
  /** What the provider answered in place of doing it. A look at the service tells what that means. */
  readonly refusal: { readonly kind: 'refused' | 'gone'; readonly said: string } | null;
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
  /** Where it was last known to be. */
  readonly here: MovePlace | null;
  readonly state: MoveState;
  /** What was asked for so far, oldest first. Where the service is decides what comes next, not this. */
  readonly legs: readonly MoveLeg[];
  /** Where it was reached before anything was asked for, and where it is reached now. */
  readonly before: readonly Endpoint[];
  readonly after: readonly Endpoint[] | null;
  readonly names: readonly NameCheck[];
  /** Kept when it is tried again, until a look shows the service. */
  readonly failure: MoveFailure | null;
  readonly trouble: Trouble | null;
  readonly stateSince: number;
  /** Since when looks show it gone, or where it was not to be; null while they do not. */
  readonly strangeSince: number | null;
  /** Whether people were told that it takes longer than it should. */
  readonly slowTold: boolean;
  /** How far the provider is; null while it does not say. */
  readonly progress: MoveProgress | null;
}

export const samePlace = (one: MovePlace | null, other: MovePlace | null): boolean =>
  (one?.providerId ?? null) === (other?.providerId ?? null);

/**
 * The steps from one place to another. Tiger attaches and detaches (its REST API has no call for
 * both), so between two VPCs a service is on the public internet for a while.
 */
export const planLegs = (
  product: Product,
  from: MovePlace | null,
  to: MovePlace | null,
): readonly Pick<MoveLeg, 'from' | 'to'>[] => {
  if (samePlace(from, to)) return [];
  switch (product) {
    case 'tiger':
      return from === null || to === null
        ? [{ from, to }]
        : [
            { from, to: null },
            { from: null, to },
          ];
    // One update of the service names where it is to be.
    case 'managed':
      return [{ from, to }];
    default:
      return product satisfies never;
  }
};

/** The step that was asked for and that no look has shown to be done; null: none is under way. */
export const findAsked = ({ legs }: Pick<ServiceMove, 'legs'>): MoveLeg | null => {
  const last = legs.at(-1);
  return last === undefined || last.arrivedAt !== null ? null : last;
};

/** The service is being moved: nobody else may begin to move it. */
export const isMoving = ({ state }: Pick<ServiceMove, 'state'>): boolean =>
  state === 'requested' || state === 'moving';
