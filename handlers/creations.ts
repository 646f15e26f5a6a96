import type { Deps } from '../src/deps.ts';
import { judgeCreations, type TooMany } from '../src/domain/creation-cap.ts';
import type { JudgeCreations } from '../src/store/creations.ts';

type Needs = Pick<Deps, 'store' | 'limits' | 'now'>;

/** Whether somebody may ask for one more VPC or peering, by when they asked within the last hour. */
export const judgeMore =
  ({ limits, now }: Pick<Needs, 'limits' | 'now'>): JudgeCreations =>
  (askedAt) =>
    judgeCreations(askedAt, limits.creationsPerHour, now());

/** The same on what is recorded now, for a plan; it is judged again where it is recorded. */
export const findTooMany = async (deps: Needs, userId: string): Promise<TooMany | null> =>
  judgeMore(deps)(await deps.store.listCreations({ actor: userId, now: deps.now() }));
