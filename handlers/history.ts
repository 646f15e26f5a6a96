import { z } from 'zod';
import type { Deps } from '../src/deps.ts';
import { findSubject, type HistoryEntry, type HistorySubject } from '../src/domain/history.ts';
import { VpcbotError } from '../src/errors.ts';
import { answerNoProject } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import { renderHistoryCsv } from '../src/slack/history-csv.ts';
import {
  answerExported,
  answerNoSubject,
  answerNotExported,
  answerSeveralSubjects,
  buildHistory,
  sayExport,
} from '../src/slack/history-message.ts';
import { actorOf } from '../src/slack/history-words.ts';
import { findReadableProjects, listersOf } from './people.ts';
import { createSent, jsonOf } from './press.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;
type ExportNeeds = Needs & Pick<Deps, 'thread' | 'files' | 'now' | 'log'>;

/** `/vpc history <vpc|project>`: also of VPCs that are no more. */
export const showHistory = async (deps: Needs, user: string, typed: string): Promise<Message> => {
  const { store } = deps;
  const projects = (await findReadableProjects(deps, user)).map(({ name }) => name);
  if (projects.length === 0) return answerNoProject(listersOf(deps.projects.values()));
  const vpcs = await store.listPastVpcs(projects);
  const found = findSubject(typed, projects, vpcs);
  switch (found.kind) {
    case 'found':
      return buildHistory(found.subject, await store.listHistory(found.subject));
    case 'several':
      return answerSeveralSubjects(typed, found.projects);
    case 'none':
      return answerNoSubject(
        typed,
        projects,
        vpcs.map(({ name }) => name),
      );
    default:
      return found satisfies never;
  }
};

const pressed = z.union([z.object({ project: z.string() }), z.object({ vpcs: z.array(z.int()) })]);

/** Whose history a button means, where this person may see it now. */
const findPressed = async (deps: Needs, user: string, value: string): Promise<HistorySubject | null> => {
  const parsed = pressed.safeParse(jsonOf(value));
  if (!parsed.success) return null;
  const projects = (await findReadableProjects(deps, user)).map(({ name }) => name);
  if ('project' in parsed.data) {
    const { project } = parsed.data;
    return projects.includes(project) ? { kind: 'project', project } : null;
  }
  const { vpcs: ids } = parsed.data;
  const [vpc, ...others] = (await deps.store.listPastVpcs(projects)).filter(({ id }) => ids.includes(id));
  if (vpc === undefined || others.some(({ project }) => project !== vpc.project)) return null;
  return { kind: 'vpcs', project: vpc.project, name: vpc.name, ids: [vpc, ...others].map(({ id }) => id) };
};

/** What people are called; whom Slack does not know keeps the id. */
const findNames = async (
  { directory }: Needs,
  entries: readonly HistoryEntry[],
): Promise<ReadonlyMap<string, string>> => {
  const ids = [...new Set(entries.map(({ happening }) => actorOf(happening)))].filter(
    (id) => id !== 'vpcbot',
  );
  const found = await Promise.allSettled(
    ids.map(async (id) => [id, (await directory.findUser(id)).name] as const),
  );
  return new Map(found.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : [])));
};

const nameFile = (subject: HistorySubject, now: number): string => {
  const name = subject.kind === 'project' ? subject.project : subject.name;
  const word = name.replace(/[^A-Za-z0-9.-]+/g, '-').slice(0, 60);
  return `vpcbot-history-${word}-${new Date(now).toISOString().slice(0, 10)}.csv`;
};

const exportTo = async (deps: ExportNeeds, user: string, value: string): Promise<Message> => {
  const subject = await findPressed(deps, user, value);
  if (subject === null) return answerNoProject(listersOf(deps.projects.values()));
  const entries = await deps.store.listHistory(subject);
  const name = nameFile(subject, deps.now());
  const text = renderHistoryCsv(entries, await findNames(deps, entries));
  try {
    await deps.files.share(await deps.thread.openLane(user), { name, text, comment: sayExport(subject) });
    return answerExported(name);
  } catch (err) {
    if (!(err instanceof VpcbotError)) throw err;
    deps.log.warn({ err }, 'a history could not be exported');
    return answerNotExported(err.outcome === 'unknown');
  }
};

/** Sends a history as a file to whoever presses. */
export const createExportHistory = createSent<ExportNeeds>(
  (deps, user, value = 'null') => exportTo(deps, user, value),
  'a history could not be read',
);
