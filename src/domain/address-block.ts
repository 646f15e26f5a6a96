import { type Cidr, cidrOf } from './cidr.ts';

/** Why no VPC may lie in a block. */
export type ReservedWhy =
  | 'this-network'
  | 'loopback'
  | 'link-local'
  | 'docker-bridge'
  | 'aws-internal'
  | 'multicast'
  | 'future-use';

export interface ReservedBlock {
  readonly block: Cidr;
  readonly why: ReservedWhy;
}

const network = (a: number, b: number, prefix: number): Cidr => cidrOf(a * 2 ** 24 + b * 2 ** 16, prefix);

/** RFC 1918. */
export const PRIVATE_BLOCKS: readonly Cidr[] = [
  network(10, 0, 8),
  network(172, 16, 12),
  network(192, 168, 16),
];

/** RFC 6598: carriers share it, and so do some clouds' container networks. AWS allows it. */
export const SHARED_ADDRESS_SPACE = network(100, 64, 10);

/** The range of every account's default VPC on AWS. */
export const DEFAULT_VPC_RANGE = network(172, 31, 16);

/**
 * Ranges that cannot work: AWS's user guide on VPC CIDR blocks (172.17.0.0/16, 169.254.0.0/16,
 * 198.19.0.0/16) and IANA's special-purpose registry.
 */
export const RESERVED_BLOCKS: readonly ReservedBlock[] = [
  { block: network(0, 0, 8), why: 'this-network' },
  { block: network(127, 0, 8), why: 'loopback' },
  { block: network(169, 254, 16), why: 'link-local' },
  { block: network(172, 17, 16), why: 'docker-bridge' },
  { block: network(198, 19, 16), why: 'aws-internal' },
  { block: network(224, 0, 4), why: 'multicast' },
  { block: network(240, 0, 4), why: 'future-use' },
];

/** Allowed, but so many networks have them that somebody wants to peer with one sooner or later. */
export const POPULAR_BLOCKS: readonly Cidr[] = [network(10, 0, 16), DEFAULT_VPC_RANGE];
