import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, type BotOptions, withBot } from './bot.ts';
import { auditOf, broadcasts, CHANNEL, cardOf, linesOf, saidAs, told } from './story.ts';

const BY_HAND = [
  { name: 'by-hand', cidr: '10.7.0.0/24', region: 'us-east-1' },
  { name: 'by-hand-too', cidr: '10.8.0.0/24', region: 'us-east-1' },
];

/** As many VPCs stand in `payments` as it may have: one. */
const withFull = (journey: (bot: Bot) => Promise<void>, options: BotOptions = {}): Promise<void> =>
  withBot({ ...options, project: { vpcQuota: 1, ...options.project } }, async (bot) => {
    const [first] = BY_HAND;
    if (first !== undefined) bot.sandbox.tiger.state.vpcs.add('rp1pz7uyae', first, 0);
    await bot.passFast(6 * 60_000);
    await journey(bot);
  });

const toldTo = (answer: { readonly messages: readonly Parameters<typeof linesOf>[0][] }): string =>
  answer.messages.map(linesOf).join('\n');

/** Asks for a limit by the form that one line leads to. */
const askLimit = async (bot: Bot, userId: string, limit: string) => {
  const who = bot.as(userId);
  await who.command(CHANNEL, '/vpc quota increase payments');
  await who.press('Ask for more…', { in: CHANNEL });
  await who.fill('How many VPCs in all', limit);
  await who.fill('Why', 'two teams more');
  return who.submit();
};

const limitOf = async (bot: Bot, requestId: number) => {
  const view = await bot.bot().deps.store.findRequestView(requestId);
  if (view?.on !== 'project') throw new Error(`R${requestId} is about no limit`);
  return { request: view.request.state, quota: view.quota.state, granted: view.quota.grantedLimit };
};

test('/vpc quota tells only the asker what there is; a higher limit is asked for, approved and told', async () => {
  await withFull(async (bot) => {
    const omar = bot.as('U0OMAR');
    const seen = await omar.command(CHANNEL, '/vpc quota payments');
    expect(seen.messages.every(({ isEphemeral }) => isEphemeral)).toBe(true);
    for (const fact of ['payments uses 1 of 1 VPC', 'PERFORMANCE', 'allows 1 VPC', 'Ask for more…']) {
      expect(toldTo(seen)).toContain(fact);
    }
    await omar.press('Ask for more…', { in: CHANNEL });
    expect((await omar.view())?.lines.join('\n')).toContain('payments uses 1 of 1 VPC');
    await omar.fill('How many VPCs in all', '1');
    await omar.fill('Why', 'two teams more');
    const { errorsByLabel } = await omar.submit();
    expect(errorsByLabel['How many VPCs in all']).toBe('The limit is 1 already: type 2 or more.');
    await omar.fill('How many VPCs in all', '3');
    expect((await omar.submit({ duplicate: true })).view?.title).toContain('R1');
    await bot.pass(5_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'quota-asked']);
    const card = await saidAs(bot, 1, 'quota-asked');
    for (const fact of ['@platform', '@omar', '3 VPCs in all, in place of 1', 'two teams more', 'by-hand']) {
      expect(card).toContain(fact);
    }
    expect(toldTo(await omar.command(CHANNEL, '/vpc quota'))).toContain(
      'R1: a limit of 3 VPCs, asked for by @omar',
    );
    expect(toldTo(await bot.as('U0NINA').press('Approve', { in: CHANNEL }))).toContain(
      'not listed as an approver',
    );
    await Promise.all(['U0GRACE', 'U0LIN'].map((who) => bot.as(who).press('Approve', { in: CHANNEL })));
    await bot.pass(5_000);
    expect(await limitOf(bot, 1)).toEqual({ request: 'done', quota: 'granted', granted: 3 });
    expect(await told(bot, 1)).toEqual(['request-opened', 'quota-asked', 'quota-approved']);
    expect((await broadcasts(bot)).join()).toContain('payments may have 3 VPCs from now on');
    expect(await cardOf(bot, 1)).toContain('approved R1: payments may have 3 VPCs.');
    expect(toldTo(await omar.command(CHANNEL, '/vpc quota payments'))).toContain('granted 3');
    expect((await auditOf(bot, 1)).filter((act) => act.startsWith('quota-approved'))).toHaveLength(1);
    expect(toldTo(await omar.command(CHANNEL, '/vpc retry R1'))).toContain('nothing to retry');
  });
});

