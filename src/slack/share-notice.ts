import type { GonePeering, ShareNotice, VpcNotice } from '../domain/notice-body.ts';
import type { VpcView } from '../domain/request.ts';
import { actions, type Message, message, section } from './blocks.ts';
import { code, join, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { namePeeringState } from './peering-state.ts';
import { formatRequestNumber } from './request-number.ts';
import { buildShareButton } from './share-form.ts';
import { renderOwner, renderSharers } from './share-words.ts';
import { isAccepted, nameEnd, renderWayOut } from './timescale-end-words.ts';

type Of<K extends ShareNotice['kind']> = Extract<ShareNotice, { kind: K }>;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

const callAsker = ({ request }: VpcView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

const namePeering = ({ peer, provisionedId }: GonePeering, { vpc }: VpcView): Mrkdwn => {
  const id = provisionedId === null ? mrkdwn`` : mrkdwn` ${nameEnd({ peer, provisionedId })}`;
  return mrkdwn`the peering${id} of ${code(vpc.name)} with ${namePeer(peer)}`;
};

const sayShared = (body: Of<'peering-shared'>, view: VpcView): Message => {
  const whose = mrkdwn`${callAsker(view)} shares ${namePeering(body, view)}: ${renderOwner(body.of)}, and it is ${namePeeringState(body.state)}.`;
  const law = mrkdwn`While ${formatRequestNumber(view.request.id)} lives on it, nobody deletes it with \`/vpc unpeer\`.`;
  const next =
    body.state === 'active'
      ? mrkdwn`Next, attach a service to ${code(view.vpc.name)}: type \`/vpc attach\`. If a connection times out, check ${renderWayOut(body.peer, view.vpc)} on your side.`
      : mrkdwn`Next, what becomes of it comes here.`;
  return say(whose, law, next);
};

const sayKept = (body: Of<'peering-kept'>, view: VpcView): Message =>
  say(
    mrkdwn`${callAsker(view)} failed: ${namePeering(body, view)} stays, for ${renderSharers(body.by)} ${body.by.length === 1 ? 'lives' : 'live'} on it since.`,
    mrkdwn`Talk to them: \`/vpc unpeer\` lets them leave it. Then ask again.`,
  );

/** What the requests that live on one peering hear of each other. */
export const renderShareNotice = (body: ShareNotice, view: VpcView): Message => {
  switch (body.kind) {
    case 'peering-shared':
      return sayShared(body, view);
    case 'sharer-joined':
      return say(
        mrkdwn`${callAsker(view)}: ${mention(body.by)} shares ${namePeering(body, view)} from now on, in ${formatRequestNumber(body.requestId)}. It cannot be deleted with \`/vpc unpeer\` before they have left it. Nothing is needed from you.`,
      );
    case 'share-left':
      return say(
        mrkdwn`${mention(body.by)} ended ${formatRequestNumber(view.request.id)}: it no longer lives on ${namePeering(body, view)}, which stays as it is (${renderOwner(body.of)}).${isAccepted(body.peer) ? mrkdwn` Routes to it on your side still work; delete those that nobody needs.` : mrkdwn``}`,
      );
    case 'sharer-left':
      return say(
        mrkdwn`${callAsker(view)}: ${formatRequestNumber(body.requestId)} no longer shares ${namePeering(body, view)}; ${mention(body.by)} ended that. The peering stays, and nothing is needed from you.`,
      );
    case 'peering-kept':
      return sayKept(body, view);
    default:
      return body satisfies never;
  }
};

/** A peering that was to be made is somebody else's: it may be shared. */
export const sayTaken = (body: Extract<VpcNotice, { kind: 'peering-taken' }>, view: VpcView): Message => {
  const { peer, providerId, of = null } = body;
  const taken = say(
    mrkdwn`${callAsker(view)}: ${code(view.vpc.name)} already had a peering with ${namePeer(peer)} (id ${code(providerId)}); ${renderOwner(of)}. vpcbot does not take it for this request.`,
    mrkdwn`Press *Share it* to live on that one, or *Correct and ask again* on the card to name another network.`,
  );
  return { ...taken, blocks: [...taken.blocks, ...actions([buildShareButton(providerId, peer)])] };
};
