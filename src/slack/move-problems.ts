import type { MoveProblems, PlaceProblem, ServiceProblem } from '../domain/move-request.ts';
import type { ServiceState } from '../domain/service.ts';
import { listWords, oneLine } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderVpcState } from './vpc-list.ts';

/* What is wrong with a move, beside its field: what it is, then what to do instead. Plain text. */

const typed = (text: string): string => `“${oneLine(text, 60)}”`;

const IDS_SHOWN = 5;

const meant = (nearest: string | null, instead: string): string =>
  nearest === null ? instead : `Did you mean ${typed(nearest)}?`;

const NOT_READY: { readonly [S in ServiceState]: string } = {
  ready: 'is ready',
  changing: 'is being changed. Wait until it is ready',
  paused: 'is paused. Resume it in the Timescale console first',
  deleting: 'is being deleted. Choose another one',
  unknown: 'is in a state that vpcbot does not know. Look at it in the Timescale console first',
};

export const renderServiceProblem = (problem: Exclude<ServiceProblem, { kind: 'refused' }>): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Choose the service to move.';
    case 'unknown':
      return `There is no service ${typed(problem.typed)} that you may see. ${meant(problem.nearest, 'A new one is known after some minutes: type /vpc services for all.')}`;
    case 'ambiguous':
      return `Several services are called ${typed(problem.typed)}. Name it by its id: ${listWords(
        problem.ids.map((id) => oneLine(id)),
        'or',
        IDS_SHOWN,
      )}.`;
    case 'not-ready':
      return `The service ${NOT_READY[problem.state]} (Timescale says ${typed(problem.rawStatus)}).`;
    case 'moving':
      return `${formatRequestNumber(problem.requestId)} moves this service already. Wait until that is done.`;
    default:
      return problem satisfies never;
  }
};

export const renderPlaceProblem = (problem: PlaceProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Choose where the service is to go.';
    case 'unknown':
      return `There is no VPC ${typed(problem.typed)} in its project. ${meant(problem.nearest, 'Choose one of its project, or the public internet.')}`;
    case 'ambiguous':
      return `Several VPCs are called ${typed(problem.typed)}. Name it by its id: ${listWords(
        problem.ids.map((id) => oneLine(id)),
        'or',
        IDS_SHOWN,
      )}.`;
    case 'already-there': {
      const { service, place } = problem;
      const where = place === null ? 'on the public internet' : `in the VPC ${typed(place.name)}`;
      return `The service ${typed(service)} is ${where} already. Choose another place.`;
    }
    case 'other-region': {
      const { vpc, region, service, own } = problem;
      return `The VPC ${typed(vpc)} is in ${nameRegion(region)} and the service ${typed(service)} in ${nameRegion(own)}. A service goes only into a VPC of its own region: choose one there.`;
    }
    case 'not-active':
      return `The VPC ${typed(problem.vpc)} is ${renderVpcState(problem.state)}, so no service can go there now. Choose another one.`;
    default:
      return problem satisfies never;
  }
};

export const renderConfirmProblem = ({ expected }: NonNullable<MoveProblems['confirm']>): string =>
  `This is not the name of the service. Type ${oneLine(expected)} to confirm.`;
