import type { Deps } from '../src/deps.ts';
import { judgeReader, judgeRequester, type Person, type Verdict } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { answerNoProject, answerProjectNotFound, answerUnreadable } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { Verb } from '../src/slack/verbs.ts';
import { findPerson, findProject, listersOf } from './people.ts';

type Places = Pick<Deps, 'directory' | 'projects'>;

export interface Reading {
  readonly kind: 'projects';
  /** In the order of the configuration. */
  readonly projects: readonly [Project, ...Project[]];
  readonly person: Person;
}

export type FoundProjects = Reading | { readonly kind: 'answer'; readonly message: Message };

const isAllowed = ({ kind }: Verdict): boolean => kind === 'allowed';

/** The project that somebody names, or all whose networks this person may see. */
export const findNamedProjects = async (
  { directory, projects }: Places,
  userId: string,
  named: string | undefined,
  verb: Verb,
): Promise<FoundProjects> => {
  const all = [...projects.values()];
  const person = await findPerson({ directory }, userId, all);
  const readable = all.filter((project) => isAllowed(judgeReader(person, project)));
  if (named === undefined) {
    const [first, ...more] = readable;
    return first === undefined
      ? { kind: 'answer', message: answerNoProject(listersOf(all)) }
      : { kind: 'projects', projects: [first, ...more], person };
  }
  const project = findProject(projects, named);
  if (project === undefined) {
    const names = readable.map(({ name }) => name);
    return { kind: 'answer', message: answerProjectNotFound(named, names, verb) };
  }
  if (readable.includes(project)) return { kind: 'projects', projects: [project], person };
  return { kind: 'answer', message: answerUnreadable(project.name, listersOf([project])) };
};

/** Whether this person may ask for anything in any of these projects. */
export const mayAskIn = (person: Person, projects: readonly Project[]): boolean =>
  projects.some((project) => isAllowed(judgeRequester(person, project)));
