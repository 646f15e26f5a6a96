import type { Deps } from '../src/deps.ts';
import { isPlanDue } from '../src/domain/plan.ts';
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
    return { services: null, askedAt, wait: waitAfter(deps, error) };
  }
};

/** The plan that the project is on, once a day. It is a remark: where it cannot be read, nothing else waits. */
const observePlan = async (deps: Needs, project: string, api: TimescaleProject): Promise<void> => {
  const { store, now, log } = deps;
  if (!isPlanDue(await store.findProjectLook(project), now())) return;
  try {
    const { plan } = await api.findKeyOwner();
    await store.recordPlan(project, plan ?? '');
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    log.warn({ err: error, project }, 'the plan of a project could not be read');
  }
};

/** The peerings of VPCs that no look of their own reads, one call for each. What fails is read next time. */
const observePeerings = async (deps: Needs, project: string, api: TimescaleProject): Promise<void> => {
  const { store, timing, now, log } = deps;
  try {
    for (const { vpcId, ...ref } of await store.findRestingVpcs(project)) {
      const listing = await api.listPeerings(ref);
      if (listing.kind === 'vpc-not-found') continue;
      await store.recordPeeringListing(vpcId, listing.peerings, { now: now(), timing });
    }
  } catch (error) {
    if (!(error instanceof VpcbotError)) throw error;
    log.warn({ err: error, project }, 'the peerings of a project could not all be read');
  }
};

/**
 * Reads which VPCs, peerings and services a project has at its provider, so that ranges, quotas and
 * moves are judged on what is there.
 */
export const createObserveProject =
  (deps: Needs) =>
  async ({ project }: JobPayloads['observe-project']): Promise<Outcome> => {
    const { store, timescale, projects, now, log } = deps;
    if (!projects.has(project)) return { kind: 'done' };
    try {
      const api = timescale(project);
      const vpcs = await api.listVpcs();
      await store.recordRegions(project, (await api.listRegions()) ?? []);
      const { services, askedAt, wait } = await listServices(deps, project, api);
      await observePlan(deps, project, api);
      const at = now() + wait;
      await store.recordVpcListing(project, vpcs, now(), at);
      if (services !== null) await store.recordServices(project, services, askedAt);
      await observePeerings(deps, project, api);
      return { kind: 'again', at };
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
      const at = now() + waitAfter(deps, error);
      await store.putOffProjectLook(project, at);
      log.warn({ err: error, project }, 'a project could not be read');
      return { kind: 'again', at };
    }
  };
