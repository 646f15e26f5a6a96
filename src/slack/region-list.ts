import { findCloud } from '../domain/cloud.ts';
import type { Listed, Project } from '../domain/project.ts';
import { TIGER_REGIONS } from '../domain/region.ts';
import type { SeenService } from '../domain/service.ts';
import type { Vpc } from '../domain/vpc.ts';
import { type Message, MOST, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mentionAny, mrkdwn, takeWithin } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { groupRegions, nameRegion } from './region-words.ts';

const REGIONS_SHOWN = 50;
const PROJECTS_SHOWN = 40;

export interface RegionsOfProject {
  readonly project: Project;
  /** Where a VPC may be made; none: the provider has not been asked yet. */
  readonly regions: readonly string[];
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
  return mrkdwn`${code(nameRegion(region))}: ${count(here(vpcs), 'VPC')}, ${count(here(services), 'service')}`;
};

/** Where the words name their cloud, cloud by cloud and in that cloud's own words, which may be typed. */
const renderFree = (free: readonly string[]): readonly Mrkdwn[] => {
  if (free.length === 0) return [];
  if (free.every((region) => nameRegion(region) === region)) {
    return [mrkdwn`Nothing yet in ${listRegions(free)}.`];
  }
  return groupRegions(free).map(
    ({ name, regions }) =>
      mrkdwn`Nothing yet in ${name}: ${listRegions(regions.map((region) => findCloud(region).region))}.`,
  );
};

const renderProject = (of: RegionsOfProject): Mrkdwn => {
  const { project, regions, vpcs, services } = of;
  if (regions.length === 0) {
    return mrkdwn`*${project.name}*: vpcbot has not read yet where it may have VPCs, and does so with its next reading. Type ${code(`/vpc regions ${project.name}`)} again in a minute.`;
  }
  const used = [...new Set([...vpcs, ...services].map(({ region }) => region))].sort();
  const inUse = regions.filter((region) => used.includes(region));
  const free = regions.filter((region) => !used.includes(region));
  const strange = used.filter((region) => !regions.includes(region));
  return join([
    mrkdwn`*${project.name}* may have VPCs in ${count(regions.length, 'region')}.`,
    ...inUse.slice(0, REGIONS_SHOWN).map((region) => renderUse(region, of)),
    ...renderFree(free),
    ...(strange.length === 0
      ? []
      : [
          mrkdwn`It also has something in ${listRegions(strange.map(nameRegion))}, where vpcbot makes no VPC: whoever keeps vpcbot can add the region.`,
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
  const where = mrkdwn`Tiger Cloud has VPCs in ${listRegions(TIGER_REGIONS)}. A project may have more, and one of Managed Service has those of AWS, Google Cloud and Azure that Timescale lists for it.`;
  const next = mrkdwn`You are not listed in any project. Ask ${mentionAny(ask)} to list you, then type \`/vpc create\`.`;
  return message(join([where, RULES, next], ' '), [section(where), section(RULES), section(next)]);
};
