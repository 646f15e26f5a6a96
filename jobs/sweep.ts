import type { Deps } from '../src/deps.ts';
import type { Outcome } from '../src/queue/jobs.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'clouds' | 'projects' | 'timing' | 'now'>;

/**
 * Wakes whatever the store says is overdue. So a lost queue, a crash between a commit and its
 * wake-up, or a timer that never fired costs seconds and never a request.
 */
export const createSweep =
  ({ store, wake, clouds, projects, timing, now }: Needs) =>
  async (): Promise<Outcome> => {
    const at = now();
    for (const vpcId of await store.findDueVpcs(at)) await wake({ name: 'advance-vpc', payload: { vpcId } });
    for (const moveId of await store.findDueMoves(at))
      await wake({ name: 'advance-move', payload: { moveId } });
    for (const quotaId of await store.findDueQuotas(at)) {
      await wake({ name: 'advance-quota', payload: { quotaId } });
    }
    for (const peeringId of await store.findDueSides(clouds.accounts, at)) {
      await wake({ name: 'advance-side', payload: { peeringId } });
    }
    for (const requestId of await store.findUnspokenRequests(at)) {
      await wake({ name: 'speak', payload: { requestId } });
    }
    for (const project of await store.findUnspokenProjects(at)) {
      await wake({ name: 'tell-project', payload: { project } });
    }
    for (const project of await store.findDueProjects([...projects.keys()], at)) {
      await wake({ name: 'observe-project', payload: { project } });
    }
    for (const userId of await store.findDueHomes(at - timing.homeViewedFor, at)) {
      await wake({ name: 'publish-home', payload: { userId } });
    }
    return { kind: 'done' };
  };
