import type { Clock } from '../clock.ts';
import { createCallCounts } from '../provider-api.ts';
import { createSettings } from '../settings.ts';
import { demoClouds } from './demo-accounts.ts';
import type { Network } from './network.ts';
import { createNetworks } from './networks.ts';
import {
  createPeeringConnections,
  type Pcx,
  type PcxAnswer,
  type PcxSide,
  type PeeringAsk,
} from './peering-connections.ts';
import { createRoles } from './roles.ts';
import { AWS_DELAYS, AWS_LIMITS, type AwsDelays } from './settings.ts';
import { createTags } from './tags.ts';
import type { AwsAccount, AwsVpc } from './vpc-seed.ts';

export interface AwsOptions {
  readonly clock: Clock;
  readonly accounts?: readonly AwsAccount[];
  readonly delays?: Partial<AwsDelays>;
}

/** AWS in small: accounts with VPCs and a role, and the peering connections that reached them. */
export const createAws = ({ clock, accounts = demoClouds, delays = {} }: AwsOptions) => {
  const tags = createTags();
  const networks = createNetworks(accounts, tags);
  const connections = createPeeringConnections(clock, networks);
  const { settleAll, change } = connections;

  const deleteBy =
    (deletedBy: PcxSide) =>
    (id: string): PcxAnswer =>
      change(id, ['pending-acceptance', 'active'], () => ({ status: 'deleted', deletedBy }));

  return {
    networks,
    tags,
    /** Of the clouds, epoch ms. */
    now: () => clock.now(),
    roles: createRoles(),
    delays: createSettings({ ...AWS_DELAYS, ...delays }),
    limits: createSettings(AWS_LIMITS),
    calls: createCallCounts(),
    vpcsOf: networks.of,
    accounts: networks.accounts,
    /** Takes the place of one with the same id. */
    addVpc: (account: string, vpc: AwsVpc): void => {
      connections.settleArrived();
      networks.put(account, vpc);
      connections.judgeAgain(account, vpc.id);
    },
    /** The same VPC, otherwise; a range that it gains may fail a request. */
    changeVpc: (network: Network): void => {
      connections.settleArrived();
      networks.replace(network);
      connections.judgeAgain(network.account, network.id);
    },
    /** With the VPC go its peering connections. False: there was no such VPC. */
    removeVpc: (account: string, vpcId: string): boolean => {
      const all = settleAll();
      const wasThere = networks.remove(account, vpcId);
      for (const { id, accepter } of all) {
        if (accepter.account === account && accepter.vpcId === vpcId) deleteBy('accepter')(id);
      }
      return wasThere;
    },
    /** A request on its way to AWS; its id is known to nobody before it arrives. */
    request: (ask: PeeringAsk): string => connections.request(ask),
    /** Takes a request back before or after it arrived. */
    withdraw: (id: string): void => {
      const pcx = connections.find(id);
      if (pcx?.status === 'awaited') connections.forget(id);
      else deleteBy('requester')(id);
    },
    find: connections.find,
    /** All that the accounts can see. */
    peerings: (): readonly Pcx[] => settleAll().filter(({ status }) => status !== 'awaited'),
    pending: (account: string): readonly Pcx[] =>
      settleAll().filter(
        ({ status, accepter }) => status === 'pending-acceptance' && accepter.account === account,
      ),
    accept: (id: string) =>
      change(id, ['pending-acceptance'], () => ({ status: 'active', acceptedAt: clock.now() })),
    reject: (id: string) => change(id, ['pending-acceptance'], () => ({ status: 'rejected' })),
    /** As if seven days had gone by. */
    expire: (id: string) =>
      change(id, ['pending-acceptance'], () => ({ status: 'expired', expiresAt: clock.now() })),
    deleteByPeer: deleteBy('accepter'),
    deleteByRequester: deleteBy('requester'),
    /** Whether a side lets its private names be resolved from the other one. */
    resolveDns: (id: string, side: PcxSide, isOn: boolean) =>
      change(id, ['active'], ({ changedAt, resolvesDns }) => ({
        changedAt,
        resolvesDns: { ...resolvesDns, [side]: isOn },
      })),
  };
};

export type Aws = ReturnType<typeof createAws>;
