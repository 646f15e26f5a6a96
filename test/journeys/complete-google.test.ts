import { expect, test, vi } from 'vitest';
import { networkId } from '../../sandbox/google/networks.ts';
import type { NoticeKind } from '../../src/domain/notice-body.ts';
import { type Bot, METRICS, withBot } from './bot.ts';
import { CHANNEL, saidAs, stateOf, told, untilPending } from './story.ts';

const SETTING = {
  projects: { metrics: METRICS },
  googleCloud: {},
  // The clock stands still while the bot waits for Google to finish.
  timing: { cloudCall: '1s' },
};
const PROD = networkId('acme-net', 'prod');

const control = async (bot: Bot, method: string, path: string, body: object): Promise<void> => {
  const url = `${bot.sandbox.urls.control}/control/google${path}`;
  const { ok } = await fetch(url, { method, body: JSON.stringify(body) });
  expect(ok).toBe(true);
};

/** Nobody has signed in on this machine; the sandbox's metadata server is what Google's library finds. */
const askForVpc = async (bot: Bot): Promise<void> => {
  vi.stubEnv('GCE_METADATA_HOST', new URL(bot.sandbox.urls.google).host);
  vi.stubEnv('METADATA_SERVER_DETECTION', 'assume-present');
  vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', '');
  vi.stubEnv('HOME', '/nonexistent');
  await control(bot, 'POST', '/delays', { operationTakes: 0 });
  const omar = bot.as('U0OMAR');
  await omar.command(CHANNEL, '/vpc create metrics');
  await expect.poll(async () => (await omar.view())?.lines.join('\n')).toContain('Choose a region first');
  await omar.choose('Region', 'europe-west1 (Google Cloud)');
  const [prod] = await omar.looksUp('Your network', 'prod');
  await omar.choose('Your network', prod?.value ?? '');
  await omar.submit();
  await untilPending(bot, 1);
};

const isTold = (bot: Bot, kind: NoticeKind) => async (): Promise<boolean> =>
  (await told(bot, 1)).includes(kind);

const peeringsOf = (bot: Bot) => bot.sandbox.managed.google.peeringsOf(PROD);

const nina = (bot: Bot, button: string) => bot.as('U0NINA').press(button, { in: CHANNEL });

test('an owner has the peering made on Google Cloud and undone again, whatever goes wrong between', async () => {
  await withBot(SETTING, async (bot) => {
    await askForVpc(bot);
    await bot.until(isTold(bot, 'side-planned'));
    expect(await saidAs(bot, 1, 'side-planned')).toMatch(
      /\+ create {2}Peering timescale-project-vpc-\S+ in prod/,
    );

    await control(bot, 'POST', '/projects/acme-net/permissions', { deny: ['compute.networks.addPeering'] });
    await nina(bot, 'Complete it for me');
    await bot.until(isTold(bot, 'completion-stopped'));
    const stopped = await saidAs(bot, 1, 'completion-stopped');
    expect(stopped).toContain('compute.networks.addPeering');
    expect(stopped).toContain('acme-net');
    expect(peeringsOf(bot)).toEqual([]);

    await control(bot, 'POST', '/projects/acme-net/permissions', { deny: [] });
    bot.fail({ target: 'google', match: 'addPeering', kind: 'lose-answer', times: 1 });
    await nina(bot, 'Complete it for me');
    await bot.until(isTold(bot, 'completion-done'));
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    expect(peeringsOf(bot)).toMatchObject([{ state: 'connected' }]);

    await nina(bot, 'Undo…');
    await bot.until(() => peeringsOf(bot).length === 0);
    await bot.until(isTold(bot, 'completion-undone'));
    expect(await told(bot, 1)).toEqual([
      'request-opened',
      'vpc-created',
      'peering-approved',
      'peering-pending',
      'side-planned',
      'completion-approved',
      'completion-stopped',
      'completion-approved',
      'side-changed',
      'completion-done',
      'peering-active',
      'completion-undoing',
      'completion-undone',
    ]);
  });
});
