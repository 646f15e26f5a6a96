import { createHash } from 'node:crypto';

/** An IPv4 range by its first and last address; host bits in the text are dropped. */
export interface Ipv4Range {
  readonly start: number;
  readonly end: number;
  readonly prefix: number;
}

export const parseRange = (text: string): Ipv4Range | null => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  if (match === null) return null;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  if (prefix > 32 || [a, b, c, d].some((octet) => octet > 255)) return null;
  const size = 2 ** (32 - prefix);
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const start = address - (address % size);
  return { start, end: start + size - 1, prefix };
};

export const rangesOverlap = (one: string, other: string): boolean => {
  const a = parseRange(one);
  const b = parseRange(other);
  return a !== null && b !== null && a.start <= b.end && b.start <= a.end;
};

/** A number from 0 that is always the same for the same text. */
export const hashBelow = (text: string, below: number): number =>
  createHash('sha256').update(text).digest().readUInt32BE() % below;

const dotted = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');

/** `100.68.0.18/18` -> `100.68.0.0/18`, as clouds write every range; null where it is none. */
export const canonicalRange = (text: string): string | null => {
  const range = parseRange(text);
  return range === null ? null : `${dotted(range.start)}/${range.prefix}`;
};

/** Whether all of one is part of the other. */
export const isWithin = (inner: string, outer: string): boolean => {
  const a = parseRange(inner);
  const b = parseRange(outer);
  return a !== null && b !== null && b.start <= a.start && a.end <= b.end;
};

/** A host's address: in a VPC's range (clouds keep the first four and the last), else one of TEST-NET-3. */
export const addressFor = (host: string, cidr: string | null): string => {
  const range = cidr === null ? null : parseRange(cidr);
  if (range === null) return `203.0.113.${1 + hashBelow(host, 254)}`;
  return dotted(range.start + 4 + hashBelow(host, range.end - range.start - 4));
};
