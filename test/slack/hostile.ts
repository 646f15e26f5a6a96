import type { HomeView, ModalView } from '@slack/types';
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Message } from '../../src/slack/blocks.ts';
import { findHomeProblems, findMessageProblems, findViewProblems, listMrkdwn } from './block-kit.ts';

/* What people, providers and the configuration could call things to make a message say more than we do. */

const NASTY = [
  '<!channel>',
  '<!here|here>',
  '<@U0EVIL>',
  '<!subteam^S0EVIL>',
  '<https://evil.example|vpcbot>',
  '&',
  '&lt;!channel&gt;',
  '`',
  '```',
  '*_~',
  '\n',
  '\u202E\u2066',
  '\uD83D',
  '😀',
  'مرحبا',
  '|',
  'x'.repeat(3000),
  '<'.repeat(3000),
  '&'.repeat(700),
  '😀'.repeat(1500),
  '`a` '.repeat(800),
] as const;

export const nasty = fc.oneof(
  fc.constantFrom(...NASTY),
  fc.array(fc.constantFrom(...NASTY), { maxLength: 4 }).map((parts) => parts.join(' ')),
  fc.string({ unit: 'binary', maxLength: 60 }),
);

const OURS =
  /<(?:@[UW]0[A-Z]+|#C0[A-Z]+|!subteam\^S0[A-Z]+|!date\^[0-9]+\^\{date_short_pretty\} \{time\}\|[0-9: UTC-]+|https:\/\/[^<>|\s]+\|(?:AWS console|VPC network peering|route tables|Timescale console|Open its thread|Open its card|Open the instructions))>/g;

/** What in a text Slack would read as more than words, and that is not ours. */
const findControls = (text: string): readonly string[] => {
  const evil = text.match(/<[^>]*EVIL[^>]*>|<https:\/\/evil[^>]*>/g) ?? [];
  const rest = text.replace(OURS, '');
  return [
    ...evil,
    ...(rest.match(/[<>].{0,20}/g) ?? []),
    ...(rest.match(/&(?!amp;|lt;|gt;).{0,10}/g) ?? []),
    ...(rest.match(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g) ?? []),
    ...(/\p{Cs}/u.test(text) ? ['half a character'] : []),
  ];
};

export const expectHarmless = (message: Message): void => {
  expect(findMessageProblems(message)).toEqual([]);
  expect([message.text, ...listMrkdwn(message.blocks)].flatMap(findControls)).toEqual([]);
};

export const expectHarmlessHome = (view: HomeView): void => {
  expect(findHomeProblems(view)).toEqual([]);
  expect(listMrkdwn(view).flatMap(findControls)).toEqual([]);
};

export const expectHarmlessView = (view: ModalView): void => {
  expect(findViewProblems(view)).toEqual([]);
  expect(listMrkdwn(view).flatMap(findControls)).toEqual([]);
};
