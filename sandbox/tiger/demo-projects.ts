/** A database service that is there from the start. */
export interface ServiceSeed {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly pooler?: boolean;
  readonly replicaSets?: readonly { readonly name: string; readonly pooler?: boolean }[];
  /** The name of the VPC that it is attached to; none: the public internet. */
  readonly vpc?: string;
}

/** A Tiger Cloud project with its only key, as the sandbox starts with it. */
export interface ProjectSeed {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly publicKey: string;
  readonly secretKey: string;
  /** How many VPCs the plan lets it have. */
  readonly vpcLimit: number;
  readonly vpcs: readonly { readonly name: string; readonly cidr: string; readonly region: string }[];
  readonly services: readonly ServiceSeed[];
}

export const demoProjects: readonly ProjectSeed[] = [
  {
    id: 'rp1pz7uyae',
    name: 'Payments',
    plan: 'PERFORMANCE',
    publicKey: 'tspub-payments',
    secretKey: 'tssec-payments',
    vpcLimit: 3,
    vpcs: [],
    services: [
      {
        id: 'd1k5vk7hf2',
        name: 'payments-db',
        region: 'us-east-1',
        pooler: true,
        replicaSets: [{ name: 'reporting' }],
      },
      { id: 'kd9w2xp4mz', name: 'ledger-db', region: 'eu-west-1' },
    ],
  },
  {
    id: 'rp2analytic',
    name: 'Analytics',
    plan: 'SCALE',
    publicKey: 'tspub-analytics',
    secretKey: 'tssec-analytics',
    vpcLimit: 3,
    vpcs: [{ name: 'analytics-main', cidr: '10.80.0.0/24', region: 'us-east-1' }],
    services: [{ id: 'i4wmp4crev', name: 'events-db', region: 'us-east-1', vpc: 'analytics-main' }],
  },
];

/** How long things take at Tiger Cloud, in milliseconds of the sandbox's time. */
export const DEMO_DELAYS = {
  /** Until a new VPC is known to the part that makes peerings. */
  vpcReadyAfter: 40_000,
  /** Until a peering shows its `pcx-…`, and AWS has the request. */
  peeringRequestedAfter: 45_000,
  /** From AWS's acceptance until Tiger says ACTIVE. */
  peeringActiveAfter: 20_000,
  /** How long a VPC or peering is still listed after its deletion was asked for. */
  deleteTakes: 30_000,
  /** How long attaching or detaching a service takes. */
  moveTakes: 45_000,
  /** From the end of a move until name servers know the new host names, and the old ones no more. */
  dnsAfter: 20_000,
} as const;

/** A change applies to what is made (or deleted) afterwards, so nothing ever goes back. */
export type Delays = { readonly [K in keyof typeof DEMO_DELAYS]: number };

/** The regions that Tiger Cloud has on AWS, by its documentation. */
export const TIGER_REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-central-2',
  'eu-west-1',
  'eu-west-2',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-2',
];

/** Tiger's side of every peering connection, as AWS shows it to the accepter. */
export const TIGER_AWS_ACCOUNT = '900000000042';
