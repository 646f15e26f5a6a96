import { expect, test } from 'vitest';
import { policyOf } from '../../sandbox/aws/policy.ts';
import { type Bot, withBot } from './bot.ts';
import {
  askAndPlan,
  changeRoutes,
  isTold,
  KNOWN,
  nina,
  standingThere,
  TIMESCALE_ACCOUNT,
  untilTold,
} from './complete-world.ts';
import { ACCOUNT, auditOf, broadcasts, CHANNEL, cardOf, linesOf, saidAs, stateOf, told } from './story.ts';

const APP_TABLE = 'rtb-0a100000000000002';
/** Routes that were there before anybody asked. */
const BEFORE = ['1 0.0.0.0/0 igw', '2 0.0.0.0/0 nat'];
const COMPLETE = 'Complete it for me';

const rangeOf = async (bot: Bot): Promise<string> => {
  const view = await bot.bot().deps.store.findVpcView(1);
  return view?.vpc.cidr.text ?? '';
};

const done = async (bot: Bot) => {
  const range = await rangeOf(bot);
  return {
    pcx: ['active'],
    routes: ['1 0.0.0.0/0 igw', `1 ${range} pcx`, '2 0.0.0.0/0 nat', `2 ${range} pcx`, `3 ${range} pcx`],
    groups: [[`out tcp 5432 ${range}`]],
  };
};

const UNTOUCHED = { pcx: ['pending-acceptance'], routes: BEFORE, groups: [] };

const untilDone = async (bot: Bot): Promise<void> => {
  await untilTold(bot, 'completion-done');
  await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
};

test('two presses and no id: sent, completed, active, verified, and undone to what it was', async () => {
  await withBot(KNOWN, async (bot) => {
    await askAndPlan(bot);
    expect(standingThere(bot)).toEqual(UNTOUCHED);
    await nina(bot, COMPLETE);
    await untilDone(bot);
    expect(standingThere(bot)).toEqual(await done(bot));
    expect(await told(bot, 1)).toEqual([
      'request-opened',
      'vpc-created',
      'peering-approved',
      'peering-pending',
      'side-planned',
      'completion-approved',
      ...Array<'side-changed'>(7).fill('side-changed'),
      'completion-done',
      'peering-active',
    ]);
    const tagged = bot.sandbox.aws.tags;
    const [group] = bot.sandbox.aws
      .vpcsOf(ACCOUNT)
      .flatMap(({ groups }) => groups.filter(({ name }) => name.startsWith('timescale-')));
    expect(tagged.of({ account: ACCOUNT, region: 'us-east-1' }, group?.id ?? '')).toMatchObject({
      'vpcbot:request': 'R1',
    });
    expect(await auditOf(bot, 1)).toContain('completion-approved U0NINA');

    await bot.pass(60_000);
    expect(await saidAs(bot, 1, 'side-planned')).toContain('its other side is as it should be');
    expect(await cardOf(bot, 1)).toContain('nothing is wrong there');

    await nina(bot, 'Undo…');
    await untilTold(bot, 'completion-undone');
    expect(standingThere(bot)).toEqual({ pcx: ['active'], routes: BEFORE, groups: [] });
    expect(await saidAs(bot, 1, 'completion-undone')).toContain('acceptance');
  });
});

test('who asked calls the owners; their yes is the confirmation of an account that nobody knows yet', async () => {
  await withBot({ clouds: {} }, async (bot) => {
    await askAndPlan(bot);
    const omar = bot.as('U0OMAR');
    await omar.press(COMPLETE, { in: CHANNEL, settleMs: 0 });
    await bot.pass(5_000);
    expect(await saidAs(bot, 1, 'completion-asked')).toContain('@network');
    expect(standingThere(bot)).toEqual(UNTOUCHED);

    await nina(bot, COMPLETE);
    const question = async () => (await bot.as('U0NINA').view())?.lines.join('\n');
    await expect.poll(question).toContain(`AWS account ${TIMESCALE_ACCOUNT}`);
    expect(await isTold(bot, 'completion-approved')()).toBe(false);
    await bot.as('U0NINA').submit({ settleMs: 0 });
    await untilDone(bot);
    expect(standingThere(bot)).toEqual(await done(bot));
    expect(await auditOf(bot, 1)).toContain('account-confirmed U0NINA');
  });
});

