import type { Deps } from '../src/deps.ts';
import { groupsOf, judgeReader, judgeRequester, type Person, type Verdict } from '../src/domain/access.ts';
import type { SlackOrigin } from '../src/domain/audit.ts';
import type { Listed, Project } from '../src/domain/project.ts';
import type { Doing } from '../src/store/requests.ts';

/** The project that people call so; upper and lower case do not tell projects apart. */
export const findProject = (projects: Deps['projects'], typed: string): Project | undefined =>
  projects.get(typed) ??
  [...projects.values()].find(({ name }) => name.toLowerCase() === typed.toLowerCase());

/** Who somebody is, for judging what they may do in these projects. */
export const findPerson = (
  { directory }: Pick<Deps, 'directory'>,
  userId: string,
  projects: readonly Project[],
): Promise<Person> => directory.findPerson(userId, [...new Set(projects.flatMap(groupsOf))]);

type Places = Pick<Deps, 'directory' | 'projects'>;

const findProjects = async (
  { directory, projects }: Places,
  userId: string,
  judge: (person: Person, project: Project) => Verdict,
): Promise<readonly Project[]> => {
  const all = [...projects.values()];
  const person = await findPerson({ directory }, userId, all);
  return all.filter((project) => judge(person, project).kind === 'allowed');
};

/** The projects where this person may ask, in the order of the configuration. */
export const findOwnProjects = (places: Places, userId: string): Promise<readonly Project[]> =>
  findProjects(places, userId, judgeRequester);

/** The projects whose networks this person may see. */
export const findReadableProjects = (places: Places, userId: string): Promise<readonly Project[]> =>
  findProjects(places, userId, judgeReader);

/** Who may list somebody in a project: those who ask cannot. */
export const listersOf = (projects: Iterable<Project>): Listed => [
  ...new Set([...projects].flatMap(({ approvers, admins }) => [...approvers, ...admins])),
];

/** Who does something now, and where in Slack: what the audit trail keeps. */
export const doing = (
  { now }: Pick<Deps, 'now'>,
  kind: SlackOrigin['kind'],
  { user, id, team }: { readonly user: string; readonly id: string; readonly team: string | undefined },
): Doing => ({ actor: user, now: now(), origin: { kind, id, team: team ?? '' } });
