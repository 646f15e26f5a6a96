import type { HostLook } from './advance-names.ts';
import type { Cidr } from './cidr.ts';
import type { Fit } from './fit.ts';
import type { PeerNetwork } from './peer-network.ts';
import type { Peering, PeeringState, SeenPeering, Sharer } from './peering.ts';
import type { Endpoint, SeenService } from './service.ts';
import type { SideFinding } from './side-health.ts';
import type { SeenVpc, Vpc } from './vpc.ts';

/** What was asked of the provider just now; `code`: of the error catalogue. */
export type Answered<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'silent'; readonly code: string };

export interface NameLook extends HostLook {
  readonly addresses?: readonly string[];
}

/** What was found just now at the other side of a peering. Null: there is no such network. */
export interface SeenSide {
  readonly peer: PeerNetwork;
  readonly found:
    | { readonly kind: 'answered'; readonly value: readonly SideFinding[] | null }
    | { readonly kind: 'silent'; readonly code: string; readonly action: string | null };
}

export interface VerifyFacts {
  readonly vpc: Vpc;
  /** Its peerings as they are known, which may hold more than the provider tells. */
  readonly known: readonly Peering[];
  /** Null: the provider has no such VPC. */
  readonly seen: Answered<SeenVpc | null>;
  /** Null: the VPC is not known where peerings are made. */
  readonly peerings: Answered<readonly SeenPeering[] | null>;
  /** All services of the project. */
  readonly services: Answered<readonly SeenService[]>;
  /** The other sides of its active peerings that the configuration lets the bot see. */
  readonly sides: readonly SeenSide[];
  /** What name servers said, by host. A host that nobody asked for is not among them. */
  readonly looks: ReadonlyMap<string, readonly NameLook[]>;
}

export interface SeenPeer {
  readonly peer: PeerNetwork;
  readonly state: PeeringState;
  readonly provisionedId: string | null;
  readonly expiresAt: number | null;
  readonly said: string | null;
  readonly rawStatus: string;
  /** Requests that live on it beside the one that asked for it. */
  readonly sharers: readonly Sharer[];
  /** Of the peer's own ranges, where they are known, those that share addresses with the VPC. */
  readonly overlaps: readonly Cidr[];
}

export interface NameFinding {
  readonly endpoint: Endpoint;
  readonly looks: readonly NameLook[];
  readonly isAnswering: boolean;
}

export type Finding = { readonly fit: Fit } & (
  | { readonly kind: 'vpc-there'; readonly vpc: SeenVpc }
  | { readonly kind: 'vpc-gone' }
  | { readonly kind: 'vpc-not-made'; readonly state: Vpc['state'] }
  | { readonly kind: 'silent'; readonly about: 'vpc' | 'peerings' | 'services'; readonly code: string }
  | { readonly kind: 'no-peering' }
  /** `isSeen`: the configuration lets the bot see its other side, and what is found there follows. */
  | { readonly kind: 'peering'; readonly peering: SeenPeer; readonly isSeen: boolean }
  | { readonly kind: 'side'; readonly peering: SeenPeer; readonly found: SideFinding }
  /** There is no such network in that account. */
  | { readonly kind: 'side-gone'; readonly peering: SeenPeer }
  | {
      readonly kind: 'side-silent';
      readonly peering: SeenPeer;
      readonly code: string;
      /** The permission that is missing: `ec2:DescribeRouteTables`. */
      readonly action: string | null;
    }
  | {
      readonly kind: 'limit';
      readonly of: 'peerings' | 'endpoints';
      readonly used: number;
      readonly most: number;
    }
  | { readonly kind: 'no-service' }
  | { readonly kind: 'service'; readonly service: SeenService; readonly names: readonly NameFinding[] }
);

/** The one thing to do next. */
export type VerifyNext =
  | { readonly kind: 'ask-again' | 'create' | 'wait' | 'peer' | 'attach' }
  | { readonly kind: 'accept'; readonly peering: SeenPeer }
  | { readonly kind: 'mend-peering'; readonly peering: SeenPeer }
  | { readonly kind: 'mend-side'; readonly peering: SeenPeer; readonly found: SideFinding | null }
  | { readonly kind: 'wait-for-names'; readonly host: string }
  | { readonly kind: 'try'; readonly host: string; readonly port: number };

export interface Verification {
  readonly findings: readonly Finding[];
  readonly next: VerifyNext;
}
