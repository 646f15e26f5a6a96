import { expect, test } from 'vitest';
import { actions } from '../../src/slack/blocks.ts';
import { buildAttachButton } from '../../src/slack/vpc-buttons.ts';
import { withBot } from './bot.ts';
import {
  askedOf,
  askMove,
  BRIEF,
  fields,
  HOST_INSIDE,
  moveOf,
  openVpc,
  PROJECT,
  putInto,
  SERVICE,
  SERVICE_ID,
  type,
  untilOver,
  WHOLE_MIGRATION,
  WHOLE_MOVE,
  whereIs,
} from './move-story.ts';
import { auditOf, broadcasts, CHANNEL, cardOf, saidAs, told } from './story.ts';

test('a service is attached by the form: plan, downtime, every address, names that answer', async () => {
  await withBot(BRIEF, async (bot) => {
    const vpc = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const omar = bot.as('U0OMAR');
    await type(bot, '/vpc attach');
    const chosen = await omar.choose(fields.service, SERVICE_ID, { query: 'payments-db' });
    expect(chosen.view?.title).toBe('Attach a service');
    const offered = await omar.looksUp(fields.vpc, '');
    expect(offered.map(({ text }) => text)).toEqual([
      'payments-us · 10.1.0.0/24 · us-east-1',
      'The public internet',
    ]);
    const planned = await omar.choose(fields.vpc, 'payments-us');
    const plan = planned.view?.lines.join('\n') ?? '';
    expect(plan).toContain('goes to the VPC payments-us');
    expect(plan).toContain('It cannot be reached meanwhile');
    for (const part of ['Primary', 'Connection pooler', 'Read replica reporting'])
      expect(plan).toContain(part);
    expect(plan).toContain('has no active peering, so nobody will reach the service there');
    await omar.fill(fields.confirm, SERVICE);
    expect((await omar.submit({ settleMs: 0 })).kind).not.toBe('errors');
    await untilOver(bot, 1);
    await bot.pass(5_000);
    expect(await told(bot, 1)).toEqual(WHOLE_MOVE);
    expect(whereIs(bot)).toBe(vpc.id);
    expect(askedOf(bot)).toEqual({ attach: 1, detach: 0 });
    const moved = await saidAs(bot, 1, 'service-moved');
    expect(moved).toContain(`postgres://tsdbadmin:<password>@${HOST_INSIDE}:5432/tsdb?sslmode=require`);
    expect(await saidAs(bot, 1, 'names-answer')).toContain(HOST_INSIDE);
    expect(await broadcasts(bot)).toEqual([moved]);
    expect(await cardOf(bot, 1)).toContain('R1 is done: the service is in the VPC payments-us.');
    expect(await auditOf(bot, 1)).toEqual(['move-asked U0OMAR']);
  });
});

test('a service is detached by one line, and moved back by the button on the card', async () => {
  await withBot(BRIEF, async (bot) => {
    const vpc = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    await putInto(bot, vpc);
    await askMove(bot, '/vpc detach payments-db');
    await untilOver(bot, 1);
    await bot.pass(3_000);
    expect(await told(bot, 1)).toEqual(WHOLE_MOVE);
    expect(whereIs(bot)).toBeNull();
    expect(await saidAs(bot, 1, 'service-moved')).toContain(
      'It can be reached from anywhere on the public internet.',
    );

    const omar = bot.as('U0OMAR');
    await omar.press('Move it back', { in: CHANNEL });
    await omar.fill(fields.confirm, SERVICE);
    await omar.submit({ settleMs: 0 });
    await untilOver(bot, 2);
    expect(whereIs(bot)).toBe(vpc.id);
    expect(askedOf(bot)).toEqual({ attach: 1, detach: 1 });
  });
});

test('a service is migrated by one line, in two steps, and told so', async () => {
  await withBot(BRIEF, async (bot) => {
    const from = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const to = await openVpc(bot, 'payments-new', '10.2.0.0/24');
    await putInto(bot, from);
    const answer = await type(bot, '/vpc migrate payments-db payments-new');
    const plan = answer.messages[0]?.lines.join('\n') ?? '';
    expect(plan).toContain('is in the VPC payments-us and goes to the VPC payments-new');
    expect(plan).toContain('Timescale detaches it first and then attaches it.');
    expect(plan).toContain('Nothing has happened yet.');
    const omar = bot.as('U0OMAR');
    await omar.press('Move…', { in: CHANNEL });
    await omar.fill(fields.confirm, SERVICE);
    await omar.submit({ settleMs: 0 });
    await untilOver(bot, 1);
    await bot.pass(3_000);
    expect(await told(bot, 1)).toEqual(WHOLE_MIGRATION);
    expect(whereIs(bot)).toBe(to.id);
    expect(askedOf(bot)).toEqual({ attach: 1, detach: 1 });
    expect(await saidAs(bot, 1, 'service-detached')).toContain('is on the public internet for the moment');
    expect(await broadcasts(bot)).toHaveLength(1);
  });
});

