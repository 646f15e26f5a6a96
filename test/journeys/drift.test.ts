import { expect, test } from 'vitest';
import { type Bot, withBot } from './bot.ts';
import { askMove, moveOf, openVpc, PROJECT, putInto, SERVICE_ID, untilOver } from './move-story.ts';
import { ACCOUNT, CHANNEL, HOUR, linesOf, PEER_VPC, told } from './story.ts';

/** What the channel reads of changes that concern no request. */
const drifts = async (bot: Bot): Promise<readonly string[]> =>
  (await bot.as('U0ADA').sees(CHANNEL))
    .filter(({ author }) => author === 'vpcbot')
    .map(linesOf)
    .filter((lines) => lines.includes('changed at Timescale without vpcbot'));

const observe = async (bot: Bot): Promise<void> => {
  await bot.queue.wake({ name: 'observe-project', payload: { project: 'payments' } });
  await bot.runDue();
};
const later = async (bot: Bot, ms = 60_000): Promise<void> => {
  bot.clock.advance(ms);
  await observe(bot);
};

const STRANGER = { accountId: ACCOUNT, peerVpcId: PEER_VPC, region: 'us-east-1' };

test('what was there before the bot is no news, and what comes, changes and goes later is told once', async () => {
  await withBot({}, async (bot) => {
    const { vpcs, peerings } = bot.sandbox.tiger.state;
    expect(await drifts(bot)).toEqual([]);

    const found = [1, 2, 3].map((at) =>
      vpcs.add(PROJECT, { name: `strange-${at}`, cidr: `10.${at + 50}.0.0/24`, region: 'us-east-1' }, 0),
    );
    await later(bot);
    const [first = '', ...others] = await drifts(bot);
    expect(others).toEqual([]);
    expect(first.match(/is new: somebody made it/g)).toHaveLength(3);
    expect(first).toContain('/vpc show strange-2');

    peerings.create(PROJECT, found[0]?.id ?? '', STRANGER);
    await later(bot);
    expect((await drifts(bot)).at(-1)).toMatch(/strange-1 has a new peering with vpc-0a1b2c3d4e5f60718/);

    bot.sandbox.tiger.state.removeVpc(PROJECT, found[0]?.id ?? '');
    await later(bot);
    expect((await drifts(bot)).at(-1)).toMatch(/strange-1.* is gone, and 1 peering with it/);
    const said = await drifts(bot);
    await later(bot);
    await bot.replace();
    await bot.passFast(HOUR / 4);
    expect(await drifts(bot)).toEqual(said);
  });
});

test('a message whose answer is lost is said once, whatever comes meanwhile', async () => {
  await withBot({}, async (bot) => {
    const { vpcs } = bot.sandbox.tiger.state;
    bot.fail({ target: 'slack', match: 'chat.postMessage', kind: 'lose-answer', times: 1 });
    vpcs.add(PROJECT, { name: 'strange-1', cidr: '10.51.0.0/24', region: 'us-east-1' }, 0);
    await later(bot);
    vpcs.add(PROJECT, { name: 'strange-2', cidr: '10.52.0.0/24', region: 'us-east-1' }, 0);
    await observe(bot);
    await bot.pass(20_000);
    const said = await drifts(bot);
    expect(said).toHaveLength(2);
    expect(said[0]).toContain('strange-1');
    expect(said[1]).toContain('strange-2');
  });
});

test('who had a service moved hears that somebody moved it elsewhere; nobody’s service is told to the channel', async () => {
  await withBot({}, async (bot) => {
    const { services } = bot.sandbox.tiger.state;
    const vpc = await openVpc(bot, 'payments-us', '10.60.0.0/24');
    const before = await drifts(bot);
    await askMove(bot, '/vpc attach payments-db payments-us');
    await untilOver(bot, 1);
    expect(await drifts(bot)).toEqual(before);

    services.detach(PROJECT, SERVICE_ID, vpc.id);
    await later(bot);
    await later(bot);
    await bot.runDue();
    expect((await told(bot, 1)).filter((kind) => kind === 'service-drifted')).toHaveLength(1);
    expect((await moveOf(bot, 1)).request.state).toBe('done');

    await putInto(bot, vpc);
    expect((await drifts(bot)).at(-1)).toContain(
      'The service payments-db is in the VPC payments-us now: somebody moved it from the public internet',
    );
  });
});
