import type { Button } from '@slack/types';
import { type CancelVerdict, judgeCancel, judgeRetry, type VpcView } from '../domain/request.ts';
import { button, confirmation } from './blocks.ts';
import { formatRequestNumber } from './request-number.ts';

/** Action ids. The value of each of these buttons is the request's id. */
export const CANCEL_REQUEST = 'cancel_request';
export const RETRY_REQUEST = 'retry_request';
/** Opens the form that asks for an ended peering again. */
export const ASK_AGAIN = 'ask_again';

/** Without a dialog: for a message that asks whether it is meant. */
export const buildBareCancelButton = (id: number): Button =>
  button({
    action: CANCEL_REQUEST,
    words: `Cancel ${formatRequestNumber(id)}`,
    value: String(id),
    style: 'danger',
  });

const buildCancelButton = (id: number, { removes }: Extract<CancelVerdict, { kind: 'cancel' }>): Button => {
  const number = formatRequestNumber(id);
  const confirm = confirmation({
    title: `Cancel ${number}?`,
    text: removes
      ? 'Timescale deletes the VPC of this request and its peering. This cannot be undone.'
      : 'Nothing has been created so far, and nothing will be.',
    yes: `Cancel ${number}`,
    no: 'Keep it',
    style: 'danger',
  });
  return { ...buildBareCancelButton(id), confirm };
};

const buildRetryButtons = (view: VpcView): readonly Button[] => {
  const { id } = view.request;
  const number = formatRequestNumber(id);
  const verdict = judgeRetry(view);
  switch (verdict.kind) {
    case 'try-again':
      return [
        button({
          action: RETRY_REQUEST,
          words: 'Retry',
          value: String(id),
          label: `Retry ${number} as it is`,
        }),
      ];
    case 'ask-again': {
      const label = `Ask again for the peering with ${verdict.peering.peer.vpcId}`;
      return [button({ action: ASK_AGAIN, words: 'Ask again', value: String(id), label })];
    }
    case 'nothing-to-retry':
      return [];
    default:
      return verdict satisfies never;
  }
};

/** Only what makes sense now. */
export const buildRequestButtons = (view: VpcView): readonly Button[] => {
  const verdict = judgeCancel(view);
  return [
    ...buildRetryButtons(view),
    ...(verdict.kind === 'cancel' ? [buildCancelButton(view.request.id, verdict)] : []),
  ];
};
