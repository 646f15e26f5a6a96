import type { Deps } from '../src/deps.ts';
import type { ServiceProblem } from '../src/domain/move-request.ts';
import { findNearest } from '../src/domain/nearest.ts';
import type { Project } from '../src/domain/project.ts';
import { answerNoProject } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { KnownService } from '../src/store/services.ts';
import { findReadableProjects, listersOf } from './people.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

export interface ServiceOfProject {
  readonly service: KnownService;
  readonly project: Project;
}

export type FoundService =
  | ({ readonly kind: 'service' } & ServiceOfProject)
  | { readonly kind: 'problem'; readonly problem: Exclude<ServiceProblem, { kind: 'refused' }> }
  /** Nobody lists this person anywhere. */
  | { readonly kind: 'answer'; readonly message: Message };

/** How a menu names a service: names may be alike, and may hold anything. */
export const serviceWord = ({ id }: Pick<KnownService, 'id'>): string => `service:${id}`;

/** The services of the projects whose networks this person may see. */
export const listServicesFor = async (deps: Needs, userId: string): Promise<readonly ServiceOfProject[]> => {
  const readable = await findReadableProjects(deps, userId);
  const all = await deps.store.listServices(readable.map(({ name }) => name));
  return all.flatMap((service) => {
    const project = readable.find(({ name }) => name === service.project);
    return project === undefined ? [] : [{ service, project }];
  });
};

/** The one service that somebody calls so: by name, by the provider's id, or as a menu does. */
export const findService = async (deps: Needs, userId: string, typed: string): Promise<FoundService> => {
  const word = typed.trim();
  if (word === '') return { kind: 'problem', problem: { kind: 'empty' } };
  const all = await listServicesFor(deps, userId);
  const name = word.toLowerCase();
  const hits = all.filter(
    ({ service }) =>
      serviceWord(service) === word || service.providerId === word || service.name.toLowerCase() === name,
  );
  const [hit, ...more] = hits;
  if (all.length === 0 && (await findReadableProjects(deps, userId)).length === 0) {
    return { kind: 'answer', message: answerNoProject(listersOf(deps.projects.values())) };
  }
  if (hit === undefined) {
    const names = all.map(({ service }) => service.name);
    return { kind: 'problem', problem: { kind: 'unknown', typed: word, nearest: findNearest(word, names) } };
  }
  if (more.length === 0) return { kind: 'service', ...hit };
  const ids = hits.map(({ service }) => service.providerId);
  return { kind: 'problem', problem: { kind: 'ambiguous', typed: word, ids } };
};