test('a limit is denied with a reason, and another is withdrawn by who asked', async () => {
  await withFull(async (bot) => {
    expect((await askLimit(bot, 'U0OMAR', '2')).view?.title).toContain('R1');
    expect((await askLimit(bot, 'U0NINA', '2')).view?.lines.join()).toContain('R1 waits for an approver');
    await bot.pass(5_000);
    const grace = bot.as('U0GRACE');
    await grace.press('Deny…', { in: CHANNEL });
    await grace.fill('Reason', 'Use by-hand.');
    await grace.submit();
    await bot.pass(5_000);
    expect(await limitOf(bot, 1)).toMatchObject({ request: 'denied', granted: null });
    expect(await saidAs(bot, 1, 'quota-denied')).toContain('Use by-hand');
    await askLimit(bot, 'U0OMAR', '2');
    await bot.pass(5_000);
    const omar = bot.as('U0OMAR');
    await bot.as('U0LIN').press('Deny…', { in: CHANNEL });
    expect(toldTo(await bot.as('U0EVE').command(CHANNEL, '/vpc cancel R2'))).toContain('somebody else’s');
    expect(toldTo(await omar.command(CHANNEL, '/vpc cancel R2'))).toContain('the limit stays as it is');
    await omar.press('Cancel R2', { in: CHANNEL });
    await bot.as('U0LIN').fill('Reason', 'Use by-hand.');
    const late = await bot.as('U0LIN').submit();
    expect(late.view?.lines.join()).toContain('the request was cancelled');
    await bot.pass(5_000);
    expect(await limitOf(bot, 2)).toMatchObject({ request: 'cancelled', quota: 'withdrawn' });
    expect(await told(bot, 2)).toEqual(['request-opened', 'quota-asked', 'request-cancelling']);
    expect(toldTo(await omar.command(CHANNEL, '/vpc cancel R2'))).toContain('cancelled already');
  });
});

test('who may not ask is refused, and told whom to ask', async () => {
  const analytics = { ...ANALYTICS, requesters: ['U0NINA'] };
  await withBot({ projects: { analytics } }, async (bot) => {
    const omar = bot.as('U0OMAR');
    expect(toldTo(await omar.command(CHANNEL, '/vpc quota analytics'))).toContain('@nina');
    expect(toldTo(await omar.command(CHANNEL, '/vpc quota increase analytics'))).toContain('Ask @nina');
    expect(toldTo(await omar.command(CHANNEL, '/vpc quota increase paymens'))).toContain('payments');
    expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
  });
});

test('an admin breaks glass for their own request, with a reason that everybody reads', async () => {
  await withFull(async (bot) => {
    await askLimit(bot, 'U0ADA', '2');
    await bot.pass(5_000);
    const ada = bot.as('U0ADA');
    const refused = await ada.press('Deny…', { in: CHANNEL });
    expect(toldTo(refused)).toContain('As an admin you may approve it alone');
    await ada.press('Break glass…', { in: CHANNEL });
    expect((await ada.view())?.title).toBe('Break glass for R1');
    await ada.close();
    const action = { type: 'button', action_id: 'break_glass', block_id: 'b', value: '1' };
    const forged = await bot.as('U0LIN').pressRaw({ channel: { id: CHANNEL }, actions: [action] });
    expect(toldTo(forged)).toContain('not listed as an admin');
    expect(await limitOf(bot, 1)).toMatchObject({ quota: 'asked' });
    await ada.press('Approve', { in: CHANNEL });
    await ada.fill('Why it cannot wait', '   .   ');
    expect((await ada.submit()).errorsByLabel['Why it cannot wait']).toContain('reason of 3');
    await ada.fill('Why it cannot wait', 'the launch is tonight');
    expect((await ada.submit()).kind).toBe('closed');
    await bot.pass(5_000);
    expect(await limitOf(bot, 1)).toEqual({ request: 'done', quota: 'granted', granted: 2 });
    const broken = await saidAs(bot, 1, 'glass-broken');
    for (const fact of ['@platform', '@ada', 'the launch is tonight']) expect(broken).toContain(fact);
    expect(await broadcasts(bot)).toContain(broken);
    expect((await bot.bot().deps.store.listAudit(1)).at(-1)).toMatchObject({
      act: 'glass-broken',
      actor: 'U0ADA',
      why: 'the launch is tonight',
    });
    expect(toldTo(await bot.as('U0GRACE').press('Approve', { in: CHANNEL, stale: true }))).toContain('@ada');
  });
});

