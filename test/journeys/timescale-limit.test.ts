import { expect, test } from 'vitest';
import { type Bot, withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  auditOf,
  CHANNEL,
  cardOf,
  linesOf,
  saidAs,
  standing,
  stateOf,
  threadOf,
  told,
} from './story.ts';

const toldTo = (answer: { readonly messages: readonly Parameters<typeof linesOf>[0][] }): string =>
  answer.messages
    .filter(({ isEphemeral }) => isEphemeral)
    .map(linesOf)
    .join('\n');

const PROJECT = 'rp1pz7uyae';

/** Timescale allows none: each waits for it. */
const askTwo = async (bot: Bot): Promise<void> => {
  bot.sandbox.tiger.state.setVpcLimit(PROJECT, 0);
  await askFor(bot, 'U0OMAR');
  await bot.until(async () => (await stateOf(bot, 1)).request === 'waiting-for-timescale');
  await askFor(bot, 'U0NINA', { name: 'second' });
  await bot.until(async () => (await stateOf(bot, 2)).request === 'waiting-for-timescale');
  await bot.pass(5_000);
};

const raise = async (bot: Bot, userId: string, limit: string) => {
  const who = bot.as(userId);
  await who.press('Timescale raised it…', { in: CHANNEL });
  await who.fill('How many VPCs Timescale allows now, in all', limit);
  return who.submit();
};

const LIMIT = 'How many VPCs Timescale allows now, in all';

test('who waits for Timescale goes on in the order of asking once somebody tells that it raised its limit', async () => {
  await withBot({ project: { vpcQuota: 5 } }, async (bot) => {
    await askTwo(bot);
    const ticket = await saidAs(bot, 2, 'waiting-for-timescale');
    for (const fact of [`Project id: ${PROJECT}`, 'Region: us-east-1', 'Wanted limit: 2', 'second']) {
      expect(ticket).toContain(fact);
    }
    expect(await cardOf(bot, 1)).toContain('Timescale raised it…');
    const raised = 'Timescale raised it…';
    expect(toldTo(await bot.as('U0NINA').press(raised, { in: CHANNEL }))).toContain(
      'not listed as an approver',
    );
    const grace = bot.as('U0GRACE');
    await grace.press(raised, { in: CHANNEL });
    await grace.fill(LIMIT, '0');
    expect((await grace.submit()).errorsByLabel[LIMIT]).toContain('whole number from 1');
    const lin = bot.as('U0LIN');
    await lin.press(raised, { in: CHANNEL });
    bot.sandbox.tiger.state.setVpcLimit(PROJECT, 1);
    await grace.fill(LIMIT, '1');
    const said = (await grace.submit()).view?.lines.join() ?? '';
    expect(said).toContain('R1 goes on with a limit of 1 VPC. R2 still waits');
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual([
      'request-opened',
      'waiting-for-timescale',
      'limit-raised',
      'vpc-created',
      'peering-approved',
      'peering-pending',
      'peering-active',
    ]);
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'waiting-for-timescale' });
    expect(await told(bot, 2)).toEqual(['request-opened', 'waiting-for-timescale']);

    await lin.fill(LIMIT, '1');
    const late = await lin.submit();
    expect(JSON.stringify([late.errorsByLabel, late.view?.lines])).toMatch(/1 VPC already|is done/);
    bot.sandbox.tiger.state.setVpcLimit(PROJECT, 2);
    expect((await raise(bot, 'U0ADA', '2')).view?.lines.join()).toContain('R2 goes on');
    await acceptAndFinish(bot, 2);
    expect(standing(bot)).toEqual({ vpcs: 2, peerings: 2 });
    expect((await told(bot, 2)).filter((kind) => kind === 'limit-raised')).toHaveLength(1);
    expect(await auditOf(bot, 2)).toContain('limit-raised U0ADA');
    expect(toldTo(await lin.press(raised, { in: CHANNEL, stale: true }))).toContain('nothing was recorded');
  });
});

test('where Timescale refused, the request ends with its answer, and its name is free', async () => {
  await withBot({ project: { vpcQuota: 5 } }, async (bot) => {
    bot.sandbox.tiger.state.setVpcLimit(PROJECT, 0);
    await askFor(bot, 'U0OMAR');
    await bot.until(async () => (await stateOf(bot, 1)).request === 'waiting-for-timescale');
    await bot.pass(5_000);
    const grace = bot.as('U0GRACE');
    await grace.press('Timescale refused…', { in: CHANNEL });
    await grace.fill('What Timescale’s support answered', 'upgrade the plan first');
    await grace.submit();
    await bot.pass(5_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'denied', vpc: 'deleted', quota: 'refused' });
    expect(await told(bot, 1)).toEqual(['request-opened', 'waiting-for-timescale', 'limit-refused']);
    expect(await cardOf(bot, 1)).toContain('upgrade the plan first');
    expect((await threadOf(bot, 1)).buttons).toEqual([]);
    expect((await askFor(bot, 'U0OMAR')).kind).toBe('updated');
  });
});

test('a VPC on which nobody decided is asked for again by one press, and its old card decides nothing', async () => {
  const timing = { quotaRemindFirst: '5m', quotaRemindAgain: '6m', quotaExpiry: '10m' };
  await withBot({ project: { vpcQuota: 0 }, timing }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.passFast(11 * 60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'expired', vpc: 'deleted', quota: 'expired' });
    const omar = bot.as('U0OMAR');
    expect(toldTo(await bot.as('U0EVE').press('Ask again', { in: CHANNEL }))).toContain(
      'Nothing was changed',
    );
    expect(toldTo(await omar.press('Ask again', { in: CHANNEL }))).toContain(
      'R1 waits for an approver again',
    );
    expect(toldTo(await omar.press('Ask again', { in: CHANNEL }))).toContain('so it was not asked for again');
    await bot.pass(5_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'waiting-for-approval', peerings: ['requested'] });
    const grace = bot.as('U0GRACE');
    const [oldCard, newCard] = (await threadOf(bot, 1)).replies.filter(({ lines }) =>
      lines[0]?.startsWith('R1: one VPC more'),
    );
    expect(oldCard?.buttons).toEqual([]);
    const old = { in: CHANNEL, ts: oldCard?.ts ?? '' };
    expect(toldTo(await grace.press('Approve', old))).toContain('Nobody decided in time');
    await grace.press('Approve', { in: CHANNEL, ts: newCard?.ts ?? '' });
    await acceptAndFinish(bot, 1);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'done', quota: 'granted' });
    expect(standing(bot).vpcs).toBe(1);
  });
});

test('requests that fit under a limit that rose go on without a decision of their own', async () => {
  await withBot({ project: { vpcQuota: 0 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    const nina = bot.as('U0NINA');
    await nina.command(CHANNEL, '/vpc quota increase payments');
    await nina.press('Ask for more…', { in: CHANNEL });
    await nina.fill('How many VPCs in all', '2');
    await nina.fill('Why', 'two teams more');
    await nina.submit();
    await bot.pass(5_000);
    const [card] = (await threadOf(bot, 2)).replies;
    await bot.as('U0GRACE').press('Approve', { in: CHANNEL, ts: card?.ts ?? '' });
    await acceptAndFinish(bot, 1);
    expect((await told(bot, 1)).slice(0, 3)).toEqual(['request-opened', 'quota-asked', 'quota-fits']);
    expect(await saidAs(bot, 1, 'quota-asked')).toContain('No decision is needed any more');
    expect(await cardOf(bot, 1)).toContain('The limit rose to 2 VPCs');
  });
});
