import type { IncomingHttpHeaders } from 'node:http';

/** What a browser is to do with all that comes from the door. */
export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const OWN_NAMES: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const isOwnHost = (host: string, port: number): boolean => {
  const [, name = '', given = '80'] = /^(localhost|127\.0\.0\.1|\[::1\])(?::([0-9]+))?$/i.exec(host) ?? [];
  return OWN_NAMES.includes(name.toLowerCase()) && Number(given) === port;
};

const isOwnOrigin = (origin: string, port: number): boolean => {
  const [, host = ''] = /^http:\/\/(.+)$/.exec(origin) ?? [];
  return isOwnHost(host, port);
};

/** A page without referrers may have no origin to tell; then the browser's own word counts. */
const isFromOutside = (headers: IncomingHttpHeaders, port: number): boolean => {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site' || site === 'same-site') return true;
  return origin !== undefined && !isOwnOrigin(origin, port) && !(origin === 'null' && site === 'same-origin');
};

export type Admission =
  | { readonly kind: 'admitted' }
  | { readonly kind: 'refused'; readonly message: string };

/**
 * Lets in what people type and what the page itself asks for. A name that somebody else points at this machine (DNS
 * rebinding) opens nothing, and a page of another site changes and follows nothing. `changes`: whether the request
 * does more than read; a WebSocket counts as that, for a browser lets every site read from one.
 */
export const admit = (
  headers: IncomingHttpHeaders,
  { port, changes }: { readonly port: number; readonly changes: boolean },
): Admission => {
  if (!isOwnHost(headers.host ?? '', port)) {
    return { kind: 'refused', message: `This address answers to http://localhost:${port} alone.` };
  }
  if (changes && isFromOutside(headers, port)) {
    return { kind: 'refused', message: 'A page of another site may not act here.' };
  }
  return { kind: 'admitted' };
};
