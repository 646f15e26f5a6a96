import type { Ask, VpcView } from '../domain/request.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';

type ChangeAsk = Extract<Ask, { kind: 'rename' | 'unpeer' | 'delete' }>;

/** Something stays with the other side of each peering that it knew of, and that went with this request. */
const isLeft = ({ request, peerings }: VpcView): boolean =>
  peerings.some(
    ({ state, stateSince, provisionedId }) =>
      state === 'deleted' && stateSince >= request.createdAt && provisionedId !== null,
  );

/** Routes on AWS, the owner's own half of the peering on Google Cloud and Azure. */
const renderLeft = (view: VpcView): Mrkdwn =>
  isLeft(view)
    ? mrkdwn`Next, clean up what is left on the other side; the thread says how.`
    : mrkdwn`Nothing is needed from you.`;

const renderNow = ({ vpc }: VpcView, ask: ChangeAsk): Mrkdwn => {
  switch (ask.kind) {
    case 'rename':
      return mrkdwn`It is Timescale’s turn: it renames the VPC.`;
    case 'unpeer':
      return mrkdwn`It is Timescale’s turn: it deletes the peering. Next, the thread says what is left to clean up.`;
    case 'delete':
      return mrkdwn`It is Timescale’s turn: it deletes the peerings of ${code(vpc.name)} first, and then the VPC.`;
    default:
      return ask satisfies never;
  }
};

const renderDone = (view: VpcView, ask: ChangeAsk): Mrkdwn => {
  switch (ask.kind) {
    case 'rename':
      return mrkdwn`The VPC is called ${code(ask.to)} now. Nothing is needed from you.`;
    case 'unpeer':
      return mrkdwn`The peering is deleted. ${renderLeft(view)}`;
    case 'delete':
      return mrkdwn`The VPC ${code(view.vpc.name)} is deleted, and its range is free. ${renderLeft(view)}`;
    default:
      return ask satisfies never;
  }
};

const renderKept = (ask: ChangeAsk): Mrkdwn => {
  switch (ask.kind) {
    case 'rename':
      return mrkdwn`The VPC keeps its name. The thread says why; press *Rename…* to ask for another.`;
    case 'unpeer':
      return mrkdwn`The peering stays. The thread says why; put that right, then press *Delete the peering…*.`;
    case 'delete':
      return mrkdwn`The VPC stays. The thread says why; put that right, then press *Delete…*.`;
    default:
      return ask satisfies never;
  }
};

/** How a change of what is there stands, and what comes next. */
export const renderChangeTurn = (view: VpcView, ask: ChangeAsk): Mrkdwn => {
  const { request } = view;
  const number = formatRequestNumber(request.id);
  if (request.state === 'open') return renderNow(view, ask);
  if (request.state === 'done') return mrkdwn`${number} is done. ${renderDone(view, ask)}`;
  return mrkdwn`${number} failed. ${view.vpc.state === 'active' ? renderKept(ask) : mrkdwn`The VPC is no longer there.`}`;
};
