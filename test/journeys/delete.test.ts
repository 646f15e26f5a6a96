import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import {
  ACCOUNT,
  acceptAndFinish,
  askFor,
  auditOf,
  broadcasts,
  CHANNEL,
  cardOf,
  findPending,
  linesOf,
  PEER_VPC,
  saidAs,
  standing,
  stateOf,
  threadOf,
  told,
} from './story.ts';

const PROJECT = 'rp1pz7uyae';
const BOTH = { projects: { analytics: ANALYTICS } };
const NAME = 'payments-us-east-1';

/** R1: a VPC of Omar's with an active peering. */
const openActive = async (bot: Bot): Promise<string> => {
  await askFor(bot, 'U0OMAR');
  await acceptAndFinish(bot, 1);
  const [peering] = (await bot.bot().deps.store.findVpcView(1))?.peerings ?? [];
  return peering?.provisionedId ?? 'none';
};

const say = async (bot: Bot, userId: string, line: string): Promise<string> =>
  (await bot.as(userId).command(CHANNEL, line)).messages.map(linesOf).join('\n');

test('a peering is deleted by whoever asked for it, and names the routes that lead nowhere', async () => {
  await withBot({}, async (bot) => {
    const pcx = await openActive(bot);
    expect(await say(bot, 'U0NINA', `/vpc unpeer ${pcx}`)).toContain(
      'is not yours: @omar asked for it in R1',
    );
    const plan = await say(bot, 'U0OMAR', `/vpc unpeer ${pcx}`);
    for (const fact of [pcx, 'Traffic through it stops at once', 'blackhole', 'the last active one']) {
      expect(plan).toContain(fact);
    }
    const omar = bot.as('U0OMAR');
    await omar.press('Delete it', { in: CHANNEL, duplicate: true });
    await bot.until(async () => (await stateOf(bot, 2)).request === 'done');
    await bot.pass(5_000);
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 0 });
    expect(bot.sandbox.aws.find(pcx)?.status).toBe('deleted');
    expect(await told(bot, 2)).toEqual(['request-opened', 'peering-deleted']);
    const gone = await saidAs(bot, 2, 'peering-deleted');
    for (const fact of [pcx, '10.1.0.0/24', 'blackhole', 'aws ec2 delete-route'])
      expect(gone).toContain(fact);
    expect((await broadcasts(bot)).at(-1)).toBe(gone);
    expect(await cardOf(bot, 1)).toContain('Nothing reaches payments-us-east-1');
    expect(await auditOf(bot, 2)).toEqual(['unpeer-asked U0OMAR']);
    expect(await bot.bot().deps.store.findRequestView(3)).toBeNull();
    expect(await say(bot, 'U0OMAR', `/vpc unpeer ${pcx}`)).toContain('There is no peering');
  });
});

test('an approver deletes a peering by the menu, and its owner hears of it in their own thread', async () => {
  await withBot({}, async (bot) => {
    const pcx = await openActive(bot);
    const grace = bot.as('U0GRACE');
    await say(bot, 'U0GRACE', `/vpc unpeer ${PEER_VPC}`);
    await grace.press('Edit', { in: CHANNEL });
    const [offered] = await grace.looksUp('Peering', pcx);
    expect(offered?.text).toContain('active');
    bot.fail({ target: 'tiger', match: 'DELETE /', kind: 'status', status: 409, times: 1 });
    await grace.submit();
    await bot.until(async () => (await stateOf(bot, 2)).request === 'done');
    await bot.pass(5_000);
    expect((await told(bot, 1)).at(-1)).toBe('peering-lost');
    expect(await saidAs(bot, 1, 'peering-lost')).toContain('@grace asked for that in R2');
    expect(await broadcasts(bot)).toHaveLength(2);
  });
});

