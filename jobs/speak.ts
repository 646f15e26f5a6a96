import type { Deps } from '../src/deps.ts';
import type { Notice } from '../src/domain/notice.ts';
import { isCopy } from '../src/domain/notice-kind.ts';
import type { Project } from '../src/domain/project.ts';
import { VpcbotError } from '../src/errors.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import type { Message } from '../src/slack/blocks.ts';
import { isPlaceGone } from '../src/slack/call.ts';
import type { Place } from '../src/slack/thread.ts';
import type { ClaimedNotice } from '../src/store/notice-claims.ts';
import type { LiveNotice } from '../src/store/notices.ts';
import type { StoredView } from '../src/store/requests.ts';
import { buildNotice } from './render-notice.ts';
import { digestOf, sayMessage, sayOnce } from './say-once.ts';
import { shareCertificate } from './share-certificate.ts';

type Needs = Pick<
  Deps,
  | 'store'
  | 'wake'
  | 'thread'
  | 'files'
  | 'clouds'
  | 'timescale'
  | 'permalink'
  | 'directory'
  | 'projects'
  | 'timing'
  | 'now'
  | 'newRun'
  | 'log'
>;

/** A lane's own channel, where a person's is their direct messages; else the request's thread. */
const findPlace = async ({ store, thread }: Needs, notice: Notice, view: StoredView): Promise<Place> => {
  const { lane, requestId } = notice;
  if (lane !== null) return { channel: await thread.openLane(lane), threadTs: null };
  const root = await store.findThread(requestId);
  return { channel: root?.channel ?? view.request.channel, threadTs: root?.ts ?? null };
};

/** Slack will never take it in that lane, so that it counts as said. False: it is tried again. */
const giveUp = async (
  { store, now, log }: Needs,
  claimed: ClaimedNotice,
  error: VpcbotError,
): Promise<boolean> => {
  const { notice } = claimed;
  // A copy is only given up with its subscription: nobody would hear that it is missing.
  if (notice.lane === null || (isCopy(notice) && !isPlaceGone(error))) return false;
  if (isCopy(notice)) {
    await store.dropSubscriptions(notice.lane);
    const fields = { err: error, channel: notice.lane };
    log.warn(fields, 'a channel that vpcbot is not in any more is unsubscribed');
  }
  await store.settleNoticeRefused(claimed, error.said ?? error.code, now());
  return true;
};

const say = async (
  deps: Needs,
  claimed: ClaimedNotice,
  view: StoredView,
  project: Project,
): Promise<Outcome> => {
  const { notice } = claimed;
  const where = {
    findPlace: () => findPlace(deps, notice, view),
    giveUp: (error: VpcbotError) => giveUp(deps, claimed, error),
    startAnew: () => deps.store.forgetThread(notice.requestId),
  };
  if (notice.body.kind === 'certificate-shared') return shareCertificate(deps, claimed, project.name, where);
  const message = await buildNotice(deps, notice, view, project);
  const broadcast = message.broadcast && notice.lane === null;
  return sayOnce(deps, claimed, { ...where, ...sayMessage(deps.thread, notice, { message, broadcast }) });
};

/**
 * Slack may refuse for good, as where a workspace forbids edits. An edit whose answer is lost may have come through, and
 * by the next time the card may have to show again what it showed before.
 */
const edit = async (
  { store, thread, log }: Needs,
  { notice, channel, ts }: LiveNotice,
  message: Message,
): Promise<void> => {
  await store.doubtShown(notice.id);
  try {
    await thread.update(channel, ts, message);
  } catch (err) {
    if (!(err instanceof VpcbotError) || err.retryable) {
      // Another run may have remembered meanwhile what it edited before this came through.
      await store.doubtShown(notice.id);
      throw err;
    }
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
