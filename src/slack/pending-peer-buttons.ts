import type { Button } from '@slack/types';
import type { Cloud } from '../domain/cloud.ts';
import type { EndedPeering } from '../domain/guide.ts';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import { button, confirmation } from './blocks.ts';
import { OWNERS } from './outcome-words.ts';
import { PART_WORDS, sayEnd } from './timescale-end-words.ts';

/** Action ids. The value of each of these buttons is the peering's id. */
export const SAID_ACCEPTED = 'said_accepted';
export const HOW_TO_ACCEPT = 'how_to_accept';
export const SEND_TO_SOMEONE = 'send_to_someone';
/** Asks for a peering that ended once more, as it was. */
export const REPEAT_PEERING = 'repeat_peering';
/** Where the instructions were sent to: its value is the id of the notice, which says to whom. */
export const SAID_ACCEPTED_THERE = 'said_accepted_there';

const SEND = 'Send to someone';

/** What a screen reader says: which peering the button is about. */
const labelOf = (words: string, peering: EndedPeering): string => `${words}: ${sayEnd(peering)}`;

/** What there is to do while a peering waits for its other side. */
export const buildPendingPeerButtons = (peeringId: number, peering: EndedPeering): readonly Button[] => {
  const value = String(peeringId);
  const { done, how } = PART_WORDS[peering.peer.kind];
  return [
    button({ action: SAID_ACCEPTED, words: done, value, label: labelOf(done, peering) }),
    button({ action: HOW_TO_ACCEPT, words: how, value, label: labelOf(how, peering) }),
    button({ action: SEND_TO_SOMEONE, words: SEND, value, label: labelOf(SEND, peering) }),
  ];
};

/** For whom was sent the instructions, whoever they are. */
export const buildSentButton = (noticeId: number, peering: EndedPeering): Button => {
  const { done } = PART_WORDS[peering.peer.kind];
  return button({
    action: SAID_ACCEPTED_THERE,
    words: done,
    value: String(noticeId),
    label: labelOf(done, peering),
  });
};

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
