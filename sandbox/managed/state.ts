import type { Aws } from '../aws/clouds.ts';
import type { Azure } from '../azure/networks.ts';
import type { Clock } from '../clock.ts';
import { createCallCounts } from '../provider-api.ts';
import type { TwoSidedNetworks } from '../two-sided.ts';
import { awsSide } from './aws-side.ts';
import { azureSide } from './azure-side.ts';
import type { ManagedDelays, ManagedProjectSeed } from './demo-projects.ts';
import { createEvents } from './events.ts';
import { googleSide } from './google-side.ts';
import { createManagedPeerings } from './peerings.ts';
import { refusal } from './refuse.ts';
import { createManagedServices } from './services.ts';
import { uuidFor } from './uuid.ts';
import { createManagedVpcs, type ManagedVpcRow } from './vpcs.ts';

export interface ManagedStateOptions {
  readonly clock: Clock;
  readonly aws: Aws;
  readonly google: TwoSidedNetworks;
  readonly azure: Azure;
  readonly projects: readonly ManagedProjectSeed[];
  readonly delays: ManagedDelays;
}

/** What can be changed about a project while the sandbox runs. */
export interface ProjectSettings {
  readonly vpcLimit: number;
  readonly showsPeeringIds: boolean;
  /** A service has the same host names at each place, as the real one does for some. */
  readonly keepsNames: boolean;
  /** How a VPC is answered for that was deleted some time ago. */
  readonly afterDeletion: 404 | 403;
}

/** All that Managed Service remembers: projects, VPCs, peerings, services, events, and what was asked of it. */
export const createManagedState = (options: ManagedStateOptions) => {
  const { clock, aws, google, azure, projects } = options;
  let { delays } = options;
  let made = 0;
  const settings = new Map<string, ProjectSettings>(
    projects.map(({ name, vpcLimit, showsPeeringIds = false }) => [
      name,
      { vpcLimit, showsPeeringIds, keepsNames: false, afterDeletion: 404 },
    ]),
  );
  const settingsOf = (project: string): ProjectSettings => {
    const found = settings.get(project);
    if (found === undefined) throw refusal(404, 'Project does not exist');
    return found;
  };
  const shared = {
    clock,
    delays: () => delays,
    nextId: () => {
      made += 1;
      return uuidFor(`${made} ${clock.now()}`);
    },
    settingsOf,
  };
  const vpcs = createManagedVpcs(shared);
  const sides = { aws: awsSide(aws), google: googleSide(clock, google), azure: azureSide(clock, azure) };
  const peerings = createManagedPeerings({ ...shared, sides });
  const services = createManagedServices({ ...shared, vpcs });
  const events = createEvents(shared);
  for (const project of projects) {
    const own = project.vpcs.map((vpc) => vpcs.add(project.name, vpc, 0));
    for (const seed of project.services) {
      services.add(project.name, seed, own.find(({ cidr }) => cidr === seed.vpc) ?? null, 0);
    }
  }

  const dropVpc = (vpc: ManagedVpcRow, takes: number): void => {
    peerings.dropAll(vpc, takes);
    services.evict(vpc);
    vpcs.drop(vpc, takes);
  };

  return {
    projects,
    now: () => clock.now(),
    settingsOf,
    changeSettings: (project: string, changes: Partial<ProjectSettings>): void => {
      settings.set(project, { ...settingsOf(project), ...changes });
    },
    vpcs,
    peerings,
    services,
    events,
    deleteVpc: (project: string, id: string): ManagedVpcRow => {
      const vpc = vpcs.get(project, id);
      if (vpc.deletion !== null) return vpc;
      const reason = services.whyKept(vpc);
      if (reason !== null) throw refusal(409, reason);
      dropVpc(vpc, delays.deleteTakes);
      return vpcs.get(project, id);
    },
    /** As Timescale's own people would: at once, and whatever is in it. */
    removeVpc: (project: string, id: string): void => dropVpc(vpcs.get(project, id), 0),
    delays: shared.delays,
    setDelays: (changes: Partial<ManagedDelays>): void => {
      delays = { ...delays, ...changes };
    },
    calls: createCallCounts(),
  };
};

export type ManagedState = ReturnType<typeof createManagedState>;
