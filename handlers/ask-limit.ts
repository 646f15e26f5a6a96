import { z } from 'zod';
import { judgeRequester } from '../src/domain/access.ts';
import { judgeLimitRequest, type LimitVerdict, type TypedLimit } from '../src/domain/limit-request.ts';
import type { Project } from '../src/domain/project.ts';
import { limitOf } from '../src/domain/vpc-request.ts';
import { answerProjectNotFound, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import {
  answerLimitUnderWay,
  buildLimitForm,
  LIMIT_FORM,
  type LimitUse,
  limitErrors,
  limitNoProject,
  parseLimitForm,
  planLimit,
} from '../src/slack/limit-form.ts';
import type { Change, ChangeDeps, Judged } from './change.ts';
import { findOwnProjects, findPerson, findProject } from './people.ts';

const typedLimit = z.object({ project: z.string(), limit: z.string(), why: z.string() }).partial();

type Found =
  | { readonly kind: 'project'; readonly project: Project }
  | { readonly kind: 'answer'; readonly message: Message };

/** The project of that name, where this person may ask. */
const findOwn = async (deps: ChangeDeps, userId: string, typed: string): Promise<Found> => {
  const project = findProject(deps.projects, typed);
  if (project === undefined) {
    const own = await findOwnProjects(deps, userId);
    const names = own.map(({ name }) => name);
    return { kind: 'answer', message: answerProjectNotFound(typed, names, 'quota') };
  }
  const verdict = judgeRequester(await findPerson(deps, userId, [project]), project);
  return verdict.kind === 'refused'
    ? { kind: 'answer', message: answerRefused(verdict, project.name) }
    : { kind: 'project', project };
};

const findUse = async ({ store }: ChangeDeps, project: Project): Promise<LimitUse> => {
  const facts = await store.findLimitFacts(project.name);
  return { project: project.name, used: facts.used, limit: limitOf(project, facts), held: facts.held };
};

const explain = (
  verdict: Exclude<LimitVerdict, { kind: 'ask' }>,
  project: Project,
): Exclude<Judged, { kind: 'plan' }> => {
  switch (verdict.kind) {
    case 'refused':
      return { kind: 'answer', message: answerRefused(verdict.verdict, project.name) };
    case 'under-way':
      return { kind: 'answer', message: answerLimitUnderWay(verdict, project.name) };
    case 'problems':
      return { kind: 'problems', problems: limitErrors(verdict.problems) };
    default:
      return verdict satisfies never;
  }
};

/** `/vpc quota increase <project>`: the plan names what there is; how many, and why, is said in the form. */
export const createAskLimit = (deps: ChangeDeps): Change<TypedLimit> => ({
  id: LIMIT_FORM,
  title: 'Ask for more VPCs',
  confirmedBy: 'form',
  nothing: { project: '', limit: '', why: '' },
  readTyped: (value) => typedLimit.safeParse(value).data ?? null,
  parseForm: ({ values }) => parseLimitForm(values),
  buildForm: async (userId, typed) => {
    const named = typed.project === undefined ? null : await findOwn(deps, userId, typed.project);
    const own = named === null ? await findOwnProjects(deps, userId) : [];
    const only = own.length === 1 ? (own[0] ?? null) : null;
    const project = named?.kind === 'project' ? named.project : only;
    return buildLimitForm(project === null ? null : await findUse(deps, project), typed);
  },
  judge: async (userId, { project: word }) => {
    const found = await findOwn(deps, userId, word);
    if (found.kind === 'answer') return found;
    return { kind: 'plan', plan: planLimit(await findUse(deps, found.project)) };
  },
  record: async ({ project: word, ...typed }, by) => {
    if (word === '') return { kind: 'problems', problems: limitNoProject() };
    const found = await findOwn(deps, by.actor, word);
    if (found.kind === 'answer') return found;
    const { project } = found;
    const person = await findPerson(deps, by.actor, [project]);
    const opened = await deps.store.openLimitRequest(
      project.name,
      (facts) => judgeLimitRequest(typed, person, project, facts),
      by,
    );
    if (opened.kind !== 'opened') return explain(opened, project);
    const { requestId, quotaId } = opened;
    const wake = [{ name: 'advance-quota', payload: { quotaId } }] as const;
    return { kind: 'recorded', requestId, channel: project.channel, waits: true, wake };
  },
});
