/** The network at the other end of a peering connection, as its owner names it. */
export interface AwsPeer {
  readonly kind: 'aws';
  /** Twelve digits. */
  readonly accountId: string;
  /** `vpc-` and 8 or 17 hexadecimal digits. */
  readonly vpcId: string;
  /** An AWS region; it may differ from the Timescale VPC's. */
  readonly region: string;
}

export type PeerNetwork = AwsPeer;
