import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, onTestFinished, test } from 'vitest';
import { ConfigError } from '../../src/config.ts';
import { start } from '../../src/main.ts';
import { copyDatabase } from '../../src/store/copy.ts';
import { parseDatabaseUrl } from '../../src/store/open.ts';
import { notices, restores } from '../../src/store/schema.ts';
import { type Bot, METRICS, withBot } from './bot.ts';
import { askMove, filesOf, moveOf, openMetricsVpc } from './move-story.ts';
import {
  acceptAndFinish,
  askFor,
  CHANNEL,
  HOUR,
  linesOf,
  made,
  standing,
  stateOf,
  threadOf,
  untilPending,
} from './story.ts';

const MINUTE = 60_000;

const createBackups = (bot: Bot) => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-restore-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = parseDatabaseUrl(bot.databaseUrl);
  return {
    take: (name: string) =>
      copyDatabase(bot.databaseUrl, join(folder, name), { replace: false, now: bot.clock.now() }),
    /** As docs/runbook.md says: stop, put the copy in its place, start. */
    restore: async (name: string, before: () => Promise<void> = async () => undefined): Promise<void> => {
      await bot.replace(async () => {
        rmSync(`${path}-wal`, { force: true });
        rmSync(`${path}-shm`, { force: true });
        copyFileSync(join(folder, name), path);
        await before();
      });
      await bot.pass(2 * MINUTE);
    },
  };
};

/** What the thread of R1 says, message by message. */
const saidOf = async (bot: Bot, requestId = 1): Promise<readonly string[]> =>
  (await threadOf(bot, requestId)).replies.map(linesOf);

/** What was said in the channel: cards and ends. */
const saidInChannel = async (bot: Bot): Promise<number> => (await bot.as('U0ADA').sees(CHANNEL)).length;

test('a backup that comes back says nothing twice, makes nothing twice and goes on', async () => {
  await withBot({}, async (bot) => {
    const backups = createBackups(bot);
    await askFor(bot, 'U0OMAR');
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'approved');
    await backups.take('approved');
    await untilPending(bot, 1);
    await bot.pass(MINUTE);
    await backups.take('pending');
    await acceptAndFinish(bot, 1);
    const said = await saidOf(bot);
    const inChannel = await saidInChannel(bot);
    const once = { vpcs: 1, peerings: 1 };
    expect(made(bot)).toEqual(once);

    for (const backup of ['pending', 'approved']) {
      await backups.restore(backup);
      expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', vpc: 'active', peerings: ['active'] });
      expect(await saidOf(bot)).toEqual(said);
      expect(await saidInChannel(bot)).toBe(inChannel);
      expect(made(bot)).toEqual(once);
      expect(standing(bot)).toEqual(once);
    }
  });
}, 60_000);

test('what was asked for and made after the backup is nobody’s: it stands, is found, and no number is used again', async () => {
  await withBot({}, async (bot) => {
    const backups = createBackups(bot);
    await askFor(bot, 'U0OMAR', { name: 'first' });
    await backups.take('before');
    await acceptAndFinish(bot, 1);
    await askFor(bot, 'U0NINA', { name: 'later', range: '10.77.0.0/24' });
    await untilPending(bot, 2);
    const card = await threadOf(bot, 2);
    expect(made(bot)).toEqual({ vpcs: 2, peerings: 2 });

    await backups.restore('before');
    expect(standing(bot)).toEqual({ vpcs: 2, peerings: 2 });
    expect(made(bot)).toEqual({ vpcs: 2, peerings: 2 });
    // Its creation is not known here: it could be anybody's.
    expect((await stateOf(bot, 1)).request).not.toBe('done');
    expect((await saidOf(bot)).at(-1)).toContain('first');
    await bot.as('U0NINA').press('Cancel R2', { in: CHANNEL, ts: card.ts });
    expect(standing(bot)).toEqual({ vpcs: 2, peerings: 2 });
    await askFor(bot, 'U0OMAR', { name: 'next', range: '10.78.0.0/24' });
    await bot.pass(MINUTE);
    const [next] = await bot.bot().deps.store.listLivingRequests(['payments']);
    expect(next?.id).toBeGreaterThan(1_000);
    expect(linesOf(await threadOf(bot, next?.id ?? 0))).toContain('next');
    expect((await threadOf(bot, 2)).lines).toEqual(card.lines);
  });
}, 60_000);

test('a start that fails leaves the copy as it is: what was said is doubted from the start that works', async () => {
  await withBot({}, async (bot) => {
    const backups = createBackups(bot);
    await askFor(bot, 'U0OMAR');
    await backups.take('copy');
    const payments = bot.config.projects.get('payments');
    if (payments === undefined) throw new Error('the project "payments" is not configured');
    const other = { ...payments, project: { ...payments.project, id: 'rp9other' } };
    const config = { ...bot.config, projects: new Map([['payments', other]]) };
    const restoredAt = bot.clock.now() + 2 * HOUR;
    await backups.restore('copy', async () => {
      await expect(start(config, pino({ level: 'silent' }))).rejects.toThrow(ConfigError);
      bot.clock.advance(2 * HOUR);
    });
    expect(bot.bot().database.db.select().from(restores).all()).toMatchObject([{ restoredAt }]);
  });
}, 60_000);

const isCertificateDue = async (bot: Bot): Promise<boolean> =>
  bot
    .bot()
    .database.db.select()
    .from(notices)
    .all()
    .some(({ body }) => body.kind === 'certificate-shared');

test.each([
  {
    isTime: async (bot: Bot) => (await moveOf(bot, 1)).move.state === 'moving',
    later: 0,
    because: 'it became due and was shared after the backup',
  },
  { isTime: isCertificateDue, later: 0, because: 'it was due in the backup and shared after it' },
  {
    isTime: isCertificateDue,
    later: 12 * HOUR,
    because: 'it was due in the backup, which comes back when words would be said in its place',
  },
])(
  'the CA certificate is shared once and had: $because',
  async ({ isTime, later }) => {
    await withBot({ projects: { metrics: METRICS } }, async (bot) => {
      const backups = createBackups(bot);
      const { name } = await openMetricsVpc(bot);
      await askMove(bot, `/vpc attach metrics-db ${name}`, 'metrics-db');
      bot.fail({ target: 'managed', match: 'kms/ca', kind: 'status', status: 503, times: 2 });
      await bot.until(() => isTime(bot));
      await backups.take('copy');
      await bot.until(async () => (await filesOf(bot, 1)).length > 0);
      await bot.pass(MINUTE);
      const said = await saidOf(bot);

      await backups.restore('copy', async () => bot.clock.advance(later));
      expect(await filesOf(bot, 1)).toHaveLength(1);
      expect(await saidOf(bot)).toEqual(said);
    });
  },
  60_000,
);
