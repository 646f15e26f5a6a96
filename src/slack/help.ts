import { header, type Message, message, section } from './blocks.ts';

import { code, join, mrkdwn } from './mrkdwn.ts';
import { VERBS, type Verb } from './verbs.ts';

const usageOf = (verb: Verb) => code(`/vpc ${verb} ${VERBS[verb].usage}`.trim());

const isVerb = (word: string): word is Verb => Object.hasOwn(VERBS, word);

/** All that can be typed, from the table that the parser reads by. */
export const buildHelp = (): Message => {
  const verbs = Object.keys(VERBS).filter(isVerb);
  const lead = mrkdwn`vpcbot makes Timescale VPCs and peers them with your own. This is what you can type:`;
  const lines = join(verbs.map((verb) => mrkdwn`${usageOf(verb)}  ${VERBS[verb].meaning}`));
  const next = mrkdwn`Only you read this answer and those of list, show and help. To start, type \`/vpc create\`.`;
  return message(mrkdwn`${lead}\n${lines}\n${next}`, [
    header('What you can type'),
    section(lead),
    section(lines),
    section(next),
  ]);
};

/** How one verb works. */
export const buildVerbHelp = (verb: Verb): Message => {
  const { meaning, example } = VERBS[verb];
  const words = mrkdwn`${usageOf(verb)}  ${meaning} For example, type ${code(`/vpc ${example}`)}.`;
  return message(words, [section(words)]);
};
