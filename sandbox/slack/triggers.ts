import type { Clock } from '../clock.ts';

/** How long a trigger_id may be exchanged, in milliseconds of the sandbox's clock. */
const lifetime = 3_000;

export type Exchange =
  | { readonly kind: 'exchanged'; readonly user: string }
  | { readonly kind: 'refused'; readonly error: string };

/** Trigger ids: one exchange each, within three seconds of the gesture. */
export const createTriggers = (clock: Clock) => {
  const known = new Map<string, { user: string; mintedAt: number; isSpent: boolean }>();
  return {
    mint: (user: string): string => {
      const id = `${Math.floor(clock.now())}.${1_000_000 + known.size}.${user.toLowerCase()}`;
      known.set(id, { user, mintedAt: clock.now(), isSpent: false });
      return id;
    },
    exchange: (id: string): Exchange => {
      const trigger = known.get(id);
      if (trigger === undefined) return { kind: 'refused', error: 'invalid_trigger_id' };
      if (trigger.isSpent) return { kind: 'refused', error: 'exchanged_trigger_id' };
      if (clock.now() - trigger.mintedAt > lifetime) return { kind: 'refused', error: 'expired_trigger_id' };
      trigger.isSpent = true;
      return { kind: 'exchanged', user: trigger.user };
    },
  };
};

export type Triggers = ReturnType<typeof createTriggers>;
