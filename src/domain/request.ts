import type { Side } from './completion.ts';
import { isEnded, type Peering } from './peering.ts';
import type { QuotaIncrease } from './quota.ts';
import type { ServiceMove } from './service-move.ts';
import type { Vpc } from './vpc.ts';

export const REQUEST_STATES = [
  'waiting-for-approval',
  'waiting-for-timescale',
  'open',
  'done',
  'failed',
  'denied',
  'expired',
  'cancelling',
  'cancelled',
  'left',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** What a request asks for. What it is about in detail stands in the rows that belong to it. */
export type Ask =
  /** A new VPC, with the peerings that are to be on it from the start. */
  | { readonly kind: 'create' }
  /** More peerings on a VPC that is there. */
  | { readonly kind: 'peer' }
  /** To live on a peering that is there, whoever made it. */
  | { readonly kind: 'share'; readonly peeringId: number }
  | { readonly kind: 'unpeer'; readonly peeringId: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'delete' }
  /** A service into a VPC, to another, or back to the public internet. */
  | { readonly kind: 'move' }
  /** A higher limit for the project, without a VPC that waits for it. */
  | { readonly kind: 'quota'; readonly why: string };

/** What somebody asked for in Slack; `id` is the number people see and type (`R12`). */
export interface Request {
  readonly id: number;
  readonly project: string;
  /** Where its card and thread are. */
  readonly channel: string;
  readonly requesterId: string;
  readonly ask: Ask;
  readonly state: RequestState;
  /** Null: it is about a service or a project. */
  readonly vpcId: number | null;
  readonly createdAt: number;
  readonly stateSince: number;
}

/** A request about a VPC, with all that its card tells. */
export interface VpcView {
  readonly on: 'vpc';
  readonly request: Request;
  readonly vpc: Vpc;
  /** The peerings that it is about, oldest first. */
  readonly peerings: readonly Peering[];
  /** The other sides of these peerings, where the configuration lets the bot see them. */
  readonly sides: readonly Side[];
  readonly quota: QuotaIncrease | null;
  /** Other requests that are under way on the same VPC, or whose peerings live on it. */
  readonly others: readonly Request[];
}

/** A request to move a service. */
export interface MoveView {
  readonly on: 'service';
  readonly request: Request;
  readonly move: ServiceMove;
}

/** A request for a higher limit. */
export interface QuotaView {
  readonly on: 'project';
  readonly request: Request;
  readonly quota: QuotaIncrease;
}

export type RequestView = VpcView | MoveView | QuotaView;

const OVER: readonly RequestState[] = ['denied', 'expired', 'cancelled', 'left', 'failed', 'done'];

/** Those in which something is still to come. */
export const LIVING_STATES: readonly RequestState[] = REQUEST_STATES.filter((state) => !OVER.includes(state));

export const isRequestOver = ({ state }: Pick<Request, 'state'>): boolean => OVER.includes(state);

/** The peerings that a request on their VPC is about. */
export const peeringsOf = ({ id, ask }: Request, all: readonly Peering[]): readonly Peering[] => {
  switch (ask.kind) {
    case 'create':
    case 'peer':
      return all.filter(({ requestId }) => requestId === id);
    case 'share':
    case 'unpeer':
      return all.filter((peering) => peering.id === ask.peeringId);
    case 'rename':
    case 'delete':
      return all;
    case 'move':
    case 'quota':
      return [];
    default:
      return ask satisfies never;
  }
};

const IN_VAIN: readonly Peering['state'][] = [
  'rejected-by-peer',
  'expired',
  'invalid-specification',
  'deleted-by-peer',
  'failed',
];

const isLeaving = ({ state }: Peering): boolean => state === 'deleted' || state === 'deleting';

const judgeAsked = ({ ask }: Request, peerings: readonly Peering[]): RequestState => {
  const asked = peerings.filter((peering) => !isLeaving(peering));
  if (asked.length === 0 && ask.kind === 'peer') {
    // Somebody took them away before the last one was there.
    return peerings.every(({ state }) => isEnded(state)) ? 'cancelled' : 'open';
  }
  if (asked.every(({ state }) => state === 'active')) return 'done';
  const settled = asked.every(({ state }) => state === 'active' || IN_VAIN.includes(state));
  return settled ? 'failed' : 'open';
};

const judgeShared = (peerings: readonly Peering[]): RequestState => {
  if (peerings.every(({ state }) => isEnded(state))) return 'failed';
  return peerings.every(({ state }) => state === 'active') ? 'done' : 'open';
};

const judgeOpen = (request: Request, vpc: Vpc, peerings: readonly Peering[]): RequestState => {
  const gone = vpc.state === 'failed' || vpc.state === 'deleted';
  switch (request.ask.kind) {
    case 'create':
    case 'peer':
      if (gone) return 'failed';
      return vpc.state === 'active' ? judgeAsked(request, peerings) : 'open';
    case 'share':
      return gone ? 'failed' : judgeShared(peerings);
    case 'unpeer':
      return gone || peerings.every(({ state }) => isEnded(state)) ? 'done' : 'open';
    case 'rename':
      if (gone) return 'failed';
      return vpc.name === request.ask.to ? 'done' : 'open';
    case 'delete':
      return gone ? 'done' : 'open';
    case 'move':
    case 'quota':
      return request.state;
    default:
      return request.ask satisfies never;
  }
};

/** A VPC that failed while it was being undone, or a peering that did, stands there still. */
const judgeCancelling = ({ ask }: Request, vpc: Vpc, peerings: readonly Peering[]): RequestState => {
  if (ask.kind === 'create') {
    if (vpc.state === 'deleted') return 'cancelled';
    return vpc.state === 'failed' ? 'failed' : 'cancelling';
  }
  if (!peerings.every(({ state }) => isEnded(state))) return 'cancelling';
  return peerings.every(({ state }) => state === 'deleted') ? 'cancelled' : 'failed';
};

/** Where a request stands now that its VPC and the peerings it is about stand where they do. */
export const judgeRequest = (request: Request, vpc: Vpc, peerings: readonly Peering[]): RequestState => {
  if (request.state === 'open') return judgeOpen(request, vpc, peerings);
  if (request.state === 'cancelling') return judgeCancelling(request, vpc, peerings);
  return request.state;
};
