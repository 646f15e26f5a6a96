import type { Button } from '@slack/types';
import { nameNetwork } from '../domain/peer-network.ts';
import type { VpcView } from '../domain/request.ts';
import { type CancelVerdict, isWorthRepeating, judgeCancel, judgeRetry } from '../domain/request-decision.ts';
import { button, confirmation } from './blocks.ts';
import { buildRepeatButton } from './pending-peer-buttons.ts';
import { formatRequestNumber } from './request-number.ts';
import { buildTimescaleButtons } from './timescale-buttons.ts';
import { buildNextButtons } from './vpc-buttons.ts';

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

/** What is lost by cancelling. */
export const renderLoss = (
  { request }: VpcView,
  verdict: Extract<CancelVerdict, { kind: 'cancel' | 'leave' }>,
): string => {
  if (verdict.kind === 'leave') {
    return 'It no longer lives on the peering, which stays for whoever else does. To live on it again, ask for it again.';
  }
  const { removes } = verdict;
  if (request.ask.kind === 'peer') {
    return removes
      ? 'Timescale deletes the peerings of this request; the VPC stays. This cannot be undone.'
      : 'No peering has been asked for so far, and none will be.';
  }
  return removes
    ? 'Timescale deletes the VPC of this request and its peerings. This cannot be undone.'
    : 'Nothing has been created so far, and nothing will be.';
};

const buildCancelButton = (view: VpcView, verdict: Extract<CancelVerdict, { kind: 'cancel' }>): Button => {
  const { id } = view.request;
  const number = formatRequestNumber(id);
  const confirm = confirmation({
    title: `Cancel ${number}?`,
    text: renderLoss(view, verdict),
    yes: `Cancel ${number}`,
    no: 'Keep it',
    style: 'danger',
  });
  return { ...buildBareCancelButton(id), confirm };
};

const buildLeaveButton = (view: VpcView): Button => {
  const { id } = view.request;
  const words = 'Leave the peering';
  return button({
    action: CANCEL_REQUEST,
    words,
    value: String(id),
    label: `${formatRequestNumber(id)} leaves the peering`,
    confirm: confirmation({
      title: 'Leave the peering?',
      text: renderLoss(view, { kind: 'leave' }),
      yes: words,
      no: 'Stay',
      style: 'danger',
    }),
  });
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
      const { peering } = verdict;
      const label = `Correct the peering with ${nameNetwork(peering.peer)} and ask again`;
      const correct = button({ action: ASK_AGAIN, words: 'Correct and ask again', value: String(id), label });
      return isWorthRepeating(peering.state) ? [buildRepeatButton(peering), correct] : [correct];
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
    ...(view.request.state === 'waiting-for-timescale' ? buildTimescaleButtons(view.request.id) : []),
    ...buildRetryButtons(view),
    ...buildNextButtons(view),
    ...(verdict.kind === 'cancel' ? [buildCancelButton(view, verdict)] : []),
    ...(verdict.kind === 'leave' ? [buildLeaveButton(view)] : []),
  ];
};
