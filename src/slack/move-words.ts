import type { EndpointChange } from '../domain/endpoint-change.ts';
import type { Project } from '../domain/project.ts';
import type { EndpointRole } from '../domain/service.ts';
import type { MoveFailure, MovePlace, ServiceMove } from '../domain/service-move.ts';
import { samePlace } from '../domain/service-move.ts';
import { code, link, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { type Outcome, renderSaid } from './outcome-words.ts';

/** Where Tiger Cloud shows a service to people. */
const CONSOLE = 'https://console.cloud.tigerdata.com/dashboard/services/';

export const linkService = (
  { serviceId, serviceName }: Pick<ServiceMove, 'serviceId' | 'serviceName'>,
  { product }: Pick<Project, 'product'>,
): Mrkdwn =>
  product === 'tiger' ? link(`${CONSOLE}${encodeURIComponent(serviceId)}`, serviceName) : code(serviceName);

/** `the VPC payments-us`, `the public internet`. */
export const namePlace = (place: MovePlace | null): Mrkdwn =>
  place === null ? mrkdwn`the public internet` : mrkdwn`the VPC ${code(place.name)}`;

/** `in the VPC payments-us`, `on the public internet`. */
export const locate = (place: MovePlace | null): Mrkdwn =>
  place === null ? mrkdwn`on the public internet` : mrkdwn`in the VPC ${code(place.name)}`;

/** From where it can be reached there: `It can …` now, or `Then it can …`. */
export const renderReach = (place: MovePlace | null, subject: 'It' | 'Then it' = 'It'): Mrkdwn =>
  place === null
    ? mrkdwn`${subject} can be reached from anywhere on the public internet.`
    : mrkdwn`${subject} can be reached only from networks that are peered with ${code(place.name)}, not from the public internet.`;

/** What a move of Managed Service costs whoever uses the service. */
export const SWITCH_OVER = mrkdwn`Connections are cut once, at the end: Timescale copies its data to new machines, which can take long where there is much of it, and the old ones answer until the switch.`;

const ROLES: { readonly [R in EndpointRole]: string } = {
  primary: 'Primary',
  pooler: 'Connection pooler',
  replica: 'Read replica',
  'replica-pooler': 'Connection pooler of the read replica',
};

/** `*Read replica* reporting`; a code span inside bold words would show the stars. */
export const nameEndpoint = ({ role, name }: Pick<EndpointChange, 'role' | 'name'>): Mrkdwn =>
  name === null ? mrkdwn`*${ROLES[role]}*` : mrkdwn`*${ROLES[role]}* ${code(name)}`;

/** What only happens where two steps are needed and the second one fails. */
const isStranded = ({ from, to }: ServiceMove, at: MovePlace | null): boolean =>
  at === null && from !== null && to !== null;

const renderWhere = (move: ServiceMove, at: MovePlace | null): Mrkdwn => {
  if (isStranded(move, at)) {
    return mrkdwn`*The service is on the public internet now*, with addresses of its own, and whoever has its password can reach it there.`;
  }
  return samePlace(at, move.from)
    ? mrkdwn`The service stayed ${locate(at)}.`
    : mrkdwn`The service is ${locate(at)} now.`;
};

const renderAct = (move: ServiceMove, at: MovePlace | null): Mrkdwn => {
  const goal = namePlace(move.to);
  if (isStranded(move, at)) {
    return mrkdwn`Put right what stands in the way, then press *Retry* on the card: it attaches the service to ${goal}. To have it back in ${namePlace(move.from)}, press *Move it back*.`;
  }
  return mrkdwn`Put right what stands in the way, then press *Retry* on the card to move it to ${goal}.`;
};

/** Why a service is not where it was to be, where it is instead, and what to do. */
export const renderMoveFailure = (failure: MoveFailure, move: ServiceMove): Outcome => {
  switch (failure.kind) {
    case 'refused':
      return {
        what: mrkdwn`Timescale refused to move it.${renderSaid(failure.said, null)} ${renderWhere(move, failure.at)}`,
        act: renderAct(move, failure.at),
      };
    case 'vpc-gone':
      return {
        what: mrkdwn`Timescale does not find ${namePlace(move.to)}.${renderSaid(failure.said, null)} ${renderWhere(move, failure.at)}`,
        act: mrkdwn`If the VPC was deleted, move the service to another one: type \`/vpc migrate\`. Else press *Retry* on the card.`,
      };
    case 'moved-elsewhere':
      return {
        what: mrkdwn`Somebody else moved it meanwhile. ${renderWhere(move, failure.at)}`,
        act: mrkdwn`If that was not meant, press *Retry* on the card: it goes to ${namePlace(move.to)} from there.`,
      };
    case 'service-gone':
      return {
        what: mrkdwn`Timescale no longer has the service: somebody deleted it.`,
        act: mrkdwn`Nothing is left to move.`,
      };
    default:
      return failure satisfies never;
  }
};
