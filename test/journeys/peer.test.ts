import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import {
  ACCOUNT,
  ask,
  auditOf,
  broadcasts,
  CHANNEL,
  cardOf,
  findPending,
  HOUR,
  linesOf,
  PEER_VPC,
  stateOf,
  told,
} from './story.ts';

const BOTH = { projects: { analytics: ANALYTICS } };
const OTHER_ACCOUNT = '210987654321';
const OTHER_VPC = 'vpc-0d4e5f60718293041';
const ONE_LINE = `/vpc peer analytics-main ${ACCOUNT} ${PEER_VPC} us-east-1 10.20.0.0/16`;

const second = (label: string): string => `${label} (peering 2)`;
const listAt = ({ sandbox }: Bot) => {
  const [vpc] = sandbox.tiger.state.vpcs.list('rp2analytic');
  return sandbox.tiger.state.peerings.list('rp2analytic', vpc?.id ?? '');
};
const peersIn = async (bot: Bot, vpc: string) =>
  (await bot.bot().deps.store.listVpcs(['analytics']))
    .filter((known) => known.vpc.name === vpc)
    .flatMap(({ peerings }) => peerings);

test('a VPC that the bot only found is peered with two networks by one form, and each is told of', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc peer analytics-main');
    await omar.fill(ask.account, ACCOUNT);
    await omar.fill(ask.vpc, PEER_VPC);
    expect((await omar.view())?.lines.join('\n')).toContain('has no peering yet, so nothing reaches it');
    // A second click comes before the form of the first is there, and changes nothing.
    await omar.press('Add another peering', { duplicate: true });
    await omar.fill(second(ask.account), ACCOUNT);
    await omar.fill(second(ask.vpc), PEER_VPC);
    const twice = await omar.submit();
    expect(twice.errorsByLabel[second(ask.vpc)]).toContain('in the form twice');
    await omar.fill(second(ask.account), OTHER_ACCOUNT);
    await omar.fill(second(ask.vpc), OTHER_VPC);
    expect((await omar.submit()).view?.title).toContain('R1');

    await bot.until(async () => (await stateOf(bot, 1)).peerings.every((state) => state === 'pending-peer'));
    expect(await cardOf(bot, 1)).toContain('2 peerings for analytics-main');
    expect(await cardOf(bot, 1)).toContain(`account ${OTHER_ACCOUNT} (accept`);
    for (const account of [ACCOUNT, OTHER_ACCOUNT]) {
      bot.sandbox.aws.accept(findPending(bot, account)?.id ?? '');
    }
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    await bot.pass(5_000);
    const kinds = await told(bot, 1);
    expect(kinds[0]).toBe('request-opened');
    expect([...kinds].sort()).toEqual([
      'peering-active',
      'peering-active',
      'peering-approved',
      'peering-approved',
      'peering-pending',
      'peering-pending',
      'request-opened',
    ]);
    expect(await broadcasts(bot)).toHaveLength(2);
    expect(await cardOf(bot, 1)).toContain('[Attach a service]');
    expect(listAt(bot)).toHaveLength(2);
    expect(await auditOf(bot, 1)).toEqual(['peer-asked U0OMAR']);
  });
});

test('a peering by one line is planned, asked for once, and cancelled without its VPC', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    const { messages } = await omar.command(CHANNEL, ONE_LINE);
    const plan = messages.map(linesOf).join('\n');
    for (const fact of [ACCOUNT, PEER_VPC, '10.20.0.0/16', 'seven days']) expect(plan).toContain(fact);
    const pressed = await omar.press('Ask for it', { in: CHANNEL, duplicate: true });
    expect(pressed.messages.map(linesOf).join('\n')).toContain('R1');
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    expect(await bot.bot().deps.store.findRequestView(2)).toBeNull();

    await bot.as('U0NINA').command(CHANNEL, ONE_LINE);
    expect((await bot.as('U0NINA').reads(CHANNEL)).join()).toContain('@omar asked for it in R1');

    await omar.press('Cancel R1', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'cancelled');
    await bot.pass(5_000);
    expect(listAt(bot)).toEqual([]);
    expect((await stateOf(bot, 1)).vpc).toBe('active');
    expect((await told(bot, 1)).slice(-2)).toEqual(['request-cancelling', 'request-cancelled']);
    expect(await cardOf(bot, 1)).toContain('Type /vpc peer to ask anew');
  });
});

