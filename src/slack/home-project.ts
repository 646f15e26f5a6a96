import type { Cidr } from '../domain/cidr.ts';
import { nameNetwork } from '../domain/peer-network.ts';
import { isEnded, type Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import type { Vpc } from '../domain/vpc.ts';
import { MOST } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn, takeWithin } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { renderPeeringState } from './peering-state.ts';
import { count } from './plain-words.ts';
import { nameRegion } from './region-words.ts';
import { renderSharedBy } from './share-words.ts';
import { nameEnd } from './timescale-end-words.ts';
import { renderVpcState } from './vpc-list.ts';

/** A project whose networks somebody may see. */
export interface HomeProject {
  readonly project: Project;
  readonly vpcs: readonly { readonly vpc: Vpc; readonly peerings: readonly Peering[] }[];
  readonly used: number;
  readonly limit: number;
  /** Whether its VPCs were ever read at the provider. */
  readonly isKnown: boolean;
  /** The next ranges that nothing known of uses. */
  readonly free: readonly Cidr[];
}

const PEERINGS_SHOWN = 5;
/** What is left of a section for the lines, beside the first one and what is said of the rest. */
const LINES_LONG = MOST.sectionText - 600;

const renderPeering = ({ peer, provisionedId, state, sharers }: Peering): Mrkdwn => {
  const id = provisionedId === null ? mrkdwn`` : mrkdwn`${nameEnd({ peer, provisionedId })} `;
  return mrkdwn`    ◦ ${id}with ${code(nameNetwork(peer))} of ${nameAccount(peer)}: ${renderPeeringState(state)}${renderSharedBy(sharers)}`;
};

const renderVpc = ({ vpc, peerings }: HomeProject['vpcs'][number]): Mrkdwn => {
  const living = peerings.filter(({ state }) => !isEnded(state));
  const rest = living.length - PEERINGS_SHOWN;
  const lines = [
    mrkdwn`• ${code(vpc.name)}  ${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}, ${renderVpcState(vpc.state)}`,
    ...living.slice(0, PEERINGS_SHOWN).map(renderPeering),
    ...(rest > 0 ? [mrkdwn`    ◦ and ${count(rest, 'peering')} more`] : []),
  ];
  return vpc.state === 'active' && !peerings.some(({ state }) => state === 'active')
    ? join([...lines, mrkdwn`    Nothing reaches it yet: it has no active peering.`])
    : join(lines);
};

/** How much of its quota a project uses, what is free, and its VPCs with their peerings. */
export const renderHomeProject = ({ project, vpcs, used, limit, isKnown, free }: HomeProject): Mrkdwn => {
  const ranges =
    free.length === 0
      ? mrkdwn` No range of the usual size is free.`
      : mrkdwn` Next free ranges: ${listSome(
          free.map(({ text }) => code(text)),
          free.length,
        )}.`;
  const unknown = isKnown ? mrkdwn`` : mrkdwn` Not read at Timescale yet, so there may be more.`;
  const lead = mrkdwn`*${project.name}* uses ${used} of ${count(limit, 'VPC')}.${unknown}${ranges}`;
  if (vpcs.length === 0)
    return join([lead, mrkdwn`It has no VPC: type \`/vpc create ${project.name}\` to make the first.`]);
  const lines = takeWithin(vpcs.map(renderVpc), LINES_LONG);
  const rest = vpcs.length - lines.length;
  return join([
    lead,
    ...lines,
    ...(rest > 0 ? [mrkdwn`and ${rest} more: type \`/vpc list ${project.name}\``] : []),
  ]);
};
