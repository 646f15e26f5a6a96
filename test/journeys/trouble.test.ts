import { expect, test } from 'vitest';
import { withBot } from './bot.ts';
import {
  ACCOUNT,
  acceptAndFinish,
  ask,
  askFor,
  broadcasts,
  CHANNEL,
  cardOf,
  findPending,
  HOUR,
  made,
  PEER_VPC,
  saidAs,
  standing,
  stateOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

const PROJECT = 'rp1pz7uyae';
const BEFORE_THE_END = WHOLE_STORY.slice(0, -1);

test('a rejection by the peer is said with its reason, once, in the channel too', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    bot.sandbox.aws.reject(findPending(bot)?.id ?? '');
    await bot.pass(60_000);
    expect(await told(bot, 1)).toEqual([...BEFORE_THE_END, 'peering-ended']);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', peerings: ['rejected-by-peer'] });
    const [said, ...more] = await broadcasts(bot);
    expect(said).toContain('rejected');
    expect(more).toEqual([]);
    expect(await cardOf(bot, 1)).toContain('[Ask again]');
  });
});

test('a mistyped peer VPC is told with what Timescale says, and corrected in the form', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR', { vpc: 'vpc-0a1b2c3d4e5f60719' });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    expect(await saidAs(bot, 1, 'peering-ended')).toContain('VPC not found');
    expect(await cardOf(bot, 1)).toContain('VPC not found');
    const omar = bot.as('U0OMAR');
    await omar.press('Correct and ask again', { in: CHANNEL });
    const fields = (await omar.view())?.fields ?? [];
    expect(fields.find(({ label }) => label === ask.account)?.shown).toBe(ACCOUNT);
    expect(fields.find(({ label }) => label === ask.vpc)?.shown).toBe('vpc-0a1b2c3d4e5f60719');
    await omar.fill(ask.vpc, 'vpc-nonsense');
    expect((await omar.submit()).errorsByLabel[ask.vpc]).toContain('vpc-nonsense');
    await omar.fill(ask.vpc, PEER_VPC);
    expect((await omar.submit()).kind).toBe('closed');
    await acceptAndFinish(bot, 1);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', peerings: ['deleted', 'active'] });
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
    expect(await told(bot, 1)).toEqual([
      'request-opened',
      'vpc-created',
      'peering-approved',
      'peering-ended',
      'request-retried',
      'peering-approved',
      'peering-pending',
      'peering-active',
    ]);
  });
});

test('an ended peering that Timescale will not delete stands in no way of the corrected one', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR', { vpc: 'vpc-0a1b2c3d4e5f60719' });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    bot.fail({ target: 'tiger', match: 'DELETE /', kind: 'status', status: 400, times: 50 });
    const omar = bot.as('U0OMAR');
    await omar.press('Correct and ask again', { in: CHANNEL });
    await omar.fill(ask.vpc, PEER_VPC);
    expect((await omar.submit()).kind).toBe('closed');
    await acceptAndFinish(bot, 1);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', peerings: ['deleted', 'active'] });
  });
});

test('a peering that the peer deletes after it was active is told, and can be asked for again', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    const pcx = findPending(bot)?.id ?? '';
    await acceptAndFinish(bot, 1);
    bot.sandbox.aws.deleteByPeer(pcx);
    await bot.passFast(HOUR);
    expect(await told(bot, 1)).toEqual([...WHOLE_STORY, 'peering-ended']);
    expect(await stateOf(bot, 1)).toMatchObject({ peerings: ['deleted-by-peer'] });
    expect(await broadcasts(bot)).toHaveLength(2);
    expect(await cardOf(bot, 1)).toContain('[Ask again]');
    const omar = bot.as('U0OMAR');
    await omar.press('Ask again', { in: CHANNEL });
    await acceptAndFinish(bot, 1);
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('the same VPC that somebody else made is refused by name, before anything is asked for', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    const twin = { name: 'payments-us-east-1', cidr: '10.1.0.0/24', region: 'us-east-1' };
    bot.sandbox.tiger.state.vpcs.add(PROJECT, twin, 0);
    await bot.pass(30_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', vpc: 'failed' });
    expect(await saidAs(bot, 1, 'vpc-failed')).toContain(
      bot.sandbox.tiger.state.vpcs.list(PROJECT)[0]?.id ?? '?',
    );
    expect(made(bot)).toEqual({ vpcs: 0, peerings: 0 });
    expect(standing(bot).vpcs).toBe(1);
  });
});

test('a range that somebody took at Timescale meanwhile is refused with whose it is', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    bot.sandbox.tiger.state.vpcs.add(PROJECT, { name: 'near', cidr: '10.1.0.0/20', region: 'us-east-1' }, 0);
    await bot.pass(30_000);
    const said = await saidAs(bot, 1, 'vpc-failed');
    expect(said).toContain('near');
    expect(said).toContain('10.1.0.0/20');
    expect(made(bot).vpcs).toBe(0);
  });
});

test('a VPC that no peering can be made on for over ten minutes fails, and is not before', async () => {
  await withBot({ delays: { vpcReadyAfter: HOUR }, timing: { lookFirst: '30s' } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(9 * 60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'open', vpc: 'creating' });
    await bot.pass(2 * 60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', vpc: 'failed' });
    expect(await told(bot, 1)).toEqual(['request-opened', 'vpc-created', 'vpc-failed']);
    await bot.passFast(HOUR);
    await bot.as('U0OMAR').press('Retry', { in: CHANNEL });
    await acceptAndFinish(bot, 1);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});
