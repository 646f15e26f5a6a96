import type { ManagedVpcRow } from './vpcs.ts';

/** The network at the other end, in the API's words. Null: the cloud has no such thing. */
export interface Peer {
  readonly account: string;
  readonly vpc: string;
  readonly region: string | null;
  readonly resourceGroup: string | null;
  readonly appId: string | null;
  readonly tenantId: string | null;
}

export interface PeeringAsk {
  readonly vpc: ManagedVpcRow;
  readonly peer: Peer;
  /** When the other cloud is asked. */
  readonly at: number;
}

/** What is true of a peering in the other cloud. */
export type FarLook =
  | { readonly kind: 'awaited' }
  /** The other cloud refused it. */
  | { readonly kind: 'invalid'; readonly type: string; readonly message: string }
  | {
      readonly kind: 'waiting' | 'connected' | 'rejected' | 'gone';
      readonly since: number;
      /** What its owner needs to find Managed Service's network. */
      readonly end: Readonly<Record<string, string>>;
      readonly message: string;
    };

/** How Managed Service talks to one cloud. */
export interface FarSide {
  readonly type: 'aws-vpc-peering-connection' | 'google-vpc-peering' | 'azure-vnet-peering';
  /** Null: may be asked for; else why the API refuses it at once. */
  readonly judge: (peer: Peer) => string | null;
  /** The key by which it is looked up. */
  readonly request: (ask: PeeringAsk) => string;
  readonly look: (key: string) => FarLook;
  readonly withdraw: (key: string) => void;
  readonly rangesOf: (peer: Peer, vpc: ManagedVpcRow) => readonly string[];
}
