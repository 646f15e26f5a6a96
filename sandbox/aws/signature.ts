import { createHash, createHmac } from 'node:crypto';
import type { SandboxRequest } from '../http.ts';

/** `AWS4-HMAC-SHA256 Credential=KEY/20260105/us-east-1/ec2/aws4_request, SignedHeaders=host;…, Signature=…` */
export interface Signature {
  readonly keyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly headers: readonly string[];
  readonly value: string;
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([0-9]{8})\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;

/** Null: the request is not signed, or in another way. */
export const parseSignature = ({ headers }: SandboxRequest): Signature | null => {
  const match = HEADER.exec(headers.authorization ?? '');
  if (match === null) return null;
  const [, keyId = '', date = '', region = '', service = '', signed = '', value = ''] = match;
  return { keyId, date, region, service, headers: signed.split(';'), value };
};

const sha256 = (text: string | Buffer): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

const headerText = ({ headers }: SandboxRequest, name: string): string => {
  const value = headers[name];
  return (Array.isArray(value) ? value.join(',') : (value ?? '')).trim().replace(/ +/g, ' ');
};

/** Signature Version 4 over a request without a query string, as the query protocols send it. */
export const isSignedWith = (secret: string, signature: Signature, request: SandboxRequest): boolean => {
  const { date, region, service, headers, value } = signature;
  const canonical = [
    request.method,
    request.url.pathname,
    '',
    ...headers.map((name) => `${name}:${headerText(request, name)}`),
    '',
    headers.join(';'),
    sha256(request.bytes),
  ].join('\n');
  const scope = `${date}/${region}/${service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', headerText(request, 'x-amz-date'), scope, sha256(canonical)].join('\n');
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return hmac(key, text).toString('hex') === value;
};
