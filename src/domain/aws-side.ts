import type { Cidr } from './cidr.ts';

/** A customer's VPC as EC2 shows it, with all that a peering with it touches. */
export interface AwsSide {
  readonly accountId: string;
  readonly region: string;
  readonly vpcId: string;
  /** The tag `Name`. */
  readonly name: string | null;
  /** Every IPv4 range that is associated with it, the first one first. */
  readonly ranges: readonly Cidr[];
  readonly tables: readonly AwsRouteTable[];
  readonly groups: readonly AwsGroup[];
  readonly interfaces: readonly AwsInterface[];
}

/** A network interface: what instances, containers and functions have in the VPC. */
export interface AwsInterface {
  readonly id: string;
  /** The instance that has it; null: something else does, which `description` tells. */
  readonly instanceId: string | null;
  /** The tag `Name` of that instance. */
  readonly name: string | null;
  readonly description: string;
  readonly subnetId: string;
  readonly groupIds: readonly string[];
}

export interface AwsSubnet {
  readonly id: string;
  readonly name: string | null;
}

/** A route table with the subnets that follow it: the main one has those that name no other. */
export interface AwsRouteTable {
  readonly id: string;
  readonly name: string | null;
  readonly isMain: boolean;
  readonly subnets: readonly AwsSubnet[];
  readonly routes: readonly AwsRoute[];
}

export interface AwsRoute {
  readonly destination: Cidr;
  /** `local`, `pcx-…`, `igw-…`, `tgw-…`: where it leads. */
  readonly target: string;
  /** `blackhole`: what it leads to is not there, or not active yet. Routes that AWS filters count as such. */
  readonly state: 'active' | 'blackhole';
}

export interface AwsGroup {
  readonly id: string;
  readonly name: string;
  /** The request that the bot made it for, as its tag says: `R12`; null: somebody else made it. */
  readonly request: string | null;
  readonly egress: readonly AwsEgress[];
}

/** A rule that lets traffic out. Ports are null where it is for all of them. */
export interface AwsEgress {
  readonly ruleId: string;
  /** `tcp`, `udp`, `icmp`; `-1` for all. */
  readonly protocol: string;
  readonly fromPort: number | null;
  readonly toPort: number | null;
  /** Null: to something that is no IPv4 range. */
  readonly to: Cidr | null;
}

/** VpcPeeringConnectionStateReasonCode of EC2's API. */
export const AWS_REQUEST_STATES = [
  'initiating-request',
  'pending-acceptance',
  'active',
  'deleted',
  'rejected',
  'failed',
  'expired',
  'provisioning',
  'deleting',
] as const;
export type AwsRequestState = (typeof AWS_REQUEST_STATES)[number];

/** One end of a peering connection; EC2 leaves out what it does not want to tell. */
export interface AwsParty {
  readonly accountId: string | null;
  readonly vpcId: string | null;
  readonly region: string | null;
}

/** A peering connection as the accepter's account sees it in its region. */
export interface AwsRequest {
  readonly id: string;
  readonly state: AwsRequestState | 'unknown';
  /** EC2's own word and sentence. */
  readonly rawState: string;
  readonly message: string | null;
  readonly requester: AwsParty;
  readonly accepter: AwsParty;
  readonly expiresAt: number | null;
}