test('a peering that Timescale will not delete stays, and the request says why', async () => {
  await withBot({}, async (bot) => {
    const pcx = await openActive(bot);
    await say(bot, 'U0OMAR', `/vpc unpeer ${pcx}`);
    bot.fail({ target: 'tiger', match: 'DELETE /', kind: 'status', status: 400, times: 1 });
    await bot.as('U0OMAR').press('Delete it', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 2)).request === 'failed');
    await bot.passFast(60_000);
    expect(await told(bot, 2)).toEqual(['request-opened', 'change-refused']);
    expect(await stateOf(bot, 1)).toMatchObject({ peerings: ['active'] });
    expect((await told(bot, 1)).filter((kind) => kind === 'peering-active')).toHaveLength(1);
    expect(await cardOf(bot, 2)).toContain('[Delete the peering…]');
  });
});

test('a VPC is deleted in two steps, with its peering, and everything is free again', async () => {
  await withBot({ project: { vpcQuota: 1 } }, async (bot) => {
    const pcx = await openActive(bot);
    const omar = bot.as('U0OMAR');
    const ada = bot.as('U0ADA');
    expect(await say(bot, 'U0OMAR', `/vpc delete ${NAME}`)).toContain('This cannot be undone');
    await omar.press('Delete…', { in: CHANNEL });
    await omar.fill('Name of the VPC', 'payments');
    expect((await omar.submit()).errorsByLabel['Name of the VPC']).toContain('This is not its name');
    await say(bot, 'U0ADA', `/vpc delete ${NAME}`);
    await ada.press('Delete…', { in: CHANNEL });
    await ada.fill('Name of the VPC', NAME);

    await omar.fill('Name of the VPC', NAME);
    expect((await omar.submit()).view?.lines.join()).not.toContain('/vpc cancel');
    // The other form was open all the while: one deletion, and an answer to the other.
    expect((await ada.submit()).view?.lines.join()).toContain('The same is asked for already: R2');
    expect(await say(bot, 'U0OMAR', '/vpc cancel R2')).toContain('cannot be taken back');
    await bot.until(async () => (await stateOf(bot, 2)).request === 'done');
    await bot.pass(5_000);
    expect(standing(bot)).toEqual({ vpcs: 0, peerings: 0 });
    expect(await told(bot, 2)).toEqual(['request-opened', 'vpc-deleted']);
    const gone = await saidAs(bot, 2, 'vpc-deleted');
    for (const fact of ['10.1.0.0/24', 'quota', pcx, 'blackhole']) expect(gone).toContain(fact);
    expect(await broadcasts(bot)).toHaveLength(2);
    expect(await cardOf(bot, 1)).toContain('The VPC payments-us-east-1 is deleted since');
    expect((await threadOf(bot, 1)).buttons).toEqual([]);

    // A press on the card as it was a month ago.
    await omar.press('Add a peering', { in: CHANNEL, stale: true });
    const shown = async () => (await omar.view())?.lines.join('\n');
    await expect.poll(shown).toContain('This VPC is no longer there');
    expect((await askFor(bot, 'U0OMAR')).view?.lines.join()).not.toContain('approver');
    await bot.pass(2_000);
    expect(await cardOf(bot, 3)).toContain('10.1.0.0/24');
  });
});

test('a VPC is not deleted under its services, its requests or its owner', async () => {
  await withBot(BOTH, async (bot) => {
    // `events-db` is in a VPC that nobody asked for here: it belongs to those who decide.
    expect(await say(bot, 'U0OMAR', '/vpc delete analytics-main')).toContain('somebody else’s');
    expect(await say(bot, 'U0NINA', '/vpc delete analytics-main')).toContain('events-db is in it');

    const pcx = await openActive(bot);
    expect(await say(bot, 'U0NINA', `/vpc delete ${NAME}`)).toContain('somebody else’s');
    await say(bot, 'U0NINA', `/vpc peer ${NAME} 210987654321 vpc-0d4e5f60718293041 us-east-1`);
    await bot.as('U0NINA').press('Ask for it', { in: CHANNEL });
    expect(await say(bot, 'U0OMAR', `/vpc delete ${NAME}`)).toContain('Under way on it: R2 of @nina');
    await bot.until(async () => (await stateOf(bot, 2)).peerings[0] === 'pending-peer');
    bot.sandbox.aws.accept(findPending(bot, '210987654321')?.id ?? '');
    await bot.until(async () => (await stateOf(bot, 2)).request === 'done');
    expect(await say(bot, 'U0OMAR', `/vpc delete ${NAME}`)).toContain(
      'Requests of other people live on its peerings: R2 of @nina',
    );
    expect(bot.sandbox.aws.find(pcx)?.status).toBe('active');
    expect(await bot.bot().deps.store.findRequestView(3)).toBeNull();
  });
});

