import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { ACCOUNT, ask, askFor, CHANNEL, NETWORK, PEER_VPC, stateOf, untilPending } from './story.ts';

const LEGACY_VPC = 'vpc-0c3d4e5f607182930';
const LEGACY = `aws/${ACCOUNT}/us-east-1/${LEGACY_VPC}`;
const OWN = `aws/${ACCOUNT}/us-east-1/${PEER_VPC}`;
const BOTH = { projects: { analytics: ANALYTICS } };

const shown = async (bot: Bot, userId = 'U0OMAR'): Promise<string> =>
  ((await bot.as(userId).view())?.lines ?? []).join('\n');
const fieldsOf = async (bot: Bot): Promise<readonly string[]> =>
  ((await bot.as('U0OMAR').view())?.fields ?? []).map(({ label }) => label);

test('a network is chosen by its name, judged as it is, and asked for without a single id being typed', async () => {
  await withBot({ ...BOTH, clouds: {} }, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc create payments us-east-1');
    await omar.fill(ask.range, '10.80.0.0/24');
    await omar.choose(NETWORK, LEGACY);
    expect(await shown(bot)).toContain('10.40.0.0/20');
    expect(await shown(bot)).toContain('The route to 10.80.0.0/26');
    expect(await fieldsOf(bot)).not.toContain(ask.account);

    // The VPC's own range, typed for the Timescale VPC.
    await omar.fill(ask.range, '10.40.0.0/24');
    const overlap = await omar.submit();
    expect(overlap.errorsByLabel[ask.range]).toContain('10.40.0.0/20 of your network legacy');

    await omar.choose(NETWORK, OWN);
    await omar.fill(ask.range, '10.1.0.0/24');
    expect((await omar.submit()).view?.title).toContain('R1');
    const view = await bot.bot().deps.store.findVpcView(1);
    expect(
      view?.peerings.map(({ peer, peerRanges }) => ({ ...peer, ranges: peerRanges.map(({ text }) => text) })),
    ).toEqual([
      { kind: 'aws', accountId: ACCOUNT, vpcId: PEER_VPC, region: 'us-east-1', ranges: ['10.20.0.0/16'] },
    ]);
    expect((await stateOf(bot, 1)).request).toBe('open');
  });
});

test('a VPC that is there is peered by two choices, and its plan says what routes mean', async () => {
  await withBot({ ...BOTH, clouds: {} }, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc peer');
    expect(await fieldsOf(bot)).toContain(ask.account);
    await omar.choose('VPC', 'analytics-main · 10.80.0.0/24 · us-east-1 · analytics');
    await omar.choose(NETWORK, LEGACY);
    // No subnet follows its main table, which has the same destination; the table in use knows parts of it.
    expect(await shown(bot)).toMatch(/The route to 10\.80\.0\.0\/2[46]/);
    await omar.choose(NETWORK, OWN);
    expect((await omar.submit()).view?.title).toContain('R1');

    // One that cannot be is told at once, in one line as in the form.
    await omar.command(CHANNEL, `/vpc peer analytics-main ${ACCOUNT} vpc-0123456789abcdef0 us-east-1`);
    expect((await omar.reads(CHANNEL)).join('\n')).toContain(
      'There is no vpc-0123456789abcdef0 in us-east-1',
    );
  });
});

test('who may not list, or is slow, leaves the fields as they were and says so', async () => {
  await withBot({ clouds: {}, timing: { cloudLookUp: '300ms' } }, async (bot) => {
    const omar = bot.as('U0OMAR');
    bot.fail({ target: 'ec2', match: 'DescribeVpcs', kind: 'slow', ms: 2_000, times: 2 });
    await omar.command(CHANNEL, '/vpc create payments us-east-1');
    await omar.fill(ask.account, ACCOUNT);
    expect(await shown(bot)).toContain('no answer yet');
    await omar.fill(ask.vpc, PEER_VPC);
    bot.fail({ target: 'ec2', match: '', kind: 'slow', ms: 2_000, times: 20 });
    const before = Date.now();
    expect((await omar.submit({ settleMs: 0 })).view?.title).toContain('R1');
    expect(Date.now() - before).toBeLessThan(1_900);
  });
});

test('a range is held against the networks of the accounts, and a command knows whose channel it is in', async () => {
  const analytics = { ...ANALYTICS, channel: 'C0PAYMENTS' };
  await withBot({ projects: { analytics }, clouds: {} }, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc check 10.20.4.0/24');
    const said = (await omar.reads(CHANNEL)).join('\n');
    expect(said).toContain('10.20.0.0/16 of your network payments');
    expect(said).toContain('could not be peered with this range');

    const chosen = async () => (await omar.view())?.fields.find(({ label }) => label === 'Project')?.shown;
    await omar.command('C0PAYMENTS', '/vpc create');
    await omar.fill(ask.name, 'x');
    expect(await chosen()).toBe('analytics');
    await omar.close();
    await omar.command(CHANNEL, '/vpc create');
    await omar.fill(ask.name, 'x');
    expect(await chosen()).toBe('payments');
  });
});

test('a peering that came to nothing is corrected by a choice', async () => {
  await withBot({ clouds: {} }, async (bot) => {
    await askFor(bot, 'U0OMAR', { account: '210987654321', vpc: 'vpc-0a1b2c3d4e5f60719' });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    const omar = bot.as('U0OMAR');
    await omar.press('Correct and ask again', { in: CHANNEL });
    await omar.fill(ask.vpc, 'vpc-0a1b2c3d4e5f60719');
    await omar.choose(NETWORK, OWN);
    expect(await fieldsOf(bot)).toEqual([NETWORK]);
    expect((await omar.submit()).kind).toBe('closed');
    const view = await bot.bot().deps.store.findVpcView(1);
    expect(view?.peerings.at(-1)).toMatchObject({
      peer: { accountId: ACCOUNT, vpcId: PEER_VPC },
      peerRanges: [{ text: '10.20.0.0/16' }],
    });
  });
});

test('nobody looks at the other side of a peering that the configuration does not let the bot see', async () => {
  await withBot({ clouds: { regions: ['eu-west-1'] } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(5_000);
    expect((await bot.bot().deps.store.findVpcView(1))?.sides).toEqual([]);
  });
});
