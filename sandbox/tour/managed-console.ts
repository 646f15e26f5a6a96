import type { Control } from './control.ts';
import type { Place } from './place.ts';
import type { PeeringThere, Timescale } from './timescale.ts';

interface PeeringInManaged {
  readonly state: string;
  readonly state_info: Readonly<Record<string, unknown>> | null;
}

interface VpcInManaged {
  readonly project_vpc_id: string;
  readonly network_cidr: string;
  readonly state: string;
  readonly peering_connections: readonly PeeringInManaged[];
}

interface ProjectInManaged {
  readonly name: string;
  readonly vpcs: readonly VpcInManaged[];
  readonly services: readonly { readonly name: string; readonly vpc: string | null }[];
}

/** How the API names Timescale's end, cloud by cloud. */
const endOf = (info: PeeringInManaged['state_info']): string | null => {
  const {
    aws_vpc_peering_connection_id: pcx,
    to_project_id: project,
    to_vpc_network: network,
    'to-tenant-id': tenant,
    'to-network-id': networkId,
  } = info ?? {};
  if (pcx !== undefined) return `${pcx}`;
  if (project !== undefined) return `${project}/${network}`;
  return tenant === undefined ? null : `${tenant}${networkId}`;
};

const GONE: readonly string[] = ['DELETING', 'DELETED'];

const showPeering = ({ state, state_info: info }: PeeringInManaged): PeeringThere => ({
  isActive: state === 'ACTIVE',
  end: endOf(info),
});

/** Managed Service for TimescaleDB over the sandbox's control API. */
export const openManaged = (
  { ask }: Control,
  { projectId, regionId, service }: Pick<Place, 'projectId' | 'regionId' | 'service'>,
): Timescale => {
  const path = `managed/projects/${projectId}`;
  const project = async (): Promise<ProjectInManaged> => {
    const { projects } = await ask<{ projects: readonly ProjectInManaged[] }>('GET', 'managed/state');
    const found = projects.find(({ name }) => name === projectId);
    if (found === undefined) throw new Error(`there is no project "${projectId}"`);
    return found;
  };
  const asked = async (operation: string): Promise<number> =>
    (await ask<Readonly<Record<string, number>>>('GET', 'managed/requests'))[`${projectId} ${operation}`] ??
    0;
  return {
    vpcs: async () =>
      (await project()).vpcs
        .filter(({ state }) => !GONE.includes(state))
        .map((vpc) => ({
          id: vpc.project_vpc_id,
          name: null,
          cidr: vpc.network_cidr,
          peerings: vpc.peering_connections.filter(({ state }) => !GONE.includes(state)).map(showPeering),
        })),
    prepare: async () => {
      if ((await project()).services.some(({ name }) => name === service)) return;
      await ask('POST', `${path}/services`, { name: service, cloud: regionId });
    },
    makeVpc: async ({ cidr }) => {
      const vpc = await ask<VpcInManaged>('POST', `${path}/vpcs`, { cloud: regionId, cidr });
      return { id: vpc.project_vpc_id };
    },
    removeVpc: async (id) => void (await ask('DELETE', `${path}/vpcs/${id}`)),
    setVpcLimit: async (vpcLimit) => void (await ask('POST', path, { vpcLimit })),
    placeOf: async (wanted) => (await project()).services.find(({ name }) => name === wanted)?.vpc ?? null,
    moveService: async (name, vpc) => void (await ask('POST', `${path}/services/${name}/move`, { vpc })),
    movesAsked: () => asked('ServiceUpdate'),
    looks: () => asked('VpcList'),
  };
};
