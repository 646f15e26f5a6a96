import { expect, test } from 'vitest';
import { type Bot, METRICS, withBot } from './bot.ts';
import { ACCOUNT, CHANNEL, findPending, HOUR, linesOf, PEER_VPC, stateOf, told } from './story.ts';

const PROJECT = 'metrics-prod';
const CLOUD = 'timescale-aws-us-east-1';
const OPTIONS = { projects: { metrics: METRICS } };
const PEER = {
  account: ACCOUNT,
  vpc: PEER_VPC,
  region: null,
  resourceGroup: null,
  appId: null,
  tenantId: null,
};

const observe = async (bot: Bot): Promise<void> => {
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'metrics' } });
  await bot.runDue();
};

/** A VPC at the provider that the bot has found there. */
const openVpc = async (bot: Bot) => {
  const row = bot.sandbox.managed.state.vpcs.add(PROJECT, { cidr: '10.70.0.0/24', cloud: CLOUD }, 0);
  await observe(bot);
  const [known] = await bot.bot().deps.store.listVpcs(['metrics']);
  if (known === undefined) throw new Error('the bot did not find the VPC');
  return { row, name: known.vpc.name };
};

const deletions = ({ sandbox }: Bot): number =>
  sandbox.managed.state.calls.counts()[`${PROJECT} VpcDelete`] ?? 0;

test('what becomes of a peering and its VPC without the bot is told to whoever asked, and nothing is deleted', async () => {
  await withBot(OPTIONS, async (bot) => {
    const { row, name } = await openVpc(bot);
    const { state } = bot.sandbox.managed;
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, `/vpc peer ${name} ${ACCOUNT} ${PEER_VPC} us-east-1 10.77.0.0/16`);
    await omar.press('Ask for it', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    bot.sandbox.aws.accept(findPending(bot)?.id ?? '');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    await bot.pass(5_000);
    const before = (await told(bot, 1)).length;

    state.peerings.say(row, PEER, { state: 'PENDING_PEER', info: null });
    await bot.passFast(HOUR / 4);
    state.peerings.say(row, PEER, null);
    await bot.passFast(HOUR / 4);
    expect((await told(bot, 1)).slice(before)).toEqual(['peering-regressed', 'peering-active']);

    state.deleteVpc(PROJECT, row.id);
    await bot.passFast(HOUR / 4);
    expect((await told(bot, 1)).slice(before + 2)).toEqual(['vpc-leaving', 'vpc-failed']);
    expect(await stateOf(bot, 1)).toMatchObject({ vpc: 'failed', peerings: ['failed'] });
    expect(deletions(bot)).toBe(0);
    // Three quarters of an hour in which the project was read every five minutes.
    expect(state.calls.counts()).toMatchObject({ [`${PROJECT} ListProjectClouds`]: 1 });
  });
});

test('a new service in a VPC of nobody’s, and that VPC’s end, are told in the channel', async () => {
  await withBot(OPTIONS, async (bot) => {
    const { row, name } = await openVpc(bot);
    const said = async () =>
      (await bot.as('U0ADA').sees(CHANNEL)).map(linesOf).filter((lines) => lines.includes(name));
    expect(await said()).toHaveLength(1);
    const { state } = bot.sandbox.managed;
    state.services.create(PROJECT, { name: 'new-db', cloud: CLOUD }, undefined);
    bot.clock.advance(60_000);
    await observe(bot);
    expect((await said()).at(-1)).toContain('Managed Service puts a new service into the VPC of its cloud');
    state.services.remove(PROJECT, 'new-db');
    bot.clock.advance(60_000);
    await observe(bot);
    state.deleteVpc(PROJECT, row.id);
    await observe(bot);
    expect((await said()).at(-1)).toContain('is being deleted at Timescale');
    bot.clock.advance(60_000);
    await observe(bot);
    expect((await said()).at(-1)).toContain('is gone');
    expect(await said()).toHaveLength(4);
    expect(deletions(bot)).toBe(0);
  });
});

test('of more VPCs than may be asked about at once, the last ones are read too', async () => {
  await withBot(OPTIONS, async (bot) => {
    const { vpcs, peerings } = bot.sandbox.managed.state;
    const rows = Array.from({ length: 30 }, (_, at) =>
      vpcs.add(PROJECT, { cidr: `10.70.${at}.0/24`, cloud: CLOUD }, 0),
    );
    // One that cannot be read stands in nobody's way.
    bot.fail({ target: 'managed', match: `vpcs/${rows[7]?.id}`, kind: 'status', status: 500, times: 1_000 });
    await bot.passFast(HOUR / 10);
    for (const row of rows) peerings.create(row, PEER, []);
    await bot.passFast(HOUR / 10);
    const known = await bot.bot().deps.store.listVpcs(['metrics']);
    expect(known.flatMap((one) => one.peerings)).toHaveLength(29);
    const { [`${PROJECT} VpcGet`]: reads = 0 } = bot.sandbox.managed.state.calls.counts();
    expect(reads).toBeLessThan(150);
  });
});
