import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect } from 'vitest';
import { CHANNEL } from '../journeys/story.ts';
import { LONG } from '../processes/stage.ts';
import { hasRedis } from '../queue/redis-server.ts';
import { attack } from './attack.ts';
import { openSecretsWorld } from './secrets-world.ts';

type World = Awaited<ReturnType<typeof openSecretsWorld>>;

let world: World;

beforeAll(async () => {
  if (hasRedis) world = await openSecretsWorld();
}, LONG);

afterAll(() => world?.close(), LONG);

const isReady = (line: string): string | null =>
  line.includes('"vpcbot is ready"') ? (JSON.parse(line) as { ops: string }).ops : null;

/** Asks by one line and by its Confirm. */
const ask = async (line: string, button: string) => {
  const who = world.as('U0OMAR');
  const { messages } = await who.command(CHANNEL, line);
  const ts = messages.at(-1)?.ts ?? '';
  await who.press(button, { in: CHANNEL, ts });
};

/** For what must happen, on a machine that is busy. */
const PATIENCE = 30_000;

/** Waits until it is so, and not for long: whatever has not happened by then is not missed. */
const soon = async (isSo: () => boolean, ms: number): Promise<boolean> => {
  const end = performance.now() + ms;
  while (!isSo() && performance.now() < end) await pause(40);
  return isSo();
};

const PEER = '123456789012 vpc-0a1b2c3d4e5f60718 us-east-1';

/** Drives it through what goes well and what goes wrong, so that everything is written that ever is. */
const live = async (): Promise<void> => {
  const { echoes, as } = world;
  const all = Object.values(echoes);
  expect(await soon(() => echoes.sts.repeated() > 0, PATIENCE)).toBe(true);
  echoes.sts.answer(null);
  await ask('/vpc create payments us-east-1 10.50.0.0/24', 'Create');
  expect(await soon(() => world.isActive(), PATIENCE), 'a VPC is made').toBe(true);
  await as('U0ADA').command(CHANNEL, '/vpc doctor');
  const peer = async () => ask(`/vpc peer payments-us-east-1 ${PEER}`, 'Ask for it').catch(() => null);
  const areOpen = () => echoes.sts.handedOut().length > 0 && echoes.google.handedOut().length > 0;
  expect(await soon(areOpen, PATIENCE)).toBe(true);
  await peer();
  for (const status of [400, 500]) {
    for (const echo of all) echo.answer(status);
    const repeated = all.reduce((sum, echo) => sum + echo.repeated(), 0);
    await ask(`/vpc create payments us-east-1 10.5${status / 100}.0.0/24`, 'Create').catch(() => null);
    await as('U0ADA').command(CHANNEL, '/vpc doctor');
    await as('U0OMAR').command(CHANNEL, '/vpc services metrics');
    await soon(() => all.reduce((sum, echo) => sum + echo.repeated(), 0) >= repeated + 8, 1_500);
    if (status === 400) await soon(() => all.every((echo) => echo.repeated() > 0), PATIENCE);
    for (const echo of all) echo.answer(null);
    await peer();
  }
  for (const echo of all) expect(echo.repeated(), 'each repeated what it was sent').toBeGreaterThan(0);
};

attack(
  'secrets-written',
  hasRedis
    ? 'no secret is in anything that the process ever wrote, though providers repeat them'
    : 'no secret is in anything that the process ever wrote (skipped: no redis-server)',
  async (tried) => {
    if (!hasRedis) return tried('skipped', true);
    const ops = await world.bot.says('the word that it is ready', isReady, LONG);
    await live();
    const left = await world.leftBehind(ops);
    const secrets = world.secrets();
    expect(Object.keys(secrets).length, 'AWS and Google handed some out').toBeGreaterThan(9);
    expect(Object.values(left).join(), 'what was repeated is told without').toContain('[secret]');
    expect(left['log'], 'everything was logged').toContain('"level":20');
    for (const [where, text] of Object.entries(left)) {
      expect(text.length, `there is something in ${where}`).toBeGreaterThan(20);
      for (const [name, secret] of Object.entries(secrets)) {
        const at = text.indexOf(secret);
        tried(`${name} in ${where}: ${at < 0 ? '' : text.slice(Math.max(0, at - 160), at + 40)}`, at < 0);
      }
    }
  },
  LONG,
);
