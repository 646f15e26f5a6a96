import { eq } from 'drizzle-orm';
import type { Notice, ProjectNotice } from '../domain/notice.ts';
import type { Tx } from './open.ts';
import { given, givenValue, prepared } from './prepared.ts';
import { findRestore, type Restore } from './restores.ts';
import { notices, requests } from './schema.ts';

type NoticeRow = typeof notices.$inferSelect;

/** A notice whose turn it is, claimed by one run. */
export interface Claimed<Said extends { readonly id: number; readonly createdAt: number }> {
  readonly notice: Said;
  readonly by: string;
  /** It may have been said already: look in Slack before saying it. Epoch ms since when. */
  readonly unsureSince: number | null;
  /** A message older than this that tells the same counts as it: the database was put back to an earlier day. */
  readonly toldBefore: number | null;
  /** Looks since then that did not find it. */
  readonly looks: number;
  readonly tries: number;
  /** Uploaded for it already, and perhaps shared. */
  readonly fileId: string | null;
}

export type ClaimedNotice = Claimed<Notice>;
export type ClaimedProjectNotice = Claimed<ProjectNotice>;
export type AnyClaimed = Claimed<Notice | ProjectNotice>;

export type Turn<Held> =
  | { readonly kind: 'turn'; readonly claimed: Held }
  /** The next one may not be said before then, or another run is at it until then. */
  | { readonly kind: 'later'; readonly at: number }
  | { readonly kind: 'all-said' };

export type NoticeTurn = Turn<ClaimedNotice>;

/** From when on a run of this name may say it. */
export const freeFrom = ({ notBefore, claimedBy, claimedUntil }: NoticeRow, by: string): number =>
  Math.max(notBefore, claimedBy === by ? 0 : (claimedUntil ?? 0));

/** Of what was asked for before the copy was taken, anything may have been told since. */
const findDoubt = (tx: Tx, { requestId, createdAt }: NoticeRow): Restore | null => {
  const restore = findRestore(tx, createdAt);
  if (restore === null || requestId === null) return restore;
  const [asked] = tx
    .select({ at: requests.createdAt })
    .from(requests)
    .where(eq(requests.id, requestId))
    .all();
  return asked !== undefined && asked.at <= restore.takenAt ? restore : null;
};

const takeTurn = prepared((db) =>
  db
    .update(notices)
    .set({
      claimedBy: givenValue('by'),
      claimedUntil: givenValue('until'),
      unsureSince: givenValue('unsureSince'),
      looks: givenValue('looks'),
    })
    .where(eq(notices.id, given('id')))
    .prepare(),
);

/** Takes a notice for one run. */
export const claimRow = <Said extends Notice | ProjectNotice>(
  tx: Tx,
  row: NoticeRow,
  notice: Said,
  { by, until }: { readonly by: string; readonly until: number },
): Claimed<Said> => {
  // A claim that nobody gave back is a run that died at it: it may have spoken, after all its looks.
  const died = row.claimedBy !== null;
  const doubt = findDoubt(tx, row);
  const unsureSince = row.unsureSince ?? (died ? row.createdAt : (doubt?.takenAt ?? null));
  const looks = died ? 0 : row.looks;
  takeTurn(tx).run({ id: row.id, by, until, unsureSince, looks });
  const { tries, fileId } = row;
  return { notice, by, unsureSince, toldBefore: doubt?.restoredAt ?? null, looks, tries, fileId };
};
