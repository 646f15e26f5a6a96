import type { Deps } from '../src/deps.ts';
import { judgeReader, judgeRequester, type Person } from '../src/domain/access.ts';
import { TIGER_RANGE_RULES } from '../src/domain/address-plan.ts';
import type { Project } from '../src/domain/project.ts';
import { checkRange, type ProjectRanges } from '../src/domain/range-check.ts';
import { offerRanges } from '../src/domain/range-offer.ts';
import { listTaken } from '../src/domain/vpc-request.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Command } from '../src/slack/command-text.ts';
import { buildRangeCheck } from '../src/slack/range-check.ts';
import { buildRangeOffers } from '../src/slack/range-offers.ts';
import { findNamedProjects, mayAskIn } from './find-projects.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

/** The VPCs of all other projects; whose they are is told only to who may see that project. */
const listElsewhere = async ({ store, projects }: Needs, own: Project, person: Person) => {
  const others = [...projects.values()].filter(({ name }) => name !== own.name);
  const known = await Promise.all(
    others.map(async (project) => {
      const { vpcs } = await store.findProjectFacts(project.name);
      const isReadable = judgeReader(person, project).kind === 'allowed';
      return vpcs.map(({ cidr, name, region }) => {
        const owner = { kind: 'vpc', name, project: project.name, region } as const;
        return { cidr, owner: isReadable ? owner : null };
      });
    }),
  );
  return known.flat();
};

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
  const offered = offerRanges(prefix, {
    rules: TIGER_RANGE_RULES,
    taken: listTaken(project, facts),
    avoid: await listElsewhere(deps, project, found.person),
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
