import type { SandboxRequest } from '../http.ts';
import { asJson, asText, type Json, parseJson } from './json.ts';

const nested = ['view', 'blocks', 'metadata', 'attachments', 'unfurls', 'files'];

/**
 * A request's arguments as Slack's SDK sends them: form fields, the nested ones as JSON text. One that is
 * not JSON stays text. A JSON body, and a query string, are read too.
 */
export const readArguments = ({ headers, url, body }: SandboxRequest): Json => {
  const isJsonBody = (headers['content-type'] ?? '').startsWith('application/json');
  const given = isJsonBody ? asJson(parseJson(body)) : Object.fromEntries(new URLSearchParams(body));
  const all: Record<string, unknown> = { ...Object.fromEntries(url.searchParams), ...given };
  for (const name of nested) {
    const value = all[name];
    if (typeof value === 'string') all[name] = parseJson(value) ?? value;
  }
  return all;
};

export const flagOf = (value: unknown): boolean => value === true || value === 'true' || value === '1';

/** `limit` as a number within 1 and 999; `fallback` where it is left out or no number. */
const limitOf = (args: Json, fallback = 100): number => {
  const limit = Number.parseInt(asText(args['limit']) || String(args['limit'] ?? ''), 10);
  return Number.isNaN(limit) || limit < 1 ? fallback : Math.min(limit, 999);
};

export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string;
}

/** One page, and the cursor of the next; null where the cursor was never handed out. */
export const pageOf = <T>(items: readonly T[], args: Json, fallback = 100): Page<T> | null => {
  const cursor = asText(args['cursor']);
  const start = cursor === '' ? 0 : Number.parseInt(Buffer.from(cursor, 'base64').toString().slice(5), 10);
  if (Number.isNaN(start)) return null;
  const end = start + limitOf(args, fallback);
  const next = end < items.length ? Buffer.from(`next:${end}`).toString('base64') : '';
  return { items: items.slice(start, end), next };
};
