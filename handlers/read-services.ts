import type { Deps } from '../src/deps.ts';
import { judgeRequester } from '../src/domain/access.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildServiceList, type ServicesOfProject } from '../src/slack/service-list.ts';
import { findNamedProjects } from './find-projects.ts';
import { serviceWord } from './find-service.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

/** `/vpc services [project]`. */
export const listServices = async (
  deps: Needs,
  user: string,
  named: string | undefined,
): Promise<Message> => {
  const { store } = deps;
  const found = await findNamedProjects(deps, user, named, 'services');
  if (found.kind === 'answer') return found.message;
  const { projects, person } = found;
  const services = await store.listServices(projects.map(({ name }) => name));
  return buildServiceList(
    await Promise.all(
      projects.map(async (project): Promise<ServicesOfProject> => {
        const { vpcs, moving } = await store.findMoveFacts(project.name);
        const look = await store.findProjectLook(project.name);
        const movedBy = (id: string) => moving.find(({ serviceId }) => serviceId === id)?.requestId ?? null;
        return {
          project,
          services: services
            .filter((service) => service.project === project.name)
            .map((service) => ({
              ...service,
              word: serviceWord(service),
              movedBy: movedBy(service.providerId),
            })),
          vpcs: vpcs.map(({ vpc, peerings }) => ({
            vpc,
            isPeered: peerings.some(({ state }) => state === 'active'),
          })),
          may: judgeRequester(person, project),
          isRead: look !== null && look.observedAt !== null,
        };
      }),
    ),
  );
};
