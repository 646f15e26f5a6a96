import type { Deps } from '../src/deps.ts';
import { VpcbotError } from '../src/errors.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import { buildHome } from '../src/slack/home.ts';
import type { HomeViewer } from '../src/store/homes.ts';
import { digest } from './digest.ts';
import { gatherHome } from './home-facts.ts';

type Needs = Pick<
  Deps,
  'store' | 'directory' | 'homeTab' | 'permalink' | 'projects' | 'clouds' | 'timing' | 'now' | 'log'
>;

const settleFailed = async (
  { store, timing, now, log }: Needs,
  userId: string,
  viewer: HomeViewer,
  error: unknown,
): Promise<Outcome> => {
  if (!(error instanceof VpcbotError)) throw error;
  log.warn({ err: error, userId }, 'a home could not be published');
  if (!error.retryable) {
    await store.forgetHomeViewer(userId);
    return { kind: 'done' };
  }
  const lookAgainAt = now() + Math.max(timing.lookHour, error.retryAfter ?? 0);
  // It may have come through, and by then have to show again what it showed before.
  await store.recordHomeShown(userId, viewer, { shown: null, lookAgainAt });
  return { kind: 'again', at: lookAgainAt };
};

/** Publishes somebody's App Home where it no longer shows what is; left alone once they look no more. */
export const createPublishHome =
  (deps: Needs) =>
  async ({ userId }: JobPayloads['publish-home']): Promise<Outcome> => {
    const { store, homeTab, timing, now } = deps;
    const viewer = await store.findHomeViewer(userId);
    if (viewer === null || viewer.openedAt <= now() - timing.homeViewedFor) return { kind: 'done' };
    try {
      const view = buildHome(await gatherHome(deps, userId));
      const shown = digest(view);
      if (shown !== viewer.shown) await homeTab.publish(userId, view);
      const lookAgainAt = now() + timing.homeEvery;
      await store.recordHomeShown(userId, viewer, { shown, lookAgainAt });
      return { kind: 'again', at: lookAgainAt };
    } catch (error) {
      return settleFailed(deps, userId, viewer, error);
    }
  };
