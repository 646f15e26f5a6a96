import { expect, test } from 'vitest';
import {
  code,
  cutMrkdwn,
  fromPlain,
  link,
  mention,
  mentionAny,
  mentionChannel,
  mrkdwn,
  quoted,
  takeWithin,
  when,
} from '../../src/slack/mrkdwn.ts';
import { oneLine, shorten } from '../../src/slack/plain-words.ts';
import { NINE } from './example.ts';

test('text set into our words cannot say anything to Slack', () => {
  expect(String(mrkdwn`Hello ${'<!channel> & <@U1>'}`)).toBe('Hello &lt;!channel&gt; &amp; &lt;@U1&gt;');
});

test('our own words set into our words are not escaped twice', () => {
  expect(String(mrkdwn`*${code('a&b')}*`)).toBe('*`a&amp;b`*');
});

test('a code span has no backtick inside, and is never empty', () => {
  expect(String(code('`a` *b*'))).toBe('`a *b*`');
  expect(String(code('``'))).toBe('_empty_');
});

test('what somebody said is quoted without formatting', () => {
  expect(String(quoted('no *way*\n`x` <!here>'))).toBe("“no 'way' 'x' &lt;!here&gt;”");
});

test('sentences that are plain text elsewhere stay whole, and say nothing to Slack', () => {
  const sentence = `${'A range that is taken. '.repeat(10)}<!here> & all.`;
  expect(String(fromPlain(sentence))).toBe(`${'A range that is taken. '.repeat(10)}&lt;!here&gt; &amp; all.`);
  expect(String(fromPlain('x'.repeat(3000)))).toHaveLength(1000);
});

test('of many pieces the first that fit are taken, and the very first always', () => {
  const pieces = ['aaaa', 'bbbb', 'cccc'].map((text) => mrkdwn`${text}`);
  expect(takeWithin(pieces, 12).map(String)).toEqual(['aaaa', 'bbbb', 'cccc']);
  expect(takeWithin(pieces, 11).map(String)).toEqual(['aaaa', 'bbbb']);
  expect(takeWithin(pieces, 1).map(String)).toEqual(['aaaa']);
  expect(takeWithin([], 1)).toEqual([]);
});

test('a time is shown in the reader’s zone, and in UTC where Slack cannot', () => {
  expect(String(when(NINE))).toBe('<!date^1795338000^{date_short_pretty} {time}|2026-11-22 09:00 UTC>');
});

test('only an id is mentioned', () => {
  expect(String(mention('U0ADA'))).toBe('<@U0ADA>');
  expect(String(mention('S0PLATFORM'))).toBe('<!subteam^S0PLATFORM>');
  expect(String(mention('everyone'))).toBe('any member of this workspace');
  expect(String(mention('U1> <!channel'))).toBe('`U1&gt; &lt;!channel`');
  expect(String(mentionChannel('C0VPC'))).toBe('<#C0VPC>');
  expect(String(mentionChannel('#vpc'))).toBe('`#vpc`');
});

test('a list of mentions is a sentence, and a long one says how many more', () => {
  expect(String(mentionAny([]))).toBe('nobody');
  expect(String(mentionAny(['U1', 'U1']))).toBe('<@U1>');
  expect(String(mentionAny(Array.from({ length: 12 }, (_, id) => `U${id}`)))).toMatch(/<@U9> or 2 more$/);
});

test('only an address of the web is linked', () => {
  expect(String(link('https://a.io/?x=1&y=2', 'a|b'))).toBe('<https://a.io/?x=1&amp;y=2|a/b>');
  expect(String(link('javascript:alert(1)', 'press'))).toBe('press');
  expect(String(link('https://a.io/|evil>', 'press'))).toBe('press');
});

test.each([
  { words: mrkdwn`12345678 ${when(NINE)}`, cut: '12345678 …', because: 'a date is whole or not there' },
  { words: mrkdwn`1234567 ${'<<<<'}`, cut: '1234567 &lt;&lt;…', because: 'an entity is whole or not there' },
  {
    words: mrkdwn`12345678 ${code('abcdefghijkl')}`,
    cut: '12345678 `abcdefgh…`',
    because: 'a code span is closed',
  },
])('a text that is too long is cut at "$cut", because $because', ({ words, cut }) => {
  expect(cutMrkdwn(words, 20)).toBe(cut);
});

test('no character is cut in two, and nothing that cannot be seen is kept', () => {
  expect(shorten('ab😀cd', 4)).toBe('ab…');
  expect(oneLine('a\u202Eb\u200B\n\tc\uD800')).toBe('ab c\uFFFD');
});
