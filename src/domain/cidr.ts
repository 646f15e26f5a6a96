declare const checked: unique symbol;

/**
 * An IPv4 network in canonical form: no host bits, no leading zeros. Only `parseCidr` makes one.
 * `start` and `end` are its first and last address as unsigned 32-bit numbers.
 */
export interface Cidr {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly prefix: number;
  readonly [checked]: true;
}
