import IPCIDR from 'ip-cidr';
import { cutText } from './cut-text.ts';

declare const checked: unique symbol;

/**
 * An IPv4 network in canonical form: no host bits, no leading zeros. Only `parseCidr` and `cidrOf` make one.
 * `start` and `end` are its first and last address as unsigned 32-bit numbers.
 */
export interface Cidr {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly prefix: number;
  readonly [checked]: true;
}

/** Why a text is no IPv4 network; `text` is what was typed, trimmed and cut to a length fit to show. */
export type CidrProblem =
  | { readonly kind: 'not-a-cidr'; readonly text: string; readonly why: NotACidr }
  | { readonly kind: 'ipv6'; readonly text: string }
  /** A bare address. `suggestion` is its /24, a size both Timescale products take. */
  | { readonly kind: 'no-prefix'; readonly text: string; readonly suggestion: Cidr }
  | { readonly kind: 'host-bits'; readonly text: string; readonly network: Cidr };

export type NotACidr =
  | 'empty'
  | 'too-long'
  /** `010.0.0.0/8`, `10.0.0.0/08`: some programs read these as octal, so nobody may guess. */
  | 'leading-zero'
  | 'octet-over-255'
  | 'prefix-over-32'
  /** `10.0.0.0/255.0.0.0`. */
  | 'netmask'
  | 'shape';

export type CidrResult = { readonly kind: 'cidr'; readonly cidr: Cidr } | CidrProblem;

/** Longer than any IPv6 network with a zone, so nothing real is refused unread. */
const LONGEST_TEXT = 100;
const DOTTED = /^([0-9]+)\.([0-9]+)\.([0-9]+)\.([0-9]+)(?:\/([0-9]+))?$/;
const WITH_NETMASK = /^[0-9]+(?:\.[0-9]+){3}\/[0-9]+(?:\.[0-9]+){3}$/;
const BARE_ADDRESS_PREFIX = 24;

/**
 * Canonical texts that the second opinion agreed with: providers list the same ranges with every look, and it takes
 * many times as long as all the rest. So many at most.
 */
const agreed = new Set<string>();
const AGREED_MOST = 5_000;

/** Parses `10.0.0.0/16`. Outer whitespace is forgiven, everything else is answered for. */
export function parseCidr(text: string): CidrResult {
  if (text.length > LONGEST_TEXT) return { kind: 'not-a-cidr', text: cutText(text), why: 'too-long' };
  const typed = text.trim();
  const shown = cutText(typed);
  const notACidr = (why: NotACidr): CidrProblem => ({ kind: 'not-a-cidr', text: shown, why });
  if (typed === '') return notACidr('empty');
  if (typed.includes(':') && IPCIDR.isValidAddress(typed)) return { kind: 'ipv6', text: shown };
  if (WITH_NETMASK.test(typed)) return notACidr('netmask');
  const [, ...groups] = DOTTED.exec(typed) ?? [];
  if (groups.length === 0) return notACidr('shape');

  const numerals = groups.filter((numeral) => numeral !== undefined);
  if (numerals.some((numeral) => /^0[0-9]/.test(numeral))) return notACidr('leading-zero');
  const [a = 0, b = 0, c = 0, d = 0, prefix] = numerals.map(Number);
  if (Math.max(a, b, c, d) > 255) return notACidr('octet-over-255');
  const address = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d;
  if (prefix === undefined) {
    return { kind: 'no-prefix', text: shown, suggestion: cidrOf(address, BARE_ADDRESS_PREFIX) };
  }
  if (prefix > 32) return notACidr('prefix-over-32');
  const cidr = cidrOf(address, prefix);
  if (!secondOpinionAgrees(typed, cidr)) return notACidr('shape');
  return cidr.start === address ? { kind: 'cidr', cidr } : { kind: 'host-bits', text: shown, network: cidr };
}

/** Reads a network that was written down from a `Cidr`, without a second opinion. Null: it was not. */
export function rereadCidr(text: string): Cidr | null {
  const [, a, b, c, d, prefix] = (DOTTED.exec(text) ?? []).map(Number);
  if (a === undefined || b === undefined || c === undefined || d === undefined) return null;
  if (prefix === undefined || !(prefix <= 32) || Math.max(a, b, c, d) > 255) return null;
  const cidr = cidrOf(a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d, prefix);
  return cidr.text === text ? cidr : null;
}

/** Reads a field that holds several networks: one result for each item, in the order typed. */
export function splitCidrs(text: string): readonly CidrResult[] {
  return text
    .split(/[\s,;]+/)
    .filter((item) => item !== '')
    .map(parseCidr);
}

/**
 * The network of this size that the address lies in; host bits are dropped.
 * `start` is an unsigned 32-bit number; anything else is a RangeError.
 */
export function cidrOf(start: number, prefix: number): Cidr {
  if (!Number.isInteger(start) || start < 0 || start >= 2 ** 32) throw new RangeError(`address "${start}"`);
  if (!Number.isInteger(prefix) || prefix < 0 || prefix > 32) throw new RangeError(`prefix "${prefix}"`);
  const size = 2 ** (32 - prefix);
  const first = start - (start % size);
  const text = `${first >>> 24}.${(first >>> 16) & 255}.${(first >>> 8) & 255}.${first & 255}/${prefix}`;
  return { text, start: first, end: first + size - 1, prefix } as Cidr;
}

export function overlaps(a: Cidr, b: Cidr): boolean {
  return a.start <= b.end && b.start <= a.end;
}

/** Whether all of `inner` lies in `outer`; a network contains itself. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/**
 * A library that many use must read the same network. Its own faults ("/08", IPv4-mapped addresses,
 * host bits kept) cannot come through, for the strict grammar has refused those texts before.
 */
function secondOpinionAgrees(text: string, cidr: Cidr): boolean {
  if (agreed.has(text)) return true;
  if (!IPCIDR.isValidCIDR(text)) return false;
  const [start, end] = new IPCIDR(text).toRange<bigint>({ type: 'bigInteger' });
  const agrees = start === BigInt(cidr.start) && end === BigInt(cidr.end);
  if (agrees && text === cidr.text) {
    if (agreed.size >= AGREED_MOST) agreed.clear();
    agreed.add(cidr.text);
  }
  return agrees;
}
