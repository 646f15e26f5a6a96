import { expect, test } from 'vitest';
import { ANALYTICS, withBot } from './bot.ts';
import {
  ACCOUNT,
  acceptAndFinish,
  ask,
  askFor,
  auditOf,
  broadcasts,
  CHANNEL,
  cardOf,
  fillForm,
  findPending,
  linesOf,
  made,
  PEER_VPC,
  saidAs,
  stateOf,
  threadOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

test('a VPC goes from the form to active and the channel hears of it once', async () => {
  await withBot({}, async (bot) => {
    const sent = await askFor(bot, 'U0OMAR');
    expect(sent.kind).toBe('updated');
    expect(sent.view?.title).toContain('R1');

    await untilPending(bot, 1);
    await bot.runDue();
    const pcx = findPending(bot)?.id ?? 'none';
    const pending = await saidAs(bot, 1, 'peering-pending');
    for (const fact of [pcx, ACCOUNT, PEER_VPC, '10.1.0.0/24', 'us-east-1', '5432', 'payments-us-east-1']) {
      expect(pending).toContain(fact);
    }
    expect(await cardOf(bot, 1)).toContain(pcx);
    expect(await broadcasts(bot)).toEqual([]);

    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual(WHOLE_STORY);
    expect(await stateOf(bot, 1)).toEqual({
      request: 'done',
      vpc: 'active',
      peerings: ['active'],
      quota: null,
    });
    const [announced, ...more] = await broadcasts(bot);
    expect(more).toEqual([]);
    expect(announced).toContain(pcx);
    expect(announced?.match(/@omar/g)).toHaveLength(1);
    expect(await cardOf(bot, 1)).toContain('R1 is done');
    const buttons = (await threadOf(bot, 1)).buttons.map(({ text }) => text);
    expect(buttons).toEqual(['Add a peering', 'Attach a service', 'Delete…']);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
    expect(await auditOf(bot, 1)).toEqual(['request-opened U0OMAR']);
  });
});

test('no message of the story mentions the requester twice', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    const { replies } = await threadOf(bot, 1);
    for (const reply of replies) expect(linesOf(reply).match(/@omar/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });
});

test('choosing another project builds the form anew and keeps what was typed', async () => {
  await withBot({ projects: { analytics: ANALYTICS } }, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc create payments us-east-1');
    await omar.fill(ask.account, ACCOUNT);
    await omar.fill(ask.ranges, '10.20.0.0/16');
    await omar.choose('Project', 'analytics');
    await bot.until(async () => {
      const view = await omar.view();
      return (
        view?.fields.some(({ label, shown }) => label === ask.name && shown.includes('analytics')) ?? false
      );
    });
    const view = await omar.view();
    const shown = Object.fromEntries((view?.fields ?? []).map((field) => [field.label, field.shown]));
    expect(shown).toMatchObject({
      Project: 'analytics',
      [ask.account]: ACCOUNT,
      [ask.ranges]: '10.20.0.0/16',
    });
    expect(view?.lines.join('\n')).toContain('10.80.0.0/24');

    await omar.fill(ask.name, 'warehouse');
    await omar.choose('Project', 'payments');
    await bot.until(async () => {
      const again = await omar.view();
      return (
        again?.fields.some(({ label, shown: word }) => label === 'Project' && word === 'payments') ?? false
      );
    });
    const fields = (await omar.view())?.fields ?? [];
    expect(fields.find(({ label }) => label === ask.name)?.shown).toBe('warehouse');
  });
});

test('a name or range typed for one project is judged for the project that is chosen in the end', async () => {
  await withBot({ projects: { analytics: ANALYTICS } }, async (bot) => {
    const omar = bot.as('U0OMAR');
    await omar.command(CHANNEL, '/vpc create payments us-east-1');
    await omar.fill(ask.account, ACCOUNT);
    await omar.fill(ask.vpc, PEER_VPC);
    await omar.fill(ask.range, '10.80.0.0/24');
    await omar.choose('Project', 'analytics');
    await bot.until(async () => (await omar.view())?.lines.join(' ').includes('analytics-main') ?? false);
    await omar.choose('Region', 'us-east-1');
    const sent = await omar.submit();
    expect(sent.kind).toBe('errors');
    expect(sent.errorsByLabel['IP range']).toContain('analytics-main');
    expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
  });
});

