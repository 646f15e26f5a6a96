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
