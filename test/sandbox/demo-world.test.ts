import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Act, judgeAct, type Standing } from '../../sandbox/demo/act.ts';
import { FIRST_PACE, findPace } from '../../sandbox/demo/paces.ts';
import { createWorld, type WorldOptions } from '../../sandbox/demo/world.ts';
import { openBots } from './demo-bots.ts';

const ready = { bot: 'ready', pace: FIRST_PACE, change: null } as const satisfies Standing;

test.each<[Act, Partial<Standing>, 'accepted' | 'refused', RegExp, string]>([
  [{ kind: 'start' }, { bot: 'down' }, 'accepted', /starts/, 'nothing runs'],
  [{ kind: 'start' }, { bot: 'starting' }, 'refused', /starting already/, 'one bot is enough'],
  [{ kind: 'start' }, { bot: 'ready' }, 'refused', /ready already/, 'one bot is enough'],
  [{ kind: 'start' }, { bot: 'stopping' }, 'refused', /still stopping/, 'the old one still has the database'],
  [{ kind: 'kill' }, { bot: 'starting' }, 'accepted', /killed/, 'a crash can come at any time'],
  [{ kind: 'kill' }, { bot: 'stopping', change: 'reset' }, 'accepted', /killed/, 'it only ends sooner'],
  [{ kind: 'kill' }, { bot: 'down' }, 'refused', /down already/, 'nothing is there to kill'],
  [{ kind: 'stop' }, { bot: 'ready' }, 'accepted', /stops/, 'it runs'],
  [{ kind: 'stop' }, { bot: 'starting' }, 'accepted', /stops/, 'it runs'],
  [{ kind: 'stop' }, { bot: 'stopping' }, 'refused', /stopping already/, 'it was asked once'],
  [{ kind: 'stop' }, { bot: 'down' }, 'refused', /down already/, 'nothing is there to stop'],
  [{ kind: 'pace', id: 'week' }, {}, 'accepted', /starts again/, 'the bot reads its settings at its start'],
  [{ kind: 'pace', id: 'week' }, { bot: 'down' }, 'accepted', /once you start it/, 'who killed it watches'],
  [{ kind: 'pace', id: 'quick' }, {}, 'refused', /"Quick" already/, 'nothing would change'],
  [{ kind: 'pace', id: 'fast' }, {}, 'refused', /no such pace/, 'it is none of the paces'],
  [{ kind: 'reset' }, { bot: 'starting' }, 'accepted', /begins anew/, 'that bot is stopped first'],
  [{ kind: 'reset' }, { change: 'reset' }, 'refused', /being reset/, 'the button was pressed twice'],
  [{ kind: 'reset' }, { change: 'pace' }, 'refused', /pace is being changed/, 'the bot is on its way out'],
  [{ kind: 'pace', id: 'week' }, { change: 'reset' }, 'refused', /being reset/, 'there is no bot to restart'],
  [{ kind: 'start' }, { bot: 'down', change: 'reset' }, 'refused', /being reset/, 'it starts by itself'],
])('%o of a world with %o is %s in words like %s, because %s', (act, standing, kind, words) => {
  const verdict = judgeAct(act, { ...ready, ...standing });
  expect(verdict.kind).toBe(kind);
  expect(verdict.message).toMatch(words);
});

