import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBotProcess, LONG, openStage } from './stage.ts';

test(
  'a configuration with several mistakes ends with 1 and a list of them all',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'vpcbot-start-'));
    try {
      const config = join(folder, 'vpcbot.yml');
      writeFileSync(config, 'slack: {channel: general}\nprojects: {}\ntimings: {}\n');
      const startBotProcess = await createBotProcess();
      const bot = startBotProcess({ VPCBOT_CONFIG: config, OPS_PORT: 'many' });
      expect(await bot.ended).toEqual({ code: 1, signal: null });
      const said = bot.lines().join('\n');
      for (const what of ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'OPS_PORT', 'slack.channel', '"timing"']) {
        expect(said).toContain(what);
      }
      expect(said).toContain('name at least one project');
      expect(said).not.toContain('    at ');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
  LONG,
);

test(
  'a bot that starts in a bad second of Slack’s waits and is ready; one that Slack refuses ends at once',
  async () => {
    const stage = await openStage({ isQuick: true });
    try {
      const { faults } = stage.sandbox;
      const slack = { target: 'slack', times: 1 } as const;
      faults.add({ ...slack, match: 'auth.test', kind: 'status', status: 503 });
      faults.add({ ...slack, match: 'auth.test', kind: 'drop' });
      faults.add({ ...slack, match: 'conversations.info', kind: 'status', status: 429, retryAfter: 1 });
      const bot = await stage.start();
      const waits = bot.lines().filter((line) => line.includes('the start waits for slack'));
      expect(waits).toHaveLength(3);
      bot.signal('SIGKILL');
      await bot.ended;

      faults.add({ ...slack, match: 'auth.test', kind: 'status', status: 200, error: 'invalid_auth' });
      const refused = stage.launch();
      expect(await refused.ended).toEqual({ code: 1, signal: null });
      const said = refused.lines().join('\n');
      expect(said).toMatch(/^vpcbot cannot start:\n {2}- .*slack refused: invalid_auth/m);
      expect(said).not.toContain('the start waits for slack');
    } finally {
      await stage.close();
    }
  },
  LONG,
);

test(
  'a bot that is not in its channel ends with 1 and says how to invite it',
  async () => {
    const stage = await openStage({ channel: 'C0RANDOM' });
    try {
      const bot = stage.launch();
      expect(await bot.ended).toEqual({ code: 1, signal: null });
      expect(bot.lines().join('\n')).toMatch(/"C0RANDOM".*\/invite @vpcbot/);
    } finally {
      await stage.close();
    }
  },
  LONG,
);
