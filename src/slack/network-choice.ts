import type { KnownBlock } from '@slack/types';
import { splitCidrs } from '../domain/cidr.ts';
import { findTyped, type KnownNetworks, NOTHING_KNOWN } from '../domain/known-network.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import { readPeers, type TypedPeer } from '../domain/peer-request.ts';
import { findSeen, type Sighting } from '../domain/seen-network.ts';
import { context } from './blocks.ts';
import { join } from './mrkdwn.ts';
import { buildNetworkField, findChoosing } from './network-field.ts';
import { renderChosen, renderSighting, type VpcRange } from './network-words.ts';
import { buildPeerFields, nameField } from './peer-fields.ts';

/** The networks that a form offers by name, and what was seen of those in it. */
export interface NetworkChoices {
  readonly known: KnownNetworks;
  readonly sightings: readonly Sighting[];
  /** The region of the Timescale VPC, in its cloud's own word; null: none is chosen. */
  readonly near: string | null;
  /** Null: not known, or wrong itself. */
  readonly range: VpcRange | null;
}

export const NO_CHOICES: NetworkChoices = { known: NOTHING_KNOWN, sightings: [], near: null, range: null };

const readRanges = (text: string) =>
  splitCidrs(text).flatMap((read) => (read.kind === 'cidr' ? [read.cidr] : []));

/** The chosen network in words: as its cloud shows it now, or as the form had it before. */
const describe = (typed: TypedPeer, peer: PeerNetwork, { known, sightings }: NetworkChoices) => {
  const network = findTyped(known.networks, typed) ?? findSeen(sightings, peer)?.seen ?? null;
  return renderChosen(peer, network?.name ?? null, network?.ranges ?? readRanges(typed.ranges));
};

const buildWords = (typed: TypedPeer, isChosen: boolean, choices: NetworkChoices): readonly KnownBlock[] => {
  const [peer] = readPeers([typed], null);
  if (peer === undefined) return [];
  const sighting = findSeen(choices.sightings, peer);
  const lines = [
    ...(isChosen ? [describe(typed, peer, choices)] : []),
    ...(sighting === null ? [] : renderSighting(sighting, choices.range)),
  ];
  return lines.length === 0 ? [] : [context(join(lines))];
};

/** One network of a form: chosen from a menu where there is one, else typed, field by field. */
export const buildPeer = (
  typed: TypedPeer,
  at: number,
  places: number,
  choices: NetworkChoices,
): readonly KnownBlock[] => {
  const choosing = findChoosing(typed, choices.known);
  const isChosen = choosing.kind === 'chosen';
  const words = buildWords(typed, isChosen, choices);
  if (choosing.kind === 'no-list') return [...buildPeerFields(typed, at), ...words];
  const menu = buildNetworkField({
    at,
    label: nameField('Your network', at),
    typed,
    known: choices.known,
    near: choices.near,
    places,
  });
  const fields = choosing.kind === 'by-hand' ? buildPeerFields(typed, at) : [];
  return [menu, ...fields, ...words];
};