test('a service that came into the VPC meanwhile keeps it, and no peering was touched', async () => {
  await withBot({ timing: { observeProjectEvery: '1d' } }, async (bot) => {
    await openActive(bot);
    const [vpc] = bot.sandbox.tiger.state.vpcs.list(PROJECT);
    bot.sandbox.tiger.state.services.attach(PROJECT, 'd1k5vk7hf2', vpc?.id ?? '');
    bot.clock.advance(30_000);
    const omar = bot.as('U0OMAR');
    await omar.press('Delete…', { in: CHANNEL });
    await omar.fill('Name of the VPC', NAME);
    await omar.submit();
    await bot.until(async () => (await stateOf(bot, 2)).request === 'failed');
    await bot.pass(5_000);
    expect(await told(bot, 2)).toEqual(['request-opened', 'vpc-in-use']);
    expect(await saidAs(bot, 2, 'vpc-in-use')).toContain('payments-db is in payments-us-east-1');
    expect(await stateOf(bot, 1)).toMatchObject({ vpc: 'active', peerings: ['active'] });
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
    expect((await told(bot, 1)).at(-1)).toBe('peering-active');
  });
});

test('a service that comes into a VPC without peerings keeps it too, and nothing is asked of Timescale', async () => {
  await withBot({ timing: { observeProjectEvery: '1d' } }, async (bot) => {
    const { vpcs, services, counts } = bot.sandbox.tiger.state;
    const vpc = vpcs.add(PROJECT, { name: NAME, cidr: '10.60.0.0/24', region: 'us-east-1' }, 0);
    await bot.queue.wake({ name: 'observe-project', payload: { project: 'payments' } });
    await bot.runDue();
    const lin = bot.as('U0LIN');
    await lin.command(CHANNEL, `/vpc delete ${NAME}`);
    services.attach(PROJECT, 'd1k5vk7hf2', vpc.id);
    bot.clock.advance(30_000);
    await lin.press('Delete…', { in: CHANNEL });
    await lin.fill('Name of the VPC', NAME);
    await lin.submit();
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'vpc-in-use']);
    expect(counts()['deleteVPC'] ?? 0).toBe(0);
  });
});

test('a VPC that Timescale will not delete is active again, and the thread says what is gone already', async () => {
  await withBot({}, async (bot) => {
    const pcx = await openActive(bot);
    const omar = bot.as('U0OMAR');
    await omar.press('Delete…', { in: CHANNEL });
    await omar.fill('Name of the VPC', NAME);
    await omar.submit();
    const [vpc] = bot.sandbox.tiger.state.vpcs.list(PROJECT);
    await bot.until(() => standing(bot).peerings === 0);
    bot.fail({
      target: 'tiger',
      match: `DELETE /projects/${PROJECT}/vpcs/${vpc?.id}`,
      kind: 'status',
      status: 400,
      times: 1,
    });
    await bot.until(async () => (await stateOf(bot, 2)).request === 'failed');
    await bot.pass(5_000);
    expect(await told(bot, 2)).toEqual(['request-opened', 'change-refused']);
    expect(await saidAs(bot, 2, 'change-refused')).toContain(`${pcx} with ${PEER_VPC} of account ${ACCOUNT}`);
    expect((await stateOf(bot, 1)).vpc).toBe('active');
    expect(await cardOf(bot, 2)).toContain('[Delete…]');
  });
});