test.each([
  { approvers: [], deactivated: [], called: '@ada: no approver', because: 'none is listed' },
  { approvers: ['U0OMAR'], deactivated: [], called: '@ada: no approver', because: 'omar asks himself' },
  { approvers: ['U0LIN'], deactivated: ['U0LIN'], called: '@ada: no approver', because: 'lin has left' },
  {
    approvers: ['U0LIN', 'S0PLATFORM'],
    deactivated: ['U0LIN'],
    called: '@platform: approve',
    because: 'the group holds others',
  },
  {
    approvers: ['U0LIN'],
    deactivated: ['U0LIN', 'U0ADA'],
    called: 'under approvers of payments or under admins',
    because: 'nobody is left',
  },
])('the card says $called, because $because', async ({ approvers, deactivated, called }) => {
  await withFull(
    async (bot) => {
      for (const id of deactivated) bot.sandbox.slack.directory.setDeactivated(id, true);
      await askLimit(bot, 'U0OMAR', '2');
      await bot.pass(5_000);
      const seen = await bot.as('U0NINA').sees(CHANNEL);
      const card = seen.find(({ lines }) => lines[0]?.startsWith('R1:'));
      expect(card?.replies.map(linesOf).join()).toContain(called);
    },
    { project: { approvers } },
  );
});

test('where Slack does not say who is active, the card calls all who are listed and waits for nobody', async () => {
  await withFull(
    async (bot) => {
      bot.sandbox.slack.directory.setDeactivated('U0LIN', true);
      await askLimit(bot, 'U0OMAR', '2');
      bot.fail({ target: 'slack', match: 'users.info', kind: 'status', status: 503, times: 20 });
      await bot.pass(5_000);
      expect(await saidAs(bot, 1, 'quota-asked')).toContain('@lin or @grace: approve or deny it');
    },
    { project: { approvers: ['U0LIN', 'U0GRACE'] } },
  );
});

test('an ask that nobody decides on is reminded of, ends, and is asked for again by one press', async () => {
  const timing = { quotaRemindFirst: '10m', quotaRemindAgain: '20m', quotaExpiry: '30m' };
  await withFull(
    async (bot) => {
      await askLimit(bot, 'U0OMAR', '2');
      await bot.passFast(11 * 60_000);
      expect(await told(bot, 1)).toEqual(['request-opened', 'quota-asked', 'quota-reminded']);
      expect(await saidAs(bot, 1, 'quota-reminded')).toContain('@platform');
      bot.sandbox.slack.directory.changeGroup('S0PLATFORM', [], ['U0ADA', 'U0GRACE', 'U0LIN']);
      await bot.passFast(10 * 60_000);
      expect(await saidAs(bot, 1, 'quota-asked')).toContain('@ada: no approver');
      await bot.passFast(10 * 60_000);
      expect((await told(bot, 1)).slice(3)).toEqual(['quota-reminded', 'quota-expired']);
      expect(await limitOf(bot, 1)).toMatchObject({ request: 'expired', quota: 'expired' });
      expect((await broadcasts(bot)).join()).toContain('nobody decided on it');
      expect(toldTo(await bot.as('U0ADA').press('Approve', { in: CHANNEL, stale: true }))).toContain(
        'Nobody decided in time',
      );
      const omar = bot.as('U0OMAR');
      await omar.press('Ask again', { in: CHANNEL });
      await omar.fill('Why', 'two teams more');
      expect((await omar.view())?.fields.map(({ shown }) => shown)).toEqual([
        'payments',
        '2',
        'two teams more',
      ]);
      expect((await omar.submit()).view?.title).toContain('R2');
    },
    { timing },
  );
});
