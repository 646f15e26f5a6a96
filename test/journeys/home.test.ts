import { expect, test } from 'vitest';
import { ANALYTICS, type Bot, withBot } from './bot.ts';
import { ACCOUNT, acceptAndFinish, askFor, CHANNEL, renameThere, untilPending } from './story.ts';

const BOTH = { projects: { analytics: ANALYTICS }, timing: { homeViewedFor: '10m' } };

const read = async (bot: Bot, userId: string): Promise<string> =>
  (await bot.as(userId).view('home'))?.lines.join('\n') ?? '';

const publishedTo = ({ sandbox }: Bot): number => sandbox.slack.requests()['views.publish']?.requests ?? 0;

/** Opens the App Home and reads it once it is published. */
const open = async (bot: Bot, userId: string): Promise<string> => {
  const before = publishedTo(bot);
  const opened = bot.as(userId).home();
  const published = async () => {
    await bot.runDue();
    return publishedTo(bot);
  };
  await expect.poll(published, { interval: 10 }).toBeGreaterThan(before);
  await opened;
  return read(bot, userId);
};

/** What stands below a heading, up to the next. */
const part = (home: string, title: 'Waiting for you' | 'Your requests' | 'Your projects'): string => {
  const titles = ['Waiting for you', 'Your requests', 'Your projects'];
  const [, after = ''] = home.split(`${title}\n`);
  const [own = ''] = after.split(new RegExp(`^(?:${titles.join('|')})$`, 'm'));
  return own.trim();
};

test('the home follows what happens: to who asked, to who approves, and not for who looks no more', async () => {
  await withBot({ ...BOTH, project: { vpcQuota: 0 } }, async (bot) => {
    const empty = await open(bot, 'U0OMAR');
    expect(part(empty, 'Waiting for you')).toBe('Nothing waits for you.');
    expect(part(empty, 'Your requests')).toContain('Press Create a VPC to start.');
    expect(part(empty, 'Your projects')).toContain('payments uses 0 of 0 VPCs. Next free ranges: 10.');
    expect(part(empty, 'Your projects')).toContain('analytics-main  10.80.0.0/24 in us-east-1, ready');
    await open(bot, 'U0ADA');

    await askFor(bot, 'U0OMAR');
    await bot.pass(5_000);
    expect(part(await read(bot, 'U0OMAR'), 'Your requests')).toContain('Waiting for an approver since');
    expect(part(await read(bot, 'U0ADA'), 'Waiting for you')).toContain(
      'R1  VPC payments-us-east-1 in payments\n@omar asks for it. Approve or deny it: Open its card',
    );
    const ada = await bot.as('U0ADA').view('home');
    expect(JSON.stringify(ada?.blocks)).toContain(`https://acme.slack.com/archives/${CHANNEL}/p`);

    await bot.as('U0ADA').press('Approve', { in: CHANNEL });
    await untilPending(bot, 1);
    await bot.pass(5_000);
    expect(part(await read(bot, 'U0ADA'), 'Waiting for you')).toBe('Nothing waits for you.');
    const pending = await read(bot, 'U0OMAR');
    expect(part(pending, 'Your requests')).toMatch(/Under way since .*account 123456789012: accept pcx-/s);
    expect(part(pending, 'Your projects')).toContain('payments uses 1 of 1 VPC.');
    expect(part(pending, 'Your projects')).toContain('Nothing reaches it yet');

    await acceptAndFinish(bot, 1);
    const done = await read(bot, 'U0OMAR');
    expect(part(done, 'Your requests')).toContain('Done since');
    expect(part(done, 'Your projects')).toMatch(/◦ pcx-.* of account 123456789012: Active/);

    // Nothing has changed, so nothing is published; after a while nobody looks any more.
    const before = publishedTo(bot);
    await bot.pass(180_000);
    expect(publishedTo(bot)).toBe(before);
    await bot.passFast(10 * 60_000);
    await bot.as('U0OMAR').command(CHANNEL, '/vpc rename payments-us-east-1 main');
    await bot.as('U0OMAR').press('Rename', { in: CHANNEL });
    await bot.pass(90_000);
    expect(publishedTo(bot)).toBe(before);
    expect(part(await open(bot, 'U0OMAR'), 'Your projects')).toContain('main  10.');
  });
});

