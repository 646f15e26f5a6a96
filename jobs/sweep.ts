import type { Deps } from '../src/deps.ts';
import type { Outcome } from '../src/queue/jobs.ts';
import { createWakeWindow } from './wake-window.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'clouds' | 'projects' | 'timing' | 'now'>;

/** Between two looks for more, while there is more due than is woken at a time: ms. */
const REFILL = 500;

/** What may be due by the thousand, as after a long stop: each in a window of its own, for what is stuck in one says nothing of another. */
const createWindows = ({ store, wake, clouds, timing }: Needs) => {
  const every = timing.sweepEvery;
  const windows = {
    vpcs: createWakeWindow<number>(every),
    moves: createWakeWindow<number>(every),
    quotas: createWakeWindow<number>(every),
    newSides: createWakeWindow<number>(every),
    dueSides: createWakeWindow<number>(every),
    unsaid: createWakeWindow<number>(every),
    behind: createWakeWindow<number>(every),
    homes: createWakeWindow<string>(every),
  };
  const advanceSide = (peeringId: number) => wake({ name: 'advance-side', payload: { peeringId } });
  const speak = (requestId: number) => wake({ name: 'speak', payload: { requestId } });
  return (at: number): readonly (() => Promise<boolean>)[] => [
    () =>
      windows.vpcs(
        at,
        (page) => store.findDueVpcs(at, page),
        (vpcId) => wake({ name: 'advance-vpc', payload: { vpcId } }),
      ),
    () =>
      windows.moves(
        at,
        (page) => store.findDueMoves(at, page),
        (moveId) => wake({ name: 'advance-move', payload: { moveId } }),
      ),
    () =>
      windows.quotas(
        at,
        (page) => store.findDueQuotas(at, page),
        (quotaId) => wake({ name: 'advance-quota', payload: { quotaId } }),
      ),
    () => windows.newSides(at, (page) => store.findNewSides(clouds.accounts, page), advanceSide),
    () => windows.dueSides(at, (page) => store.findDueSides(clouds.accounts, at, page), advanceSide),
    () => windows.unsaid(at, (page) => store.findUnsaidRequests(at, page), speak),
    () => windows.behind(at, (page) => store.findBehindRequests(page), speak),
    () =>
      windows.homes(
        at,
        (page) => store.findDueHomes(at - timing.homeViewedFor, at, page),
        (userId) => wake({ name: 'publish-home', payload: { userId } }),
      ),
  ];
};

/**
 * Wakes whatever the store says is overdue. So a lost queue, a crash between a commit and its
 * wake-up, or a timer that never fired costs seconds and never a request.
 */
export const createSweep = (deps: Needs) => {
  const { store, wake, projects, now } = deps;
  const listWindows = createWindows(deps);
  return async (): Promise<Outcome> => {
    const at = now();
    let isMore = false;
    for (const wakeDue of listWindows(at)) isMore = (await wakeDue()) || isMore;
    for (const project of await store.findUnspokenProjects(at)) {
      await wake({ name: 'tell-project', payload: { project } });
    }
    for (const project of await store.findDueProjects([...projects.keys()], at)) {
      await wake({ name: 'observe-project', payload: { project } });
    }
    return isMore ? { kind: 'again', at: at + REFILL } : { kind: 'done' };
  };
};
