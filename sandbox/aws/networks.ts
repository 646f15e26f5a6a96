import { buildNetwork, listNames, type Network } from './network.ts';
import { type Place, resourceId } from './resource-id.ts';
import type { TagStore } from './tags.ts';
import type { AwsAccount, AwsVpc } from './vpc-seed.ts';

/** The VPCs of all accounts. */
export const createNetworks = (accounts: readonly AwsAccount[], tags: TagStore) => {
  const networks = new Map<string, readonly Network[]>(accounts.map(({ id }) => [id, []]));
  let made = 0;

  const of = (account: string): readonly Network[] => networks.get(account) ?? [];
  const replace = (network: Network): void => {
    const own = of(network.account);
    const isThere = own.some(({ id }) => id === network.id);
    networks.set(
      network.account,
      isThere ? own.map((each) => (each.id === network.id ? network : each)) : [...own, network],
    );
  };
  const put = (account: string, seed: AwsVpc): void => {
    const network = buildNetwork(account, seed, of(account).find(({ id }) => id === seed.id) ?? null);
    replace(network);
    for (const [id, name] of listNames(seed)) tags.add(network, id, { Name: name });
  };
  for (const { id, vpcs } of accounts) for (const vpc of vpcs) put(id, vpc);

  return {
    of,
    accounts: (): readonly { readonly id: string; readonly vpcs: readonly Network[] }[] =>
      [...networks].map(([id, vpcs]) => ({ id, vpcs })),
    isAccount: (account: string): boolean => networks.has(account),
    at: ({ account, region }: Place): readonly Network[] =>
      of(account).filter((network) => network.region === region),
    /** Takes the place of one with the same id. */
    put,
    replace,
    /** False: there was none. */
    remove: (account: string, vpcId: string): boolean => {
      const own = of(account);
      networks.set(
        account,
        own.filter(({ id }) => id !== vpcId),
      );
      return own.some(({ id }) => id === vpcId);
    },
    newId: (prefix: string): string => {
      made += 1;
      return resourceId(prefix, `made ${made}`);
    },
  };
};

export type Networks = ReturnType<typeof createNetworks>;
