import type { Sharer } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import type { Vpc, VpcState } from '../domain/vpc.ts';
import { limitOf, type ProjectFacts } from '../domain/vpc-request.ts';
import { type Message, MOST, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn, takeWithin, when } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderSharers } from './share-words.ts';

const VPCS_SHOWN = 15;
const PROJECTS_SHOWN = 40;
/** Leaves room in a section for what stands around the lines. */
const LINES_LONG = 2500;

const STATE_WORDS: { readonly [S in VpcState]: string } = {
  requested: 'asked for',
  creating: 'being made',
  active: 'ready',
  deleting: 'being deleted',
  deleted: 'deleted',
  failed: 'failed',
};

export const renderVpcState = (state: VpcState): string => STATE_WORDS[state];

/** Who reaches a VPC that is there, and what is in it. */
export interface VpcReach {
  readonly vpcId: number;
  readonly isPeered: boolean;
  /** The names of the services in it. */
  readonly services: readonly string[];
  /** Requests that share its peerings. */
  readonly sharers: readonly Sharer[];
}

const SERVICES_SHOWN = 3;

const renderReach = ({ isPeered, services, sharers }: VpcReach): Mrkdwn => {
  const inside =
    services.length === 0 ? mrkdwn`` : mrkdwn`, with ${listSome(services.map(code), SERVICES_SHOWN)}`;
  const shared = sharers.length === 0 ? mrkdwn`` : mrkdwn`, peering shared by ${renderSharers(sharers)}`;
  return isPeered
    ? mrkdwn`${inside}${shared}`
    : mrkdwn`${inside}${shared}, *nothing reaches it* (no active peering)`;
};

const renderLine = (vpc: Vpc, reaches: readonly VpcReach[]): Mrkdwn => {
  const { name, cidr, region, state, requestId, providerId } = vpc;
  const from = requestId === null ? 'not made by vpcbot' : formatRequestNumber(requestId);
  const id = providerId === null ? mrkdwn`no id yet` : mrkdwn`id ${code(providerId)}`;
  const reach = reaches.find(({ vpcId }) => vpcId === vpc.id);
  const reached = reach === undefined || state !== 'active' ? mrkdwn`` : renderReach(reach);
  return mrkdwn`${code(name)}  ${code(cidr.text)} in ${nameRegion(region)}, ${STATE_WORDS[state]}, ${id}, ${from}${reached}`;
};

export interface VpcsOfProject {
  readonly project: Project;
  readonly facts: Pick<ProjectFacts, 'vpcs' | 'used' | 'granted' | 'observedAt'>;
  readonly reaches: readonly VpcReach[];
}

const renderProject = ({ project, facts, reaches }: VpcsOfProject): Mrkdwn => {
  const { vpcs, used, observedAt } = facts;
  const lead = mrkdwn`*${project.name}* uses ${used} of ${count(limitOf(project, facts), 'VPC')}.`;
  const seen =
    observedAt === null
      ? mrkdwn`Not read at Timescale yet, so VPCs made elsewhere may be missing.`
      : mrkdwn`Read at Timescale ${when(observedAt)}.`;
  if (vpcs.length === 0) {
    return mrkdwn`${lead} It has none yet: type \`/vpc create ${project.name}\` to make the first. ${seen}`;
  }
  const lines = takeWithin(
    vpcs.slice(0, VPCS_SHOWN).map((vpc) => renderLine(vpc, reaches)),
    LINES_LONG,
  );
  const rest = vpcs.length - lines.length;
  return join([lead, ...lines, ...(rest > 0 ? [mrkdwn`and ${rest} more`] : []), seen]);
};

/** The VPCs of these projects, whoever made them. */
export const buildVpcList = (projects: readonly VpcsOfProject[]): Message => {
  const first = projects.slice(0, PROJECTS_SHOWN).map(renderProject);
  const shown = takeWithin(first, MOST.messageText);
  const rest = projects.length - shown.length;
  const more =
    rest > 0
      ? mrkdwn`And ${count(rest, 'project')} more: type \`/vpc list\` and the name of one. `
      : mrkdwn``;
  const next = mrkdwn`${more}Type \`/vpc show\` and a name or id for its identifiers and peerings.`;
  return message(mrkdwn`${join(shown)}\n${next}`, [...shown.map(section), section(next)]);
};
