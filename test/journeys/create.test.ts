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
