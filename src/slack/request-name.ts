import type { RequestState, RequestView, VpcView } from '../domain/request.ts';
import { namePlace } from './move-words.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';

const nameVpcAsk = ({ request, vpc, peerings }: VpcView): Mrkdwn => {
  const { ask } = request;
  const name = code(vpc.name);
  switch (ask.kind) {
    case 'peer':
      return mrkdwn`${count(Math.max(peerings.length, 1), 'peering')} for ${name}`;
    case 'share':
      return mrkdwn`Share a peering of ${name}`;
    case 'unpeer':
      return mrkdwn`Delete a peering of ${name}`;
    case 'rename':
      return mrkdwn`Rename ${code(ask.from)} to ${code(ask.to)}`;
    case 'delete':
      return mrkdwn`Delete ${name}`;
    case 'create':
    case 'move':
    case 'quota':
      return mrkdwn`VPC ${name}`;
    default:
      return ask satisfies never;
  }
};

/** What a request asks for, in a few words. */
export const nameRequest = (view: RequestView): Mrkdwn => {
  switch (view.on) {
    case 'vpc':
      return nameVpcAsk(view);
    case 'service': {
      const { serviceName, from, to } = view.move;
      return mrkdwn`Move ${code(serviceName)} from ${namePlace(from)} to ${namePlace(to)}`;
    }
    case 'project':
      return mrkdwn`A limit of ${count(view.quota.wantedLimit ?? view.quota.limit + 1, 'VPC')}`;
    default:
      return view satisfies never;
  }
};

const STATE_WORDS: { readonly [S in RequestState]: string } = {
  'waiting-for-approval': 'Waiting for an approver',
  'waiting-for-timescale': 'Waiting for Timescale',
  open: 'Under way',
  done: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  expired: 'Nobody decided in time',
  cancelling: 'Being cancelled',
  cancelled: 'Cancelled',
  left: 'Left',
};

export const renderRequestState = (state: RequestState): string => STATE_WORDS[state];
