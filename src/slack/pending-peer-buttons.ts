import type { Button } from '@slack/types';
import type { Cloud } from '../domain/cloud.ts';
import type { EndedPeering } from '../domain/guide.ts';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import { button, confirmation } from './blocks.ts';
import { OWNERS } from './outcome-words.ts';
import { isAccepted, PART_WORDS, sayEnd } from './timescale-end-words.ts';

/** Action ids. The value of each of these buttons is the peering's id. */
export const SAID_ACCEPTED = 'said_accepted';
export const HOW_TO_ACCEPT = 'how_to_accept';
export const SEND_TO_SOMEONE = 'send_to_someone';
/** Asks for a peering that ended once more, as it was. */
export const REPEAT_PEERING = 'repeat_peering';
/** Where the instructions were sent to: its value is the id of the notice, which says to whom. */
export const SAID_ACCEPTED_THERE = 'said_accepted_there';

/** What a screen reader says: which peering the button is about. */
const labelsOf = (peering: EndedPeering): { readonly done: string; readonly how: string } => {
  const end = sayEnd(peering);
  return isAccepted(peering.peer)
    ? { done: `I have accepted ${end}`, how: `how to accept ${end}` }
    : { done: `I have created the peering to ${end}`, how: `how to create the peering to ${end}` };
};

/** What there is to do while a peering waits for its other side. */
export const buildPendingPeerButtons = (peeringId: number, peering: EndedPeering): readonly Button[] => {
  const value = String(peeringId);
  const words = PART_WORDS[peering.peer.kind];
  const { done, how } = labelsOf(peering);
  return [
    button({ action: SAID_ACCEPTED, words: words.done, value, label: done }),
    button({ action: HOW_TO_ACCEPT, words: words.how, value, label: how.replace(/^h/, 'H') }),
    button({ action: SEND_TO_SOMEONE, words: 'Send to someone', value, label: `Send ${how}` }),
  ];
};

/** For whom was sent the instructions, whoever they are. */
export const buildSentButton = (noticeId: number, peering: EndedPeering): Button =>
  button({
    action: SAID_ACCEPTED_THERE,
    words: PART_WORDS[peering.peer.kind].done,
    value: String(noticeId),
    label: labelsOf(peering).done,
  });

const WHAT_COMES: { readonly [C in Cloud]: string } = {
  aws: 'The request has a new id, and its owner has seven days to accept it.',
  google: 'Its owner creates the matching peering once more.',
  azure: 'Its owner creates the matching peering once more.',
};

/** One press, for a peering that ended without anything wrong about it. */
export const buildRepeatButton = ({ id, peer }: Pick<Peering, 'id' | 'peer'>): Button =>
  button({
    action: REPEAT_PEERING,
    words: 'Ask again',
    value: String(id),
    label: `Ask again for the peering with ${nameNetwork(peer)}`,
    style: 'primary',
    confirm: confirmation({
      title: 'Ask for it again?',
      text: `Timescale asks ${OWNERS[peer.kind]} ${findOwner(peer)} for ${nameNetwork(peer)} once more. ${WHAT_COMES[peer.kind]}`,
      yes: 'Ask again',
      no: 'Not now',
      style: 'primary',
    }),
  });
