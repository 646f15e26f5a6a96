import type { Deps } from '../src/deps.ts';
import { judgeAdmin } from '../src/domain/access.ts';
import {
  judgeProject,
  judgeShared,
  listPeople,
  type ProjectLooks,
  type SharedLooks,
} from '../src/domain/checkup.ts';
import type { Project } from '../src/domain/project.ts';
import { answerNoProject } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildCheckup } from '../src/slack/doctor-message.ts';
import { SCOPES } from '../src/slack/scopes.ts';
import { findOwnAccounts, lookAtClouds } from './doctor-clouds.ts';
import { lookWithin } from './look-within.ts';
import { findPerson, findReadableProjects, listersOf } from './people.ts';

type Needs = Pick<
  Deps,
  | 'store'
  | 'directory'
  | 'inspection'
  | 'isQueueReady'
  | 'projects'
  | 'timescale'
  | 'clouds'
  | 'resolver'
  | 'timing'
  | 'now'
>;

/** A name that every name server of the internet has; those that do not know it answer all the same. */
const KNOWN_HOST = 'tsdb.cloud.timescale.com';
/** A reading of a project that failed this often in a row is worth a warning. */
const READINGS_MISSED = 3;

const askNameServers = async ({ resolver }: Needs) =>
  (await resolver.lookUp(KNOWN_HOST)).map((answer) => ({
    by: answer.by,
    silent: answer.kind === 'no-answer' ? answer.said : null,
  }));

const lookAtShared = async (deps: Needs): Promise<SharedLooks> => {
  const { store, inspection, isQueueReady, projects, timing } = deps;
  const [scopes, queue, database, nameServers, stranded] = await Promise.all([
    lookWithin(timing.checkupLook, () => inspection.findScopes()),
    lookWithin(timing.checkupLook, () => isQueueReady()),
    lookWithin(timing.checkupLook, () => store.probeStore()),
    // It has a deadline of its own, after which it still says who did answer.
    lookWithin(timing.dnsCall + timing.checkupLook, () => askNameServers(deps)),
    lookWithin(timing.checkupLook, () => store.listStranded([...projects.keys()])),
  ]);
  return {
    scopes,
    queue,
    store: database,
    nameServers,
    stranded: stranded.kind === 'seen' ? stranded.seen : [],
  };
};

const lookAtProject = async (
  { store, inspection, timescale, timing }: Needs,
  project: Project,
): Promise<ProjectLooks> => {
  const look = <T>(act: () => Promise<T>) => lookWithin(timing.checkupLook, act);
  const [channel, key, read, ...listed] = await Promise.all([
    look(() => inspection.findChannelProblem(project.channel)),
    look(() => timescale(project.name).findKeyOwner()),
    look(() => store.findProjectLook(project.name)),
    ...listPeople(project).map(async (id) => ({
      id,
      looked: await look(() => inspection.findListedProblem(id)),
    })),
  ]);
  const observedAt = read.kind === 'seen' ? (read.seen?.observedAt ?? null) : null;
  return { project, channel, key, listed, observedAt };
};

/** `/vpc doctor`: the projects and clouds that the asker may see; for an admin also what they all share. */
export const examine = async (deps: Needs, user: string): Promise<Message> => {
  const { store, projects, timing, now } = deps;
  const readable = await findReadableProjects(deps, user);
  const person = await findPerson(deps, user, [...projects.values()]);
  const isAdmin = [...projects.values()].some((project) => judgeAdmin(person, project).kind === 'allowed');
  const accounts = await findOwnAccounts(deps, user, isAdmin);
  if (readable.length + accounts.length === 0) return answerNoProject(listersOf(projects.values()));
  const [shared, clouds, unsaid, ...looks] = await Promise.all([
    isAdmin ? lookAtShared(deps) : null,
    lookAtClouds(deps, accounts),
    lookWithin(timing.checkupLook, () => store.listUnsaid(now() - timing.troubleAfter)),
    ...readable.map((project) => lookAtProject(deps, project)),
  ]);
  const time = { now: now(), staleAfter: READINGS_MISSED * timing.observeProjectEvery };
  const late = unsaid.kind === 'seen' ? unsaid.seen : [];
  return buildCheckup(
    shared === null ? null : judgeShared(shared, SCOPES),
    looks.map((seen) => ({ project: seen.project.name, findings: judgeProject(seen, late, time) })),
    clouds,
  );
};
