/** A database service that is there from the start. */
export interface ManagedServiceSeed {
  readonly name: string;
  readonly cloud: string;
  readonly replica?: boolean;
  /** The range of the VPC that it is in; none: the public internet. */
  readonly vpc?: string;
}

/** A project of Managed Service for TimescaleDB, as the sandbox starts with it. */
export interface ManagedProjectSeed {
  readonly name: string;
  /** Several projects may have the same: a token is a person's. */
  readonly token: string;
  readonly vpcLimit: number;
  /** The newer API has ids for peering connections. */
  readonly showsPeeringIds?: boolean;
  readonly vpcs: readonly { readonly cidr: string; readonly cloud: string }[];
  readonly services: readonly ManagedServiceSeed[];
}

export const managedDemoProjects: readonly ManagedProjectSeed[] = [
  {
    name: 'metrics-prod',
    token: 'managed-token-metrics',
    vpcLimit: 3,
    vpcs: [],
    services: [
      { name: 'metrics-db', cloud: 'timescale-google-europe-west1', replica: true },
      { name: 'billing-db', cloud: 'timescale-aws-us-east-1' },
    ],
  },
  {
    name: 'metrics-dev',
    token: 'managed-token-dev',
    vpcLimit: 3,
    showsPeeringIds: true,
    vpcs: [{ cidr: '192.168.80.0/24', cloud: 'timescale-aws-eu-west-1' }],
    services: [{ name: 'trial-db', cloud: 'timescale-aws-eu-west-1', vpc: '192.168.80.0/24' }],
  },
];

/** How long things take at Managed Service for TimescaleDB, in milliseconds of the sandbox's time. */
export const MANAGED_DELAYS = {
  /** Until a new VPC is ACTIVE. */
  vpcReadyAfter: 60_000,
  /** Until a peering leaves APPROVED, and the other cloud has its part. */
  peeringRequestedAfter: 45_000,
  /** From a change on the other side until Managed's own polling notices it. */
  peerSeenAfter: 60_000,
  /** From a refresh that somebody asked for until it is done. */
  refreshTakes: 3_000,
  /** For how long a peering says more than that it is ACTIVE. */
  infoKeptFor: 300_000,
  /** DELETING, for a VPC or a peering. */
  deleteTakes: 30_000,
  /** DELETED, before it cannot be read any more. */
  deletedKeptFor: 600_000,
  /** REBUILDING, for a new service. */
  serviceReadyAfter: 60_000,
  /** REBALANCING: how long the nodes of a service take to a new place. */
  moveTakes: 80_000,
  /** From the end of a move until name servers follow. */
  dnsAfter: 20_000,
  /** How long nodes that are not needed any more keep their VPC from being deleted. */
  nodesLeaveAfter: 30_000,
} as const;

/** A change applies to what is made (or deleted) afterwards, so nothing ever goes back. */
export type ManagedDelays = { readonly [K in keyof typeof MANAGED_DELAYS]: number };
