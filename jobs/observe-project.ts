import type { Deps } from '../src/deps.ts';
import { isPlanDue, isRegionsDue } from '../src/domain/plan.ts';
import type { SeenService } from '../src/domain/service.ts';
import { VpcbotError } from '../src/errors.ts';
import type { JobPayloads, Outcome } from '../src/queue/jobs.ts';
import type { TimescaleProject } from '../src/timescale/api.ts';
import { observePeerings, waitAfter } from './observe-peerings.ts';

type Needs = Pick<Deps, 'store' | 'wake' | 'timescale' | 'projects' | 'timing' | 'now' | 'log'>;

interface ServiceListing {
  /** Null: they could not be read, which is no reason to lose what else was. */
  readonly services: readonly SeenService[] | null;
  /** As things were then: what a look at one service showed since is newer. */
  readonly askedAt: number;
  /** Milliseconds until the next reading. */
  readonly wait: number;
}

const listServices = async (deps: Needs, project: string, api: TimescaleProject): Promise<ServiceListing> => {
  const askedAt = deps.now();
  try {
    return { services: await api.listServices(), askedAt, wait: deps.timing.observeProjectEvery };
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    deps.log.warn({ err: error, project }, 'the services of a project could not be read');
    return { services: null, askedAt, wait: waitAfter(deps.timing, error) };
  }
};

type Look = Awaited<ReturnType<Deps['store']['findProjectLook']>>;

/** What may be missing for a while: where it cannot be read, nothing else waits, and what is known stays known. */
const readBeside = async (
  { log }: Pick<Needs, 'log'>,
  project: string,
  what: 'plan' | 'regions',
  read: () => Promise<void>,
): Promise<void> => {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    log.warn({ err: error, project }, `the ${what} of a project could not be read`);
  }
};

/** The plan that the project is on, once a day. */
const observePlan = async (
  deps: Needs,
  project: string,
  api: TimescaleProject,
  look: Look,
): Promise<void> => {
  const { store, now } = deps;
  if (!isPlanDue(look, now())) return;
  await readBeside(deps, project, 'plan', async () => {
    const { plan } = await api.findKeyOwner();
    await store.recordPlan(project, plan ?? '');
  });
};

/** Where VPCs may be made, once an hour. */
const observeRegions = async (
  deps: Needs,
  project: string,
  api: TimescaleProject,
  look: Look,
): Promise<void> => {
  const { store, now } = deps;
  if (!isRegionsDue(look, now())) return;
  await readBeside(deps, project, 'regions', async () => {
    const regions = await api.listRegions();
    if (regions !== null) await store.recordRegions(project, regions);
  });
};

/** What the reading found to be told, said now and not at the next sweep. */
const speak = async ({ wake }: Needs, project: string, requestIds: readonly number[]): Promise<void> => {
  for (const requestId of new Set(requestIds)) await wake({ name: 'speak', payload: { requestId } });
  await wake({ name: 'tell-project', payload: { project } });
};

/** What the project has at its provider, recorded. Returns when to read it again. */
const observe = async (deps: Needs, project: string, api: TimescaleProject): Promise<number> => {
  const { store, now } = deps;
  const look = await store.findProjectLook(project);
  const listedAt = now();
  const vpcs = await api.listVpcs();
  await observeRegions(deps, project, api, look);
  const { services, askedAt, wait } = await listServices(deps, project, api);
  await observePlan(deps, project, api, look);
  const at = now() + wait;
  await store.recordVpcListing(project, vpcs, now(), at, listedAt);
  const moved = services === null ? [] : await store.recordServices(project, services, askedAt);
  const { speakOf, goOnAt } = await observePeerings(deps, project, api);
  await speak(deps, project, [...moved, ...speakOf]);
  if (goOnAt === null || goOnAt >= at) return at;
  await store.putOffProjectLook(project, goOnAt);
  return goOnAt;
};

/**
 * Reads which VPCs, peerings and services a project has at its provider, so that ranges, quotas and
 * moves are judged on what is there, and tells what changed there though nobody here asked for it.
 */
export const createObserveProject =
  (deps: Needs) =>
  async ({ project }: JobPayloads['observe-project']): Promise<Outcome> => {
    const { store, timescale, projects, now, log } = deps;
    if (!projects.has(project)) return { kind: 'done' };
    try {
      return { kind: 'again', at: await observe(deps, project, timescale(project)) };
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
      const at = now() + waitAfter(deps.timing, error);
      await store.putOffProjectLook(project, at);
      log.warn({ err: error, project }, 'a project could not be read');
      return { kind: 'again', at };
    }
  };
