import { afterAll, beforeAll, expect, test } from 'vitest';
import { requests } from '../../src/store/schema.ts';
import { ANALYTICS, type Bot, startBot } from '../journeys/bot.ts';
import { CHANNEL, fillForm, linesOf } from '../journeys/story.ts';

const MINUTE = 60_000;
const MOST = 3;
const TOO_MANY = 'You asked for 3 creations within the last hour, the most that one person may';

let bot: Bot;

beforeAll(async () => {
  bot = await startBot({
    project: { vpcQuota: 1_000 },
    projects: { analytics: { ...ANALYTICS, vpcQuota: 1_000 } },
    limits: { creationsPerHour: MOST },
  });
  await bot.sweep();
});

afterAll(() => bot.stop());

let range = 0;
/** Types the whole command. Returns what was said, and where Confirm stands. */
const plan = async (user: string, project: string) => {
  range += 1;
  const line = `/vpc create ${project} us-east-1 10.77.${range}.0/24`;
  const { messages } = await bot.as(user).command(CHANNEL, line);
  return { said: messages.map(linesOf).join('\n'), ts: messages.at(-1)?.ts ?? '' };
};

const confirm = async (user: string, ts: string, options: { readonly duplicate?: boolean } = {}) => {
  const { messages } = await bot.as(user).press('Create', { in: CHANNEL, ts, ...options });
  return messages.map(linesOf).join('\n');
};

const recorded = () => bot.bot().database.db.select().from(requests).all().length;

test('one person asks for as many as the limit within an hour, over all projects, and then is told from when on', async () => {
  const first = await plan('U0OMAR', 'payments');
  await confirm('U0OMAR', first.ts, { duplicate: true });
  expect(recorded(), 'a press that came twice is one').toBe(1);
  bot.clock.advance(20 * MINUTE);
  await confirm('U0OMAR', (await plan('U0OMAR', 'analytics')).ts);
  const third = await plan('U0OMAR', 'payments');
  const fourth = await plan('U0OMAR', 'analytics');
  await confirm('U0OMAR', third.ts);
  expect(recorded()).toBe(MOST);

  // A plan from before is judged anew.
  expect(await confirm('U0OMAR', fourth.ts)).toContain(TOO_MANY);
  const { said } = await plan('U0OMAR', 'analytics');
  expect(said).toContain(TOO_MANY);
  expect(said).not.toContain('[Create]');
  expect(recorded()).toBe(MOST);

  // Others are others, and an admin is a person, too.
  await confirm('U0NINA', (await plan('U0NINA', 'payments')).ts);
  for (let at = 0; at < MOST; at += 1) await confirm('U0ADA', (await plan('U0ADA', 'payments')).ts);
  expect((await plan('U0ADA', 'payments')).said).toContain(TOO_MANY);
  expect(recorded()).toBe(2 * MOST + 1);
});

test('beside the form it is said with the time, what was typed stays, and the form is sent again later', async () => {
  range += 1;
  const who = await fillForm(bot, 'U0OMAR', { range: `10.77.${range}.0/24` });
  const before = recorded();
  const refused = await who.submit();
  expect(refused.kind).toBe('errors');
  expect(Object.values(refused.errors).join()).toMatch(
    /^You asked for 3 creations within the last hour, .* Send it again from [0-9]{2}:[0-9]{2} UTC on\.$/,
  );
  expect(recorded()).toBe(before);

  await bot.replace();
  expect((await who.submit()).kind, 'a restart forgets nothing').toBe('errors');
  bot.clock.advance(40 * MINUTE - 1_000);
  expect((await who.submit()).kind, 'not yet').toBe('errors');
  bot.clock.advance(1_000);
  expect((await who.submit()).kind, 'the first is an hour old').toBe('updated');
  expect(recorded()).toBe(before + 1);
  expect((await plan('U0OMAR', 'payments')).said, 'and the hour rolls').toContain(TOO_MANY);
});
