import type { z } from 'zod';
import type { Route, SandboxRequest, SandboxResponse } from './http.ts';
import { Refusal } from './refusal.ts';

export interface Visit {
  readonly request: SandboxRequest;
  /** The path without the room's prefix. */
  readonly path: string;
  /** The path's `:name` parts, decoded. */
  readonly parts: (name: string) => string;
}

export interface Entry {
  readonly method: string;
  /** `/projects/:project/vpcs`. */
  readonly path: string;
  readonly run: (visit: Visit) => Promise<SandboxResponse> | SandboxResponse;
}

/** A body that is not what the route wants. */
export class BadBody extends Error {}

export const readBody = <Value>(schema: z.ZodType<Value>, { body }: SandboxRequest): Value => {
  let json: unknown;
  try {
    json = body === '' ? {} : JSON.parse(body);
  } catch {
    throw new BadBody('the body is no JSON');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new BadBody(`${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
};

const decode = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

const matchPath = (pattern: string, path: string): Map<string, string> | null => {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const parts = new Map<string, string>();
  for (const [index, want] of wanted.entries()) {
    const part = given[index] ?? '';
    if (want.startsWith(':')) parts.set(want.slice(1), decode(part));
    else if (want !== part) return null;
  }
  return parts;
};

/** The first entry that matches; null where none does, or the path is outside of the prefix. */
export const findEntry = <E extends Pick<Entry, 'method' | 'path'>>(
  entries: readonly E[],
  prefix: string,
  request: SandboxRequest,
): { readonly entry: E; readonly visit: Visit } | null => {
  const { pathname } = request.url;
  if (pathname !== prefix && !pathname.startsWith(`${prefix}/`)) return null;
  const path = pathname.slice(prefix.length);
  for (const entry of entries) {
    if (entry.method !== request.method) continue;
    const parts = matchPath(entry.path, path);
    if (parts !== null) {
      return { entry, visit: { request, path, parts: (name) => parts.get(name) ?? '' } };
    }
  }
  return null;
};

const notFound: SandboxResponse = {
  status: 404,
  body: { code: 'NOT_FOUND', message: 'no such route in the sandbox' },
};

/**
 * A control API: what its body cannot be read for is a 400 that says why, and what the provider would
 * refuse in its console is refused here with the same words.
 */
export const controlRoute =
  (prefix: string, entries: readonly Entry[]) =>
  async (request: SandboxRequest): Promise<SandboxResponse | null> => {
    const found = findEntry(entries, prefix, request);
    if (found === null) return null;
    try {
      return await found.entry.run(found.visit);
    } catch (error) {
      const { status, code } = error instanceof Refusal ? error : { status: 400, code: 'INVALID_REQUEST' };
      if (error instanceof Refusal || error instanceof BadBody) {
        return { status, body: { code, message: error.message } };
      }
      throw error;
    }
  };

export type PartialRoute = (request: SandboxRequest) => Promise<SandboxResponse | null>;

/** Asks each in turn; the first that knows the path answers. */
export const firstOf =
  (...routes: readonly PartialRoute[]): Route =>
  async (request) => {
    for (const route of routes) {
      const response = await route(request);
      if (response !== null) return response;
    }
    return notFound;
  };
