import type { Cidr } from './cidr.ts';

export const VPC_STATES = ['requested', 'creating', 'active', 'deleting', 'deleted', 'failed'] as const;
export type VpcState = (typeof VPC_STATES)[number];

/** A VPC as a provider's list shows it. `cidr` is null where the text is no IPv4 range. */
export interface SeenVpc {
  readonly providerId: string;
  readonly name: string;
  readonly region: string;
  readonly cidr: Cidr | null;
  readonly cidrText: string;
}
