import type { Deps } from '../src/deps.ts';
import { advanceQuota } from '../src/domain/quota.ts';
import { nameAllForLog, noteLogFields } from '../src/log-context.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'timing' | 'now'>;

/** Reminds the approvers of an ask that waits for them, and ends it where nobody decides. */
export const createAdvanceQuota =
  ({ store, wake, timing, now }: Needs) =>
  async ({ quotaId }: JobPayloads['advance-quota']): Promise<Outcome> => {
    const time = now();
    const { at, requestId } = await store.advanceQuota(
      quotaId,
      (quota) => advanceQuota(quota, time, timing),
      time,
    );
    noteLogFields(nameAllForLog([requestId]));
    if (requestId !== null) await wake({ name: 'speak', payload: { requestId } });
    return at === null ? { kind: 'done' } : { kind: 'again', at };
  };
