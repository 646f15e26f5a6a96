/** The little of RFC 1035 that a name server for IPv4 addresses needs. */

export const RCODES = { ok: 0, formatError: 1, noSuchName: 3, notImplemented: 4 } as const;
export type Rcode = (typeof RCODES)[keyof typeof RCODES];

const HEADER = 12;
const TYPE_A = 1;
const CLASS_IN = 1;
const MOST_NAME = 255;
const FLAGS = { response: 0x8000, opcode: 0x7800, recursionDesired: 0x0100, recursionAvailable: 0x0080 };
/** A name that stands in the question, where the header ends. */
const POINTER_TO_QUESTION = 0xc000 + HEADER;

interface Head {
  readonly id: number;
  readonly recursionDesired: boolean;
}

export type Query =
  | (Head & {
      readonly kind: 'query';
      /** Lower case, without the last dot. */
      readonly name: string;
      /** False: the name is asked for, though not for its IPv4 addresses. */
      readonly wantsAddress: boolean;
      /** The question as it came, to be repeated in the answer. */
      readonly question: Buffer;
    })
  | (Head & { readonly kind: 'unreadable' | 'unknown-operation' })
  /** A response, or too short for a header: nobody can be answered. */
  | { readonly kind: 'no-query' };

/** The name that begins at `offset`, and where it ends; null: it is none. A question has no pointers. */
const readName = (bytes: Buffer, offset: number): { name: string; end: number } | null => {
  const labels: string[] = [];
  for (let at = offset; at < bytes.length && at - offset < MOST_NAME; ) {
    const length = bytes.readUInt8(at);
    if (length === 0) return { name: labels.join('.').toLowerCase(), end: at + 1 };
    if (length > 63 || at + 1 + length > bytes.length) return null;
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return null;
};

export const parseQuery = (bytes: Buffer): Query => {
  if (bytes.length < HEADER) return { kind: 'no-query' };
  const flags = bytes.readUInt16BE(2);
  if ((flags & FLAGS.response) !== 0) return { kind: 'no-query' };
  const head = { id: bytes.readUInt16BE(0), recursionDesired: (flags & FLAGS.recursionDesired) !== 0 };
  if ((flags & FLAGS.opcode) !== 0) return { ...head, kind: 'unknown-operation' };
  const named = bytes.readUInt16BE(4) === 1 ? readName(bytes, HEADER) : null;
  if (named === null || bytes.length < named.end + 4) return { ...head, kind: 'unreadable' };
  const { name, end } = named;
  const wantsAddress = bytes.readUInt16BE(end) === TYPE_A && bytes.readUInt16BE(end + 2) === CLASS_IN;
  return { ...head, kind: 'query', name, wantsAddress, question: bytes.subarray(HEADER, end + 4) };
};

/** `10.8.0.4` as an answer to the question, kept by resolvers for `ttl` seconds. */
const addressRecord = (ip: string, ttl: number): Buffer => {
  const record = Buffer.alloc(16);
  record.writeUInt16BE(POINTER_TO_QUESTION, 0);
  record.writeUInt16BE(TYPE_A, 2);
  record.writeUInt16BE(CLASS_IN, 4);
  record.writeUInt32BE(ttl, 6);
  record.writeUInt16BE(4, 10);
  for (const [index, octet] of ip.split('.').entries()) record.writeUInt8(Number(octet), 12 + index);
  return record;
};

export interface Reply {
  readonly rcode: Rcode;
  readonly question: Buffer | null;
  readonly ips: readonly string[];
  readonly ttl: number;
}

export const encodeReply = ({ id, recursionDesired }: Head, { rcode, question, ips, ttl }: Reply): Buffer => {
  const header = Buffer.alloc(HEADER);
  header.writeUInt16BE(id, 0);
  const asked = recursionDesired ? FLAGS.recursionDesired : 0;
  header.writeUInt16BE(FLAGS.response | FLAGS.recursionAvailable | asked | rcode, 2);
  header.writeUInt16BE(question === null ? 0 : 1, 4);
  header.writeUInt16BE(ips.length, 6);
  return Buffer.concat([header, question ?? Buffer.alloc(0), ...ips.map((ip) => addressRecord(ip, ttl))]);
};
