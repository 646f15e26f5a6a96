import type { Deps } from '../src/deps.ts';
import { VpcbotError } from '../src/errors.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';

type Needs = Pick<Deps, 'store' | 'timescale' | 'projects' | 'timing' | 'now' | 'log'>;

/** Reads which VPCs a project has at its provider, so that ranges and quotas are judged on what is there. */
export const createObserveProject =
  ({ store, timescale, projects, timing, now, log }: Needs) =>
  async ({ project }: JobPayloads['observe-project']): Promise<Outcome> => {
    if (!projects.has(project)) return { kind: 'done' };
    try {
      const vpcs = await timescale(project).listVpcs();
      const at = now() + timing.observeProjectEvery;
      await store.recordVpcListing(project, vpcs, now(), at);
      return { kind: 'again', at };
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
      const at =
        now() + Math.max(error.retryable ? timing.lookHour : timing.retryMost, error.retryAfter ?? 0);
      await store.putOffProjectLook(project, at);
      log.warn({ err: error, project }, 'a project could not be read');
      return { kind: 'again', at };
    }
  };