const openWorld = async (options: Omit<WorldOptions, 'startBot'> = {}) => {
  const bots = openBots();
  const world = await createWorld({ PATH: 'here' }, { ...options, startBot: bots.startBot });
  onTestFinished(world.end);
  const told: string[] = [];
  world.listen((news) => {
    const what = news.kind === 'bot' ? news.bot.state : news.kind;
    if (told.at(-1) !== what) told.push(what);
  });
  const control = async (path: string, body?: object): Promise<unknown> => {
    const method = body === undefined ? 'GET' : 'POST';
    const response = await fetch(`${world.urls().control}/control/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return response.json();
  };
  const startReady = async (): Promise<void> => {
    const started = world.start();
    bots.last().say('{"msg":"vpcbot is ready"}');
    await started;
  };
  return { world, bots, told, control, startReady };
};

const SERVICES = 'tiger/projects/rp1pz7uyae/services';
const SERVICE = { name: 'by-hand', region: 'us-east-1' };
const folderOf = (env: NodeJS.ProcessEnv): string => dirname(env['VPCBOT_CONFIG'] ?? '');

test('a killed bot stays down until somebody starts it, and finds its database again', async () => {
  const { world, bots, told, startReady } = await openWorld();
  await startReady();
  const first = bots.last();
  await world.carryOut({ kind: 'kill' });
  await expect.poll(() => world.bot().state).toBe('down');
  expect(world.bot().lines.at(-1)).toBe('The bot was killed from the page.');
  expect(bots.count()).toBe(1);
  void world.carryOut({ kind: 'start' });
  expect(bots.last().env['DATABASE_URL']).toBe(first.env['DATABASE_URL']);
  expect(told).toEqual(['starting', 'ready', 'stopping', 'down', 'starting']);
});

test('a bot that ends by itself is shown as down with its last words, and nobody starts it', async () => {
  const { world, bots, startReady } = await openWorld();
  await startReady();
  bots.last().say('vpcbot cannot start: no such channel');
  bots.last().end({ code: 1 });
  await expect.poll(() => world.bot().state).toBe('down');
  expect(world.bot()).toMatchObject({
    pid: null,
    lines: [
      '{"msg":"vpcbot is ready"}',
      'vpcbot cannot start: no such channel',
      'The bot ended by itself, with exit code 1.',
    ],
  });
  expect(bots.count()).toBe(1);
});

test('what the bot says is told while it says it', async () => {
  const { world, bots, startReady } = await openWorld();
  const heard: (readonly string[])[] = [];
  world.listen((news) => news.kind === 'bot' && heard.push(news.bot.lines));
  await startReady();
  bots.last().say('a request came');
  bots.last().say('and is done');
  await expect
    .poll(() => heard.at(-1))
    .toEqual(['{"msg":"vpcbot is ready"}', 'a request came', 'and is done']);
});

test('a bot that is killed while it starts never counts as ready', async () => {
  const { world, bots, told } = await openWorld();
  const started = world.start();
  void world.carryOut({ kind: 'kill' });
  await started;
  bots.last().say('{"msg":"vpcbot is ready"}');
  expect(told).toEqual(['starting', 'stopping', 'down']);
});

test('a change of pace keeps the clouds and the database, and their clock never goes back', async () => {
  const { world, bots, control, startReady } = await openWorld();
  await startReady();
  const first = bots.last();
  await control(SERVICES, SERVICE);
  await control('clock', { advance: 3_600_000 });
  const before = (await control('clock')) as { now: number };
  const changed = world.carryOut({ kind: 'pace', id: 'week' });
  expect(world.judge({ kind: 'reset' })).toMatchObject({ kind: 'refused' });
  await expect.poll(bots.count).toBe(2);
  // While the bot is away no week goes by.
  expect(await control('clock')).toMatchObject({ scale: 30 });
  bots.last().say('{"msg":"vpcbot is ready"}');
  await changed;
  expect(first.isOver()).toBe(true);
  expect(bots.last().env['DATABASE_URL']).toBe(first.env['DATABASE_URL']);
  const after = (await control('clock')) as { now: number; scale: number };
  expect(after.scale).toBe(findPace('week')?.scale);
  expect(after.now).toBeGreaterThanOrEqual(before.now);
  expect(JSON.stringify(await control('tiger/state'))).toContain('by-hand');
});

test('a new pace waits for a bot that is down', async () => {
  const { world, bots, control } = await openWorld();
  await world.carryOut({ kind: 'pace', id: 'real' });
  expect(bots.count()).toBe(0);
  expect(world.bot()).toMatchObject({ pace: 'real', state: 'down' });
  expect(await control('clock')).toMatchObject({ scale: 1 });
});

test('a reset makes all anew and is one, however often it is asked for', async () => {
  const { world, bots, told, control, startReady } = await openWorld();
  await startReady();
  const first = bots.last();
  first.takeTime();
  await control(SERVICES, SERVICE);
  const done = world.carryOut({ kind: 'reset' });
  for (const act of [{ kind: 'reset' }, { kind: 'pace', id: 'week' }, { kind: 'start' }] as const) {
    expect(world.judge(act)).toMatchObject({ kind: 'refused' });
  }
  first.end({ code: 0 });
  await expect.poll(bots.count).toBe(2);
  bots.last().say('{"msg":"vpcbot is ready"}');
  await done;
  expect(told).toEqual(['starting', 'ready', 'stopping', 'down', 'reset', 'starting', 'ready']);
  expect(JSON.stringify(await control('tiger/state'))).not.toContain('by-hand');
  expect(folderOf(bots.last().env)).not.toBe(folderOf(first.env));
  expect(existsSync(folderOf(first.env))).toBe(false);
  expect(existsSync(folderOf(bots.last().env))).toBe(true);
});

test('a world that ends in the middle of a reset starts nothing and leaves nothing', async () => {
  const { world, bots, startReady } = await openWorld();
  await startReady();
  const first = bots.last();
  const reset = world.carryOut({ kind: 'reset' });
  await world.end();
  await reset;
  expect(bots.count()).toBe(1);
  expect(first.isOver()).toBe(true);
  expect(existsSync(folderOf(first.env))).toBe(false);
});

test('a world that ends at once takes its bot and its folder with it', async () => {
  const { world, bots, startReady } = await openWorld();
  await startReady();
  bots.last().takeTime();
  world.endAtOnce();
  expect(bots.last().isOver()).toBe(true);
  expect(existsSync(folderOf(bots.last().env))).toBe(false);
});
