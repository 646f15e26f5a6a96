import type { AwsChange } from '../domain/aws-plan.ts';
import type { AwsRequest, AwsSide } from '../domain/aws-side.ts';
import type { Cidr } from '../domain/cidr.ts';
import type { Permission } from '../domain/cloud-checkup.ts';
import type { GoogleChange } from '../domain/google-plan.ts';
import type { GoogleSide } from '../domain/google-side.ts';
import type { SideAccount, SideMade, TakenBack } from '../domain/side-plan.ts';

/*
 * The customer's side of a peering. Every call rejects with a VpcbotError: CLOUD_DENIED names the
 * action that is missing, CLOUD_RATE_LIMITED, CLOUD_BUSY and CLOUD_UNREACHABLE heal by themselves.
 */

/** A network in a list to choose from. */
export interface ListedNetwork {
  /** `vpc-…`; on Google Cloud the network's name. */
  readonly id: string;
  /** Null on Google Cloud, whose networks have none. */
  readonly region: string | null;
  /** The tag `Name`; on Google Cloud null. */
  readonly name: string | null;
  readonly ranges: readonly Cidr[];
  readonly isDefault: boolean;
}

/** `vpcbot:request` -> `R12`. On Google Cloud, whose peerings have no labels, they tell one completion from the next. */
export type Tags = Readonly<Record<string, string>>;

/** What a change came to. `made`: as far as it can be taken back; `wasThere`: somebody was faster. */
export interface Carried {
  readonly made: SideMade | null;
  readonly wasThere: boolean;
}

/** One AWS account of the customer's, seen through the role that the configuration names. Regions are plain: `us-east-1`. */
export interface AwsAccount {
  listVpcs(region: string): Promise<readonly ListedNetwork[]>;
  /** Null: there is no such VPC in that region. */
  readSide(region: string, vpcId: string): Promise<AwsSide | null>;
  /** Null: AWS does not show it there. */
  findRequest(region: string, peeringId: string): Promise<AwsRequest | null>;
  /**
   * Carries out one change of a plan in that VPC, tagged. Asked again after a lost answer, it finds what the
   * first time made by its tags, and counts it as made. Never replaces anything.
   */
  carryOut(at: AwsPlace, change: AwsChange, tags: Tags): Promise<Carried>;
  /** Takes back exactly what was made, and nothing that has become somebody else's. */
  takeBack(at: AwsPlace, made: SideMade, tags: Tags): Promise<TakenBack>;
  /** Asks AWS, with DryRun, what the role may do; changes nothing. */
  checkPermissions(region: string): Promise<readonly Permission[]>;
}

export interface AwsPlace {
  readonly region: string;
  readonly vpcId: string;
}

/** One Google Cloud project of the customer's. */
export interface GoogleProject {
  listNetworks(): Promise<readonly ListedNetwork[]>;
  /** Null: there is no such network. */
  readSide(network: string): Promise<GoogleSide | null>;
  /** Asked again with the same tags after a lost answer, it finds what the first time made. Never changes a peering. */
  carryOut(change: GoogleChange, tags: Tags): Promise<Carried>;
  /** Takes away the peering that was made, and only while it leads to that same end. */
  takeBack(made: SideMade): Promise<TakenBack>;
  checkPermissions(): Promise<readonly Permission[]>;
}

/** Everything that the configuration's `clouds` lets the bot see. */
export interface Clouds {
  readonly accounts: readonly SideAccount[];
  /** Throws where the configuration has no such account. */
  readonly aws: (account: string) => AwsAccount;
  readonly google: (project: string) => GoogleProject;
}
