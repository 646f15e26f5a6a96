import type { Control } from './control.ts';
import type { Place } from './place.ts';
import type { SandboxReady } from './setting.ts';
import type { Timescale } from './timescale.ts';

interface VpcInTiger {
  readonly id: string;
  readonly name: string;
  readonly cidr: string;
  readonly peerings: readonly { readonly status: string; readonly provisionedId?: string }[];
}

interface ServiceInTiger {
  readonly id: string;
  readonly name: string;
  readonly vpcId: string | null;
}

interface ProjectInTiger {
  readonly id: string;
  readonly vpcs: readonly VpcInTiger[];
  readonly services: readonly ServiceInTiger[];
}

/** Tiger Cloud over the sandbox's control API, and over Tiger's own with the key of the project `payments`. */
export const openTiger = (
  { urls, env }: SandboxReady,
  { ask }: Control,
  { projectId, regionId }: Pick<Place, 'projectId' | 'regionId'>,
): Timescale => {
  const project = async (): Promise<ProjectInTiger> => {
    const { projects } = await ask<{ projects: readonly ProjectInTiger[] }>('GET', 'tiger/state');
    const found = projects.find(({ id }) => id === projectId);
    if (found === undefined) throw new Error(`there is no project "${projectId}"`);
    return found;
  };
  const serviceOf = async (name: string): Promise<ServiceInTiger> => {
    const found = (await project()).services.find((service) => service.name === name);
    if (found === undefined) throw new Error(`there is no service "${name}"`);
    return found;
  };
  const asked = async (operation: string): Promise<number> =>
    (await ask<Readonly<Record<string, number>>>('GET', 'tiger/requests'))[operation] ?? 0;
  return {
    vpcs: async () =>
      (await project()).vpcs.map(({ id, name, cidr, peerings }) => ({
        id,
        name,
        cidr,
        peerings: peerings.map(({ status, provisionedId = null }) => ({
          isActive: status === 'ACTIVE',
          end: provisionedId,
        })),
      })),
    prepare: async () => {},
    makeVpc: async ({ name, cidr }) => {
      const key = `${env['PAYMENTS_TIGER_PUBLIC_KEY']}:${env['PAYMENTS_TIGER_SECRET_KEY']}`;
      const response = await fetch(`${urls.tiger}/projects/${projectId}/vpcs`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(key).toString('base64')}`,
        },
        body: JSON.stringify({ name, cidr, region_code: regionId }),
      });
      if (!response.ok) throw new Error(`making VPC "${name}": HTTP ${response.status}`);
      return (await response.json()) as { id: string };
    },
    removeVpc: async (id) => void (await ask('DELETE', `tiger/projects/${projectId}/vpcs/${id}`)),
    setVpcLimit: async (vpcs) => void (await ask('POST', `tiger/projects/${projectId}/limit`, { vpcs })),
    placeOf: async (name) => (await serviceOf(name)).vpcId,
    moveService: async (name, vpc) => {
      const { id } = await serviceOf(name);
      await ask('POST', `tiger/projects/${projectId}/services/${id}/move`, { vpc });
    },
    movesAsked: async () => (await asked('attachServiceToVPC')) + (await asked('detachServiceFromVPC')),
    looks: () => asked('getVPCs'),
  };
};
