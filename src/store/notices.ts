import { and, asc, eq, isNotNull, isNull, lt, lte, ne, notExists, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Notice, NoticeDraft } from '../domain/notice.ts';
import { isBroadcast, isCopy, isLive } from '../domain/notice-kind.ts';
import { type AnyClaimed, type ClaimedNotice, claimRow, freeFrom, type NoticeTurn } from './notice-claims.ts';
import { type Db, type Tx, write } from './open.ts';
import { FIRST_PAGE, type Page } from './page.ts';
import { given, prepared } from './prepared.ts';
import { notices, requests, subscriptions } from './schema.ts';

type NoticeRow = typeof notices.$inferSelect;

/** Where a notice stands in Slack. */
export interface Said {
  readonly channel: string;
  readonly ts: string;
}

/** A live notice, to be compared with what it should show. */
export interface LiveNotice extends Said {
  readonly notice: Notice;
  readonly shown: string | null;
}

/** Null: it is about a project. */
const toNotice = ({ id, requestId, body, createdAt, lane }: NoticeRow): Notice | null =>
  requestId === null || body.kind === 'drift' ? null : { id, requestId, body, createdAt, lane };

/** The channels that hear of a request's project and that its own thread is not in. */
const listHearers = (tx: Tx, requestId: number): readonly string[] =>
  tx
    .select({ channel: subscriptions.channel })
    .from(subscriptions)
    .innerJoin(requests, eq(requests.project, subscriptions.project))
    .where(and(eq(requests.id, requestId), ne(subscriptions.channel, requests.channel)))
    .orderBy(asc(subscriptions.id))
    .all()
    .map(({ channel }) => channel);

/** An end is also recorded for each channel that subscribed. */
export const insertNotices = (tx: Tx, now: number, drafts: readonly NoticeDraft[]): void => {
  for (const { requestId, body, lane } of drafts) {
    const live = lane === undefined && isLive(body.kind);
    const copies = lane === undefined && isBroadcast(body.kind) ? listHearers(tx, requestId) : [];
    for (const to of [lane, ...copies]) {
      tx.insert(notices).values({ requestId, body, createdAt: now, lane: to, live }).run();
    }
  }
};

const unsaidOf = prepared((db) =>
  db
    .select()
    .from(notices)
    .where(and(eq(notices.requestId, given('requestId')), isNull(notices.saidAt)))
    .orderBy(asc(notices.id))
    .prepare(),
);

/** The oldest unsaid notice of each lane of a request: only these may be said. */
const readTurns = (tx: Tx, requestId: number): readonly NoticeRow[] => {
  const unsaid = unsaidOf(tx).all({ requestId });
  return unsaid.filter(({ lane }, at) => unsaid.findIndex((other) => other.lane === lane) === at);
};

const claimNext = (tx: Tx, requestId: number, by: string, now: number, until: number): NoticeTurn => {
  const turns = readTurns(tx, requestId);
  if (turns.length === 0) return { kind: 'all-said' };
  const row = turns.find((turn) => freeFrom(turn, by) <= now);
  if (row === undefined) return { kind: 'later', at: Math.min(...turns.map((turn) => freeFrom(turn, by))) };
  const notice = toNotice(row);
  if (notice === null) throw new Error(`reading notice ${row.id}: it is of no request`);
  return { kind: 'turn', claimed: claimRow(tx, row, notice, { by, until }) };
};

const held = ({ notice, by }: AnyClaimed) =>
  and(eq(notices.id, notice.id), eq(notices.claimedBy, by), isNull(notices.saidAt));

const givenBack = { claimedBy: null, claimedUntil: null } as const;

/** Only the oldest of a lane counts: later ones have to wait for it. */
const listUnsaid = (db: Db, now: number, { limit, skip }: Page): readonly number[] => {
  const older = alias(notices, 'older');
  const sameLane = and(
    eq(older.requestId, notices.requestId),
    isNull(older.saidAt),
    lt(older.id, notices.id),
    sql`${older.lane} is ${notices.lane}`,
  );
  return db
    .selectDistinct({ id: notices.requestId })
    .from(notices)
    .where(
      and(
        isNull(notices.saidAt),
        isNotNull(notices.requestId),
        lte(notices.notBefore, now),
        or(isNull(notices.claimedUntil), lte(notices.claimedUntil, now)),
        notExists(db.select({ one: sql`1` }).from(older).where(sameLane)),
      ),
    )
    .orderBy(asc(notices.requestId))
    .limit(limit)
    .offset(skip)
    .all()
    .flatMap(({ id }) => id ?? []);
};

const listBehind = (db: Db, { limit, skip }: Page): readonly number[] =>
  db
    .selectDistinct({ id: notices.requestId })
    .from(notices)
    // Written out: a bound 1 would not be known to be the 1 of the index.
    .where(and(sql`${notices.behind} = 1`, isNotNull(notices.requestId)))
    .orderBy(asc(notices.requestId))
    .limit(limit)
    .offset(skip)
    .all()
    .flatMap(({ id }) => id ?? []);

