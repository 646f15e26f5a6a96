import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { rangesOverlap } from '../ipv4.ts';

export interface AwsVpc {
  readonly id: string;
  readonly region: string;
  readonly cidrs: readonly string[];
}

export interface AwsAccount {
  readonly id: string;
  readonly vpcs: readonly AwsVpc[];
}

/** What the sandbox starts with on the customer's side. */
export const demoClouds: readonly AwsAccount[] = [
  {
    id: '123456789012',
    vpcs: [
      { id: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1', cidrs: ['10.20.0.0/16'] },
      { id: 'vpc-0b2c3d4e5f6071829', region: 'eu-west-1', cidrs: ['10.30.0.0/16', '10.31.0.0/16'] },
      { id: 'vpc-0c3d4e5f607182930', region: 'us-east-1', cidrs: ['10.40.0.0/20'] },
    ],
  },
  {
    id: '210987654321',
    vpcs: [{ id: 'vpc-0d4e5f60718293041', region: 'us-east-1', cidrs: ['172.20.0.0/16'] }],
  },
];

interface PeeringParty {
  readonly account: string;
  readonly region: string;
  readonly vpcId: string;
}

export interface PeeringAsk {
  readonly requester: PeeringParty & { readonly cidr: string };
  readonly accepter: PeeringParty;
  /** When the request reaches AWS, epoch ms. Before that nobody sees it. */
  readonly at: number;
}

/** A subset of EC2's VpcPeeringConnectionStateReasonCode; `awaited` is ours: AWS has not heard of it yet. */
export type PcxStatus =
  | 'awaited'
  | 'failed'
  | 'pending-acceptance'
  | 'expired'
  | 'rejected'
  | 'active'
  | 'deleted';

export interface Pcx extends PeeringAsk {
  readonly id: string;
  readonly status: PcxStatus;
  /** Why it failed. */
  readonly message: string | null;
  readonly acceptedAt: number | null;
  /** Since when it is in its status. */
  readonly changedAt: number;
  readonly deletedBy: 'requester' | 'accepter' | null;
  readonly expiresAt: number;
}

export type PcxAnswer =
  | { readonly kind: 'done'; readonly pcx: Pcx }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-state'; readonly status: PcxStatus };

/** AWS forgets a request that nobody accepts after 168 hours. */
const PCX_EXPIRY = 7 * 24 * 60 * 60_000;

export const VPC_NOT_FOUND = 'VPC not found';
const CIDR_OVERLAP = 'CIDR block overlaps with the CIDR block of the peer VPC';

const pcxId = (seed: string): string =>
  `pcx-0${createHash('sha256').update(seed).digest('hex').slice(0, 16)}`;

/** AWS in small: accounts with VPCs, and the peering connections that reached them. */
export const createAws = ({ clock, accounts = demoClouds }: AwsOptions) => {
  const vpcs = new Map(accounts.map(({ id, vpcs: own }) => [id, [...own]]));
  const rows = new Map<string, Pcx>();
  let asked = 0;
  /** When the first of those that are awaited arrives. */
  let nextArrival = Number.POSITIVE_INFINITY;

  const judge = ({ requester, accepter }: Pcx): string | null => {
    const own = vpcs.get(accepter.account) ?? [];
    const vpc = own.find(({ id, region }) => id === accepter.vpcId && region === accepter.region);
    if (vpc === undefined) return VPC_NOT_FOUND;
    return vpc.cidrs.some((cidr) => rangesOverlap(cidr, requester.cidr)) ? CIDR_OVERLAP : null;
  };

  const put = (pcx: Pcx): Pcx => {
    rows.set(pcx.id, pcx);
    return pcx;
  };

  /** What the clock alone has done to it since somebody last looked. */
  const settle = (pcx: Pcx): Pcx => {
    const now = clock.now();
    let current = pcx;
    if (current.status === 'awaited' && now >= current.at) {
      const message = judge(current);
      const status = message === null ? 'pending-acceptance' : 'failed';
      current = { ...current, message, status, changedAt: current.at };
    }
    if (current.status === 'pending-acceptance' && now >= current.expiresAt) {
      current = { ...current, status: 'expired', changedAt: current.expiresAt };
    }
    return current === pcx ? pcx : put(current);
  };

  const settleAll = (): readonly Pcx[] => {
    const all = [...rows.values()].map(settle);
    const awaited = all.filter(({ status }) => status === 'awaited');
    nextArrival = awaited.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
    return all;
  };

  const change = (id: string, from: readonly PcxStatus[], next: (pcx: Pcx) => Partial<Pcx>): PcxAnswer => {
    const row = rows.get(id);
    const pcx = row === undefined ? null : settle(row);
    if (pcx === null || pcx.status === 'awaited') return { kind: 'not-found' };
    if (!from.includes(pcx.status)) return { kind: 'wrong-state', status: pcx.status };
    return { kind: 'done', pcx: put({ ...pcx, changedAt: clock.now(), ...next(pcx) }) };
  };

  const deleteBy =
    (deletedBy: 'requester' | 'accepter') =>
    (id: string): PcxAnswer =>
      change(id, ['pending-acceptance', 'active'], () => ({ status: 'deleted', deletedBy }));

  return {
    vpcsOf: (account: string): readonly AwsVpc[] => vpcs.get(account) ?? [],
    accounts: (): readonly AwsAccount[] => [...vpcs].map(([id, own]) => ({ id, vpcs: own })),
    /** Takes the place of one with the same id. */
    addVpc: (account: string, vpc: AwsVpc): void => {
      if (clock.now() >= nextArrival) settleAll();
      const own = vpcs.get(account) ?? [];
      const index = own.findIndex(({ id }) => id === vpc.id);
      own.splice(index === -1 ? own.length : index, 1, vpc);
      vpcs.set(account, own);
    },
    /** With the VPC go its peering connections. False: there was no such VPC. */
    removeVpc: (account: string, vpcId: string): boolean => {
      const all = settleAll();
      const own = vpcs.get(account) ?? [];
      vpcs.set(
        account,
        own.filter(({ id }) => id !== vpcId),
      );
      for (const { id, accepter } of all) {
        if (accepter.account === account && accepter.vpcId === vpcId) deleteBy('accepter')(id);
      }
      return own.some(({ id }) => id === vpcId);
    },
    /** A request on its way to AWS; its id is known to nobody before it arrives. */
    request: (ask: PeeringAsk): string => {
      asked += 1;
      nextArrival = Math.min(nextArrival, ask.at);
      const id = pcxId(`${ask.at} ${asked} ${ask.requester.vpcId} ${ask.accepter.vpcId}`);
      put({
        ...ask,
        id,
        status: 'awaited',
        message: null,
        acceptedAt: null,
        changedAt: clock.now(),
        deletedBy: null,
        expiresAt: ask.at + PCX_EXPIRY,
      });
      return id;
    },
    /** Takes a request back before or after it arrived. */
    withdraw: (id: string): void => {
      const row = rows.get(id);
      if (row === undefined) return;
      if (settle(row).status === 'awaited') rows.delete(id);
      else deleteBy('requester')(id);
    },
    find: (id: string): Pcx | null => {
      const row = rows.get(id);
      return row === undefined ? null : settle(row);
    },
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
  };
};

export interface AwsOptions {
  readonly clock: Clock;
  readonly accounts?: readonly AwsAccount[];
}

export type Aws = ReturnType<typeof createAws>;
