import type { Field, Values } from './fields.ts';
import { valuesOf, withValue } from './fields.ts';
import type { Message } from './messages.ts';

/** What people typed or chose on messages: nobody else sees it, and the app gets it with their next gesture there. */
export const createDrafts = () => {
  const kept = new Map<string, Values>();
  const keyOf = (user: string, { channel, ts }: Message): string => `${user}/${channel}/${ts}`;
  const valuesFor = (user: string, message: Message): Values =>
    valuesOf(message.blocks, kept.get(keyOf(user, message)), message.channel);
  return {
    /** What the fields of the message hold for this person. */
    valuesFor,
    keep: (user: string, message: Message, field: Field, value: unknown): void => {
      kept.set(keyOf(user, message), withValue(valuesFor(user, message), field, value));
    },
  };
};

export type Drafts = ReturnType<typeof createDrafts>;
