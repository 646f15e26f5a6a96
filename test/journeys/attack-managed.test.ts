import { expect, test } from 'vitest';
import { type Bot, METRICS, withBot } from './bot.ts';
import { CHANNEL, linesOf, stateOf, told, untilPending } from './story.ts';

const PROJECT = 'metrics-prod';
const CLOUD = 'timescale-google-europe-west1';
const OPTIONS = { projects: { metrics: METRICS } };

const say = async (bot: Bot, line: string): Promise<string> =>
  (await bot.as('U0OMAR').command(CHANNEL, line)).messages.map(linesOf).join('\n');

const askForVpc = async (bot: Bot): Promise<void> => {
  await say(bot, '/vpc create metrics europe-west1 10.50.0.0/24');
  await bot.as('U0OMAR').press('Create', { in: CHANNEL });
};

test('a VPC and a peering whose answers are lost are one each in the end, though a run died at each', async () => {
  await withBot(OPTIONS, async (bot) => {
    const lost = { target: 'managed', match: 'POST ', kind: 'lose-answer', times: 1 } as const;
    bot.fail(lost);
    await askForVpc(bot);
    await bot.pass(1_000);
    await bot.replace();
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    bot.fail(lost);
    await say(bot, '/vpc peer metrics-google-europe-west1 projects/acme-net/global/networks/prod');
    await bot.as('U0OMAR').press('Ask for it', { in: CHANNEL, duplicate: true });
    await bot.pass(1_000);
    await bot.replace();
    await untilPending(bot, 2);
    await bot.pass(5_000);
    expect(bot.sandbox.managed.state.calls.counts()).toMatchObject({
      [`${PROJECT} VpcCreate`]: 1,
      [`${PROJECT} VpcPeeringConnectionCreate`]: 1,
    });
    expect(await told(bot, 2)).toEqual(['request-opened', 'peering-approved', 'peering-pending']);
  });
});

test('of two VPCs with the region and the range of a creation whose answer was lost, none is taken', async () => {
  await withBot(OPTIONS, async (bot) => {
    const { vpcs } = bot.sandbox.managed.state;
    bot.fail({ target: 'managed', match: 'POST ', kind: 'lose-answer', times: 1 });
    await askForVpc(bot);
    await bot.runDue();
    vpcs.add(PROJECT, { cloud: CLOUD, cidr: '10.50.0.0/24' }, 0);
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    const view = await bot.bot().deps.store.findVpcView(1);
    expect(view?.vpc).toMatchObject({ providerId: null, failure: { kind: 'ambiguous' } });
    expect(await say(bot, '/vpc cancel R1')).toContain(vpcs.list(PROJECT)[0]?.id ?? 'none');
    expect(vpcs.living(PROJECT)).toHaveLength(2);
  });
});
