import type { Aws } from '../aws/clouds.ts';
import type { Clock } from '../clock.ts';
import { createCallCounts } from '../provider-api.ts';
import { Refusal } from '../refusal.ts';
import { isMoving } from '../stays.ts';
import type { Delays, ProjectSeed } from './demo-projects.ts';
import { createPeerings } from './peerings.ts';
import { busy } from './refusal.ts';
import { createServices } from './services.ts';
import { createVpcs } from './vpcs.ts';

export interface TigerStateOptions {
  readonly clock: Clock;
  readonly aws: Aws;
  readonly projects: readonly ProjectSeed[];
  readonly delays: Delays;
}

/** All that Tiger Cloud remembers: its projects, their VPCs, peerings and services, and what was asked of it. */
export const createTigerState = (options: TigerStateOptions) => {
  const { clock, aws, projects } = options;
  let { delays } = options;
  // Ids of ten digits that do not come back when the sandbox is started again.
  let lastId = Math.floor(clock.now() / 1_000);
  const limits = new Map(projects.map(({ id, vpcLimit }) => [id, vpcLimit]));

  const shared = {
    clock,
    delays: () => delays,
    nextId: () => {
      lastId += 1;
      return String(lastId);
    },
  };
  const vpcs = createVpcs({ ...shared, limitOf: (projectId) => limits.get(projectId) ?? 0 });
  const peerings = createPeerings({ ...shared, aws, vpcs });
  const services = createServices({ ...shared, vpcs });
  for (const project of projects) {
    const made = project.vpcs.map((vpc) => vpcs.add(project.id, vpc, 0));
    for (const { id, ...service } of project.services) {
      services.add(project.id, service, made.find(({ name }) => name === service.vpc) ?? null, id);
    }
  }

  /** A VPC is deleted empty. */
  const assertUnused = (vpcId: string): void => {
    const occupants = services.occupants(vpcId);
    if (occupants.length === 0) return;
    if (occupants.some((service) => isMoving(service.stays, clock.now()))) throw busy('VPC');
    const names = occupants.map(({ name }) => name).join(', ');
    throw new Refusal(400, 'INVALID_REQUEST', `the VPC has services attached: ${names}; detach them first`);
  };
  const dropVpc = (projectId: string, vpcId: string, after: number): void => {
    peerings.dropAll(projectId, vpcId, after);
    services.evict(vpcId);
    vpcs.drop(projectId, vpcId, after);
  };

  return {
    projects,
    vpcs,
    peerings,
    services,
    deleteVpc: (projectId: string, vpcId: string): void => {
      vpcs.assertQuiet(projectId, vpcId);
      assertUnused(vpcId);
      dropVpc(projectId, vpcId, delays.deleteTakes);
    },
    /** As somebody with Tiger's own tools would: at once, and whatever state it is in. */
    removeVpc: (projectId: string, vpcId: string): void => dropVpc(projectId, vpcId, 0),
    delays: shared.delays,
    setDelays: (changes: Partial<Delays>): void => {
      delays = { ...delays, ...changes };
    },
    vpcLimit: (projectId: string): number => limits.get(projectId) ?? 0,
    setVpcLimit: (projectId: string, limit: number): void => {
      limits.set(projectId, limit);
    },
    ...createCallCounts(),
  };
};

export type TigerState = ReturnType<typeof createTigerState>;
