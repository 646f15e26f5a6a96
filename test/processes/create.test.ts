import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, expectWholeStory, finish } from './create-story.ts';
import { LONG, openStage, type ProcessStage, SECRETS } from './stage.ts';

let stage: ProcessStage;
let bot: Awaited<ReturnType<ProcessStage['start']>>;

beforeAll(async () => {
  stage = await openStage();
  bot = await stage.start();
}, LONG);

afterAll(() => stage.close());

test(
  'a VPC goes from the command to active in Socket Mode',
  async () => {
    await ask(stage);
    await finish(stage);
    await expectWholeStory(stage);
  },
  LONG,
);

test('health, readiness and metrics answer on loopback', async () => {
  expect(new URL(bot.ops).hostname).toBe('127.0.0.1');
  const get = async (path: string) => {
    const response = await fetch(`${bot.ops}${path}`);
    return { status: response.status, body: await response.text() };
  };
  expect(await get('/healthz')).toMatchObject({ status: 200 });
  const { status, body } = await get('/readyz');
  expect({ status, ...JSON.parse(body) }).toMatchObject({ status: 200, ready: true, down: [] });
  const metrics = await get('/metrics');
  expect(metrics.body).toMatch(/vpcbot_job_runs_total\{job="advance-vpc",end="again"\} [1-9]/);
  expect(metrics.body).toMatch(/vpcbot_queue_jobs\{state="delayed"\} \d/);
});

test(
  'a second process on the same database is refused and says why',
  async () => {
    const second = stage.launch();
    expect(await second.ended).toMatchObject({ code: 1 });
    const said = second.lines().join('\n');
    expect(said).toContain('another vpcbot process has this database');
    expect(said).toContain('REDIS_URL');
    expect(bot.hasEnded()).toBe(false);
  },
  LONG,
);

test(
  'SIGTERM ends an idle bot with 0, and nothing that it said or wrote holds a secret',
  async () => {
    bot.signal('SIGTERM');
    expect(await bot.ended).toEqual({ code: 0, signal: null });
    const { PAYMENTS_PUBLIC, PAYMENTS_SECRET } = SECRETS;
    const basic = Buffer.from(`${PAYMENTS_PUBLIC}:${PAYMENTS_SECRET}`).toString('base64');
    const secret = [SECRETS.SLACK_BOT_TOKEN, SECRETS.SLACK_APP_TOKEN, PAYMENTS_SECRET, basic];
    const files = readdirSync(stage.folder).filter((name) => name.startsWith('vpcbot.db'));
    expect(files).toContain('vpcbot.db');
    const written = files.map((name) => readFileSync(join(stage.folder, name), 'latin1'));
    const left = [...written, bot.lines().join('\n')].join('\n');
    expect(secret.filter((word) => left.includes(word))).toEqual([]);
  },
  LONG,
);
