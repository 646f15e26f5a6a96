import { isCodedError } from '@slack/bolt';
import { VpcbotError } from '../src/errors.ts';
import { answerTrouble } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';

/** Who did not answer, told to the person whose gesture came to nothing. */
export const answerFor = (error: unknown): Message => {
  const fromSlack =
    error instanceof VpcbotError ? error.code.startsWith('SLACK_') : isCodedError(error as Error);
  return answerTrouble(fromSlack ? 'slack' : 'store');
};
