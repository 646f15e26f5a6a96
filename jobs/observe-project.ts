import type { Deps } from '../src/deps.ts';
import type { SeenService } from '../src/domain/service.ts';
import { VpcbotError } from '../src/errors.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import type { TimescaleProject } from '../src/timescale/api.ts';

type Needs = Pick<Deps, 'store' | 'timescale' | 'projects' | 'timing' | 'now' | 'log'>;

const waitAfter = ({ timing }: Needs, error: VpcbotError): number =>
  Math.max(error.retryable ? timing.lookHour : timing.retryMost, error.retryAfter ?? 0);

interface ServiceListing {
  /** Null: they could not be read, which is no reason to lose what else was. */
  readonly services: readonly SeenService[] | null;
  /** Milliseconds until the next reading. */
  readonly wait: number;
}

const listServices = async (deps: Needs, project: string, api: TimescaleProject): Promise<ServiceListing> => {
  try {
    return { services: await api.listServices(), wait: deps.timing.observeProjectEvery };
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    deps.log.warn({ err: error, project }, 'the services of a project could not be read');
    return { services: null, wait: waitAfter(deps, error) };
  }
};

/**
 * Reads which VPCs and services a project has at its provider, so that ranges, quotas and moves are
 * judged on what is there.
 */
export const createObserveProject =
  (deps: Needs) =>
  async ({ project }: JobPayloads['observe-project']): Promise<Outcome> => {
    const { store, timescale, projects, now, log } = deps;
    if (!projects.has(project)) return { kind: 'done' };
    try {
      const api = timescale(project);
      const vpcs = await api.listVpcs();
      const { services, wait } = await listServices(deps, project, api);
      const at = now() + wait;
      await store.recordVpcListing(project, vpcs, now(), at);
      if (services !== null) await store.recordServices(project, services, now());
      return { kind: 'again', at };
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
      const at = now() + waitAfter(deps, error);
      await store.putOffProjectLook(project, at);
      log.warn({ err: error, project }, 'a project could not be read');
      return { kind: 'again', at };
    }
  };
