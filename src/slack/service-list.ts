import type { Button, KnownBlock } from '@slack/types';
import type { Verdict } from '../domain/access.ts';
import type { Product, Project } from '../domain/project.ts';
import type { SeenService, ServiceState } from '../domain/service.ts';
import type { Vpc } from '../domain/vpc.ts';
import { actions, button, context, header, type Message, MOST, message, section } from './blocks.ts';
import { buildCertificateButton } from './certificate.ts';
import { ATTACH_FORM, DETACH_FORM, MIGRATE_FORM, MOVE_FORMS, type MoveForm } from './move-form.ts';
import { locate, nameEndpoint } from './move-words.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn, quoted, takeWithin } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { EDIT } from './plan-message.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';

const PROJECTS_SHOWN = 8;
/** Each takes two blocks of the fifty that a message may have. */
const SERVICES_SHOWN = 15;
const NAMES_SHOWN = 40;
const VPCS_SHOWN = 10;
/** Of each, where there are several projects. */
const SHOWN_OF_MANY = 3;
const ENDPOINTS_SHOWN = 8;

export interface ListedService extends SeenService {
  /** How a menu names it. */
  readonly word: string;
  /** The request that moves it at the moment. */
  readonly movedBy: number | null;
}

export interface ServicesOfProject {
  readonly project: Project;
  readonly services: readonly ListedService[];
  readonly vpcs: readonly { readonly vpc: Vpc; readonly isPeered: boolean }[];
  /** Whether this person may move services there. */
  readonly may: Verdict;
  readonly isRead: boolean;
}

const STATE_WORDS: { readonly [S in ServiceState]: string } = {
  ready: 'ready',
  changing: 'being changed',
  paused: 'paused',
  deleting: 'being deleted',
  unknown: 'in a state that vpcbot does not know',
};

const renderState = ({ state, rawStatus, movedBy }: ListedService): Mrkdwn => {
  if (movedBy !== null) return mrkdwn`moved by ${formatRequestNumber(movedBy)}`;
  if (state === 'ready' || state === 'paused') return mrkdwn`${STATE_WORDS[state]}`;
  return mrkdwn`${STATE_WORDS[state]} (Timescale says ${quoted(rawStatus)})`;
};

const findPlace = ({ vpcProviderId }: SeenService, vpcs: ServicesOfProject['vpcs']) => {
  if (vpcProviderId === null) return null;
  const known = vpcs.find(({ vpc }) => vpc.providerId === vpcProviderId);
  return { providerId: vpcProviderId, name: known?.vpc.name ?? vpcProviderId };
};

const renderService = (service: ListedService, { vpcs }: ServicesOfProject): Mrkdwn => {
  const { name, providerId, region, endpoints } = service;
  const place = findPlace(service, vpcs);
  const shown = endpoints.slice(0, ENDPOINTS_SHOWN);
  const rest = endpoints.length - shown.length;
  return join([
    mrkdwn`*${name}* (id ${code(providerId)}) in ${nameRegion(region)}, ${locate(place)}, ${renderState(service)}`,
    ...shown.map(
      (endpoint) => mrkdwn`${nameEndpoint(endpoint)}: ${code(`${endpoint.host}:${endpoint.port}`)}`,
    ),
    ...(rest > 0 ? [mrkdwn`and ${rest} more`] : []),
    ...(endpoints.length === 0 ? [mrkdwn`Timescale tells no address of it at the moment.`] : []),
  ]);
};

const buildMove = (form: MoveForm, { name, word }: ListedService): Button => {
  const { act } = MOVE_FORMS[form];
  return button({
    action: `${EDIT}${form}`,
    words: act,
    label: `${act} ${name}`,
    value: JSON.stringify({ service: word }),
  });
};

/** Only what can be asked for now, and only for who may ask. */
const buildMoves = (service: ListedService, { may, vpcs }: ServicesOfProject): readonly KnownBlock[] => {
  if (may.kind !== 'allowed' || service.state !== 'ready' || service.movedBy !== null) return [];
  if (service.vpcProviderId !== null) {
    return actions([buildMove(MIGRATE_FORM, service), buildMove(DETACH_FORM, service)]);
  }
  const hasPlace = vpcs.some(({ vpc }) => vpc.region === service.region && vpc.state === 'active');
  return hasPlace ? actions([buildMove(ATTACH_FORM, service)]) : [];
};

type Place = ServicesOfProject['vpcs'][number];

const renderUnreached = ({ vpc, isPeered }: Place): Mrkdwn =>
  isPeered
    ? mrkdwn``
    : mrkdwn` It has no active peering, so nobody reaches a service there yet: type ${code(`/vpc peer ${vpc.name}`)}.`;

