import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import {
  ACCOUNT,
  acceptAndFinish,
  ask,
  askFor,
  auditOf,
  CHANNEL,
  cardOf,
  findPending,
  linesOf,
  made,
  PEER_VPC,
  saidAs,
  standing,
  stateOf,
  told,
  untilPending,
} from './story.ts';

const VPC = 'payments-us-east-1';
const ONE_LINE = `/vpc peer ${VPC} ${ACCOUNT} ${PEER_VPC}`;

const say = async (bot: Bot, user: string, line: string): Promise<string> =>
  (await bot.as(user).command(CHANNEL, line)).messages.map(linesOf).join('\n');
const lastRead = async (bot: Bot, user: string): Promise<string> =>
  (await bot.as(user).reads(CHANNEL)).at(-1) ?? '';
const countOf = async (bot: Bot, requestId: number, kind: string): Promise<number> =>
  (await told(bot, requestId)).filter((one) => one === kind).length;

test('who asks for what is peered shares it, lives on it with its owner, and nobody deletes it before they left', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(5_000);
    const pcx = findPending(bot)?.id ?? '';

    // By one line, pressed twice.
    const plan = await say(bot, 'U0NINA', ONE_LINE);
    for (const fact of [`@omar asked for it in R1`, 'waiting for the other side', pcx, '[Share it]']) {
      expect(plan).toContain(fact);
    }
    await bot.as('U0NINA').press('Share it', { in: CHANNEL, duplicate: true });
    await bot.pass(5_000);
    expect(await told(bot, 2)).toEqual(['request-opened', 'peering-shared', 'peering-pending']);
    expect(await saidAs(bot, 2, 'peering-pending')).toContain(pcx);
    expect(await saidAs(bot, 1, 'sharer-joined')).toContain('@nina shares');
    expect(await cardOf(bot, 1)).toContain('R2 (@nina)');
    expect(await say(bot, 'U0NINA', ONE_LINE)).toContain('that of R2');

    // By the form, where what was typed stays below the offer.
    const grace = bot.as('U0GRACE');
    await grace.command(CHANNEL, `/vpc peer ${VPC}`);
    await grace.fill(ask.account, ACCOUNT);
    await grace.fill(ask.vpc, PEER_VPC);
    const offered = await grace.submit();
    expect(offered.view?.title).toBe('Share a peering');
    expect(offered.view?.lines.join('\n')).toContain('shared by R2 (@nina)');
    expect((await grace.submit()).view?.title).toContain('R3');
    await bot.pass(5_000);
    expect(await bot.bot().deps.store.findRequestView(4)).toBeNull();

    // Refused to its owner and to an approver, in every way.
    const refusal = await say(bot, 'U0OMAR', `/vpc unpeer ${pcx}`);
    for (const fact of ['R2 (@nina)', 'R3 (@grace)', '/vpc unpeer']) expect(refusal).toContain(fact);
    expect(await say(bot, 'U0ADA', `/vpc unpeer ${pcx}`)).toContain('R2 (@nina)');
    expect(await say(bot, 'U0OMAR', '/vpc cancel R1')).toContain('R2 of @nina');
    expect(await say(bot, 'U0OMAR', `/vpc delete ${VPC}`)).toContain('cannot be deleted now');
    expect(await say(bot, 'U0OMAR', `/vpc show ${VPC}`)).toContain('shared by R2 (@nina) and R3 (@grace)');

    await acceptAndFinish(bot, 1);
    for (const id of [1, 2, 3]) {
      expect(await stateOf(bot, id)).toMatchObject({ request: 'done', peerings: ['active'] });
      expect(await countOf(bot, id, 'peering-active')).toBe(1);
    }
    expect(await say(bot, 'U0OMAR', '/vpc list payments')).toContain('shared by R2 (@nina)');

    // Each leaves in their own way, and the owner hears of it once.
    expect(await say(bot, 'U0NINA', `/vpc unpeer ${pcx}`)).toContain('it stays');
    await bot.as('U0NINA').press('Leave it', { in: CHANNEL, duplicate: true });
    await grace.press('Leave the peering', { in: CHANNEL });
    await bot.pass(5_000);
    expect((await stateOf(bot, 2)).request).toBe('left');
    expect((await stateOf(bot, 3)).request).toBe('left');
    expect(await countOf(bot, 1, 'sharer-left')).toBe(2);
    expect(await countOf(bot, 2, 'share-left')).toBe(1);
    expect(await auditOf(bot, 2)).toEqual(['share-asked U0NINA', 'share-left U0NINA']);
    expect(await cardOf(bot, 2)).toContain('has left the peering');
    expect(await say(bot, 'U0NINA', `/vpc unpeer ${pcx}`)).toContain('You left it already');

    // The last one deletes it really.
    await say(bot, 'U0OMAR', `/vpc unpeer ${pcx}`);
    await bot.as('U0OMAR').press('Delete it', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 4)).request === 'done');
    await bot.pass(5_000);
    expect(standing(bot).peerings).toBe(0);
    expect((await told(bot, 2)).at(-1)).toBe('share-left');
    expect(await say(bot, 'U0OMAR', `/vpc history ${VPC}`)).toContain('asked to share a peering');
  });
}, 60_000);

test('a peering that nobody asked for here is shared, and a second one is never asked of Timescale', async () => {
  await withBot({ projects: { analytics: ANALYTICS } }, async (bot) => {
    const { tiger, aws } = bot.sandbox;
    const [vpc] = tiger.state.vpcs.list('rp2analytic');
    const known = tiger.state.peerings.create('rp2analytic', vpc?.id ?? '', {
      accountId: ACCOUNT,
      region: 'us-east-1',
      peerVpcId: PEER_VPC,
    });
    // It comes to be after the project was read, so only the look before the creation can find it.
    const line = `/vpc peer analytics-main ${ACCOUNT} ${PEER_VPC} us-east-1`;
    const omar = bot.as('U0OMAR');
    expect(await say(bot, 'U0OMAR', line)).toContain('Timescale asks for a peering');
    await omar.press('Ask for it', { in: CHANNEL });
    await bot.until(async () => (await stateOf(bot, 1)).request === 'failed');
    await bot.pass(5_000);
    const taken = await saidAs(bot, 1, 'peering-taken');
    for (const fact of ['was not made by vpcbot', known.id, '[Share it]']) expect(taken).toContain(fact);
    expect((await omar.press('Share it', { in: CHANNEL })).view?.title).toBe('Share a peering');
    expect((await omar.submit()).view?.title).toContain('R2');
    await bot.pass(5_000);
    await bot.until(async () => (await told(bot, 2)).includes('peering-pending'));
    expect(await say(bot, 'U0NINA', line)).toContain('it was not made by vpcbot, shared by R2 (@omar)');

    aws.accept(known.pcxId);
    await bot.until(async () => (await stateOf(bot, 2)).request === 'done');
    // Nina approves in analytics, and still does not cut Omar off.
    expect(await say(bot, 'U0NINA', `/vpc unpeer ${known.pcxId}`)).toContain('R2 (@omar)');
    tiger.state.peerings.delete('rp2analytic', vpc?.id ?? '', known.id);
    await bot.until(async () => (await told(bot, 2)).at(-1) === 'peering-ended');
    await bot.pass(5_000);
    expect(await countOf(bot, 2, 'peering-ended')).toBe(1);
    expect(await cardOf(bot, 2)).toContain('/vpc peer analytics-main');
    expect(made(bot).peerings).toBe(1);
    expect(await lastRead(bot, 'U0NINA')).not.toContain('deletes the peering');
  });
}, 60_000);
