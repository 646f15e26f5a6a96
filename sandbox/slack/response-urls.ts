import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** Uses of one response_url, and its lifetime in milliseconds of the sandbox's clock. */
const uses = 5;
const lifetime = 30 * 60_000;

export interface ResponsePass {
  readonly user: string;
  readonly channel: string;
  /** The thread that the pressed message stands in. */
  readonly threadTs: string | null;
  /** The ts of the message that was pressed; null for a command. */
  readonly original: string | null;
}

export type Admission =
  | { readonly kind: 'admitted'; readonly pass: ResponsePass }
  | { readonly kind: 'refused'; readonly error: 'used_url' | 'expired_url' };

/** Addresses under which an app may answer one gesture. */
export const createResponseUrls = (clock: Clock, baseUrl: () => string) => {
  const minted = new Map<string, { pass: ResponsePass; mintedAt: number; used: number }>();
  return {
    mint: (pass: ResponsePass): string => {
      const id = randomUUID();
      minted.set(id, { pass, mintedAt: clock.now(), used: 0 });
      return `${baseUrl()}/response/${id}`;
    },
    admit: (id: string): Admission => {
      const known = minted.get(id);
      if (known === undefined || clock.now() - known.mintedAt > lifetime) {
        return { kind: 'refused', error: 'expired_url' };
      }
      if (known.used >= uses) return { kind: 'refused', error: 'used_url' };
      known.used += 1;
      return { kind: 'admitted', pass: known.pass };
    },
  };
};

export type ResponseUrls = ReturnType<typeof createResponseUrls>;
