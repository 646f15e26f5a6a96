import { answer } from './answers.ts';
import type { Message } from './blocks.ts';
import type { CommandProblem, MissingWord } from './command-text.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { VERBS, type Verb } from './verbs.ts';

const usageOf = (verb: Verb): Mrkdwn => {
  const { usage, example } = VERBS[verb];
  return mrkdwn`It reads ${code(`/vpc ${verb} ${usage}`)}, for example ${code(`/vpc ${example}`)}.`;
};

const MISSING: { readonly [M in MissingWord]: string } = {
  vpc: 'which VPC you mean',
  request: 'which request you mean',
  peering: 'which peering you mean',
  service: 'which service you mean',
  destination: 'where it is to go: a VPC, or public',
  name: 'its new name',
  project: 'which project you mean',
  cidr: 'which range you mean',
  subject: 'of which VPC or project',
};

/** To a command that cannot be carried out as it was typed: what is wrong with it, and what to type. */
export const answerCommandProblem = (problem: CommandProblem): Message => {
  switch (problem.kind) {
    case 'unknown':
      return answer(
        problem.nearest === null
          ? mrkdwn`There is no ${code(`/vpc ${problem.verb}`)}. Type \`/vpc help\` for what there is.`
          : mrkdwn`There is no ${code(`/vpc ${problem.verb}`)}. Did you mean ${code(`/vpc ${problem.nearest}`)}? ${usageOf(problem.nearest)}`,
      );
    case 'incomplete':
      return answer(mrkdwn`Say ${MISSING[problem.missing]}. ${usageOf(problem.verb)}`);
    case 'surplus':
      return answer(
        mrkdwn`${code(problem.extra)} is more than \`/vpc ${problem.verb}\` takes. ${usageOf(problem.verb)} Put a name with spaces in quotes.`,
      );
    case 'not-a-request':
      return answer(mrkdwn`${code(problem.typed)} is not the number of a request. ${usageOf(problem.verb)}`);
    case 'too-long':
      return answer(
        mrkdwn`That is longer than ${problem.most} characters, so it was not read. Type \`/vpc help\` for what there is.`,
      );
    default:
      return problem satisfies never;
  }
};
