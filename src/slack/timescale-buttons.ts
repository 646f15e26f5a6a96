import type { Button } from '@slack/types';
import { button } from './blocks.ts';
import { formatRequestNumber } from './request-number.ts';

/** Action ids. The value of each of these buttons is the request's id. */
export const TIMESCALE_RAISED = 'timescale_raised';
export const TIMESCALE_REFUSED = 'timescale_refused';

/** For the card of a request that waits for Timescale. */
export const buildTimescaleButtons = (requestId: number): readonly Button[] => {
  const number = formatRequestNumber(requestId);
  return [
    button({
      action: TIMESCALE_RAISED,
      words: 'Timescale raised it…',
      value: String(requestId),
      label: `Tell that Timescale raised its limit, for ${number}`,
      style: 'primary',
    }),
    button({
      action: TIMESCALE_REFUSED,
      words: 'Timescale refused…',
      value: String(requestId),
      label: `Tell that Timescale refused, and end ${number}`,
    }),
  ];
};
