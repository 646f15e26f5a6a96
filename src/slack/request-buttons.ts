import type { Button } from '@slack/types';
import { samePeer } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import { isRequestOver, type RequestView } from '../domain/request.ts';
import { button, confirmation } from './blocks.ts';
import { formatRequestNumber } from './request-number.ts';

/** Action ids. Their values hold one id: of the request, or of the peering that is asked for again. */
export const CANCEL_REQUEST = 'cancel_request';
export const RETRY_REQUEST = 'retry_request';
export const ASK_AGAIN = 'ask_again';

const CORRECTABLE_SHOWN = 5;

export const canCancel = ({ request }: Pick<RequestView, 'request'>): boolean =>
  !isRequestOver(request) && request.state !== 'cancelling';

export const canRetry = ({ request }: Pick<RequestView, 'request'>): boolean =>
  request.state === 'failed' || request.state === 'waiting-for-timescale';

export const buildCancelButton = ({ request, vpc }: RequestView): Button => {
  const number = formatRequestNumber(request.id);
  const made = vpc.providerId !== null || vpc.state === 'creating';
  return button({
    action: CANCEL_REQUEST,
    words: `Cancel ${number}`,
    value: String(request.id),
    style: 'danger',
    confirm: confirmation({
      title: `Cancel ${number}?`,
      text: made
        ? `Timescale deletes the VPC and its peering. It cannot be undone.`
        : `Nothing has been created so far, and nothing will be.`,
      yes: `Cancel ${number}`,
      no: 'Keep it',
      style: 'danger',
    }),
  });
};

const buildRetryButton = ({ request }: RequestView): Button =>
  button({
    action: RETRY_REQUEST,
    words: 'Retry',
    value: String(request.id),
    label: `Retry ${formatRequestNumber(request.id)} with the same details`,
  });

const buildAskAgainButton = (peering: Peering, several: boolean): Button =>
  button({
    action: ASK_AGAIN,
    words: several ? `Correct ${peering.peer.vpcId}` : 'Correct and retry',
    value: String(peering.id),
    label: `Correct the peering with ${peering.peer.vpcId} and ask again`,
  });

const CORRECTABLE: readonly Peering['state'][] = [
  'rejected-by-peer',
  'expired',
  'invalid-specification',
  'deleted-by-peer',
  'failed',
];

/** The peerings whose details a person may change and ask for again: the VPC stands, and they ended in vain. */
export const findCorrectable = ({ request, vpc, peerings }: RequestView): readonly Peering[] => {
  if (vpc.state !== 'active' || (request.state !== 'failed' && request.state !== 'done')) return [];
  return peerings.filter(
    ({ id, peer, state }) =>
      CORRECTABLE.includes(state) && !peerings.some((later) => later.id > id && samePeer(later.peer, peer)),
  );
};

/** Only what makes sense now. */
export const buildRequestButtons = (view: RequestView): readonly Button[] => {
  const correctable = findCorrectable(view).slice(-CORRECTABLE_SHOWN);
  return [
    ...(canRetry(view) ? [buildRetryButton(view)] : []),
    ...correctable.map((peering) => buildAskAgainButton(peering, correctable.length > 1)),
    ...(canCancel(view) ? [buildCancelButton(view)] : []),
  ];
};
