import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CannotAct } from '../../sandbox/person.ts';
import { type Started, startSlack } from './bolt-app.ts';

let started: Started;

beforeAll(async () => {
  started = await startSlack();
});
afterAll(() => started.slack.stop());

const say = async (text: string, threadTs?: string) => {
  const { ts } = await started.as('U0OMAR').say('C0VPC', text, threadTs);
  return started.slack.messages.find('C0VPC', ts);
};

const lines = [
  {
    because: 'what Slack reads as its own is escaped',
    typed: 'a < b && c > d',
    kept: 'a &lt; b &amp;&amp; c &gt; d',
  },
  { because: 'what is escaped stays', typed: '1 &lt; 2 &amp; 3', kept: '1 &lt; 2 &amp; 3' },
  { because: 'people are mentioned', typed: 'hi @ada, @omar.', kept: 'hi <@U0ADA>, <@U0OMAR>.' },
  { because: 'groups are, and everybody', typed: '@platform @here', kept: '<!subteam^S0PLATFORM> <!here>' },
  { because: 'so are channels', typed: 'see #payments!', kept: 'see <#C0PAYMENTS|payments>!' },
  { because: 'a mention is taken as written', typed: '<@U0ADA> <#C0VPC|x>', kept: '<@U0ADA> <#C0VPC|x>' },
  { because: 'nobody is called so', typed: '@adam me@ada #nothing', kept: '@adam me@ada #nothing' },
  {
    because: 'an address is a link',
    typed: 'at https://x.io/?a=1&b=2.',
    kept: 'at <https://x.io/?a=1&amp;b=2>.',
  },
  { because: 'in code nothing is', typed: '`@ada <b> https://x.io`', kept: '`@ada &lt;b&gt; https://x.io`' },
];

test.each(lines)('a typed line is kept as Slack keeps it: $because', async ({ typed, kept }) => {
  expect((await say(typed))?.text).toBe(kept);
});

test('whatever is typed, nothing of it is read as Slack’s own, and saying it again changes nothing', async () => {
  const part = fc.constantFrom(
    '<',
    '>',
    '&',
    '&amp;',
    '@',
    '#',
    '`',
    'ada',
    'U0ADA',
    '!',
    '|',
    ' ',
    '\n',
    'https://x',
    '.',
  );
  const typed = fc.array(fc.oneof(part, fc.string({ maxLength: 3 }))).map((parts) => `x${parts.join('')}`);
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      const kept = (await say(text))?.text ?? '';
      const references = /<(?:[@#!][^<>]+|(?:https?|mailto):[^<>]+)>/g;
      expect(kept.replaceAll(references, '').replaceAll(/&(?:amp|lt|gt);/g, '')).not.toMatch(/[<>&]/);
      expect((await say(kept))?.text).toBe(kept);
    }),
    { numRuns: 30 },
  );
});

test('a reply stands in the thread of the message that it answers, a reply’s own thread included', async () => {
  const root = await say('root');
  const reply = await say('reply', root?.ts);
  const further = await say('further', reply?.ts);
  expect([reply?.threadTs, further?.threadTs]).toEqual([root?.ts, root?.ts]);
  expect((await started.as('U0OMAR').sees('C0VPC')).at(-1)?.replies.map(({ text }) => text)).toEqual([
    'reply',
    'further',
  ]);
});

test('nothing is said where a client would not let it be said', async () => {
  const secret = { channel: 'C0VPC', user: 'U0OMAR', text: 'secret' };
  const { message_ts: ephemeral } = (await started.call('chat.postEphemeral', secret)).body;
  await started.control('POST', 'channels/C0PAYMENTS', { archived: true });
  const omar = started.as('U0OMAR');
  const refused = [
    [omar.say('C0VPC', ' \n'), 'nothing to say'],
    [omar.say('C0VPC', 'x'.repeat(40_001)), '40,000 characters'],
    [omar.say('C0VPC', 'x', '1.000000'), 'no message "1.000000" can be replied to'],
    [omar.say('C0VPC', 'x', String(ephemeral)), 'can be replied to'],
    [omar.say('C0PAYMENTS', 'x'), '"C0PAYMENTS" is archived'],
    [omar.say('D0ADA', 'x'), 'is not in "D0ADA"'],
  ] as const;
  for (const [said, words] of refused) {
    const error = await said.then(() => null).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CannotAct);
    expect(String(error)).toContain(words);
  }
});