test('a request from another account than Timescale’s is accepted by nobody, and everybody is told why', async () => {
  await withBot({ clouds: {}, project: { timescaleAccounts: ['111122223333'] } }, async (bot) => {
    await askAndPlan(bot);
    await untilTold(bot, 'side-refused');
    const refusal = await saidAs(bot, 1, 'side-refused');
    expect(refusal).toMatch(/not .*accept/i);
    expect((await broadcasts(bot)).join('\n')).toContain(refusal.split('\n')[0] ?? '?');
    const plan = await saidAs(bot, 1, 'side-planned');
    expect(plan).not.toContain(`[${COMPLETE}]`);
    expect(plan).toMatch(/! conflict/);

    const action = { type: 'button', action_id: 'complete_side', block_id: 'b', value: '1.1' };
    const forged = await bot.as('U0NINA').pressRaw({ channel: { id: CHANNEL }, actions: [action] });
    expect(forged.messages.map(linesOf).join('\n')).toMatch(/111122223333|not .*accept|in the way/i);
    await bot.pass(120_000);
    expect(standingThere(bot)).toEqual(UNTOUCHED);
  });
});

test('a route that leads elsewhere stops all of it before anything is changed, also one that comes late', async () => {
  await withBot(KNOWN, async (bot) => {
    await askAndPlan(bot);
    const range = await rangeOf(bot);
    const elsewhere = { destination: range, target: 'tgw-0123456789abcdef0' };
    changeRoutes(bot, APP_TABLE, (routes) => [...routes, elsewhere]);
    await nina(bot, COMPLETE);
    await untilTold(bot, 'completion-stopped');
    expect(await saidAs(bot, 1, 'completion-stopped')).toContain('tgw-0123456789abcdef0');
    expect(await saidAs(bot, 1, 'side-planned')).toMatch(/! conflict {2}In payments-app/);
    expect(standingThere(bot)).toMatchObject({ pcx: ['pending-acceptance'], groups: [] });

    changeRoutes(bot, APP_TABLE, (routes) => routes.filter(({ target }) => target !== elsewhere.target));
    await nina(bot, 'Look again');
    await bot.until(async () => (await saidAs(bot, 1, 'side-planned')).includes(`[${COMPLETE}]`));
    await nina(bot, COMPLETE);
    await untilDone(bot);
    expect(standingThere(bot)).toEqual(await done(bot));
  });
});

test('an equal route that is there is left as it is, and undo leaves it too', async () => {
  await withBot(KNOWN, async (bot) => {
    await askAndPlan(bot);
    const range = await rangeOf(bot);
    const [pcx] = bot.sandbox.aws.peerings();
    changeRoutes(bot, APP_TABLE, (routes) => [...routes, { destination: range, target: pcx?.id ?? '' }]);
    await nina(bot, 'Look again');
    await bot.until(async () => /= exists {2}payments-app/.test(await saidAs(bot, 1, 'side-planned')));
    await nina(bot, COMPLETE);
    await untilDone(bot);
    expect(standingThere(bot)).toEqual(await done(bot));
    await nina(bot, 'Undo…');
    await untilTold(bot, 'completion-undone');
    expect(standingThere(bot)).toEqual({
      pcx: ['active'],
      routes: ['1 0.0.0.0/0 igw', '2 0.0.0.0/0 nat', `2 ${range} pcx`],
      groups: [],
    });
  });
});

