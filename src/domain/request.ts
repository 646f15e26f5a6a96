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
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** What a request asks for. What it is about in detail stands in the rows that belong to it. */
export type Ask =
  /** A new VPC, with the peerings that are to be on it from the start. */
  | { readonly kind: 'create' }
  /** More peerings on a VPC that is there. */
  | { readonly kind: 'peer' }
  | { readonly kind: 'unpeer'; readonly peeringId: number }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'delete' }
  /** A service into a VPC, to another, or back to the public internet. */
  | { readonly kind: 'move' }
  /** A higher limit for the project, without a VPC that waits for it. */
  | { readonly kind: 'quota'; readonly why: string };
export type AskKind = Ask['kind'];

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
  readonly quota: QuotaIncrease | null;
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

const OVER: readonly RequestState[] = ['denied', 'expired', 'cancelled', 'failed', 'done'];

export const isRequestOver = ({ state }: Pick<Request, 'state'>): boolean => OVER.includes(state);

/** The peerings that a request on their VPC is about. */
export const peeringsOf = ({ id, ask }: Request, all: readonly Peering[]): readonly Peering[] => {
  switch (ask.kind) {
    case 'create':
    case 'peer':
      return all.filter(({ requestId }) => requestId === id);
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

const judgeAsked = (peerings: readonly Peering[]): RequestState => {
  const asked = peerings.filter(({ state }) => state !== 'deleted' && state !== 'deleting');
  if (asked.every(({ state }) => state === 'active')) return 'done';
  const settled = asked.every(({ state }) => state === 'active' || IN_VAIN.includes(state));
  return settled ? 'failed' : 'open';
};

const judgeOpen = (request: Request, vpc: Vpc, peerings: readonly Peering[]): RequestState => {
  const gone = vpc.state === 'failed' || vpc.state === 'deleted';
  switch (request.ask.kind) {
    case 'create':
    case 'peer':
      if (gone) return 'failed';
      return vpc.state === 'active' ? judgeAsked(peerings) : 'open';
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

/** Where a request stands now that its VPC and the peerings it is about stand where they do. */
export const judgeRequest = (request: Request, vpc: Vpc, peerings: readonly Peering[]): RequestState => {
  if (request.state === 'open') return judgeOpen(request, vpc, peerings);
  if (request.state !== 'cancelling') return request.state;
  if (request.ask.kind === 'create') return vpc.state === 'deleted' ? 'cancelled' : 'cancelling';
  return peerings.every(({ state }) => isEnded(state)) ? 'cancelled' : 'cancelling';
};

export type CancelVerdict =
  /** `removes`: whether anything stands at the provider already. */
  | { readonly kind: 'cancel'; readonly removes: boolean }
  | { readonly kind: 'too-late'; readonly state: RequestState };

/** Cancelling undoes what the request made. What is active is in use: that is deleted, not cancelled. */
export const judgeCancel = ({ request, vpc }: VpcView): CancelVerdict => {
  const atProvider = vpc.providerId !== null || vpc.intent !== null;
  switch (request.state) {
    case 'waiting-for-approval':
    case 'waiting-for-timescale':
    case 'open':
      return { kind: 'cancel', removes: atProvider };
    case 'failed':
      return atProvider && vpc.state !== 'deleted'
        ? { kind: 'cancel', removes: true }
        : { kind: 'too-late', state: request.state };
    case 'done':
    case 'denied':
    case 'expired':
    case 'cancelling':
    case 'cancelled':
      return { kind: 'too-late', state: request.state };
    default:
      return request.state satisfies never;
  }
};

export type RetryVerdict =
  /** The VPC is tried again as it was asked for. */
  | { readonly kind: 'try-again' }
  /** The VPC stands, this peering ended: a new one is asked for, with details that may be mended. */
  | { readonly kind: 'ask-again'; readonly peering: Peering }
  | { readonly kind: 'nothing-to-retry'; readonly state: RequestState };

export const judgeRetry = ({ request, vpc, peerings }: VpcView): RetryVerdict => {
  if (request.state === 'waiting-for-timescale') return { kind: 'try-again' };
  const ended = peerings.find(({ state }) => IN_VAIN.includes(state));
  if (vpc.state === 'active' && ended !== undefined && request.state !== 'cancelling') {
    return { kind: 'ask-again', peering: ended };
  }
  // Done may turn into this: somebody deleted the VPC at the provider.
  const over = request.state === 'failed' || request.state === 'done';
  if (over && vpc.state === 'failed') return { kind: 'try-again' };
  return { kind: 'nothing-to-retry', state: request.state };
};
