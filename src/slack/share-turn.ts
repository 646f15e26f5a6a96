import { isEnded, type Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import type { VpcView } from '../domain/request.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { namePeer, renderPeerAnew, renderPeeringEnd } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderMakingTurn } from './request-turn.ts';

const renderEnd = ({ peer, state, message: said }: Peering): Mrkdwn =>
  state === 'deleted'
    ? mrkdwn`The peering with ${namePeer(peer)} is deleted.`
    : renderPeeringEnd(state, peer, said).what;

const renderAfter = ({ vpc, peerings }: VpcView, number: string): Mrkdwn => {
  const anew = renderPeerAnew(vpc);
  const [peering] = peerings;
  if (vpc.state !== 'active') return mrkdwn`${number} is over: the VPC ${code(vpc.name)} is no longer there.`;
  return peering === undefined || !isEnded(peering.state)
    ? mrkdwn`${number} is over. ${anew}`
    : mrkdwn`${number} is over. ${renderEnd(peering)} ${anew}`;
};

/** How a request stands that lives on a peering which is there, and what comes next. */
export const renderShareTurn = (view: VpcView, project: Project): Mrkdwn => {
  const { request, vpc, peerings } = view;
  const number = formatRequestNumber(request.id);
  const name = code(vpc.name);
  if (request.state === 'left') {
    return mrkdwn`${number} has left the peering, which stays. Type ${code(`/vpc peer ${vpc.name}`)} to share it once more.`;
  }
  const lives =
    vpc.state === 'active' &&
    peerings.some(({ sharers }) => sharers.some(({ requestId }) => requestId === request.id));
  if (!lives) return renderAfter(view, number);
  return request.state === 'done'
    ? mrkdwn`${number} is done: it lives on a peering that is active. Next, type \`/vpc attach\` to move a service into ${name}; \`/vpc unpeer\` leaves the peering.`
    : renderMakingTurn(view, project);
};
