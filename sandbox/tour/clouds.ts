import type { SandboxReady } from './setting.ts';

interface PeeringThere {
  readonly status: string;
  readonly provisionedId?: string;
}

interface VpcThere {
  readonly name: string;
  readonly cidr: string;
  readonly peerings: readonly PeeringThere[];
}

interface ServiceThere {
  readonly id: string;
  readonly vpcId: string | null;
}

interface ProjectThere {
  readonly id: string;
  readonly vpcs: readonly VpcThere[];
  readonly services: readonly ServiceThere[];
}

interface NewVpc {
  readonly name: string;
  readonly cidr: string;
  readonly region: string;
}

/** Tiger Cloud and AWS as their own people see them, over the sandbox's control API and Tiger's own. */
export const openClouds = ({ urls, env }: SandboxReady) => {
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const told = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${urls.control}/control/${path}`, told);
    if (!response.ok) throw new Error(`asking the sandbox to ${method} "${path}": HTTP ${response.status}`);
    return (await response.json()) as T;
  };
  const projectOf = async (projectId: string): Promise<ProjectThere | undefined> => {
    const { projects } = await ask<{ projects: readonly ProjectThere[] }>('GET', 'tiger/state');
    return projects.find(({ id }) => id === projectId);
  };
  return {
    /** The ids of the peering requests that wait for this AWS account. */
    waitingIn: async (account: string): Promise<readonly string[]> =>
      (await ask<readonly { id: string }[]>('GET', `aws/accounts/${account}/requests`)).map(({ id }) => id),
    /** Moves the clouds' clock ahead, in ms. Slack's own goes on as it is. */
    passTime: (milliseconds: number) => ask<unknown>('POST', 'clock', { advance: milliseconds }),
    accept: (pcx: string) => ask<unknown>('POST', `aws/peerings/${pcx}/accept`),
    vpcsOf: async (projectId: string): Promise<readonly VpcThere[]> =>
      (await projectOf(projectId))?.vpcs ?? [],
    serviceOf: async (projectId: string, serviceId: string): Promise<ServiceThere> => {
      const service = (await projectOf(projectId))?.services.find(({ id }) => id === serviceId);
      if (service === undefined) throw new Error(`there is no service "${serviceId}"`);
      return service;
    },
    /** As somebody does in Tiger's console, with the key of the project `payments`. */
    makeVpc: async (projectId: string, { name, cidr, region }: NewVpc): Promise<{ id: string }> => {
      const key = `${env['PAYMENTS_TIGER_PUBLIC_KEY']}:${env['PAYMENTS_TIGER_SECRET_KEY']}`;
      const response = await fetch(`${urls.tiger}/projects/${projectId}/vpcs`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Basic ${Buffer.from(key).toString('base64')}`,
        },
        body: JSON.stringify({ name, cidr, region_code: region }),
      });
      if (!response.ok) throw new Error(`making VPC "${name}": HTTP ${response.status}`);
      return (await response.json()) as { id: string };
    },
    /** How many VPCs Tiger lets the project have: its support's to say. */
    setVpcLimit: (projectId: string, vpcs: number) =>
      ask<unknown>('POST', `tiger/projects/${projectId}/limit`, { vpcs }),
    /** How often a service was asked to be moved. */
    movesAsked: async (): Promise<{ attach: number; detach: number }> => {
      const counts = await ask<Readonly<Record<string, number>>>('GET', 'tiger/requests');
      return {
        attach: counts['attachServiceToVPC'] ?? 0,
        detach: counts['detachServiceFromVPC'] ?? 0,
      };
    },
  };
};

export type Clouds = ReturnType<typeof openClouds>;