test('the home holds only what its viewer may see, asked anew each time', async () => {
  await withBot({ ...BOTH, project: { requesters: ['S0NET'], approvers: ['U0LIN'] } }, async (bot) => {
    await askFor(bot, 'U0NINA');
    await untilPending(bot, 1);
    const eve = await open(bot, 'U0EVE');
    expect(part(eve, 'Your projects')).toContain('No project lists you');
    expect(eve).not.toMatch(/payments|analytics|R1|Create a VPC/);
    const omar = await open(bot, 'U0OMAR');
    expect(omar).toContain('analytics');
    expect(omar).not.toMatch(/payments|R1/);
    expect(part(await open(bot, 'U0NINA'), 'Your projects')).toContain('payments uses 1');
    bot.sandbox.slack.directory.changeGroup('S0NET', [], ['U0NINA']);
    await bot.pass(130_000);
    const nina = await read(bot, 'U0NINA');
    expect(part(nina, 'Your projects')).not.toContain('payments');
    // What somebody asked for stays theirs.
    expect(part(nina, 'Your requests')).toContain('R1');
  });
});

test('the home starts what commands start, and shows a peering to whom its instructions were sent', async () => {
  await withBot(BOTH, async (bot) => {
    await open(bot, 'U0OMAR');
    const omar = bot.as('U0OMAR');
    for (const [button, title] of [
      ['Create a VPC', 'Create a VPC'],
      ['Add a peering', 'Add'],
      ['Move a service', 'Attach'],
      ['Ask for more VPCs', 'Ask for more VPCs'],
      ['Help', 'Help'],
    ] as const) {
      await omar.press(button, { in: 'home' });
      await expect.poll(async () => (await omar.view())?.title ?? '').toContain(title);
      await omar.close();
    }
    await omar.shortcut('Create a VPC');
    await expect.poll(async () => (await omar.view())?.submit ?? null).not.toBeNull();
    await omar.close();

    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await bot.pass(3_000);
    await omar.press('Send to someone', { in: CHANNEL });
    await omar.fill('Person', 'nina');
    await omar.submit({ settleMs: 0 });
    await bot.pass(5_000);
    expect(part(await open(bot, 'U0NINA'), 'Waiting for you')).toMatch(
      new RegExp(
        `R1  Accept pcx-.*In account ${ACCOUNT}, region us-east-1 before .*Open the instructions`,
        's',
      ),
    );
    await acceptAndFinish(bot, 1);
    expect(part(await read(bot, 'U0NINA'), 'Waiting for you')).toBe('Nothing waits for you.');
  });
});

test('a home that Slack does not take is tried again, and one it never takes is left alone', async () => {
  await withBot(BOTH, async (bot) => {
    bot.fail({
      target: 'slack',
      match: 'views.publish',
      kind: 'status',
      status: 429,
      retryAfter: 20,
      times: 1,
    });
    const { store, wake } = bot.bot().deps;
    const look = async (userId: string) => {
      await store.recordHomeOpened(userId, bot.clock.now());
      await wake({ name: 'publish-home', payload: { userId } });
      await bot.runDue();
    };
    await look('U0OMAR');
    await bot.pass(19_000);
    expect(await read(bot, 'U0OMAR')).toBe('');
    await bot.pass(3_000);
    expect(await read(bot, 'U0OMAR')).toContain('Your projects');

    await look('U0NOBODY');
    expect(await store.findHomeViewer('U0NOBODY')).toBeNull();
  });
});

test('a home that may have been published shows what is, also where that is what it showed before', async () => {
  await withBot(
    { ...BOTH, timing: { homeViewedFor: '8h', homeEvery: '1m', lookHour: '1m' } },
    async (bot) => {
      const before = part(await open(bot, 'U0OMAR'), 'Your projects');
      const rename = (name: string) => renameThere(bot, { id: 'rp2analytic', project: 'analytics' }, name);
      bot.fail({ target: 'slack', match: 'views.publish', kind: 'lose-answer', times: 500 });
      await rename('somebody-elses');
      expect(await read(bot, 'U0OMAR')).toContain('somebody-elses');
      await rename('analytics-main');
      bot.sandbox.faults.clear();
      await bot.pass(150_000);
      expect(part(await read(bot, 'U0OMAR'), 'Your projects')).toBe(before);
    },
  );
});
