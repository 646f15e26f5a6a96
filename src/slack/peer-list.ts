import type { Button, KnownBlock } from '@slack/types';
import { CLOUDS } from '../domain/cloud.ts';
import { PEERS_AT_ONCE, type TypedPeer } from '../domain/peer-request.ts';
import { actions, button, context, divider, section } from './blocks.ts';
import { type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { buildPeer, type NetworkChoices, NO_CHOICES } from './network-choice.ts';
import { readChoice } from './network-field.ts';
import { renderUnlisted } from './network-words.ts';
import { isPeerShown, noPeer, parsePeerFields } from './peer-fields.ts';
import type { ViewValues } from './view-values.ts';

/** Action ids of the buttons that make the form ask for one network more, or for one less. */
export const ADD_PEER = 'add_peer';
export const DROP_PEER = 'drop_peer';

const buildButtons = (count: number, least: number): readonly Button[] => [
  ...(count < PEERS_AT_ONCE
    ? [
        button({
          action: ADD_PEER,
          words: count === 0 ? 'Add a peering' : 'Add another peering',
          value: String(count),
        }),
      ]
    : []),
  ...(count > least
    ? [
        button({
          action: DROP_PEER,
          words: 'Remove the last',
          value: String(count),
          label: `Remove peering ${count}`,
        }),
      ]
    : []),
];

export interface PeerList {
  readonly typed: readonly TypedPeer[];
  /** How many it asks for at least. */
  readonly least: 0 | 1;
  /** Above the first. */
  readonly lead: Mrkdwn;
  /** In the place of the first, where there is none. */
  readonly none: Mrkdwn;
  /** What a network of Azure takes before Timescale can be asked for it. */
  readonly azureBefore: readonly KnownBlock[];
  /** What there is to choose from. */
  readonly choices?: NetworkChoices | undefined;
}

/** Slack takes 100 blocks, and whoever asks for more networks than these has done it before. */
const BEFORE_SHOWN = 5;

/** As many networks as somebody wants, with the buttons for one more and one less. */
export const buildPeerList = ({
  typed,
  least,
  lead,
  none,
  azureBefore,
  choices = NO_CHOICES,
}: PeerList): readonly KnownBlock[] => [
  ...(typed.length === 0 ? [divider, section(none)] : []),
  ...typed.flatMap((one, at) => [
    divider,
    section(at === 0 ? lead : mrkdwn`*Peering ${at + 1}*`),
    ...buildPeer(one, at, typed.length, choices),
  ]),
  ...(typed.length === 0 ? [] : renderUnlisted(choices.known).map(context)),
  ...actions(buildButtons(typed.length, least)),
  ...(typed.length <= BEFORE_SHOWN && typed.some(({ kind }) => kind === 'azure') ? azureBefore : []),
];

/** Every network that the form asks for, filled in or not. */
export const parsePeerList = (values: ViewValues, metadata?: string): readonly TypedPeer[] => {
  const places = Array.from({ length: PEERS_AT_ONCE }, (_, at) => at);
  const shown = places.filter(
    (at) => readChoice(values, at) !== null || CLOUDS.some((cloud) => isPeerShown(values, cloud, at)),
  );
  return shown.map((at) => parsePeerFields(values, at, metadata));
};

/** The same after one of its buttons was pressed. */
export const resizePeerList = (
  values: ViewValues,
  pressed: string,
  metadata?: string,
): readonly TypedPeer[] => {
  const typed = parsePeerList(values, metadata);
  const kind = typed.at(-1)?.kind ?? 'aws';
  if (pressed === ADD_PEER) return [...typed, noPeer(kind)].slice(0, PEERS_AT_ONCE);
  return pressed === DROP_PEER ? typed.slice(0, -1) : typed;
};
