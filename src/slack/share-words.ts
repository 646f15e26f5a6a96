import type { PeeringOwner } from '../domain/notice-body.ts';
import type { Sharer } from '../domain/peering.ts';
import type { Request } from '../domain/request.ts';
import { listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';

const SHOWN = 5;

/** `R9 (@nina)`. */
const renderSharer = ({ requestId, requesterId }: Sharer): Mrkdwn =>
  mrkdwn`${formatRequestNumber(requestId)} (${mention(requesterId)})`;

/** `R9 (@nina) and R10 (@bob)`. */
export const renderSharers = (sharers: readonly Sharer[]): Mrkdwn =>
  listSome(sharers.map(renderSharer), SHOWN);

/** `, shared by R9 (@nina)`; nothing where nobody shares it. */
export const renderSharedBy = (sharers: readonly Sharer[]): Mrkdwn =>
  sharers.length === 0 ? mrkdwn`` : mrkdwn`, shared by ${renderSharers(sharers)}`;

/** `@omar asked for it in R7`, or that nobody did here. */
export const renderOwner = (of: PeeringOwner | null): Mrkdwn =>
  of === null
    ? mrkdwn`it was not made by vpcbot`
    : mrkdwn`${mention(of.requesterId)} asked for it in ${formatRequestNumber(of.requestId)}`;

export const ownerOf = (asked: Pick<Request, 'id' | 'requesterId'> | null): PeeringOwner | null =>
  asked === null ? null : { requestId: asked.id, requesterId: asked.requesterId };