test('a throttled account is waited for; one that denies is named with the permission, and finished later', async () => {
  await withBot(KNOWN, async (bot) => {
    await askAndPlan(bot);
    const { aws } = bot.sandbox;
    aws.roles.change(ACCOUNT, { policy: policyOf(aws.roles.atFirst(), ['ec2:CreateSecurityGroup']) });
    bot.fail({ target: 'ec2', match: 'CreateRoute', kind: 'status', status: 503, times: 3 });
    await nina(bot, COMPLETE);
    await untilTold(bot, 'completion-stopped');
    const stopped = await saidAs(bot, 1, 'completion-stopped');
    expect(stopped).toContain('ec2:CreateSecurityGroup');
    expect(stopped).toContain(ACCOUNT);
    expect(stopped).toContain('us-east-1');
    expect(standingThere(bot)).toEqual({ ...(await done(bot)), groups: [] });

    aws.roles.change(ACCOUNT, { policy: policyOf(aws.roles.atFirst(), []) });
    await nina(bot, COMPLETE);
    await untilDone(bot);
    expect(standingThere(bot)).toEqual(await done(bot));
    expect((await told(bot, 1)).filter((kind) => kind === 'side-changed')).toHaveLength(7);
  });
});

test('a bot that is replaced after every run at the other side does each change once, and undoes each', async () => {
  await withBot(KNOWN, async (bot) => {
    await askAndPlan(bot);
    const untilReplaced = async (kind: 'completion-done' | 'completion-undone') => {
      for (let runs = 0; !(await isTold(bot, kind)()) && runs < 60; runs += 1) {
        const job = await bot.runOne();
        if (job === null) await bot.pass(1_000);
        else if (job.name === 'advance-side') await bot.replace();
      }
    };
    bot.fail({ target: 'ec2', match: 'CreateSecurityGroup', kind: 'lose-answer', times: 1 });
    await nina(bot, COMPLETE);
    await untilReplaced('completion-done');
    expect(standingThere(bot)).toEqual(await done(bot));
    await bot.pass(30_000);
    await nina(bot, 'Undo…');
    await untilReplaced('completion-undone');
    expect(standingThere(bot)).toEqual({ pcx: ['active'], routes: BEFORE, groups: [] });
    const kinds = await told(bot, 1);
    expect(kinds.filter((kind) => kind === 'side-changed')).toHaveLength(7);
    expect(kinds.filter((kind) => kind === 'completion-done')).toHaveLength(1);
  });
});

test('routes that lead nowhere and ranges that came later are told once, also by /vpc verify', async () => {
  await withBot({ ...KNOWN, timing: { sideWatchEvery: '1m', sideLookEvery: '20s' } }, async (bot) => {
    await askAndPlan(bot);
    await nina(bot, COMPLETE);
    await untilDone(bot);
    await bot.pass(60_000);
    const range = await rangeOf(bot);
    changeRoutes(bot, APP_TABLE, (routes) => routes.filter(({ destination }) => destination !== range));
    const { aws } = bot.sandbox;
    const [network] = aws.vpcsOf(ACCOUNT).filter(({ id }) => id === 'vpc-0a1b2c3d4e5f60718');
    if (network !== undefined) aws.changeVpc({ ...network, cidrs: [...network.cidrs, '10.77.0.0/16'] });
    await untilTold(bot, 'side-drifted');
    const drifted = await saidAs(bot, 1, 'side-drifted');
    expect(drifted).toContain('payments-app');
    expect(drifted).toContain('10.77.0.0/16');
    await bot.pass(200_000);
    expect((await told(bot, 1)).filter((kind) => kind === 'side-drifted')).toHaveLength(1);

    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc verify payments-us-east-1');
    const last = async () => (await omar.sees(CHANNEL)).map(linesOf).at(-1) ?? '';
    await expect.poll(last).toContain('3 things missing');
    expect(await last()).toContain('10.77.0.0/16');
  });
});