test.each([
  { line: '/vpc attach payments-db nowhere', words: 'There is no VPC “nowhere”', because: 'unknown VPC' },
  { line: '/vpc attach payment-db payments-us', words: 'Did you mean “payments-db”?', because: 'misspelt' },
  {
    line: '/vpc attach ledger-db payments-us',
    words: 'is in us-east-1 and the service “ledger-db” in eu-west-1',
    because: 'another region',
  },
  {
    line: '/vpc detach payments-db',
    words: 'is on the public internet already',
    because: 'nothing to detach',
  },
  {
    line: '/vpc attach payments-db payments-us',
    user: 'U0OUT',
    words: 'You are not listed in any project',
    because: 'an outsider sees nothing',
  },
])('"$line" is answered privately and records nothing: $because', async ({ line, words, user }) => {
  await withBot(BRIEF, async (bot) => {
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const answer = await type(bot, line, user);
    const shown = answer.messages.map(({ lines }) => lines.join('\n')).join('\n');
    expect(shown).toContain(words);
    expect(answer.messages.every(({ isEphemeral }) => isEphemeral)).toBe(true);
    expect(await bot.bot().deps.store.listLivingRequests(['payments'])).toEqual([]);
  });
});

test('who may see a service and not ask in its project is told whom to ask', async () => {
  await withBot({ ...BRIEF, project: { requesters: ['U0NINA'] } }, async (bot) => {
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const refused = async (userId: string) => {
      const answer = await type(bot, '/vpc attach payments-db payments-us', userId);
      return answer.messages[0]?.lines.join() ?? '';
    };
    expect(await refused('U0GRACE')).toContain('You are not listed as a requester of payments.');
    expect(await refused('U0OMAR')).toContain('You are not listed in any project');
    await askMove(bot, '/vpc attach payments-db payments-us', SERVICE, 'U0NINA');
    await untilOver(bot, 1);
    expect(await auditOf(bot, 1)).toEqual(['move-asked U0NINA']);
  });
});

test('a form that begins with the VPC offers the services that fit it, and all once one is chosen', async () => {
  await withBot(BRIEF, async (bot) => {
    const vpc = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const known = await bot.bot().deps.store.listVpcs(['payments']);
    const omar = bot.as('U0OMAR');
    await bot.bot().deps.thread.post({
      place: { channel: CHANNEL, threadTs: null },
      message: {
        text: 'A card with its button',
        blocks: [...actions(known.map(({ vpc: row }) => buildAttachButton(row)))],
      },
      broadcast: false,
      noticeKey: 'card',
      tells: 'card',
    });
    await omar.press('Attach a service', { in: CHANNEL });
    const names = async () =>
      (await omar.looksUp(fields.service, '')).map(({ text }) => text.split(' · ')[0]);
    expect(await names()).toEqual([SERVICE]);
    await omar.choose(fields.service, SERVICE_ID, { query: SERVICE });
    expect(await names()).toEqual(['ledger-db', SERVICE]);
    await omar.fill(fields.confirm, SERVICE);
    await omar.submit({ settleMs: 0 });
    await untilOver(bot, 1);
    expect(whereIs(bot)).toBe(vpc.id);
  });
});

test('the name typed to confirm is checked beside its field, and mended there', async () => {
  await withBot(BRIEF, async (bot) => {
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const wrong = await askMove(bot, '/vpc attach payments-db payments-us', 'payments');
    expect(wrong).toMatchObject({
      kind: 'errors',
      errorsByLabel: {
        [fields.confirm]: 'This is not the name of the service. Type payments-db to confirm.',
      },
    });
    const omar = bot.as('U0OMAR');
    await omar.fill(fields.confirm, SERVICE);
    await omar.submit({ settleMs: 0 });
    expect((await moveOf(bot, 1)).move.to?.name).toBe('payments-us');
    const second = await type(bot, '/vpc attach payments-db payments-us');
    expect(second.messages[0]?.lines.join()).toContain('R1 moves this service already');
  });
});

test('a move is cancelled before it begins, and not once Timescale is at it', async () => {
  await withBot(BRIEF, async (bot) => {
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    await askMove(bot, '/vpc attach payments-db payments-us');
    const ada = bot.as('U0OMAR');
    await type(bot, '/vpc cancel R1');
    await ada.press('Cancel R1', { in: CHANNEL });
    await bot.pass(3_000);
    expect((await moveOf(bot, 1)).request.state).toBe('cancelled');
    expect(await told(bot, 1)).toEqual(['request-opened', 'request-cancelling']);
    expect(askedOf(bot)).toEqual({ attach: 0, detach: 0 });

    await askMove(bot, '/vpc attach payments-db payments-us');
    await bot.pass(1_000);
    const late = await type(bot, '/vpc cancel R2');
    expect(late.messages[0]?.lines.join()).toContain('R2 cannot be cancelled any more');
    await untilOver(bot, 2);
    expect((await moveOf(bot, 2)).request.state).toBe('done');
  });
});

