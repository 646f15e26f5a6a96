import type { Peering } from './peering.ts';
import type { QuotaIncrease } from './quota.ts';
import type { Vpc } from './vpc.ts';

export const REQUEST_STATES = [
  'waiting-for-approval',
  'waiting-for-timescale',
  'open',
  'done',
  'failed',
  'denied',
  'cancelling',
  'cancelled',
] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** What somebody asked for in Slack; `id` is the number people see and type (`R12`). */
export interface Request {
  readonly id: number;
  readonly project: string;
  /** Where its card and thread are. */
  readonly channel: string;
  readonly requesterId: string;
  readonly state: RequestState;
  readonly vpcId: number;
  readonly createdAt: number;
  readonly stateSince: number;
}

/** All that a card of the request tells. */
export interface RequestView {
  readonly request: Request;
  readonly vpc: Vpc;
  /** The peerings that this request asked for, oldest first. */
  readonly peerings: readonly Peering[];
  readonly quota: QuotaIncrease | null;
}

const isOver = (state: RequestState): boolean =>
  state === 'denied' || state === 'cancelled' || state === 'failed' || state === 'done';

export const isRequestOver = ({ state }: Request): boolean => isOver(state);

const IN_VAIN: readonly Peering['state'][] = [
  'rejected-by-peer',
  'expired',
  'invalid-specification',
  'deleted-by-peer',
  'failed',
];

/** Where a request stands now that its VPC and peerings stand where they do. */
export const judgeRequest = (request: Request, vpc: Vpc, peerings: readonly Peering[]): RequestState => {
  if (request.state === 'cancelling') return vpc.state === 'deleted' ? 'cancelled' : 'cancelling';
  if (request.state !== 'open') return request.state;
  if (vpc.state === 'failed' || vpc.state === 'deleted') return 'failed';
  const asked = peerings.filter(({ state }) => state !== 'deleted' && state !== 'deleting');
  if (vpc.state !== 'active') return 'open';
  if (asked.every(({ state }) => state === 'active')) return 'done';
  const settled = asked.every(({ state }) => state === 'active' || IN_VAIN.includes(state));
  return settled ? 'failed' : 'open';
};

export type CancelVerdict =
  /** `removes`: whether anything stands at the provider already. */
  | { readonly kind: 'cancel'; readonly removes: boolean }
  | { readonly kind: 'too-late'; readonly state: RequestState };

/** Cancelling undoes what the request made. What is active is in use: that is deleted, not cancelled. */
export const judgeCancel = ({ request, vpc }: RequestView): CancelVerdict => {
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

export const judgeRetry = ({ request, vpc, peerings }: RequestView): RetryVerdict => {
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
