import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import { isRequestOver, LIVING_STATES } from '../domain/request.ts';
import type { Said } from './notices.ts';
import type { Db } from './open.ts';
import { FIRST_PAGE, type Page } from './page.ts';
import { readView, type StoredView } from './requests.ts';
import { completions, homeViewers, notices, requests } from './schema.ts';

/** The way to accept a peering, as it was sent to somebody; where in Slack it stands. */
export interface SentPeering extends Said {
  readonly requestId: number;
  readonly peeringId: number;
}

export interface HomeViewer {
  readonly openedAt: number;
  /** Digest of what it shows; null: it is to be published whatever it shows. */
  readonly shown: string | null;
}

export const createHomeVerbs = (db: Db) => ({
  /** Somebody looks at their App Home: it is published anew and kept up to date from now on. */
  recordHomeOpened: async (userId: string, now: number): Promise<void> => {
    const opened = { openedAt: now, shown: null, lookAgainAt: now };
    db.insert(homeViewers)
      .values({ userId, ...opened })
      .onConflictDoUpdate({ target: homeViewers.userId, set: opened })
      .run();
  },

  findHomeViewer: async (userId: string): Promise<HomeViewer | null> => {
    const [row] = db.select().from(homeViewers).where(eq(homeViewers.userId, userId)).all();
    return row ?? null;
  },

  /** What it shows since, and when to compare that again; nothing where it was opened once more meanwhile. */
  recordHomeShown: async (
    userId: string,
    { openedAt }: Pick<HomeViewer, 'openedAt'>,
    { shown, lookAgainAt }: { readonly shown: string | null; readonly lookAgainAt: number },
  ): Promise<void> => {
    db.update(homeViewers)
      .set({ shown, lookAgainAt })
      .where(and(eq(homeViewers.userId, userId), eq(homeViewers.openedAt, openedAt)))
      .run();
  },

  /** Nobody can be shown anything there, until they open it again. */
  forgetHomeViewer: async (userId: string): Promise<void> => {
    db.delete(homeViewers).where(eq(homeViewers.userId, userId)).run();
  },

  /** Peerings whose other side somebody wants completed, in whose thread; the oldest first. */
  listAskedCompletions: async (): Promise<
    readonly { readonly requestId: number; readonly peeringId: number }[]
  > =>
    db
      .select({ requestId: completions.requestId, peeringId: completions.peeringId })
      .from(completions)
      .where(sql`${completions.state} = 'asked'`)
      .orderBy(asc(completions.id))
      .all(),

  /** Who opened their App Home since then. */
  listHomeViewers: async (since: number): Promise<readonly string[]> =>
    db
      .select({ userId: homeViewers.userId })
      .from(homeViewers)
      .where(gt(homeViewers.openedAt, since))
      .all()
      .map(({ userId }) => userId),

  /** Of those, the ones whose comparison is due. */
  findDueHomes: async (
    since: number,
    now: number,
    { limit, skip }: Page = FIRST_PAGE,
  ): Promise<readonly string[]> =>
    db
      .select({ userId: homeViewers.userId })
      .from(homeViewers)
      .where(and(gt(homeViewers.openedAt, since), lte(homeViewers.lookAgainAt, now)))
      .orderBy(asc(homeViewers.lookAgainAt), asc(homeViewers.userId))
      .limit(limit)
      .offset(skip)
      .all()
      .map(({ userId }) => userId),

  /** What somebody asked for: all that lives, and what has ended since then; the newest first. */
  listOwnViews: async (userId: string, since: number): Promise<readonly StoredView[]> =>
    db
      .select({ id: requests.id })
      .from(requests)
      .where(
        and(
          eq(requests.requesterId, userId),
          or(inArray(requests.state, [...LIVING_STATES]), gte(requests.stateSince, since)),
        ),
      )
      .orderBy(desc(requests.id))
      .all()
      .flatMap(({ id }) => readView(db, id) ?? []),

  /** Requests of these projects that wait for a person who decides; the oldest first. */
  listHeldViews: async (projects: readonly string[]): Promise<readonly StoredView[]> =>
    db
      .select({ id: requests.id })
      .from(requests)
      .where(
        and(
          inArray(requests.project, [...projects]),
          inArray(requests.state, ['waiting-for-approval', 'waiting-for-timescale']),
        ),
      )
      .orderBy(asc(requests.id))
      .all()
      .flatMap(({ id }) => readView(db, id) ?? []),

  /** The newest message to somebody for each peering that they were sent, where it lives still. */
  listSentPeerings: async (userId: string): Promise<readonly SentPeering[]> => {
    const rows = db
      .select({ notice: notices, request: requests })
      .from(notices)
      .innerJoin(requests, eq(requests.id, notices.requestId))
      .where(and(eq(notices.lane, userId), isNotNull(notices.ts)))
      .orderBy(asc(notices.id))
      .all();
    const sent = rows.flatMap(({ notice: { body, channel, ts }, request }) =>
      body.kind === 'instructions-sent' && channel !== null && ts !== null && !isRequestOver(request)
        ? [{ requestId: request.id, peeringId: body.peeringId, channel, ts }]
        : [],
    );
    return [...new Map(sent.map((one) => [one.peeringId, one])).values()];
  },
});