test('a range that overlaps stands at its field, and who may not ask is refused with whom to ask', async () => {
  const analytics = { ...ANALYTICS, requesters: ['U0OMAR'] };
  await withBot({ projects: { analytics } }, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc peer');
    await omar.fill(ask.account, ACCOUNT);
    await omar.fill(ask.vpc, PEER_VPC);
    await omar.choose('VPC', 'analytics-main · 10.80.0.0/24 · us-east-1 · analytics');
    await omar.fill(ask.ranges, '10.80.0.0/16');
    const sent = await omar.submit();
    expect(sent.errorsByLabel[ask.ranges]).toContain('analytics-main');
    await bot.as('U0NINA').command(CHANNEL, ONE_LINE);
    expect((await bot.as('U0NINA').reads(CHANNEL)).join()).toContain('not listed as a requester');
    expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
  });
});

test('peerings that others made are read with the project, and forgotten with it', async () => {
  await withBot({ ...BOTH, timing: { observeProjectEvery: '1m' } }, async (bot) => {
    const { tiger, aws } = bot.sandbox;
    const [vpc] = tiger.state.vpcs.list('rp2analytic');
    const id = vpc?.id ?? '';
    const made = tiger.state.peerings.create('rp2analytic', id, {
      accountId: ACCOUNT,
      region: 'us-east-1',
      peerVpcId: PEER_VPC,
    });
    await bot.passFast(2 * 60_000);
    expect(await peersIn(bot, 'analytics-main')).toMatchObject([
      { requestId: null, providerId: made.id, state: 'pending-peer' },
    ]);
    aws.accept(made.pcxId);
    await bot.passFast(2 * 60_000);
    expect(await peersIn(bot, 'analytics-main')).toMatchObject([{ state: 'active' }]);
    const shown = await bot.as('U0OMAR').command(CHANNEL, '/vpc show analytics-main');
    expect(shown.messages.map(linesOf).join('\n')).toContain('Not asked for here');

    tiger.state.peerings.delete('rp2analytic', id, made.id);
    await bot.passFast(4 * 60_000);
    expect(await peersIn(bot, 'analytics-main')).toMatchObject([{ state: 'deleted-by-peer' }]);
    const listed = await bot.as('U0OMAR').command(CHANNEL, '/vpc list analytics');
    expect(listed.messages.map(linesOf).join('\n')).toContain('events-db, nothing reaches it');
    tiger.state.removeVpc('rp2analytic', id);
    await bot.passFast(2 * 60_000);
    expect(await peersIn(bot, 'analytics-main')).toEqual([]);
  });
});

test('a found VPC that goes away while people wait for a peering on it is told, not forgotten', async () => {
  await withBot(BOTH, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, ONE_LINE);
    await omar.press('Ask for it', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'pending-peer');
    const [vpc] = bot.sandbox.tiger.state.vpcs.list('rp2analytic');
    bot.sandbox.tiger.state.removeVpc('rp2analytic', vpc?.id ?? '');
    await bot.passFast(HOUR);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', vpc: 'failed', peerings: ['failed'] });
    expect((await told(bot, 1)).at(-1)).toBe('vpc-failed');
    expect(await cardOf(bot, 1)).not.toContain('[Retry]');
    const { messages } = await omar.command(CHANNEL, ONE_LINE);
    expect(messages.map(linesOf).join()).toContain('There is no VPC');
  });
});
