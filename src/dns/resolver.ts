import { Resolver as NodeResolver } from 'node:dns/promises';

/** What one name server, or the system's, says of a host. */
export type LookUp = {
  /** `system`, or the configured server as it is written there. */
  readonly by: string;
} & (
  | { readonly kind: 'answers'; readonly addresses: readonly string[] }
  /** It has no IPv4 address there: not yet, or no more. */
  | { readonly kind: 'no-such-name' }
  /** Nobody can tell: the server is not there, does not answer or refuses. */
  | { readonly kind: 'no-answer'; readonly said: string }
);

export interface Resolver {
  /** Asks the system's resolver and every configured server at once; the system's comes first. Never rejects. */
  readonly lookUp: (host: string) => Promise<readonly LookUp[]>;
}

export interface ResolverOptions {
  /** `10.0.0.2`, `10.0.0.2:53` or `[fd00::2]:53`. */
  readonly servers: readonly string[];
  /** Milliseconds for one whole look-up. */
  readonly timeout: number;
}

/** Within the timeout a lost packet is sent for again. */
const TRIES = 3;
const NO_NAME: readonly string[] = ['ENOTFOUND', 'ENODATA', 'EBADNAME'];
const TOO_LATE: readonly string[] = ['ETIMEOUT', 'ECANCELLED'];

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no answer';

const ask = async (
  by: string,
  servers: readonly string[],
  host: string,
  timeout: number,
): Promise<LookUp> => {
  // One for each look-up: it reads anew what the system's servers are, and is cancelled alone.
  const resolver = new NodeResolver({ timeout: Math.ceil(timeout / TRIES), tries: TRIES });
  // Its own timeout counts for each server and grows from try to try.
  const late = setTimeout(() => resolver.cancel(), timeout);
  try {
    if (servers.length > 0) resolver.setServers(servers);
    return { by, kind: 'answers', addresses: await resolver.resolve4(host) };
  } catch (error) {
    const code = codeOf(error);
    if (NO_NAME.includes(code)) return { by, kind: 'no-such-name' };
    return { by, kind: 'no-answer', said: TOO_LATE.includes(code) ? `no answer within ${timeout} ms` : code };
  } finally {
    clearTimeout(late);
  }
};

/** Looks host names up where the people who use them would. */
export const createResolver = ({ servers, timeout }: ResolverOptions): Resolver => ({
  lookUp: (host) =>
    Promise.all([
      ask('system', [], host, timeout),
      ...[...new Set(servers)].map((server) => ask(server, [server], host, timeout)),
    ]),
});
