import type { Deps } from '../src/deps.ts';
import { judgeRequester } from '../src/domain/access.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildQuotaAnswer } from '../src/slack/quota-answer.ts';
import { findNamedProjects } from './find-projects.ts';

type Needs = Pick<Deps, 'store' | 'directory' | 'projects'>;

/** `/vpc quota [project]`. */
export const readQuota = async (deps: Needs, user: string, named: string | undefined): Promise<Message> => {
  const found = await findNamedProjects(deps, user, named, 'quota');
  if (found.kind === 'answer') return found.message;
  const { person } = found;
  return buildQuotaAnswer(
    await Promise.all(
      found.projects.map(async (project) => ({
        project,
        facts: await deps.store.findQuotaFacts(project.name),
        mayAsk: judgeRequester(person, project).kind === 'allowed',
      })),
    ),
  );
};
