import type { Deps } from '../src/deps.ts';
import { answerProjectNotFound } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildVpcList } from '../src/slack/vpc-list.ts';
import { buildVpcShow } from '../src/slack/vpc-show.ts';
import { findVpc } from './find-vpc.ts';
import { findProject, findReadableProjects } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

/** `/vpc list [project]`. */
export const listVpcs = async (deps: Needs, user: string, named: string | undefined): Promise<Message> => {
  const readable = await findReadableProjects(deps, user);
  const names = readable.map(({ name }) => name);
  const wanted = named === undefined ? undefined : findProject(deps.projects, named)?.name;
  if (named !== undefined && !names.some((name) => name === wanted)) {
    return answerProjectNotFound(named, names, 'list');
  }
  const shown = readable.filter(({ name }) => wanted === undefined || name === wanted);
  return buildVpcList(
    await Promise.all(
      shown.map(async (project) => ({ project, facts: await deps.store.findProjectFacts(project.name) })),
    ),
  );
};

/** `/vpc show <vpc>`. */
export const showVpc = async (deps: Needs, user: string, wanted: string): Promise<Message> => {
  const found = await findVpc(deps, user, wanted);
  return found.kind === 'answer' ? found.message : buildVpcShow(found.vpc, found.peerings);
};
