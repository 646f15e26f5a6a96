import type { PlainTextOption } from '@slack/types';
import type { KnownNetwork } from '../domain/known-network.ts';
import { peerKey } from '../domain/peer-network.ts';
import { asOption, asPlain, type Choice, MOST } from './blocks.ts';
import { buildPickOptions } from './pick.ts';
import { oneLine } from './plain-words.ts';
import { CLOUD_OWNERS } from './problem-words.ts';

/* The networks of the configured accounts, as a menu names and orders them. */

/** The choice of those whose network is not in the list, or who rather type. */
export const ANOTHER = 'another';

export const ANOTHER_CHOICE: Choice = { words: 'Another network (type its ids)', value: ANOTHER };

const LONGEST_NAME = 24;
const SHORT_ID = 12;

const nameRanges = ([first, ...more]: KnownNetwork['ranges']): string => {
  if (first === undefined) return 'no range';
  return more.length === 0 ? first.text : `${first.text} +${more.length}`;
};

const nameOwn = ({ name, isDefault }: KnownNetwork): string => {
  if (name !== null && oneLine(name) !== '') return oneLine(name, LONGEST_NAME);
  return isDefault ? 'default VPC' : 'no name';
};

/** `prod · vpc-0a1b2c3d… · 10.20.0.0/16 · us-east-1`, as long as Slack shows it whole. */
const nameChoice = (known: KnownNetwork): string => {
  const { peer, ranges } = known;
  if (peer.kind === 'google') return `${oneLine(peer.network, 40)} · ${nameRanges(ranges)}`;
  const id = peer.vpcId.length > SHORT_ID ? `${peer.vpcId.slice(0, SHORT_ID)}…` : peer.vpcId;
  const rest = `${oneLine(id)} · ${nameRanges(ranges)} · ${oneLine(peer.region, 20)}`;
  return `${oneLine(nameOwn(known), Math.max(8, MOST.option - rest.length - 3))} · ${rest}`;
};

export const toChoice = (known: KnownNetwork): Choice => {
  const { peer, name, ranges } = known;
  const owner = peer.kind === 'aws' ? peer.accountId : peer.projectId;
  const ids = peer.kind === 'aws' ? [peer.vpcId] : [peer.network];
  return {
    words: nameChoice(known),
    value: peerKey(peer),
    also: [owner, name ?? '', ...ids, ...ranges.map(({ text }) => text)],
  };
};

/** One whose name is longer than Slack takes back is typed. */
const isOffered = ({ value }: Choice): boolean => value.length <= MOST.option;

interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

const labelOf = ({ peer }: KnownNetwork): string =>
  peer.kind === 'aws'
    ? `${CLOUD_OWNERS.aws} ${peer.accountId} · ${peer.region}`
    : `${CLOUD_OWNERS.google} ${peer.projectId}`;

/** Those first that are as near as can be, then by account and region; named ones before those without a name. */
const order = (networks: readonly KnownNetwork[], near: string | null): readonly KnownNetwork[] => {
  const keyOf = (known: KnownNetwork): string => {
    const { peer, name, isDefault } = known;
    const isFar = peer.kind === 'aws' && peer.region !== near;
    return [isFar ? 1 : 0, labelOf(known), isDefault ? 1 : 0, name === null ? 1 : 0, nameChoice(known)].join(
      '\n',
    );
  };
  return networks
    .map((known) => ({ known, key: keyOf(known) }))
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map(({ known }) => known);
};

export const groupChoices = (
  networks: readonly KnownNetwork[],
  near: string | null,
): readonly ChoiceGroup[] => {
  const groups = new Map<string, Choice[]>();
  for (const known of order(networks, near)) {
    const label = labelOf(known);
    groups.set(label, [...(groups.get(label) ?? []), toChoice(known)]);
  }
  return [...groups].map(([label, choices]) => ({ label, choices: choices.filter(isOffered) }));
};

export const NOT_LISTED = { label: 'Not in this list', choices: [ANOTHER_CHOICE] } as const;

/** What the menu that is searched offers for the letters typed; the way out is always there. */
export const buildNetworkOptions = (
  networks: readonly KnownNetwork[],
  typed: string,
): readonly { readonly label: ReturnType<typeof asPlain>; readonly options: PlainTextOption[] }[] => {
  const all = groupChoices(networks, null);
  const found = buildPickOptions(
    all.flatMap(({ choices }) => choices),
    typed,
  );
  const kept = new Set(found.slice(0, MOST.options - 1).map(({ value }) => value));
  const groups = all.map(({ label, choices }) => ({
    label,
    choices: choices.filter(({ value }) => kept.has(value)),
  }));
  return [...groups, NOT_LISTED]
    .filter(({ choices }) => choices.length > 0)
    .map(({ label, choices }) => ({ label: asPlain(label, MOST.option), options: choices.map(asOption) }));
};