test('names that stay unknown are warned of once, then given up', async () => {
  const timing = { ...BRIEF.timing, dnsExpectedWithin: '30s', dnsGiveUp: '2m' };
  await withBot({ ...BRIEF, timing }, async (bot) => {
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    bot.sandbox.dns.setMode('stale');
    await askMove(bot, '/vpc attach payments-db payments-us');
    await untilOver(bot, 1);
    await bot.pass(3_000);
    expect(await told(bot, 1)).toEqual([
      'request-opened',
      'move-started',
      'service-moved',
      'names-late',
      'names-given-up',
    ]);
    expect(await saidAs(bot, 1, 'names-late')).toContain(`dig +short ${HOST_INSIDE}`);
  });
});

test('a VPC that is deleted between the steps leaves the service public, loudly, and Retry goes on', async () => {
  await withBot(BRIEF, async (bot) => {
    const from = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const to = await openVpc(bot, 'payments-new', '10.2.0.0/24');
    await putInto(bot, from);
    await askMove(bot, '/vpc migrate payments-db payments-new');
    await bot.pass(2_000);
    bot.sandbox.tiger.state.removeVpc(PROJECT, to.id);
    await untilOver(bot, 1);
    await bot.pass(3_000);
    const failed = await saidAs(bot, 1, 'move-failed');
    expect(failed).toContain('The service is on the public internet now');
    expect(failed).toContain(`.tsdb.cloud.timescale.com:`);
    expect(await broadcasts(bot)).toEqual([failed]);
    expect(whereIs(bot)).toBeNull();
    const again = await type(bot, '/vpc retry R1');
    expect(again.messages[0]?.lines.join()).toContain('R1 is tried again');
    await untilOver(bot, 1);
    const omar = bot.as('U0OMAR');
    await bot.pass(3_000);
    await omar.press('Move it back', { in: CHANNEL });
    await omar.fill(fields.confirm, SERVICE);
    await omar.submit({ settleMs: 0 });
    await untilOver(bot, 2);
    expect(whereIs(bot)).toBe(from.id);
  });
});

test('a VPC that is deleted before anything was asked for costs no detaching', async () => {
  await withBot(BRIEF, async (bot) => {
    const from = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const to = await openVpc(bot, 'payments-new', '10.2.0.0/24');
    await putInto(bot, from);
    await askMove(bot, '/vpc migrate payments-db payments-new');
    bot.sandbox.tiger.state.removeVpc(PROJECT, to.id);
    await untilOver(bot, 1);
    await bot.pass(3_000);
    expect(askedOf(bot)).toEqual({ attach: 0, detach: 0 });
    expect(whereIs(bot)).toBe(from.id);
    expect(await told(bot, 1)).toContain('move-failed');
  });
});

test('a step that stays busy between the VPCs is told of once, for the service is public meanwhile', async () => {
  await withBot({ ...BRIEF, timing: { ...BRIEF.timing, moveExpectedWithin: '2m' } }, async (bot) => {
    const from = await openVpc(bot, 'payments-us', '10.1.0.0/24');
    await openVpc(bot, 'payments-new', '10.2.0.0/24');
    await putInto(bot, from);
    bot.fail({ target: 'tiger', match: '/attachToVPC', kind: 'status', status: 409, times: 1_000 });
    await askMove(bot, '/vpc migrate payments-db payments-new');
    await bot.passFast(240_000);
    expect((await told(bot, 1)).filter((kind) => kind === 'move-slow')).toHaveLength(1);
  });
});

test('a service that somebody else moves meanwhile is left alone, and told of', async () => {
  await withBot(BRIEF, async (bot) => {
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const other = await openVpc(bot, 'payments-other', '10.3.0.0/24');
    await askMove(bot, '/vpc attach payments-db payments-us');
    bot.sandbox.tiger.state.services.attach(PROJECT, SERVICE_ID, other.id);
    await untilOver(bot, 1);
    await bot.pass(3_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'move-failed']);
    expect(await saidAs(bot, 1, 'move-failed')).toContain('The service is in the VPC payments-other now.');
    expect(whereIs(bot)).toBe(other.id);
  });
});

test('services that cannot be listed take nothing from what is known of VPCs', async () => {
  await withBot(BRIEF, async (bot) => {
    // A GET is tried twice.
    bot.fail({
      target: 'tiger',
      match: `GET /projects/${PROJECT}/services`,
      kind: 'status',
      status: 500,
      times: 2,
    });
    await openVpc(bot, 'payments-us', '10.1.0.0/24');
    const { vpcs } = await bot.bot().deps.store.findMoveFacts('payments');
    expect(vpcs.map(({ vpc }) => vpc.name)).toEqual(['payments-us']);
    expect(bot.sandbox.faults.list()).toEqual([]);
    bot.sandbox.tiger.state.services.remove(PROJECT, SERVICE_ID);
    await bot.pass(16_000);
    const known = await bot.bot().deps.store.listServices(['payments']);
    expect(known.map(({ name }) => name)).toEqual(['ledger-db']);
  });
});
