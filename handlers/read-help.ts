import type { Deps } from '../src/deps.ts';
import { judgeReader, judgeRequester } from '../src/domain/access.ts';
import type { Message } from '../src/slack/blocks.ts';
import { buildHelp, buildVerbHelp, type Reach } from '../src/slack/help.ts';
import type { Verb } from '../src/slack/verbs.ts';
import { findPerson, listersOf } from './people.ts';

type Needs = Pick<Deps, 'directory' | 'projects' | 'log'>;

const findReach = async ({ directory, projects }: Needs, user: string): Promise<Reach> => {
  const all = [...projects.values()];
  const person = await findPerson({ directory }, user, all);
  const namesWhere = (judge: typeof judgeReader) =>
    all.filter((project) => judge(person, project).kind === 'allowed').map(({ name }) => name);
  return {
    reads: namesWhere(judgeReader),
    asks: namesWhere(judgeRequester),
    ask: listersOf(all),
  };
};

/** `/vpc help [verb]`. Help is there also when Slack does not say who asks. */
export const explain = async (deps: Needs, user: string, verb: Verb | undefined): Promise<Message> => {
  const reach = await findReach(deps, user).catch((err: unknown) => {
    deps.log.warn({ err }, 'who asked for help could not be looked up');
    return null;
  });
  return verb === undefined ? buildHelp(reach) : buildVerbHelp(verb, reach);
};
