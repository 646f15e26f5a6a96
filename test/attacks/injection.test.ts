import { afterAll, beforeAll, expect } from 'vitest';
import { ConfigError, renderStartProblems } from '../../src/config.ts';
import { createLog } from '../../src/ops/log.ts';
import { renderCsv } from '../../src/slack/csv.ts';
import { type Bot, startBot } from '../journeys/bot.ts';
import { askFor, CHANNEL, threadOf } from '../journeys/story.ts';
import { attack } from './attack.ts';

let bot: Bot;

beforeAll(async () => {
  bot = await startBot({ project: { vpcQuota: 0 } });
  await bot.sweep();
});

afterAll(() => bot.stop());

const TEXTS = [
  '<!channel>',
  '<!here|here>',
  '<!everyone>',
  '<@U0ADA>',
  '<!subteam^S0PLATFORM>',
  '<#C0RANDOM>',
  '<https://evil.example|Approve>',
  '<mailto:a@evil.example|ada>',
  '<!date^0^{date}^https://evil.example|now>',
  '&lt;!channel&gt;',
  '`<!channel>`',
  '``` <!channel> ```',
  '*bold* _it_ ~no~ > quoted',
  'one\ntwo *Approved by ada*',
  'one\u2028two',
  'one\r\n\r\ntwo',
  '\u202Egnihton\u202C',
  'pay\u200Bments',
  '\u2066isolated\u2069',
  '\uFEFFmark',
  '\uD800 half',
  '@channel @here @ada #random',
  'https://evil.example/approve',
  '\u001b[2J\u001b[31mred',
] as const;

/** Every text of a message that Slack reads as its own markup, with whether it is told to link nothing by itself. */
const listTexts = (
  value: unknown,
): readonly { readonly text: string; readonly isMrkdwn: boolean; readonly verbatim: boolean }[] => {
  if (Array.isArray(value)) return value.flatMap(listTexts);
  if (typeof value !== 'object' || value === null) return [];
  const { type, text, verbatim } = value as { type?: unknown; text?: unknown; verbatim?: unknown };
  const own =
    typeof text === 'string' ? [{ text, isMrkdwn: type === 'mrkdwn', verbatim: verbatim === true }] : [];
  return [...own, ...Object.values(value).flatMap(listTexts)];
};

const UNSEEN = /[\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u2028]|\p{Cs}/u;
/** What our own words hold: mentions of ids that are configured, dates, and links to our own addresses. */
const LIVE = /<(?:!channel|!here|!everyone|#C0RANDOM|mailto:|https?:\/\/evil|!date\^0)/;

const isTame = (blocks: unknown, text: string): boolean =>
  listTexts(blocks).every(
    (one) => !UNSEEN.test(one.text) && (!one.isMrkdwn || (one.verbatim && !LIVE.test(one.text))),
  ) &&
  !LIVE.test(text) &&
  !UNSEEN.test(text) &&
  !text.includes('\u001b');

attack('typed-markup', 'what people type is shown as they typed it, and does nothing', async (tried) => {
  const verbs = [
    'show',
    'check',
    'history',
    'list',
    'cidr',
    'delete',
    'peer',
    'create',
    'attach',
    'unpeer',
    'rename x',
    'frobnicate',
  ];
  const who = bot.as('U0OMAR');
  for (const [index, text] of TEXTS.entries()) {
    const verb = verbs[index % verbs.length] ?? 'show';
    const { messages, view } = await who.command(CHANNEL, `/vpc ${verb} ${text}`);
    for (const message of messages)
      tried(`${verb} ${text}: ${message.text}`, isTame(message.blocks, message.text));
    if (view !== null) tried(`${verb} ${text} in a view`, isTame(view.blocks, ''));
    if (view !== null) await who.close();
  }
  await askFor(bot, 'U0OMAR');
  await bot.pass(5_000);
  await bot.as('U0GRACE').press('Deny…', { in: CHANNEL });
  await bot.as('U0GRACE').fill('Reason', TEXTS.join(' ').slice(0, 280));
  expect((await bot.as('U0GRACE').submit()).kind).toBe('closed');
  await bot.pass(10_000);
  const { replies, ...card } = await threadOf(bot, 1);
  const said = JSON.stringify(replies.map(({ blocks }) => blocks));
  expect(said, 'the reason is there').toContain('&lt;!channel&gt;');
  for (const message of [card, ...replies])
    tried(`a reason: ${message.text}`, isTame(message.blocks, message.text));
});

attack('csv-formulas', 'no cell of an exported file begins as a formula does', (tried) => {
  const formulas = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '\r=1',
    '\n=1',
    '＝1',
    '＋1',
    '－1',
    '＠1',
    "=cmd|' /C calc'!A0",
    'a;=1',
    'a; =1',
    '"=1"',
  ];
  for (const formula of formulas) {
    const csv = renderCsv([[formula, 'x']]);
    const cells = csv.split(/[,;]/).map((cell) => cell.replace(/^"/, ''));
    tried(
      `${formula} -> ${csv}`,
      cells.every((cell) => !/^\s*[=+\-@＝＋－＠]/.test(cell)),
    );
  }
});

attack('log-injection', 'a text in a log stays within its line and its field', (tried) => {
  const forged = [
    'a\n{"level":60,"msg":"forged"}',
    'a\r\nb',
    '\u001b[2Ja',
    'a\u0000b',
    '","level":60,"x":"',
    '\u2028',
    '\\',
    '\u0007\u0008',
  ];
  for (const text of forged) {
    const lines: string[] = [];
    const log = createLog('trace', { write: (line) => void lines.push(line) });
    log.info({ err: new Error(text), name: text, [text]: text }, text);
    const [line = '', ...more] = lines.join('').split('\n');
    const parsed = JSON.parse(line) as { level: number; msg: string; name: string };
    // Nothing but the line's own end controls anything.
    const isQuiet = !/\p{Cc}/u.test(line);
    const start = renderStartProblems(new ConfigError([`its key belongs to "${text}"`, 'and more']));
    tried(
      `at the start: ${start}`,
      start.split('\n').length === 4 && !/\p{Cc}/u.test(start.replaceAll('\n', '')),
    );
    tried(
      JSON.stringify(text),
      more.join('') === '' && isQuiet && parsed.level === 30 && parsed.msg === text,
    );
  }
});
