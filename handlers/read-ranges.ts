import type { Deps } from '../src/deps.ts';
import { judgeRequester } from '../src/domain/access.ts';
import { TIGER_RANGE_RULES } from '../src/domain/address-plan.ts';
import { checkRange, type ProjectRanges } from '../src/domain/range-check.ts';
import { offerRanges } from '../src/domain/range-offer.ts';
import { listTaken } from '../src/domain/vpc-request.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import { buildRangeCheck } from '../src/slack/range-check.ts';
import { buildRangeOffers } from '../src/slack/range-offers.ts';
import { findNamedProjects, mayAskIn } from './find-projects.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

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
  const others = [...deps.projects.keys()].filter((name) => name !== project.name);
  const elsewhere = await Promise.all(others.map((name) => deps.store.findProjectFacts(name)));
  const offered = offerRanges(prefix, {
    rules: TIGER_RANGE_RULES,
    taken: listTaken(project, facts),
    avoid: elsewhere.flatMap(({ vpcs }) => vpcs.map(({ cidr }) => cidr)),
  });
  return buildRangeOffers(offered, project, judgeRequester(found.person, project), facts.observedAt !== null);
};

/** `/vpc check <cidr>`: against all projects that the asker may see. */
export const checkTypedRange = async (deps: Needs, user: string, typed: string): Promise<Message> => {
  const found = await findNamedProjects(deps, user, undefined, 'check');
  if (found.kind === 'answer') return found.message;
  const { projects, person } = found;
  const known = await Promise.all(
    projects.map(async (project): Promise<ProjectRanges> => {
      const facts = await deps.store.findProjectFacts(project.name);
      return { project: project.name, taken: listTaken(project, facts) };
    }),
  );
  return buildRangeCheck(checkRange(typed, known, TIGER_RANGE_RULES), {
    projects: projects.map(({ name }) => name),
    mayCreate: mayAskIn(person, projects),
  });
};
