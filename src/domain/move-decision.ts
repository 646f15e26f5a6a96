import type { MoveView, RequestState } from './request.ts';

export type MoveCancelVerdict =
  | { readonly kind: 'cancel' }
  /** Something was asked of the provider: a service halfway is worse than one that arrives. */
  | { readonly kind: 'under-way' }
  | { readonly kind: 'too-late'; readonly state: RequestState };

/** A move can be cancelled until its first step is asked for. */
export const judgeMoveCancel = ({ request, move }: MoveView): MoveCancelVerdict => {
  if (request.state !== 'open') return { kind: 'too-late', state: request.state };
  return move.legs.length === 0 ? { kind: 'cancel' } : { kind: 'under-way' };
};

export type MoveRetryVerdict =
  | { readonly kind: 'try-again' }
  | { readonly kind: 'nothing-to-retry'; readonly state: RequestState };

/** A move that failed goes on from wherever the service is now. */
export const judgeMoveRetry = ({ request, move }: MoveView): MoveRetryVerdict => {
  const { failure } = move;
  return request.state === 'failed' && failure !== null && failure.kind !== 'service-gone'
    ? { kind: 'try-again' }
    : { kind: 'nothing-to-retry', state: request.state };
};
