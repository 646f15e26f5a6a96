interface PeeringThere {
  readonly status: string;
  readonly provisionedId?: string;
}

interface VpcThere {
  readonly name: string;
  readonly cidr: string;
  readonly peerings: readonly PeeringThere[];
}

/** Tiger Cloud and AWS as their own people see them, over the sandbox's control API. */
export const openClouds = (controlUrl: string) => {
  const ask = async <T>(method: string, path: string): Promise<T> => {
    const response = await fetch(`${controlUrl}/control/${path}`, { method });
    if (!response.ok) throw new Error(`asking the sandbox to ${method} "${path}": HTTP ${response.status}`);
    return (await response.json()) as T;
  };
  return {
    /** The ids of the peering requests that wait for this AWS account. */
    waitingIn: async (account: string): Promise<readonly string[]> =>
      (await ask<readonly { id: string }[]>('GET', `aws/accounts/${account}/requests`)).map(({ id }) => id),
    accept: (pcx: string) => ask<unknown>('POST', `aws/peerings/${pcx}/accept`),
    vpcsOf: async (projectId: string): Promise<readonly VpcThere[]> => {
      const { projects } = await ask<{ projects: readonly { id: string; vpcs: readonly VpcThere[] }[] }>(
        'GET',
        'tiger/state',
      );
      return projects.find(({ id }) => id === projectId)?.vpcs ?? [];
    },
  };
};

export type Clouds = ReturnType<typeof openClouds>;
