import type { PeeringState } from '../domain/peering.ts';

const STATE_WORDS: { readonly [S in PeeringState]: string } = {
  requested: 'Asked for',
  approved: 'Being made by Timescale',
  'pending-peer': 'Waiting for the other side',
  active: 'Active',
  'rejected-by-peer': 'Rejected',
  expired: 'Expired',
  'invalid-specification': 'Not possible',
  'deleted-by-peer': 'Gone',
  failed: 'Failed',
  deleting: 'Being deleted',
  deleted: 'Deleted',
  unknown: 'In a state that vpcbot does not know',
};

/** As a line by itself begins: `Waiting for the other side`. */
export const renderPeeringState = (state: PeeringState): string => STATE_WORDS[state];

/** Within a line: `waiting for the other side`. */
export const namePeeringState = (state: PeeringState): string =>
  STATE_WORDS[state].replace(/^./, (first) => first.toLowerCase());
