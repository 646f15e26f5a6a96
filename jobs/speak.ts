import type { Deps } from '../src/deps.ts';
import { isCopy, type Notice } from '../src/domain/notice.ts';
import type { Project } from '../src/domain/project.ts';
import { nextTry } from '../src/domain/timing.ts';
import { VpcbotError } from '../src/errors.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import type { Message } from '../src/slack/blocks.ts';
import { isPlaceGone } from '../src/slack/call.ts';
import type { Place } from '../src/slack/thread.ts';
import type { ClaimedNotice, LiveNotice } from '../src/store/notices.ts';
import type { StoredView } from '../src/store/requests.ts';
import { digest } from './digest.ts';
import { buildNotice } from './render-notice.ts';

type Needs = Pick<
  Deps,
  'store' | 'wake' | 'thread' | 'permalink' | 'directory' | 'projects' | 'timing' | 'now' | 'newRun' | 'log'
>;

/** A message is looked for this often, after its answer was lost, before it is posted again. */
const LOOKS_BEFORE_AGAIN = 2;

/** Names a notice in its message, across databases: a new database counts its notices anew. */
const keyOf = ({ id, createdAt }: Notice): string => `${id}-${createdAt}`;

const digestOf = ({ text, blocks }: Message): string => digest({ text, blocks });

/** What a failed call to Slack means for the notice it was to post. */
const settleFailed = async (
  { store, timing, now, log }: Needs,
  claimed: ClaimedNotice,
  error: unknown,
): Promise<Outcome> => {
  if (!(error instanceof VpcbotError)) throw error;
  const { notice, tries } = claimed;
  if (error.outcome === 'unknown') {
    const at = now() + timing.saidLook;
    await store.settleNoticeUnsure(claimed, claimed.unsureSince ?? notice.createdAt, 0, at);
    log.warn({ err: error, noticeId: notice.id }, 'a notice may have been posted; looking for it');
    return { kind: 'again', at };
  }
  // A copy is only given up with its subscription: nobody would hear that it is missing.
  if (!error.retryable && notice.lane !== null && (!isCopy(notice) || isPlaceGone(error))) {
    if (isCopy(notice)) {
      await store.dropSubscriptions(notice.lane);
      const fields = { err: error, channel: notice.lane };
      log.warn(fields, 'a channel that vpcbot is not in any more is unsubscribed');
    }
    await store.settleNoticeRefused(claimed, error.said ?? error.code, now());
    return { kind: 'again', at: now() };
  }
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
  claimed: ClaimedNotice,
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
  claimed: ClaimedNotice,
  place: Place,
  since: number,
): Promise<string | Outcome | null> => {
  const { store, thread, timing, now } = deps;
  const ts = await thread
    .find(place, keyOf(claimed.notice), since)
    .catch((error: unknown) => settleUnread(deps, claimed, since, error));
  if (ts !== null) return ts;
  const looks = claimed.looks + 1;
  if (looks >= LOOKS_BEFORE_AGAIN) return null;
  const at = now() + timing.saidLook;
  await store.settleNoticeUnsure(claimed, since, looks, at);
  return { kind: 'again', at };
};

/** A lane's own channel, where a person's is their direct messages; else the request's thread. */
const findPlace = async ({ store, thread }: Needs, notice: Notice, view: StoredView): Promise<Place> => {
  const { lane, requestId } = notice;
  if (lane !== null) return { channel: await thread.openLane(lane), threadTs: null };
  const root = await store.findThread(requestId);
  return { channel: root?.channel ?? view.request.channel, threadTs: root?.ts ?? null };
};

const say = async (
  deps: Needs,
  claimed: ClaimedNotice,
  view: StoredView,
  project: Project,
): Promise<Outcome> => {
  const { store, thread, now } = deps;
  const { notice } = claimed;
  const message = await buildNotice(deps, notice, view, project);
  const shown = digestOf(message);
  try {
    const place = await findPlace(deps, notice, view);
    const found =
      claimed.unsureSince === null ? null : await lookFor(deps, claimed, place, claimed.unsureSince);
    if (found !== null && typeof found !== 'string') return found;
    const broadcast = message.broadcast && notice.lane === null;
    const ts = found ?? (await thread.post({ place, message, broadcast, noticeKey: keyOf(notice) }));
    if (ts === null) {
      await store.forgetThread(notice.requestId);
      return { kind: 'again', at: now() };
    }
    await store.settleNoticeSaid(
      claimed,
      { channel: place.channel, ts },
      found === null ? shown : null,
      now(),
    );
    return { kind: 'again', at: now() };
  } catch (error) {
    return settleFailed(deps, claimed, error);
  }
};

/** Slack may refuse for good, as where a workspace forbids edits. */
const edit = async (
  { thread, log }: Needs,
  { notice, channel, ts }: LiveNotice,
  message: Message,
): Promise<void> => {
  try {
    await thread.update(channel, ts, message);
  } catch (err) {
    if (!(err instanceof VpcbotError) || err.retryable) throw err;
    log.error({ err, noticeId: notice.id }, 'a card cannot be edited');
  }
};

const refresh = async (deps: Needs, live: LiveNotice, view: StoredView, project: Project): Promise<void> => {
  const message = await buildNotice(deps, live.notice, view, project);
  const shown = digestOf(message);
  // What Slack refuses to show is not tried again; the next change is.
  if (shown !== live.shown) await edit(deps, live, message);
  await deps.store.recordShown(live.notice.id, shown, view.version);
};

/** Brings the cards of a request up to date with what is recorded of it. */
const refreshAll = async (deps: Needs, view: StoredView, project: Project): Promise<Outcome> => {
  for (const live of await deps.store.listLiveNotices(view.request.id))
    await refresh(deps, live, view, project);
  return { kind: 'done' };
};

/** A request concerns whoever may see its project; each home finds out by itself whether it shows it. */
const wakeHomes = async ({ store, wake, timing, now }: Needs): Promise<void> => {
  for (const userId of await store.listHomeViewers(now() - timing.homeViewedFor)) {
    await wake({ name: 'publish-home', payload: { userId } });
  }
};

/**
 * Says the next unsaid notice of a request in its thread; once all are said, edits its cards.
 * The oldest first and one at a time, so people read them in the order in which things happened.
 */
export const createSpeak = (deps: Needs) => {
  const { store, projects, timing, log } = deps;
  /** Sweep finds them again and again; the log need not. */
  const stranded = new Set<number>();
  return async ({ requestId }: JobPayloads['speak']): Promise<Outcome> => {
    const view = await store.findRequestView(requestId);
    if (view === null) return { kind: 'done' };
    const project = projects.get(view.request.project);
    if (project === undefined) {
      const fields = { requestId, project: view.request.project };
      if (!stranded.has(requestId))
        log.warn(fields, 'a request of a project that is not configured any more');
      stranded.add(requestId);
      return { kind: 'done' };
    }
    const now = deps.now();
    const turn = await store.claimNextNotice(requestId, deps.newRun(), now, now + timing.claimLease);
    if (turn.kind === 'later') return { kind: 'again', at: turn.at };
    if (turn.kind === 'turn') return say(deps, turn.claimed, view, project);
    await wakeHomes(deps);
    return refreshAll(deps, view, project);
  };
};