test('a VPC in one line is planned with what the quota says, made once, and told that nothing reaches it', async () => {
  await withBot({ project: { vpcQuota: 1 } }, async (bot) => {
    const omar = bot.as('U0OMAR');
    const say = async (line: string) => (await omar.command(CHANNEL, line)).messages.map(linesOf).join('\n');
    const plan = await say('/vpc create payments us-east-1 10.0.0.0/24');
    for (const fact of ['payments-us-east-1', '10.0.0.0/24', '0 of 1 VPC', 'Nothing reaches the VPC']) {
      expect(plan).toContain(fact);
    }
    expect(made(bot).vpcs).toBe(0);
    await omar.press('Create', { in: CHANNEL, duplicate: true });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    await bot.pass(5_000);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 0 });
    expect(await told(bot, 1)).toEqual(['request-opened', 'vpc-created', 'vpc-ready']);
    expect(await broadcasts(bot)).toEqual([await saidAs(bot, 1, 'vpc-ready')]);
    expect(await bot.bot().deps.store.findRequestView(2)).toBeNull();
    const buttons = (await threadOf(bot, 1)).buttons.map(({ text }) => text);
    expect(buttons).toEqual(['Add a peering', 'Delete…']);

    expect(await say('/vpc create payments us-east-1 10.9.0.0/24')).toContain(
      'payments uses 1 of 1 VPC. One more needs an approval',
    );
    const wrong = await say('/vpc create payments us-east-1 10.0.0.7/24');
    expect(wrong).toContain('10.0.0.0/24');
    await omar.press('Edit', { in: CHANNEL });
    await omar.fill(ask.range, '10.9.0.0/24');
    expect((await omar.view())?.lines.join('\n')).toContain('No peering yet');
    expect((await omar.submit()).view?.lines.join()).toContain('waits for an approver');
    expect(await stateOf(bot, 2)).toMatchObject({ request: 'waiting-for-approval', peerings: [] });
  });
});

test('a VPC is made with as many first peerings as the form is asked for', async () => {
  await withBot({}, async (bot) => {
    const omar = await fillForm(bot, 'U0OMAR');
    await omar.press('Add another peering');
    await omar.fill(`${ask.account} (peering 2)`, '210987654321');
    await omar.fill(`${ask.vpc} (peering 2)`, 'vpc-0d4e5f60718293041');
    await omar.press('Add another peering');
    await omar.fill(`${ask.account} (peering 3)`, ACCOUNT);
    await omar.press('Remove the last');
    const gone = async () => (await omar.view())?.fields.some(({ label }) => label.endsWith('(peering 3)'));
    await expect.poll(gone).toBe(false);
    expect((await omar.submit()).view?.title).toContain('R1');
    await bot.until(async () => (await stateOf(bot, 1)).peerings.every((state) => state === 'pending-peer'));
    for (const account of [ACCOUNT, '210987654321']) {
      bot.sandbox.aws.accept(findPending(bot, account)?.id ?? '');
    }
    await bot.until(async () => (await stateOf(bot, 1)).request === 'done');
    await bot.pass(5_000);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 2 });
    expect(await broadcasts(bot)).toHaveLength(2);
  });
});

test('who may not ask for a VPC is told whom to ask, by the command and by the form', async () => {
  await withBot({ project: { requesters: ['U0OMAR'] } }, async (bot) => {
    const nina = bot.as('U0NINA');
    const { messages } = await nina.command(CHANNEL, '/vpc create payments us-east-1 10.0.0.0/24');
    expect(messages.map(linesOf).join()).toContain('not listed as a requester of payments');
    await nina.command(CHANNEL, '/vpc create');
    const shown = async () => (await nina.view())?.lines.join('\n');
    await expect.poll(shown).toContain('not listed as a requester');
    expect(await bot.bot().deps.store.findRequestView(1)).toBeNull();
  });
});
