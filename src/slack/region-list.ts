import type { Listed, Project } from '../domain/project.ts';
import { TIGER_REGIONS } from '../domain/region.ts';
import type { SeenService } from '../domain/service.ts';
import type { Vpc } from '../domain/vpc.ts';
import { type Message, MOST, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mentionAny, mrkdwn, takeWithin } from './mrkdwn.ts';
import { count } from './plain-words.ts';

const REGIONS_SHOWN = 50;
const PROJECTS_SHOWN = 40;

export interface RegionsOfProject {
  readonly project: Project;
  readonly vpcs: readonly Pick<Vpc, 'region'>[];
  readonly services: readonly Pick<SeenService, 'region'>[];
}

const RULES = join(
  [
    mrkdwn`A service goes into a VPC of its own region only, so choose the region where your services are, or will be.`,
    mrkdwn`Your own network may be in any region of the same cloud: it is peered across regions, too.`,
    mrkdwn`A VPC, and its peerings, belong to one project and one region.`,
  ],
  ' ',
);

const listRegions = (regions: readonly string[]): Mrkdwn => listSome(regions.map(code), REGIONS_SHOWN);

const renderUse = (region: string, { vpcs, services }: RegionsOfProject): Mrkdwn => {
  const here = (all: readonly { readonly region: string }[]) =>
    all.filter((one) => one.region === region).length;
  return mrkdwn`${code(region)}: ${count(here(vpcs), 'VPC')}, ${count(here(services), 'service')}`;
};

const renderProject = (of: RegionsOfProject): Mrkdwn => {
  const { project, vpcs, services } = of;
  const used = [...new Set([...vpcs, ...services].map(({ region }) => region))].sort();
  const inUse = project.regions.filter((region) => used.includes(region));
  const free = project.regions.filter((region) => !used.includes(region));
  const strange = used.filter((region) => !project.regions.includes(region));
  return join([
    mrkdwn`*${project.name}* may have VPCs in ${count(project.regions.length, 'region')}.`,
    ...inUse.slice(0, REGIONS_SHOWN).map((region) => renderUse(region, of)),
    ...(free.length === 0 ? [] : [mrkdwn`Nothing yet in ${listRegions(free)}.`]),
    ...(strange.length === 0
      ? []
      : [
          mrkdwn`It also has something in ${listRegions(strange)}, where vpcbot makes no VPC: whoever keeps vpcbot can add the region.`,
        ]),
  ]);
};

/** Where these projects may have VPCs, and what is there already. */
export const buildRegionList = (projects: readonly RegionsOfProject[]): Message => {
  const shown = takeWithin(projects.slice(0, PROJECTS_SHOWN).map(renderProject), MOST.messageText);
  const rest = projects.length - shown.length;
  const [only, ...others] = projects;
  const example = others.length === 0 ? (only?.project.name ?? '') : '';
  const more =
    rest > 0
      ? mrkdwn`And ${count(rest, 'project')} more: type \`/vpc regions\` and the name of one. `
      : mrkdwn``;
  const next = mrkdwn`${more}To make a VPC, type ${code(`/vpc create ${example}`.trim())}.`;
  return message(join([...shown, RULES, next]), [...shown.map(section), section(RULES), section(next)]);
};

/** The same for somebody who is listed in no project. */
export const buildRegionsInGeneral = (ask: Listed): Message => {
  const where = mrkdwn`Tiger Cloud has VPCs in ${listRegions(TIGER_REGIONS)}. A project may have more.`;
  const next = mrkdwn`You are not listed in any project. Ask ${mentionAny(ask)} to list you, then type \`/vpc create\`.`;
  return message(join([where, RULES, next], ' '), [section(where), section(RULES), section(next)]);
};
