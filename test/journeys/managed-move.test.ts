import { expect, test } from 'vitest';
import { METRICS, withBot } from './bot.ts';
import { askMove, filesOf, moveOf, openMetricsVpc, untilOver } from './move-story.ts';
import { CHANNEL, cardOf, saidAs, told } from './story.ts';

const OPTIONS = { projects: { metrics: METRICS } };

test('a service moves with its progress on the card, and the CA certificate comes as a file', async () => {
  await withBot(OPTIONS, async (bot) => {
    const { name } = await openMetricsVpc(bot);
    await askMove(bot, `/vpc attach metrics-db ${name}`, 'metrics-db');
    await bot.runDue();
    expect(await cardOf(bot, 1)).toContain('the old ones answer until the switch');
    await bot.until(async () => ((await moveOf(bot, 1)).move.progress?.percent ?? null) !== null);
    await bot.runDue();
    expect(await cardOf(bot, 1)).toMatch(/Moving: \w+, \d+ %/);
    await untilOver(bot, 1);
    await bot.pass(5_000);
    expect(await cardOf(bot, 1)).not.toContain('Moving:');
    expect((await moveOf(bot, 1)).request.state).toBe('done');
    expect(await saidAs(bot, 1, 'service-moved')).toContain('[Get the CA certificate]');
    const [file, ...more] = await filesOf(bot, 1);
    expect(more).toEqual([]);
    expect(file?.name).toBe('metrics-ca.pem');
    expect(file?.beside).toContain('sslmode=verify-full sslrootcert=metrics-ca.pem');

    await bot.as('U0OMAR').press('Get the CA certificate', { in: CHANNEL });
    const mine = (await bot.as('U0OMAR').sees('@vpcbot')).flatMap(({ files }) => files);
    expect(mine.map((each) => each.name)).toEqual(['metrics-ca.pem']);
  });
});

test.each([
  {
    fault: { target: 'slack', match: 'files.completeUploadExternal', kind: 'lose-answer', times: 1 },
    because: 'a share without an answer is looked for',
  },
  {
    fault: { target: 'slack', match: 'files.completeUploadExternal', kind: 'status', status: 500, times: 2 },
    because: 'one that Slack did not take is tried again',
  },
  {
    fault: { target: 'managed', match: 'kms/ca', kind: 'status', status: 503, times: 3 },
    because: 'the certificate may not be had at first',
  },
] as const)('the CA certificate is shared exactly once: $because', async ({ fault }) => {
  await withBot(OPTIONS, async (bot) => {
    const { name } = await openMetricsVpc(bot);
    await askMove(bot, `/vpc attach metrics-db ${name}`, 'metrics-db');
    await bot.until(async () => (await moveOf(bot, 1)).move.state === 'moving');
    bot.fail(fault);
    await untilOver(bot, 1);
    await bot.pass(90_000);
    expect(bot.sandbox.faults.list().filter(({ left }) => left > 0)).toEqual([]);
    expect(await filesOf(bot, 1)).toHaveLength(1);
    expect((await told(bot, 1)).filter((kind) => kind === 'service-moved')).toHaveLength(1);
  });
});
