import type { KnownBlock } from '@slack/types';
import { AWS_REGIONS } from '../domain/region.ts';
import type { TypedPeer, VpcRequestProblems } from '../domain/vpc-request.ts';
import { selectInput, textInput } from './blocks.ts';
import { shorten } from './plain-words.ts';
import {
  renderAccountIdProblem,
  renderPeerRangeProblem,
  renderRegionProblem,
  renderVpcIdProblem,
} from './problem-words.ts';
import { readField, type ViewValues } from './view-values.ts';

/** Action and block ids; the same fields stand in every form that asks for a peer. */
export const PEER_FIELDS = {
  peerAccountId: 'peer_account_id',
  peerVpcId: 'peer_vpc_id',
  peerRegion: 'peer_region',
  peerRanges: 'peer_ranges',
} as const satisfies Record<keyof TypedPeer, string>;

const idsOf = (field: keyof TypedPeer) => ({ block: PEER_FIELDS[field], action: PEER_FIELDS[field] });

/** A region that is younger than the list is kept as it was typed. */
const buildPeerRegion = (typed: string | undefined): KnownBlock => {
  const own = typed === undefined || typed === '' ? [] : [typed];
  return selectInput({
    ...idsOf('peerRegion'),
    label: 'Region of your VPC',
    hint: 'Leave it empty if it is the region of the Timescale VPC.',
    choices: [...new Set([...own, ...AWS_REGIONS])].sort(),
    chosen: typed,
    placeholder: 'The same region',
    optional: true,
  });
};

export const buildPeerFields = (typed: Partial<TypedPeer>): readonly KnownBlock[] => [
  textInput({
    ...idsOf('peerAccountId'),
    label: 'AWS account',
    hint: 'The twelve digits of the account that owns your VPC.',
    typed: typed.peerAccountId,
    placeholder: '123456789012',
    longest: 60,
  }),
  textInput({
    ...idsOf('peerVpcId'),
    label: 'Your VPC',
    hint: 'Its id in that account.',
    typed: typed.peerVpcId,
    placeholder: 'vpc-0a1b2c3d4e5f67890',
    longest: 200,
  }),
  buildPeerRegion(typed.peerRegion),
  textInput({
    ...idsOf('peerRanges'),
    label: 'Your VPC’s ranges',
    hint: 'One or more, with commas in between: 10.8.0.0/16, 10.9.0.0/16. Leave it empty and the new VPC is not checked against your network.',
    typed: typed.peerRanges,
    placeholder: '10.8.0.0/16',
    longest: 1000,
    lines: true,
    optional: true,
  }),
];

export const parsePeerFields = (values: ViewValues): TypedPeer => ({
  peerAccountId: readField(values, PEER_FIELDS.peerAccountId),
  peerVpcId: readField(values, PEER_FIELDS.peerVpcId),
  peerRegion: readField(values, PEER_FIELDS.peerRegion),
  peerRanges: readField(values, PEER_FIELDS.peerRanges),
});

const SENTENCES_SHOWN = 3;
const LONGEST_ERROR = 1000;

/** Several problems of one field in one text; past three, how many more. */
export const sentences = (all: readonly string[]): string => {
  const rest = all.length - SENTENCES_SHOWN;
  const shown = all.slice(0, SENTENCES_SHOWN);
  return shorten([...shown, ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '), LONGEST_ERROR);
};

export const peerErrors = ({
  peer,
  peerRanges,
}: Pick<VpcRequestProblems, 'peer' | 'peerRanges'>): Partial<TypedPeer> => ({
  ...(peer?.accountId === undefined ? {} : { peerAccountId: renderAccountIdProblem(peer.accountId) }),
  ...(peer?.vpcId === undefined ? {} : { peerVpcId: renderVpcIdProblem(peer.vpcId) }),
  ...(peer?.region === undefined ? {} : { peerRegion: renderRegionProblem(peer.region) }),
  ...(peerRanges === undefined ? {} : { peerRanges: sentences(peerRanges.map(renderPeerRangeProblem)) }),
});
