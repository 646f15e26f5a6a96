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
