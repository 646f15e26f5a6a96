import type { Clock } from '../clock.ts';

/** How long a trigger_id may be exchanged, in milliseconds of the sandbox's clock. */
const lifetime = 3_000;

export type Exchange =
  | { readonly kind: 'exchanged'; readonly user: string; readonly channel: string | null }
  | { readonly kind: 'refused'; readonly error: string };

/** Trigger ids: one exchange each, within three seconds of the gesture. */
export const createTriggers = (clock: Clock) => {
  const known = new Map<
    string,
    { user: string; channel: string | null; mintedAt: number; isSpent: boolean }
  >();
  return {
    /** `channel`: the conversation that the person was looking at. */
    mint: (user: string, channel: string | null = null): string => {
      const id = `${Math.floor(clock.now())}.${1_000_000 + known.size}.${user.toLowerCase()}`;
      known.set(id, { user, channel, mintedAt: clock.now(), isSpent: false });
      return id;
    },
    exchange: (id: string): Exchange => {
      const trigger = known.get(id);
      if (trigger === undefined) return { kind: 'refused', error: 'invalid_trigger_id' };
      if (trigger.isSpent) return { kind: 'refused', error: 'exchanged_trigger_id' };
      if (clock.now() - trigger.mintedAt > lifetime) return { kind: 'refused', error: 'expired_trigger_id' };
      trigger.isSpent = true;
      return { kind: 'exchanged', user: trigger.user, channel: trigger.channel };
    },
  };
};

export type Triggers = ReturnType<typeof createTriggers>;
