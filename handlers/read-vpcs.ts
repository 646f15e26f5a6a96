import type { Deps } from '../src/deps.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildVpcList } from '../src/slack/vpc-list.ts';
import { buildVpcShow } from '../src/slack/vpc-show.ts';
import { findNamedProjects } from './find-projects.ts';
import { findVpc } from './find-vpc.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

/** `/vpc list [project]`. */
export const listVpcs = async (deps: Needs, user: string, named: string | undefined): Promise<Message> => {
  const found = await findNamedProjects(deps, user, named, 'list');
  if (found.kind === 'answer') return found.message;
  return buildVpcList(
    await Promise.all(
      found.projects.map(async (project) => ({
        project,
        facts: await deps.store.findProjectFacts(project.name),
      })),
    ),
  );
};

/** `/vpc show <vpc>`. */
export const showVpc = async (deps: Needs, user: string, wanted: string): Promise<Message> => {
  const found = await findVpc(deps, user, wanted);
  return found.kind === 'answer' ? found.message : buildVpcShow(found.vpc, found.peerings);
};
