import type { Cidr } from './cidr.ts';

/** Tiger Cloud, or Managed Service for TimescaleDB. */
export type Product = 'tiger' | 'managed';

/** Slack user ids (`U…`, `W…`), user group ids (`S…`), or the word `everyone`. */
export type Listed = readonly string[];

/** One project at one Timescale product, as the configuration has it. Credentials are kept elsewhere. */
export interface Project {
  /** The word people type. */
  readonly name: string;
  readonly product: Product;
  /** The provider's id of the project. */
  readonly id: string;
  /** Slack channel where its requests are posted. */
  readonly channel: string;
  readonly requesters: Listed;
  readonly approvers: Listed;
  readonly admins: Listed;
  readonly vpcQuota: number;
  /** Regions where a VPC may be made; to these come those that the provider lists. */
  readonly regions: readonly string[];
  readonly reservedRanges: readonly Cidr[];
  /** AWS accounts that its peering requests come from. Empty: a person confirms the first one. */
  readonly timescaleAccounts: readonly string[];
}
