import type { Deps } from '../src/deps.ts';
import type { Notice, ProjectNotice } from '../src/domain/notice.ts';
import { nextTry } from '../src/domain/timing.ts';
import { VpcbotError } from '../src/errors.ts';
import type { Outcome } from '../src/queue/jobs.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Place } from '../src/slack/thread.ts';
import type { Claimed } from '../src/store/notice-claims.ts';
import { digest } from './digest.ts';

type Needs = Pick<Deps, 'store' | 'timing' | 'now' | 'log'>;
type AnyClaimed = Claimed<Notice | ProjectNotice>;

/** How one notice is said, and how it is found again after the answer was lost. */
export interface Saying {
  findPlace(): Promise<Place>;
  /** `ts` null: Slack does not tell. `gone`: the thread is no more. */
  post(place: Place): Promise<{ readonly ts: string | null } | 'gone'>;
  find(place: Place, since: number, toldBefore: number | null): Promise<string | null>;
  /** What is recorded of what it shows; null: nothing. */
  readonly shown: string | null;
  /** Says it elsewhere, or not at all, where Slack will never take it. False: it is tried again. */
  giveUp(error: VpcbotError): Promise<boolean>;
  /** Its thread was deleted: what is said is to be said anew. */
  startAnew(): Promise<void>;
}

/** A message is looked for this often, after its answer was lost, before it is posted again. */
const LOOKS_BEFORE_AGAIN = 2;

/** Names a notice in its message, across databases: a new database counts its notices anew. */
const keyOf = ({ id, createdAt }: Pick<Notice, 'id' | 'createdAt'>): string => `${id}-${createdAt}`;

/** When something was first seen is another time in each database that saw it. */
const TIMES = ['at', 'since', 'expiresAt'];

/** What a notice tells, and of what: the same where it is recorded anew because a copy came back into use. */
const tellsOf = (notice: Notice | ProjectNotice): string => {
  const of = 'requestId' in notice ? [notice.requestId, notice.lane] : [notice.project];
  const body = JSON.stringify(notice.body, (key, value: unknown) =>
    TIMES.includes(key) ? undefined : value,
  );
  return digest([...of, body]).slice(0, 22);
};

export const digestOf = ({ text, blocks }: Message): string => digest({ text, blocks });

/** What a failed call means for the notice that it was made for. */
const settleFailed = async (
  { store, timing, now, log }: Needs,
  claimed: AnyClaimed,
  error: unknown,
  giveUp: Saying['giveUp'],
): Promise<Outcome> => {
  if (!(error instanceof VpcbotError)) throw error;
  const { notice, tries } = claimed;
  if (error.outcome === 'unknown') {
    const at = now() + timing.saidLook;
    await store.settleNoticeUnsure(claimed, claimed.unsureSince ?? notice.createdAt, 0, at);
    log.warn({ err: error, noticeId: notice.id }, 'a notice may have been posted; looking for it');
    return { kind: 'again', at };
  }
  if (!error.retryable && (await giveUp(error))) return { kind: 'again', at: now() };
  const pause = error.retryAfter;
  const at =
    pause === undefined ? nextTry({ now: now(), tries, retryAfter: undefined }, timing) : now() + pause;
  await store.settleNoticeUnsaid(claimed, at);
  if (!error.retryable) log.error({ err: error, noticeId: notice.id }, 'a notice cannot be posted');
  return { kind: 'again', at };
};

/** A search that failed tells nothing: the notice may still be there, so it is looked for again. */
const settleUnread = async (
  { store, timing, now, log }: Needs,
  claimed: AnyClaimed,
  since: number,
  error: unknown,
): Promise<Outcome> => {
  if (!(error instanceof VpcbotError)) throw error;
  const { notice, tries, looks } = claimed;
  const at = nextTry({ now: now(), tries, retryAfter: error.retryAfter }, timing);
  await store.settleNoticeUnsure(claimed, since, looks, at);
  const fields = { err: error, noticeId: notice.id };
  if (error.retryable) log.warn(fields, 'a notice that may have been posted cannot be looked for now');
  else log.error(fields, 'a notice that may have been posted cannot be looked for');
  return { kind: 'again', at };
};

/** Looks for a notice that may be in Slack already. */
const lookFor = async (
  deps: Needs,
  claimed: AnyClaimed,
  find: () => Promise<string | null>,
  since: number,
): Promise<string | Outcome | null> => {
  const { store, timing, now } = deps;
  const ts = await find().catch((error: unknown) => settleUnread(deps, claimed, since, error));
  if (ts !== null) return ts;
  const looks = claimed.looks + 1;
  if (looks >= LOOKS_BEFORE_AGAIN) return null;
  const at = now() + timing.saidLook;
  await store.settleNoticeUnsure(claimed, since, looks, at);
  return { kind: 'again', at };
};

/** Says a claimed notice, after looking for it where it may be in Slack already, and records that. */
export const sayOnce = async (deps: Needs, claimed: AnyClaimed, saying: Saying): Promise<Outcome> => {
  const { store, now } = deps;
  const { unsureSince } = claimed;
  try {
    const place = await saying.findPlace();
    const found =
      unsureSince === null
        ? null
        : await lookFor(
            deps,
            claimed,
            () => saying.find(place, unsureSince, claimed.toldBefore),
            unsureSince,
          );
    if (found !== null && typeof found !== 'string') return found;
    const posted = found === null ? await saying.post(place) : { ts: found };
    if (posted === 'gone') {
      await saying.startAnew();
      return { kind: 'again', at: now() };
    }
    const shown = found === null ? saying.shown : null;
    await store.settleNoticeSaid(claimed, { channel: place.channel, ts: posted.ts }, shown, now());
    return { kind: 'again', at: now() };
  } catch (error) {
    return settleFailed(deps, claimed, error, saying.giveUp);
  }
};

/** How a message is said: it carries the notice's key, by which it is found again. */
export const sayMessage = (
  thread: Deps['thread'],
  notice: Notice | ProjectNotice,
  { message, broadcast }: { readonly message: Message; readonly broadcast: boolean },
): Pick<Saying, 'post' | 'find' | 'shown'> => {
  const noticeKey = keyOf(notice);
  const tells = tellsOf(notice);
  return {
    shown: digestOf(message),
    post: async (place) => {
      const ts = await thread.post({ place, message, broadcast, noticeKey, tells });
      return ts === null ? 'gone' : { ts };
    },
    find: (place, since, toldBefore) =>
      thread.find(place, { noticeKey, since, ...(toldBefore === null ? {} : { toldBefore, tells }) }),
  };
};