/** The exact choice that puts a new service into each VPC: Tiger's docs, “Create a service”; its Terraform provider. */
const renderChoice = (place: Place): Mrkdwn => {
  const { vpc } = place;
  return mrkdwn`• For the VPC ${code(vpc.name)}: choose the region ${code(nameRegion(vpc.region))}, then the VPC ${code(vpc.name)}; in Terraform ${code(`vpc_id = ${vpc.providerId ?? ''}`)}.${renderUnreached(place)}`;
};

/** Managed Service puts a new service into the VPC of its cloud where nobody says otherwise. */
const renderLanding = (place: Place): Mrkdwn =>
  mrkdwn`• In ${nameRegion(place.vpc.region)}: the VPC ${code(place.vpc.name)}; in Terraform ${code(`project_vpc_id = ${place.vpc.providerId ?? ''}`)}.${renderUnreached(place)}`;

const NEW_SERVICE: {
  readonly [P in Product]: { readonly rule: Mrkdwn; readonly line: (place: Place) => Mrkdwn };
} = {
  tiger: {
    rule: mrkdwn`*A new service* goes into a VPC only when that is chosen while it is created: in Tiger Console, under *Create a service*, at the step *Connectivity*. Else it is on the public internet, and is attached later.`,
    line: renderChoice,
  },
  managed: {
    rule: mrkdwn`*A new service* goes into the VPC of its region by itself, unless it is created as public. Where its region has no VPC, it is on the public internet.`,
    line: renderLanding,
  },
};

const renderNewServices = ({ project, vpcs }: ServicesOfProject, most: number): Mrkdwn => {
  const ready = vpcs.filter(({ vpc }) => vpc.state === 'active' && vpc.providerId !== null);
  if (ready.length === 0) {
    return mrkdwn`*A new service* is on the public internet. ${project.name} has no VPC to put it into: type ${code(`/vpc create ${project.name}`)} first.`;
  }
  const { rule, line } = NEW_SERVICE[project.product];
  const rest = ready.length - most;
  return join([
    rule,
    ...ready.slice(0, most).map(line),
    ...(rest > 0 ? [mrkdwn`and ${count(rest, 'more VPC')}: type ${code(`/vpc list ${project.name}`)}`] : []),
  ]);
};

const renderLead = ({ project, services, vpcs, isRead }: ServicesOfProject): Mrkdwn => {
  const unread = isRead ? mrkdwn`` : mrkdwn` It has not been read at Timescale yet, so some may be missing.`;
  if (services.length === 0) return mrkdwn`*${project.name}* has no service.${unread}`;
  const inside = services.filter(({ vpcProviderId }) => vpcProviderId !== null).length;
  return mrkdwn`*${project.name}* has ${count(services.length, 'service')}: ${inside} in ${count(vpcs.length, 'VPC')}, ${services.length - inside} on the public internet.${unread}`;
};

const buildRest = (
  left: readonly ListedService[],
  project: string,
  isOnly: boolean,
): readonly KnownBlock[] => {
  if (left.length === 0) return [];
  const names = listSome(
    left.map(({ name }) => code(name)),
    isOnly ? NAMES_SHOWN : SHOWN_OF_MANY,
  );
  const more = isOnly ? mrkdwn`` : mrkdwn` Type ${code(`/vpc services ${project}`)}.`;
  return [context(mrkdwn`And ${left.length} more: ${names}.${more}`)];
};

const buildProject = (of: ServicesOfProject, most: number, text: number): readonly KnownBlock[] => {
  const { project, services } = of;
  const isOnly = most === SERVICES_SHOWN;
  const words = services.slice(0, most).map((service) => renderService(service, of));
  const shown = takeWithin(words, text);
  return [
    section(renderLead(of)),
    ...shown.flatMap((line, at) => {
      const service = services[at];
      return [section(line), ...(service === undefined ? [] : buildMoves(service, of))];
    }),
    ...buildRest(services.slice(shown.length), project.name, isOnly),
    section(renderNewServices(of, isOnly ? VPCS_SHOWN : SHOWN_OF_MANY)),
    ...(isOnly && project.product === 'managed' ? actions([buildCertificateButton(project.name)]) : []),
  ];
};

/** The services of these projects, where each is reached, and what to choose for a new one. */
export const buildServiceList = (projects: readonly ServicesOfProject[]): Message => {
  const shown = projects.slice(0, PROJECTS_SHOWN);
  const rest = projects.length - shown.length;
  const most = Math.max(1, Math.floor(SERVICES_SHOWN / Math.max(1, shown.length)));
  const text = MOST.messageText / 2 / Math.max(1, shown.length);
  const more =
    rest > 0
      ? [context(mrkdwn`And ${count(rest, 'project')} more: type \`/vpc services\` and the name of one.`)]
      : [];
  return message(join(shown.map(renderLead)), [
    header('Services'),
    ...shown.flatMap((of) => buildProject(of, most, text)),
    ...more,
  ]);
};
