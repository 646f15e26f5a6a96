import { expect, test } from 'vitest';
import type { Fault } from '../../sandbox/faults.ts';
import { withBot } from './bot.ts';
import {
  acceptAndFinish,
  askFor,
  CHANNEL,
  cardOf,
  made,
  saidAs,
  standing,
  stateOf,
  told,
  untilPending,
  WHOLE_STORY,
} from './story.ts';

const PROJECT = 'rp1pz7uyae';
const CREATE_VPC = `POST /projects/${PROJECT}/vpcs`;

const tiger = (fault: Partial<Fault> & Pick<Fault, 'kind'>): Fault => ({
  target: 'tiger',
  match: '',
  times: 1,
  ...fault,
});

test.each([
  { status: 500, because: 'a server error says nothing of what was done' },
  { status: 429, because: 'a throttled call was not done' },
])('a while of $status is told once after its time, and its end once: $because', async ({ status }) => {
  await withBot({ timing: { lookHour: '5m' } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    bot.fail(tiger({ kind: 'status', status, times: 10_000 }));
    await bot.pass(100_000);
    expect(await told(bot, 1)).not.toContain('provider-trouble');
    await bot.pass(120_000);
    expect((await told(bot, 1)).at(-1)).toBe('provider-trouble');
    expect(await cardOf(bot, 1)).toContain('Trouble');
    await bot.pass(60_000);
    bot.sandbox.faults.clear();
    await bot.pass(120_000);
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual([
      ...WHOLE_STORY.slice(0, -1),
      'provider-trouble',
      'provider-recovered',
      'peering-active',
    ]);
    expect(await cardOf(bot, 1)).not.toContain('Trouble');
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('a short trouble is not told', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    bot.fail(tiger({ kind: 'status', status: 500, times: 8 }));
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual(WHOLE_STORY);
    expect(made(bot).peerings).toBe(1);
  });
});

test('a pause that Timescale asks for is kept, by everything that uses the same key', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    bot.fail(tiger({ kind: 'status', status: 429, retryAfter: 90, match: 'GET' }));
    await bot.until(() => bot.sandbox.faults.list().length === 0);
    const before = JSON.stringify(bot.sandbox.tiger.state.counts());
    await bot.pass(85_000);
    expect(JSON.stringify(bot.sandbox.tiger.state.counts())).toBe(before);
    await bot.pass(15_000);
    expect(JSON.stringify(bot.sandbox.tiger.state.counts())).not.toBe(before);
  });
});

test.each([
  { kind: 'lose-answer', match: CREATE_VPC, because: 'the VPC is there though nobody heard' },
  { kind: 'drop', match: CREATE_VPC, because: 'nothing was made, and nobody said so' },
  { kind: 'lose-answer', match: '/peerings', because: 'the first call of that path lists' },
] as const)('a creation with $kind at "$match" ends in one VPC and one peering: $because', async (fault) => {
  await withBot({}, async (bot) => {
    bot.fail(tiger({ kind: fault.kind, match: fault.match }));
    await askFor(bot, 'U0OMAR');
    await acceptAndFinish(bot, 1);
    expect(await told(bot, 1)).toEqual(WHOLE_STORY);
    expect(standing(bot)).toEqual({ vpcs: 1, peerings: 1 });
    expect(made(bot).peerings).toBe(1);
  });
});

test.each([{ kind: 'lose-answer' }, { kind: 'drop' }] as const)(
  'a peering whose creation got no answer ($kind) is one in the end',
  async ({ kind }) => {
    await withBot({ delays: { vpcReadyAfter: 0 } }, async (bot) => {
      bot.fail(tiger({ kind, match: `POST /projects/${PROJECT}/vpcs/` }));
      await askFor(bot, 'U0OMAR');
      await acceptAndFinish(bot, 1);
      expect(bot.sandbox.faults.list()).toEqual([]);
      expect(await told(bot, 1)).toEqual(WHOLE_STORY);
      expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
    });
  },
);

test('two VPCs that may be the one whose answer was lost stop the request with both ids', async () => {
  await withBot({}, async (bot) => {
    bot.fail(tiger({ kind: 'lose-answer', match: CREATE_VPC }));
    await askFor(bot, 'U0OMAR');
    await bot.until(() => standing(bot).vpcs === 1, 5_000);
    const twin = { name: 'payments-us-east-1', cidr: '10.1.0.0/24', region: 'us-east-1' };
    bot.sandbox.tiger.state.vpcs.add(PROJECT, twin, 0);
    await bot.pass(60_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'failed', vpc: 'failed' });
    const said = await saidAs(bot, 1, 'vpc-failed');
    for (const { id } of bot.sandbox.tiger.state.vpcs.list(PROJECT)) expect(said).toContain(id);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 0 });
  });
});

test('a key that is refused is told at once, and the request goes on when it is mended', async () => {
  await withBot({}, async (bot) => {
    bot.fail(tiger({ kind: 'status', status: 401, times: 10_000 }));
    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    expect(await told(bot, 1)).toEqual(['request-opened', 'provider-trouble']);
    await bot.pass(60_000);
    bot.sandbox.faults.clear();
    await bot.pass(90_000);
    await acceptAndFinish(bot, 1);
    const [opened, ...rest] = WHOLE_STORY;
    expect(await told(bot, 1)).toEqual([opened, 'provider-trouble', 'provider-recovered', ...rest]);
    expect(made(bot)).toEqual({ vpcs: 1, peerings: 1 });
  });
});

test('a request can be cancelled while Timescale is down, and is cancelled once it is back', async () => {
  await withBot({}, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    bot.fail(tiger({ kind: 'drop', times: 10_000 }));
    await bot.as('U0OMAR').press('Cancel R1', { in: CHANNEL });
    await bot.pass(30_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'cancelling' });
    bot.sandbox.faults.clear();
    await bot.pass(180_000);
    expect(await stateOf(bot, 1)).toMatchObject({ request: 'cancelled' });
    expect(standing(bot)).toEqual({ vpcs: 0, peerings: 0 });
  });
});
