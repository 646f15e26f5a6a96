import type { Button, KnownBlock } from '@slack/types';
import { PEERS_AT_ONCE, type PeerProblems, type TypedPeer } from '../domain/peer-request.ts';
import { AWS_REGIONS } from '../domain/region.ts';
import { actions, button, divider, section, selectInput, textInput } from './blocks.ts';
import { type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { shorten } from './plain-words.ts';
import {
  renderAccountIdProblem,
  renderPeerRangeProblem,
  renderRegionProblem,
  renderSamePeer,
  renderVpcIdProblem,
} from './problem-words.ts';
import { readField, type ViewValues } from './view-values.ts';

const FIELDS = {
  accountId: 'peer_account_id',
  vpcId: 'peer_vpc_id',
  region: 'peer_region',
  ranges: 'peer_ranges',
} as const satisfies Record<keyof TypedPeer, string>;

/** Action ids of the buttons that make the form ask for one network more, or for one less. */
export const ADD_PEER = 'add_peer';
export const DROP_PEER = 'drop_peer';

export const NO_PEER: TypedPeer = { accountId: '', vpcId: '', region: '', ranges: '' };

/** Action and block id of a field of the network at this place, from 0; the same in every form that asks for one. */
export const peerField = (field: keyof TypedPeer, at = 0): string => `${FIELDS[field]}:${at}`;

const idsOf = (field: keyof TypedPeer, at: number) => ({
  block: peerField(field, at),
  action: peerField(field, at),
});

/** A label alone must say which of several networks is meant. */
const nameField = (label: string, at: number): string => (at === 0 ? label : `${label} (peering ${at + 1})`);

/** A region that is younger than the list is kept as it was typed. */
const buildPeerRegion = (typed: string, at: number): KnownBlock => {
  const own = typed === '' ? [] : [typed];
  return selectInput({
    ...idsOf('region', at),
    label: nameField('Region of your VPC', at),
    hint: 'Any AWS region. Leave it empty if it is that of the Timescale VPC.',
    choices: [...new Set([...own, ...AWS_REGIONS])].sort(),
    chosen: typed,
    placeholder: 'The same region',
    optional: true,
  });
};

/** The fields of one network. */
export const buildPeerFields = (typed: TypedPeer, at = 0): readonly KnownBlock[] => [
  textInput({
    ...idsOf('accountId', at),
    label: nameField('AWS account', at),
    hint: 'The twelve digits of the account that owns your VPC.',
    typed: typed.accountId,
    placeholder: '123456789012',
    longest: 60,
  }),
  textInput({
    ...idsOf('vpcId', at),
    label: nameField('Your VPC', at),
    hint: 'Its id in that account.',
    typed: typed.vpcId,
    placeholder: 'vpc-0a1b2c3d4e5f67890',
    longest: 200,
  }),
  buildPeerRegion(typed.region, at),
  textInput({
    ...idsOf('ranges', at),
    label: nameField('Your VPC’s ranges', at),
    hint: 'One or more, with commas in between: 10.8.0.0/16, 10.9.0.0/16. Leave it empty and the Timescale VPC is not checked against your network.',
    typed: typed.ranges,
    placeholder: '10.8.0.0/16',
    longest: 1000,
    lines: true,
    optional: true,
  }),
];

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
}

/** As many networks as somebody wants, with the buttons for one more and one less. */
export const buildPeerList = ({ typed, least, lead, none }: PeerList): readonly KnownBlock[] => [
  ...(typed.length === 0 ? [divider, section(none)] : []),
  ...typed.flatMap((one, at) => [
    divider,
    section(at === 0 ? lead : mrkdwn`*Peering ${at + 1}*`),
    ...buildPeerFields(one, at),
  ]),
  ...actions(buildButtons(typed.length, least)),
];

export const parsePeerFields = (values: ViewValues, at = 0): TypedPeer => ({
  accountId: readField(values, peerField('accountId', at)),
  vpcId: readField(values, peerField('vpcId', at)),
  region: readField(values, peerField('region', at)),
  ranges: readField(values, peerField('ranges', at)),
});

/** Every network that the form asks for, filled in or not. */
export const parsePeerList = (values: ViewValues): readonly TypedPeer[] => {
  const places = Array.from({ length: PEERS_AT_ONCE }, (_, at) => at);
  const shown = places.filter((at) => Object.hasOwn(values, peerField('accountId', at)));
  return shown.map((at) => parsePeerFields(values, at));
};

/** The same after one of its buttons was pressed. */
export const resizePeerList = (values: ViewValues, pressed: string): readonly TypedPeer[] => {
  const typed = parsePeerList(values);
  if (pressed === ADD_PEER) return [...typed, NO_PEER].slice(0, PEERS_AT_ONCE);
  return pressed === DROP_PEER ? typed.slice(0, -1) : typed;
};

const SENTENCES_SHOWN = 3;
const LONGEST_ERROR = 1000;

/** Several problems of one field in one text; past three, how many more. */
export const sentences = (all: readonly string[]): string => {
  const rest = all.length - SENTENCES_SHOWN;
  const shown = all.slice(0, SENTENCES_SHOWN);
  return shorten([...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '), LONGEST_ERROR);
};

const renderVpcId = ({ vpcId, same }: PeerProblems): string | undefined =>
  vpcId === undefined ? same && renderSamePeer(same) : renderVpcIdProblem(vpcId);

/** What is wrong with one network, by the action id of the field where it is wrong. */
export const peerErrors = (problems: PeerProblems, at = 0): Readonly<Record<string, string>> => {
  const { accountId, region, ranges } = problems;
  const errors: { readonly [F in keyof TypedPeer]: string | undefined } = {
    accountId: accountId && renderAccountIdProblem(accountId),
    vpcId: renderVpcId(problems),
    region: region && renderRegionProblem(region),
    ranges: ranges && sentences(ranges.map(renderPeerRangeProblem)),
  };
  const fields = ['accountId', 'vpcId', 'region', 'ranges'] as const;
  return Object.fromEntries(
    fields.flatMap((field) => (errors[field] === undefined ? [] : [[peerField(field, at), errors[field]]])),
  );
};

/** The same for the whole list. */
export const peerListErrors = (problems: readonly PeerProblems[]): Readonly<Record<string, string>> =>
  Object.assign({}, ...problems.map((one, at) => peerErrors(one, at)));