const livePosts = prepared((db) =>
  db
    .select()
    .from(notices)
    .where(and(eq(notices.requestId, given('requestId')), eq(notices.live, true), isNotNull(notices.ts)))
    .orderBy(asc(notices.id))
    .prepare(),
);

const threadOf = prepared((db) =>
  db
    .select({ channel: notices.channel, ts: notices.ts })
    .from(notices)
    .where(and(eq(notices.requestId, given('requestId')), isNull(notices.lane), isNotNull(notices.ts)))
    .orderBy(asc(notices.id))
    .limit(1)
    .prepare(),
);

export const createNoticeVerbs = (db: Db) => ({
  /** Claims the oldest unsaid notice of a request until then. Only the oldest: so they are said in order. */
  claimNextNotice: async (requestId: number, by: string, now: number, until: number): Promise<NoticeTurn> =>
    write(db, (tx) => claimNext(tx, requestId, by, now, until)),

  /** `ts`: null where Slack does not tell which message it is. */
  settleNoticeSaid: async (
    claimed: AnyClaimed,
    { channel, ts }: Pick<Said, 'channel'> & { readonly ts: string | null },
    shown: string | null,
    now: number,
  ) => {
    db.update(notices)
      .set({ ...givenBack, saidAt: now, channel, ts, shown, unsureSince: null })
      .where(held(claimed))
      .run();
  },

  /** It was not said, and that is known: free for the next try, not before then. */
  settleNoticeUnsaid: async (claimed: AnyClaimed, notBefore: number) => {
    db.update(notices)
      .set({ ...givenBack, notBefore, unsureSince: null, looks: 0, tries: claimed.tries + 1 })
      .where(held(claimed))
      .run();
  },

  /** Slack will never take it in that lane. The thread says so instead, but for a copy of what it tells anyway. */
  settleNoticeRefused: async (claimed: ClaimedNotice, refusal: string, now: number) =>
    write(db, (tx) => {
      const { requestId, lane } = claimed.notice;
      const { changes } = tx
        .update(notices)
        .set({ ...givenBack, saidAt: now, refusal, unsureSince: null })
        .where(held(claimed))
        .run();
      if (changes === 0 || lane === null || isCopy(claimed.notice)) return;
      insertNotices(tx, now, [{ requestId, body: { kind: 'not-delivered', to: lane, said: refusal } }]);
    }),

  /** It may have been said: to be looked for, not before then. */
  settleNoticeUnsure: async (claimed: AnyClaimed, since: number, looks: number, notBefore: number) => {
    db.update(notices)
      .set({ ...givenBack, notBefore, unsureSince: since, looks, tries: claimed.tries + 1 })
      .where(held(claimed))
      .run();
  },

  /** Its file is uploaded, and is to be shared next; null: it is to be uploaded anew. */
  recordFile: async (claimed: AnyClaimed, fileId: string | null) => {
    db.update(notices).set({ fileId }).where(held(claimed)).run();
  },

  /** The root of a request's thread; null until the card is in the channel. */
  findThread: async (requestId: number): Promise<Said | null> => {
    const row = threadOf(db).get({ requestId });
    if (row === undefined || row.channel === null || row.ts === null) return null;
    return { channel: row.channel, ts: row.ts };
  },

  /** Its thread was deleted in Slack: the cards are to be said anew, and what comes next below them. */
  forgetThread: async (requestId: number) =>
    write(db, (tx) => {
      const here = and(eq(notices.requestId, requestId), isNull(notices.lane));
      const nowhere = { ...givenBack, channel: null, ts: null, shown: null, shownVersion: null } as const;
      tx.update(notices).set(nowhere).where(here).run();
      tx.update(notices)
        .set({ saidAt: null })
        .where(and(here, eq(notices.live, true)))
        .run();
    }),

  listLiveNotices: async (requestId: number): Promise<readonly LiveNotice[]> =>
    livePosts(db)
      .all({ requestId })
      .flatMap((row) => {
        const { channel, ts, shown } = row;
        const notice = toNotice(row);
        return channel === null || ts === null || notice === null ? [] : [{ notice, channel, ts, shown }];
      }),

  /** It is about to be edited, or that may have come through: what it shows is not known, and it is behind. */
  doubtShown: async (noticeId: number) => {
    db.update(notices).set({ shown: null, shownVersion: null }).where(eq(notices.id, noticeId)).run();
  },

  /** Remembers what a live notice shows, and up to which version of its request that was compared. */
  recordShown: async (noticeId: number, shown: string, version: number) => {
    db.update(notices).set({ shown, shownVersion: version }).where(eq(notices.id, noticeId)).run();
  },

  /** Requests with something unsaid that is due. */
  findUnsaidRequests: async (now: number, page: Page = FIRST_PAGE): Promise<readonly number[]> =>
    listUnsaid(db, now, page),

  /** Requests with a card that is behind. */
  findBehindRequests: async (page: Page = FIRST_PAGE): Promise<readonly number[]> => listBehind(db, page),
});
