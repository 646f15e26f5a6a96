import type { TooMany } from '../domain/creation-cap.ts';
import { answer } from './answers.ts';
import type { Message } from './blocks.ts';
import { mrkdwn, when } from './mrkdwn.ts';
import { count } from './plain-words.ts';

const asked = (most: number): string =>
  `You asked for ${count(most, 'creation')} within the last hour, the most that one person may`;

/** Beside a field, where Slack shows no time in the reader's zone. */
export const renderTooMany = ({ most, from }: TooMany): string => {
  const time = new Date(Math.ceil(from / 60_000) * 60_000).toISOString().slice(11, 16);
  return `${asked(most)}, so nothing was recorded. Send it again from ${time} UTC on.`;
};

/** To somebody who asked for as many VPCs and peerings as one person may. */
export const answerTooMany = ({ most, from }: TooMany): Message =>
  answer(
    mrkdwn`${asked(most)} (\`limits.creationsPerHour\`). Nothing was recorded. Ask again from ${when(from + 59_999)} on.`,
  );
