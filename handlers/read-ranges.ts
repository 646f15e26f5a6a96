import type { Deps } from '../src/deps.ts';
import { judgeRequester } from '../src/domain/access.ts';
import { NOTHING_KNOWN, seenInList } from '../src/domain/known-network.ts';
import { listHeld } from '../src/domain/network-check.ts';
import type { Project } from '../src/domain/project.ts';
import { checkRange, type ProjectRanges } from '../src/domain/range-check.ts';
import { offerRanges, spareNetworks } from '../src/domain/range-offer.ts';
import { RANGE_RULES } from '../src/domain/range-rules.ts';
import { listTaken } from '../src/domain/vpc-request.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import { buildRangeCheck } from '../src/slack/range-check.ts';
import { buildRangeOffers } from '../src/slack/range-offers.ts';
import { findNamedProjects, mayAskIn } from './find-projects.ts';
import { findOthers, findWish } from './known-ranges.ts';
import { listAll } from './see-networks.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects' | 'networks' | 'timing'>;

/** `/vpc cidr <project> [/prefix]`. */
export const offerFreeRanges = async (
  deps: Needs,
  user: string,
  { project: named, prefix }: Extract<Command, { kind: 'cidr' }>,
): Promise<Message> => {
  const found = await findNamedProjects(deps, user, named, 'cidr');
  if (found.kind === 'answer') return found.message;
  const [project] = found.projects;
  const facts = await deps.store.findProjectFacts(project.name);
  const may = judgeRequester(found.person, project);
  const known = may.kind === 'allowed' ? await listAll(deps) : NOTHING_KNOWN;
  const wish = spareNetworks(await findWish(deps, project, facts, found.person), [], known.networks);
  const offered = offerRanges(prefix, wish);
  return buildRangeOffers(offered, project, may, facts.observedAt !== null);
};

/** `/vpc check <cidr>`: against all projects that the asker may see. */
export const checkTypedRange = async (deps: Needs, user: string, typed: string): Promise<Message> => {
  const found = await findNamedProjects(deps, user, undefined, 'check');
  if (found.kind === 'answer') return found.message;
  const { projects, person } = found;
  const [first, ...more] = projects;
  const readKnown = async (project: Project): Promise<ProjectRanges> => ({
    project: project.name,
    rules: RANGE_RULES[project.product],
    taken: listTaken(project, await deps.store.findProjectFacts(project.name)),
  });
  const known = [await readKnown(first), ...(await Promise.all(more.map(readKnown)))] as const;
  const others = await findOthers(deps, projects);
  const unseen = others.flatMap(({ vpcs }) => vpcs.map(({ cidr }) => cidr));
  const mayCreate = mayAskIn(person, projects);
  const networks = mayCreate ? await listAll(deps) : NOTHING_KNOWN;
  const held = networks.networks.map(seenInList).flatMap(listHeld);
  return buildRangeCheck(checkRange(typed, known, unseen, held), {
    projects: projects.map(({ name }) => name),
    mayCreate,
    networks,
  });
};
