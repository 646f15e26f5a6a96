import type { Button, ModalView } from '@slack/types';
import { nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { ShareVerdict } from '../domain/share.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { Vpc } from '../domain/vpc.ts';
import { findAsker } from '../domain/vpc-change.ts';
import { buildAnswerView } from './answer-view.ts';
import { answer } from './answers.ts';
import { asPlain, button, type Message, MOST, section } from './blocks.ts';
import { code, type Mrkdwn, mrkdwn, when } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { namePeeringState } from './peering-state.ts';
import { peeringWord } from './pick.ts';
import { carryTyped, EDIT, type Plan } from './plan-message.ts';
import { formatRequestNumber } from './request-number.ts';
import { ownerOf, renderOwner, renderSharedBy } from './share-words.ts';
import { nameEnd } from './timescale-end-words.ts';
import { answerUnfit } from './unfit-answer.ts';
import { readMetadata } from './view-values.ts';

export const SHARE_FORM = 'share_peering';

export interface TypedShare {
  /** As a menu names it, or by one of its ids. */
  readonly peering: string;
}

/** A peering with the VPC that it is on. */
export interface SharePlace {
  readonly peering: Peering;
  readonly record: VpcRecord;
}

const TITLE = 'Share a peering';

const renderWhat = ({ peering, record }: SharePlace): Mrkdwn => {
  const { peer, provisionedId, state, stateSince, sharers } = peering;
  const id = provisionedId === null ? mrkdwn`` : mrkdwn` (${nameEnd({ peer, provisionedId })})`;
  const of = ownerOf(findAsker(peering, record));
  return mrkdwn`${code(record.vpc.name)} is peered with ${namePeer(peer)} already${id}: ${renderOwner(of)}${renderSharedBy(sharers)}, and it is ${namePeeringState(state)} since ${when(stateSince)}.`;
};

const listLines = (place: SharePlace): readonly Mrkdwn[] => [
  renderWhat(place),
  mrkdwn`A VPC has one peering with each network, so Timescale is not asked for another. *Share it*, and it counts as yours too: its identifiers and its end come to your own thread, and nobody deletes it with \`/vpc unpeer\` before you have left it.`,
];

/** What somebody may share in the place of what they asked for. */
export const buildShareForm = (place: SharePlace): ModalView => ({
  type: 'modal',
  callback_id: SHARE_FORM,
  title: asPlain(TITLE, MOST.title),
  submit: asPlain('Share it', MOST.title),
  close: asPlain('Not now', MOST.title),
  private_metadata: JSON.stringify({ peering: peeringWord(place.peering) }),
  blocks: listLines(place).map(section),
});

/** In place of the form, where it cannot be shared. */
export const buildNotSharedView = (why: Message): ModalView => buildAnswerView(TITLE, why);

export const parseShareForm = (metadata: string | undefined): TypedShare => {
  const { peering } = readMetadata(metadata);
  return { peering: typeof peering === 'string' ? peering : '' };
};

export const planShare = (place: SharePlace): Plan => ({
  title: `Share a peering of ${place.record.vpc.name}`,
  lines: listLines(place),
  act: 'Share it',
});

/** Opens the form from a message. `word`: one of its ids, or as a menu names it. */
export const buildShareButton = (word: string, peer: Peering['peer']): Button =>
  button({
    action: `${EDIT}${SHARE_FORM}`,
    words: 'Share it',
    value: carryTyped({ peering: word }),
    label: `Share the peering with ${nameNetwork(peer)}`,
    style: 'primary',
  });

/** Why a peering is not shared. */
export const answerNotShared = (
  verdict: Exclude<ShareVerdict, { kind: 'change' }>,
  { peering, vpc }: { readonly peering: Peering; readonly vpc: Vpc },
): Message => {
  const named = mrkdwn`The peering of ${code(vpc.name)} with ${namePeer(peering.peer)}`;
  switch (verdict.kind) {
    case 'unfit':
      return answerUnfit(verdict.why, vpc);
    case 'over':
      return answer(
        verdict.state === 'deleting'
          ? mrkdwn`${named} is being deleted. Once it is gone, type ${code(`/vpc peer ${vpc.name}`)} to ask for another.`
          : mrkdwn`${named} is no longer there. Type ${code(`/vpc peer ${vpc.name}`)} to ask for another.`,
      );
    case 'yours':
      return answer(
        mrkdwn`You live on it already. ${named} is that of ${formatRequestNumber(verdict.requestId)}, and it is ${namePeeringState(peering.state)}. Nothing was changed; its card says how far it is.`,
      );
    default:
      return verdict satisfies never;
  }
};
