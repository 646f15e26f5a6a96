import { findOwner, type PeerNetwork } from '../domain/peer-network.ts';
import type { Proof, ProofFault } from '../domain/request-proof.ts';
import { code, listSome, type Mrkdwn, mrkdwn, quoted } from './mrkdwn.ts';
import { hideAccounts } from './plain-words.ts';

/* What AWS shows of a peering request, beside what was asked for. An account that nobody knows is not printed. */

const NAMED = 5;

const LABELS: { readonly [W in Extract<ProofFault, { kind: 'differs' }>['what']]: string } = {
  id: 'its id',
  'accepter-account': 'the account that is to accept it',
  'accepter-vpc': 'the VPC that is to be peered',
  'accepter-region': 'the region of that VPC',
  'requester-region': 'the region that it comes from',
};

const renderSeen = ({ what, seen }: Extract<ProofFault, { kind: 'differs' }>): Mrkdwn => {
  if (seen === null) return mrkdwn`AWS does not say`;
  return what === 'accepter-account' ? mrkdwn`it is another one` : mrkdwn`it is ${code(seen)}`;
};

const renderFault = (fault: ProofFault): Mrkdwn => {
  switch (fault.kind) {
    case 'differs':
      return mrkdwn`${LABELS[fault.what]} must be ${code(fault.expected)}, and ${renderSeen(fault)}`;
    case 'requester-account':
      return mrkdwn`it must come from ${listSome(fault.expected.map(code), NAMED, 'or')}, and it comes from another account`;
    case 'requester-hidden':
      return mrkdwn`AWS does not say which account it comes from`;
    default:
      return fault satisfies never;
  }
};

/** What was expected and what AWS shows: half a sentence for each fault. */
const renderFaults = (faults: readonly ProofFault[]): Mrkdwn => listSome(faults.map(renderFault), NAMED);

type Unproven = Exclude<Proof, { kind: 'proven' | 'accepted' }>;

/** Why a request is not accepted, as a whole sentence. */
export const renderUnproven = (proof: Unproven, peer: PeerNetwork): Mrkdwn => {
  switch (proof.kind) {
    case 'unconfirmed':
      return mrkdwn`Nobody has confirmed yet that the AWS account which it comes from is Timescale’s.`;
    case 'not-there':
      return mrkdwn`AWS does not show it there yet.`;
    case 'over': {
      const said =
        proof.message === null || proof.message.trim() === ''
          ? mrkdwn``
          : mrkdwn` AWS says ${quoted(hideAccounts(proof.message, findOwner(peer)))}.`;
      return mrkdwn`Nobody can accept it any more: AWS shows it as ${code(proof.state)}.${said}`;
    }
    case 'refused':
      return mrkdwn`It is not the request that was asked for: ${renderFaults(proof.faults)}.`;
    default:
      return proof satisfies never;
  }
};
