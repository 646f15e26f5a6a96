import type { DriftNotice } from '../domain/notice-body.ts';
import type { VpcView } from '../domain/request.ts';
import { type Message, message, section } from './blocks.ts';
import { code, join, type Mrkdwn, mention, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePeer } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { isAccepted, nameEnd } from './timescale-end-words.ts';

/* What somebody changed at Timescale, told to whoever asked for the thing here. */

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

export const renderDriftNotice = (body: DriftNotice, { request, vpc }: VpcView): Message => {
  const asker = mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;
  const name = code(vpc.name);
  switch (body.kind) {
    case 'vpc-leaving':
      return say(
        mrkdwn`${asker}: somebody deletes the VPC ${name} at Timescale, and nobody asked vpcbot for that. Its peerings end with it, and services in it cannot be reached any more.`,
        mrkdwn`If that was not meant, talk to whoever may change it at Timescale. vpcbot says here when it is gone.`,
      );
    case 'peering-regressed': {
      const { peer, provisionedId, since } = body;
      const id = provisionedId === null ? mrkdwn`` : mrkdwn` ${nameEnd({ peer, provisionedId })}`;
      const act = isAccepted(peer) ? 'accept' : 'create';
      return say(
        mrkdwn`${asker}: the peering${id} between ${name} and ${namePeer(peer)} was active since ${when(since)} and is not any more: Timescale waits for the other side again. Nothing goes through it.`,
        mrkdwn`Ask the owner of ${nameAccount(peer)} to look at it and to ${act} it anew. vpcbot says here when it is active again.`,
      );
    }
    default:
      return body satisfies never;
  }
};
