import type { Button } from '@slack/types';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import { button, confirmation } from './blocks.ts';
import { OWNERS } from './outcome-words.ts';

/** Action ids. The value of each of these buttons is the peering's id. */
export const SAID_ACCEPTED = 'said_accepted';
export const HOW_TO_ACCEPT = 'how_to_accept';
export const SEND_TO_SOMEONE = 'send_to_someone';
/** Asks for a peering that ended once more, as it was. */
export const REPEAT_PEERING = 'repeat_peering';
/** Where the instructions were sent to: its value is the id of the notice, which says to whom. */
export const SAID_ACCEPTED_THERE = 'said_accepted_there';

const ACCEPTED = 'I have accepted it';

/** What there is to do while a peering waits for its other side. `id`: how the other side calls it. */
export const buildPendingPeerButtons = (peeringId: number, id: string): readonly Button[] => {
  const value = String(peeringId);
  return [
    button({ action: SAID_ACCEPTED, words: ACCEPTED, value, label: `I have accepted ${id}` }),
    button({ action: HOW_TO_ACCEPT, words: 'How to accept', value, label: `How to accept ${id}` }),
    button({ action: SEND_TO_SOMEONE, words: 'Send to someone', value, label: `Send how to accept ${id}` }),
  ];
};

/** For whom was sent the instructions, whoever they are. */
export const buildSentButton = (noticeId: number, id: string): Button =>
  button({
    action: SAID_ACCEPTED_THERE,
    words: ACCEPTED,
    value: String(noticeId),
    label: `I have accepted ${id}`,
  });

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
      text: `Timescale asks ${OWNERS[peer.kind]} ${findOwner(peer)} for ${nameNetwork(peer)} once more. The request has a new id, and its owner has seven days to accept it.`,
      yes: 'Ask again',
      no: 'Not now',
      style: 'primary',
    }),
  });
