import { expect, test } from 'vitest';
import { type Bot, METRICS, withBot } from './bot.ts';
import { ACCOUNT, CHANNEL, cardOf, findPending, stateOf, told } from './story.ts';

const PROJECT = 'metrics-prod';
const MISSING = 'vpc-0ffffffffffffffff';
const PEER = {
  account: ACCOUNT,
  vpc: MISSING,
  region: null,
  resourceGroup: null,
  appId: null,
  tenantId: null,
};

/** A VPC at the provider whose only peering ended before the bot was asked for anything. */
const findRemains = async (bot: Bot) => {
  const { vpcs, peerings } = bot.sandbox.managed.state;
  const vpc = vpcs.add(PROJECT, { cloud: 'timescale-aws-us-east-1', cidr: '10.9.0.0/24' }, 0);
  peerings.create(vpc, PEER, []);
  bot.clock.advance(60_000);
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'metrics' } });
  await bot.runDue();
  const [known] = await bot.bot().deps.store.listVpcs(['metrics']);
  if (known === undefined) throw new Error('the VPC was not found');
  return { vpc, name: known.vpc.name };
};

const askToPeer = async (bot: Bot, name: string): Promise<void> => {
  const omar = bot.as('U0OMAR');
  bot.sandbox.aws.addVpc(ACCOUNT, { id: MISSING, region: 'us-east-1', cidrs: ['10.77.0.0/16'] });
  await omar.command(CHANNEL, `/vpc peer ${name} ${ACCOUNT} ${MISSING} us-east-1 10.77.0.0/16`);
  await omar.press('Ask for it', { in: CHANNEL });
};

/** What the provider lists of its only VPC. */
const listAll = async (bot: Bot): Promise<readonly string[]> => {
  const api = bot.bot().deps.timescale('metrics');
  const [vpc] = await api.listVpcs();
  const listing = vpc === undefined ? null : await api.listPeerings(vpc);
  return listing?.kind === 'listed' ? listing.peerings.map(({ state }) => state) : [];
};

test('what is left of a peering that ended is cleared away, and the peering asked for takes its place', async () => {
  await withBot({ projects: { metrics: METRICS } }, async (bot) => {
    const { name } = await findRemains(bot);
    expect(await listAll(bot)).toEqual(['invalid-specification']);
    await askToPeer(bot, name);
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    expect(bot.sandbox.managed.state.calls.counts()).toMatchObject({
      [`${PROJECT} VpcPeeringConnectionDelete`]: 1,
    });
    bot.sandbox.aws.accept(findPending(bot, ACCOUNT)?.id ?? '');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    await bot.pass(5_000);
    expect(await told(bot, 1)).toEqual([
      'request-opened',
      'peering-approved',
      'peering-pending',
      'peering-active',
    ]);
    expect(await listAll(bot)).toEqual(['active']);
  });
});

test('a peering that somebody is deleting is nobody’s: the one asked for waits until it is gone', async () => {
  await withBot({ projects: { metrics: METRICS } }, async (bot) => {
    const { vpc, name } = await findRemains(bot);
    const { peerings } = bot.sandbox.managed.state;
    const other = { ...PEER, account: '210987654321', vpc: 'vpc-0d4e5f60718293041' };
    peerings.create(vpc, other, []);
    for (const peer of [PEER, other]) peerings.delete(vpc, peer);
    await askToPeer(bot, name);
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    expect(await cardOf(bot, 1)).toContain('accept');
    expect(bot.sandbox.managed.state.calls.counts()).not.toHaveProperty([
      `${PROJECT} VpcPeeringConnectionDelete`,
    ]);
  });
});

test('remains that the provider does not let go of end the request with their words', async () => {
  await withBot({ projects: { metrics: METRICS } }, async (bot) => {
    const { name } = await findRemains(bot);
    bot.fail({ target: 'managed', match: 'DELETE ', kind: 'status', status: 400, times: 1 });
    await askToPeer(bot, name);
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    expect((await stateOf(bot, 1)).peerings).toEqual(['failed']);
    expect(await cardOf(bot, 1)).toContain('refused with 400');
  });
});

test('a peering that somebody deletes at the provider is told once it is gone, and the bot deletes nothing', async () => {
  await withBot({ projects: { metrics: METRICS } }, async (bot) => {
    const { vpc, name } = await findRemains(bot);
    const { peerings } = bot.sandbox.managed.state;
    peerings.drop(vpc, PEER);
    await askToPeer(bot, name);
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    const said = await told(bot, 1);
    const asked = bot.sandbox.managed.state.calls.counts();
    peerings.delete(vpc, PEER);
    await bot.pass(6_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open', peerings: ['pending-peer'] });
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'deleted-by-peer');
    await bot.pass(5_000);
    expect((await told(bot, 1)).slice(said.length)).toEqual(['peering-ended']);
    const { [`${PROJECT} VpcPeeringConnectionDelete`]: deletions } = asked;
    expect(bot.sandbox.managed.state.calls.counts()[`${PROJECT} VpcPeeringConnectionDelete`]).toBe(deletions);
  });
});

test('a VPC whose machines leave slowly is asked to go less and less often, and goes', async () => {
  const timing = { lookFirstFor: '30s', observeProjectEvery: '1d' };
  await withBot({ projects: { metrics: METRICS }, timing }, async (bot) => {
    const { state } = bot.sandbox.managed;
    const cloud = 'timescale-google-europe-west1';
    state.setDelays({ nodesLeaveAfter: 900_000 });
    const vpc = state.vpcs.add(PROJECT, { cloud, cidr: '10.9.0.0/24' }, 0);
    state.services.create(PROJECT, { name: 'old-db', cloud }, vpc.id);
    state.services.remove(PROJECT, 'old-db');
    await bot.queue.wake({ name: 'observe-project', payload: { project: 'metrics' } });
    await bot.runDue();
    const ada = bot.as('U0ADA');
    await ada.command(CHANNEL, '/vpc delete google-europe-west1-10.9.0.0-24');
    await ada.press('Delete…', { in: CHANNEL });
    await ada.fill('Name of the VPC', 'google-europe-west1-10.9.0.0-24');
    await ada.submit();
    await bot.passFast(600_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open', vpc: 'deleting' });
    expect(state.calls.counts()[`${PROJECT} VpcDelete`]).toBeLessThan(50);
    await bot.passFast(600_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'vpc-deleted']);
  });
});
