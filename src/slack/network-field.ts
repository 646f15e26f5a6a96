import type { InputBlock } from '@slack/types';
import type { Cloud } from '../domain/cloud.ts';
import { findTyped, type KnownNetwork, type KnownNetworks, NOTHING_KNOWN } from '../domain/known-network.ts';
import { peerKey } from '../domain/peer-network.ts';
import type { TypedPeer } from '../domain/peer-request.ts';
import { type Choice, groupInput } from './blocks.ts';
import { ANOTHER, ANOTHER_CHOICE, groupChoices, NOT_LISTED, toChoice } from './network-menu.ts';
import { pickInput } from './pick.ts';
import { findBlock, readField, readMetadata, type ViewValues } from './view-values.ts';

/** Action id of the menu of networks, before its place. */
export const PEER_CHOICE = 'peer_choice';

/** Action id of the menu of networks at this place of a form, from 0. */
export const peerChoice = (at: number): string => `${PEER_CHOICE}:${at}`;

/** What a menu holds by itself: Slack takes 250 kB for a whole form. Beyond, it is searched. */
const LISTED_MOST = 100;
const LISTED_IN_FORM = 300;
const SEARCH = 'search';

/** How one network of a form stands to the list that it could be chosen from. */
export type Choosing =
  /** There is nothing to choose from. */
  | { readonly kind: 'no-list' }
  | { readonly kind: 'open' }
  | { readonly kind: 'chosen'; readonly network: KnownNetwork | null }
  | { readonly kind: 'by-hand' };

const isBlank = ({ kind: _, by: __, ranges: ___, ...ids }: TypedPeer): boolean =>
  Object.values(ids).every((text) => text === '');

export const findChoosing = (typed: TypedPeer, { networks }: KnownNetworks): Choosing => {
  if (typed.by === 'menu') return { kind: 'chosen', network: findTyped(networks, typed) };
  if (networks.length === 0) return { kind: 'no-list' };
  if (typed.by === 'hand') return { kind: 'by-hand' };
  const network = findTyped(networks, typed);
  if (network !== null) return { kind: 'chosen', network };
  return isBlank(typed) ? { kind: 'open' } : { kind: 'by-hand' };
};

export interface NetworkField {
  readonly at: number;
  readonly label: string;
  readonly typed: TypedPeer;
  readonly known: KnownNetworks;
  /** The region of the Timescale VPC. */
  readonly near: string | null;
  /** How many networks the form asks for. */
  readonly places: number;
}

/** What was chosen in a form that is built again; its name may not be known any more. */
const findChoice = ({ typed, known }: NetworkField): Choice | undefined => {
  const choosing = findChoosing(typed, known);
  if (choosing.kind === 'by-hand') return ANOTHER_CHOICE;
  if (choosing.kind !== 'chosen') return undefined;
  if (choosing.network !== null) return toChoice(choosing.network);
  if (typed.kind === 'azure') return undefined;
  const { kind } = typed;
  const peer = kind === 'aws' ? { ...typed, kind } : { ...typed, kind: 'google' as const };
  return { words: typed.kind === 'aws' ? typed.vpcId : typed.network, value: peerKey(peer) };
};

/** A menu of the networks that are to be seen, and a way out of it. */
export const buildNetworkField = (field: NetworkField): InputBlock => {
  const { at, label, known, near, places, typed } = field;
  const chosen = findChoice(field);
  const common = { label, placeholder: 'Choose a network', dispatch: true } as const;
  const block = `${peerChoice(at)}:${typed.kind}`;
  const count = known.networks.length;
  if (count > LISTED_MOST || count * places > LISTED_IN_FORM) {
    return pickInput({ ...common, block: `${block}:${SEARCH}`, pick: peerChoice(at), chosen });
  }
  const groups = groupChoices(known.networks, near);
  const isThere =
    chosen === undefined || groups.some(({ choices }) => choices.some(({ value }) => value === chosen.value));
  const before = isThere || chosen.value === ANOTHER ? [] : [{ label: 'Chosen before', choices: [chosen] }];
  return groupInput({
    ...common,
    block,
    action: peerChoice(at),
    groups: [...before, ...groups, NOT_LISTED],
    chosen: chosen?.value,
  });
};

/** Which cloud's networks such a menu lists. */
export const readChoiceCloud = (block: string): Cloud | null => {
  const cloud = block.split(':')[2];
  return cloud === 'aws' || cloud === 'google' ? cloud : null;
};

/** What the ids of a chosen network are, from the word that stands for it; ranges as the form showed them. */
const readChosen = (word: string, ranges: string): TypedPeer | null => {
  const [kind, owner = '', second = '', third = ''] = word.split('/');
  if (kind === 'aws') return { kind, accountId: owner, region: second, vpcId: third, ranges, by: 'menu' };
  return kind === 'google' ? { kind, projectId: owner, network: second, ranges, by: 'menu' } : null;
};

export type Chosen =
  | { readonly kind: 'network'; readonly typed: TypedPeer }
  /** `cloud`: whose networks the menu lists. */
  | { readonly kind: 'another' | 'nothing'; readonly cloud: Cloud };

/** What is chosen at this place; null: the form has no menu there. */
export const readChoice = (values: ViewValues, at: number, metadata?: string): Chosen | null => {
  const block = findBlock(values, peerChoice(at));
  const cloud = block === undefined ? null : readChoiceCloud(block);
  if (cloud === null) return null;
  const word = readField(values, peerChoice(at));
  if (word === ANOTHER) return { kind: 'another', cloud };
  const typed = readChosen(word, recallRanges(metadata).get(word) ?? '');
  return typed === null ? { kind: 'nothing', cloud } : { kind: 'network', typed };
};

/** Slack takes 3000 characters of metadata; ranges that do not fit are read again. */
const LONGEST_MEMORY = 2000;

/** In a form's metadata. */
const RANGES = 'ranges';

/** The ranges that a form shows of what is chosen, for its metadata: they are not asked for, and must not be lost. */
export const rememberChoices = (
  peers: readonly TypedPeer[],
  choices: { readonly known: KnownNetworks } | undefined,
): Readonly<Record<string, Readonly<Record<string, string>>>> => {
  const known = choices?.known ?? NOTHING_KNOWN;
  const shown: Record<string, string> = {};
  for (const typed of peers) {
    const network = findTyped(known.networks, typed);
    const choice = findChoice({ typed, known, at: 0, label: '', near: null, places: 1 });
    const ranges = network?.ranges.map(({ text }) => text).join(', ') ?? typed.ranges;
    if (choice === undefined || choice.value === ANOTHER || ranges === '') continue;
    if (JSON.stringify({ ...shown, [choice.value]: ranges }).length > LONGEST_MEMORY) continue;
    shown[choice.value] = ranges;
  }
  return Object.keys(shown).length === 0 ? {} : { [RANGES]: shown };
};

const recallRanges = (metadata: string | undefined): ReadonlyMap<string, string> => {
  const kept = readMetadata(metadata)[RANGES];
  if (typeof kept !== 'object' || kept === null) return new Map();
  return new Map(
    Object.entries(kept).flatMap(([word, text]) => (typeof text === 'string' ? [[word, text] as const] : [])),
  );
};
