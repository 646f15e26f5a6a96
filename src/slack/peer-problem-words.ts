import type { AccountIdProblem, VpcIdProblem } from '../domain/aws-peer.ts';
import type { AzureFieldProblem } from '../domain/azure-peer.ts';
import type { GoogleFieldProblem } from '../domain/google-peer.ts';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { PeerProblems, SamePeer } from '../domain/peer-request.ts';
import { namePeeringState } from './peering-state.ts';
import { count } from './plain-words.ts';
import { CLOUD_OWNERS, typed } from './problem-words.ts';
import { CLOUD_NAMES } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';

/* The same for the fields of a network that is to be peered. */

export const renderAccountIdProblem = (problem: AccountIdProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Type the id of the AWS account that owns your VPC: twelve digits.';
    case 'wrong-length':
      return `${typed(problem.text)} has ${count(problem.digits, 'digit')}, and an AWS account id has twelve. A spreadsheet may have dropped zeros at the front.`;
    case 'not-an-account-id':
      return `${typed(problem.text)} is not an AWS account id. Type its twelve digits, not its name.`;
    default:
      return problem satisfies never;
  }
};

export const renderVpcIdProblem = (problem: VpcIdProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Type the id of your VPC. It begins with vpc-.';
    case 'transit-gateway':
      return `${typed(problem.text)} is a transit gateway, and Timescale’s API peers with VPCs only. Type the id of a VPC (vpc-…).`;
    case 'other-resource': {
      const meant =
        problem.vpcId === null ? 'Type the id of a VPC (vpc-…).' : `Did you mean ${problem.vpcId}?`;
      return `${typed(problem.text)} is not a VPC. ${meant}`;
    }
    case 'not-a-vpc-id':
      return `${typed(problem.text)} is not a VPC id. One has vpc- and 8 or 17 hexadecimal digits, for example vpc-0a1b2c3d4e5f67890.`;
    default:
      return problem satisfies never;
  }
};

const renderContradiction = ({ text, link }: { readonly text: string; readonly link: string }): string =>
  `You typed ${typed(text)}, and the link to the network says ${typed(link)}. Leave this empty to take what the link says, or type the network’s name in place of the link.`;

export const renderGoogleProblem = (problem: GoogleFieldProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Type it: Google Cloud peers by the project’s id and the network’s name.';
    case 'contradicts':
      return renderContradiction(problem);
    case 'project-number':
      return `${typed(problem.text)} is the number of a project. Type its id, for example acme-net.`;
    case 'not-a-project-id':
      return `${typed(problem.text)} is not a project id. One has 6 to 30 lower-case letters, digits and hyphens, for example acme-net.`;
    case 'not-a-network':
      return `${typed(problem.text)} is not the name of a network. Type the name as Google Cloud shows it, for example default.`;
    default:
      return problem satisfies never;
  }
};

export const renderAzureProblem = (problem: AzureFieldProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Type it: Azure needs all of these to peer your network.';
    case 'contradicts':
      return renderContradiction(problem);
    case 'not-a-uuid':
      return `${typed(problem.text)} is not an id. One looks like 8fd1c2ab-0000-4000-8000-123456789abc.`;
    case 'not-a-resource-group':
      return `${typed(problem.text)} is not the name of a resource group. Type the name as Azure shows it.`;
    case 'not-a-vnet':
      return `${typed(problem.text)} is not the name of a virtual network. Type its name, or its whole resource id.`;
    default:
      return problem satisfies never;
  }
};

/** A network of a cloud that the VPC is not in. */
export const renderOtherCloud = ({ cloud }: NonNullable<PeerProblems['cloud']>): string =>
  cloud === null
    ? 'VPCs in this region cannot be peered with here. Choose a region of AWS, Google Cloud or Azure.'
    : `This VPC is in ${CLOUD_NAMES[cloud]}, which peers with networks of its own only. Name a network of ${CLOUD_NAMES[cloud]}.`;

/** Its own cloud does not know it. */
export const renderAbsent = ({ peer }: NonNullable<PeerProblems['absent']>): string => {
  const place = peer.kind === 'aws' ? ` in ${peer.region}` : '';
  return `There is no ${nameNetwork(peer)}${place} in ${CLOUD_OWNERS[peer.kind]} ${findOwner(peer)}, which vpcbot can see. Check the ids; a network that was made just now shows up within a minute.`;
};

/** The same network twice, where once is meant. */
export const renderSamePeer = (same: SamePeer): string => {
  switch (same.kind) {
    case 'named-twice':
      return 'This network is in the form twice. Name each network once.';
    case 'peered': {
      const { requestId, state } = same.peering;
      const by = requestId === null ? 'not made by vpcbot' : `asked for by ${formatRequestNumber(requestId)}`;
      return `The VPC has a peering with this network already (${by}, ${namePeeringState(state)}). Name another network, or ask for this one alone to share it.`;
    }
    default:
      return same satisfies never;
  }
};
