import { judgeMoveRetry } from './move-decision.ts';
import type { RequestView } from './request.ts';
import { judgeRetry } from './request-decision.ts';

/**
 * Who has to do something before a request goes on. `approver` decides on it; `teller` says what
 * Timescale did about its own limit; `peer` owns the other network.
 */
export type Turn = 'requester' | 'approver' | 'teller' | 'peer' | 'timescale' | 'nobody';

const canRetry = (view: RequestView): boolean => {
  switch (view.on) {
    case 'vpc':
      return judgeRetry(view).kind !== 'nothing-to-retry';
    case 'service':
      return judgeMoveRetry(view).kind !== 'nothing-to-retry';
    case 'project':
      return false;
    default:
      return view satisfies never;
  }
};

const waitsForPeer = (view: RequestView): boolean =>
  view.on === 'vpc' && view.peerings.some(({ state }) => state === 'pending-peer');

export const findTurn = (view: RequestView): Turn => {
  switch (view.request.state) {
    case 'waiting-for-approval':
      return 'approver';
    case 'waiting-for-timescale':
      return 'teller';
    case 'open':
      return waitsForPeer(view) ? 'peer' : 'timescale';
    case 'cancelling':
      return 'timescale';
    // What was done may have ended since, and can be asked for again.
    case 'done':
    case 'failed':
    case 'expired':
      return canRetry(view) ? 'requester' : 'nobody';
    case 'denied':
    case 'cancelled':
    case 'left':
      return 'nobody';
    default:
      return view.request.state satisfies never;
  }
};
