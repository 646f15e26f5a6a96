import { createHash } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { rangesOverlap } from '../ipv4.ts';
import type { Networks } from './networks.ts';

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

export type PcxSide = 'requester' | 'accepter';

export interface Pcx extends PeeringAsk {
  readonly id: string;
  readonly status: PcxStatus;
  /** Why it failed. */
  readonly message: string | null;
  readonly acceptedAt: number | null;
  /** Since when it is in its status. */
  readonly changedAt: number;
  readonly deletedBy: PcxSide | null;
  readonly expiresAt: number;
  /** Which side lets its private DNS names be resolved from the other one. */
  readonly resolvesDns: { readonly [S in PcxSide]: boolean };
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

const FRESH = {
  status: 'awaited',
  message: null,
  acceptedAt: null,
  deletedBy: null,
  resolvesDns: { requester: false, accepter: false },
} as const;

const judge = (networks: Networks, { requester, accepter }: Pcx): string | null => {
  const vpc = networks.at(accepter).find(({ id }) => id === accepter.vpcId);
  if (vpc === undefined) return VPC_NOT_FOUND;
  return vpc.cidrs.some((cidr) => rangesOverlap(cidr, requester.cidr)) ? CIDR_OVERLAP : null;
};

/** The peering connections that reached the accounts, or are on their way there. */
export const createPeeringConnections = (clock: Clock, networks: Networks) => {
  const rows = new Map<string, Pcx>();
  let asked = 0;
  /** When the first of those that are awaited arrives. */
  let nextArrival = Number.POSITIVE_INFINITY;

  const put = (pcx: Pcx): Pcx => {
    rows.set(pcx.id, pcx);
    return pcx;
  };
  /** What the clock alone has done to it since somebody last looked. */
  const settle = (pcx: Pcx): Pcx => {
    const now = clock.now();
    let current = pcx;
    if (current.status === 'awaited' && now >= current.at) {
      const message = judge(networks, current);
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

  return {
    settleAll,
    /** The same, where some have arrived since. */
    settleArrived: (): void => {
      if (clock.now() >= nextArrival) settleAll();
    },
    find: (id: string): Pcx | null => {
      const row = rows.get(id);
      return row === undefined ? null : settle(row);
    },
    request: (ask: PeeringAsk): string => {
      asked += 1;
      nextArrival = Math.min(nextArrival, ask.at);
      const id = pcxId(`${ask.at} ${asked} ${ask.requester.vpcId} ${ask.accepter.vpcId}`);
      put({ ...ask, ...FRESH, id, changedAt: clock.now(), expiresAt: ask.at + PCX_EXPIRY });
      return id;
    },
    forget: (id: string): void => {
      rows.delete(id);
    },
    change: (id: string, from: readonly PcxStatus[], next: (pcx: Pcx) => Partial<Pcx>): PcxAnswer => {
      const row = rows.get(id);
      const pcx = row === undefined ? null : settle(row);
      if (pcx === null || pcx.status === 'awaited') return { kind: 'not-found' };
      if (!from.includes(pcx.status)) return { kind: 'wrong-state', status: pcx.status };
      return { kind: 'done', pcx: put({ ...pcx, changedAt: clock.now(), ...next(pcx) }) };
    },
    /** A range that the accepter adds fails the requests that it overlaps with. */
    judgeAgain: (account: string, vpcId: string): void => {
      for (const pcx of settleAll()) {
        const { accepter, status } = pcx;
        if (status !== 'pending-acceptance' || accepter.account !== account || accepter.vpcId !== vpcId)
          continue;
        const message = judge(networks, pcx);
        if (message !== null) put({ ...pcx, status: 'failed', message, changedAt: clock.now() });
      }
    },
  };
};
