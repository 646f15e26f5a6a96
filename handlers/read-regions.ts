import type { Deps } from '../src/deps.ts';
import { listRegions as regionsOf } from '../src/domain/vpc-request.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildRegionList, buildRegionsInGeneral } from '../src/slack/region-list.ts';
import { findNamedProjects } from './find-projects.ts';
import { listersOf } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

/** `/vpc regions [project]`: anybody may know where VPCs can be. */
export const listRegions = async (deps: Needs, user: string, named: string | undefined): Promise<Message> => {
  const found = await findNamedProjects(deps, user, named, 'regions');
  if (found.kind === 'answer')
    return named === undefined ? buildRegionsInGeneral(listersOf(deps.projects.values())) : found.message;
  const names = found.projects.map(({ name }) => name);
  const services = await deps.store.listServices(names);
  return buildRegionList(
    await Promise.all(
      found.projects.map(async (project) => {
        const facts = await deps.store.findProjectFacts(project.name);
        return {
          project,
          regions: regionsOf(project, facts),
          vpcs: facts.vpcs,
          services: services.filter((service) => service.project === project.name),
        };
      }),
    ),
  );
};
