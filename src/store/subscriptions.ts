import { and, asc, eq, inArray } from 'drizzle-orm';
import { insertAudit } from './audit.ts';
import { type Db, write } from './open.ts';
import type { Doing } from './requests.ts';
import { subscriptions } from './schema.ts';

/** Channels that hear the ends of other channels' requests. */
export const createSubscriptionVerbs = (db: Db) => ({
  /** The projects that a channel hears of, by name. */
  listSubscriptions: async (channel: string): Promise<readonly string[]> =>
    db
      .select({ project: subscriptions.project })
      .from(subscriptions)
      .where(eq(subscriptions.channel, channel))
      .orderBy(asc(subscriptions.project))
      .all()
      .map(({ project }) => project),

  /** Lets a channel hear of these projects; returns those that it did not hear of before. */
  subscribe: async (
    channel: string,
    projects: readonly string[],
    { actor, now, origin }: Doing,
  ): Promise<readonly string[]> =>
    write(db, (tx) =>
      projects.filter((project) => {
        const { changes } = tx
          .insert(subscriptions)
          .values({ channel, project, by: actor, at: now })
          .onConflictDoNothing({ target: [subscriptions.channel, subscriptions.project] })
          .run();
        if (changes === 0) return false;
        insertAudit(tx, now, { actor, act: 'subscribed', requestId: null, project, why: null, origin });
        return true;
      }),
    ),

  /** Returns the projects that the channel hears of no more. */
  unsubscribe: async (
    channel: string,
    projects: readonly string[],
    { actor, now, origin }: Doing,
  ): Promise<readonly string[]> =>
    write(db, (tx) => {
      const ended = tx
        .delete(subscriptions)
        .where(and(eq(subscriptions.channel, channel), inArray(subscriptions.project, [...projects])))
        .returning({ project: subscriptions.project })
        .all()
        .map(({ project }) => project);
      for (const project of ended) {
        insertAudit(tx, now, { actor, act: 'unsubscribed', requestId: null, project, why: null, origin });
      }
      return ended;
    }),

  /** Nothing can be said in that channel any more. */
  dropSubscriptions: async (channel: string): Promise<void> => {
    db.delete(subscriptions).where(eq(subscriptions.channel, channel)).run();
  },
});
