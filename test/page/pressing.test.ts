import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Door, openDoor } from '../../sandbox/demo/door.ts';
import { keepPage } from '../../sandbox/demo/kept-page.ts';
import { createWorld, type World } from '../../sandbox/demo/world.ts';
import { demoWorkspace } from '../../sandbox/slack/workspace.ts';
import { openBots } from '../sandbox/demo-bots.ts';
import { hasChromium, needsChromium, openBrowser } from './browser.ts';
import { expectNoHarm } from './harm.ts';
import { openPerson, type PersonAtPage } from './person-at-page.ts';
import { startPressedApp } from './pressed-app.ts';
import { actions, button, line, long, plain, rich, section, words } from './some-blocks.ts';

const LONG = 60_000;

/** A message with everything that can be pressed; the app left out one action_id, as apps may. */
const blocks = [
  section({ text: plain(long) }),
  rich(line({ type: 'text', text: 'Paste ' }), {
    type: 'rich_text_preformatted',
    elements: [{ type: 'text', text: 'aws ec2 accept\n  --id pcx-1' }],
  }),
  actions(
    button({ action_id: 'go', text: plain('Go') }),
    button({
      action_id: 'delete',
      text: plain('Delete'),
      style: 'danger',
      confirm: {
        title: plain('Delete R1?'),
        style: 'danger',
        text: words('`R1` goes.'),
        confirm: plain('Yes, delete'),
        deny: plain('Keep'),
      },
    }),
    button({ action_id: 'console', text: plain('Console'), url: 'http://127.0.0.1:9/' }),
    {
      type: 'overflow',
      action_id: 'more',
      options: ['Rename', 'Show', 'Share'].map((one) => ({ text: plain(one), value: one.toLowerCase() })),
    },
  ),
  section({
    block_id: 'beside',
    text: words('The other'),
    accessory: button({ action_id: 'go', text: plain('Other') }),
  }),
];

interface Stage {
  readonly world: World;
  readonly door: Door;
  readonly browser: Browser;
  readonly app: Awaited<ReturnType<typeof startPressedApp>>;
  readonly omar: PersonAtPage;
}

const call = async (url: string, body: object): Promise<{ ts?: string }> => {
  const authorization = `Bearer ${demoWorkspace.app.botToken}`;
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization };
  const answer = await (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).json();
  if (answer.ok === false) throw new Error(`${url}: ${JSON.stringify(answer)}`);
  return answer;
};

let stage: Stage | null = null;

beforeAll(async () => {
  if (!hasChromium) return;
  const [world, browser, app] = await Promise.all([
    createWorld({}, { startBot: openBots().startBot }),
    openBrowser(),
    startPressedApp(),
  ]);
  const door = await openDoor(world, keepPage(), 0);
  await door.isOpen();
  const { slack } = world.urls();
  const root = await call(`${slack}chat.postMessage`, { channel: 'C0VPC', text: 'R1', blocks });
  const link = `https://acme.slack.com/archives/C0VPC/p${root.ts?.replace('.', '')}`;
  await call(`${slack}chat.postMessage`, { channel: 'C0ANALYTICS', text: `<${link}|Open R1>` });
  stage = { world, door, browser, app, omar: await openPerson(browser, door.url, 'U0OMAR') };
  await stage.omar.arrives();
}, LONG);

afterAll(async () => {
  await stage?.browser.close();
  await stage?.app.stop();
  await stage?.door.stop();
  await stage?.world.end();
}, LONG);

/** Whether what is pressed reaches the app. */
const connect = async ({ world, app }: Stage, isThere: boolean): Promise<void> => {
  app.heard.splice(0);
  await call(`${world.urls().control}/control/slack/delivery`, {
    delivery: isThere ? { eventsUrl: app.url } : 'socket',
  });
};

const story = (name: string, tell: (here: Stage, message: Locator) => Promise<void>): void => {
  const play = async (): Promise<void> => {
    if (stage === null) throw new Error('nothing was started');
    await connect(stage, true);
    await stage.omar.goesTo('vpc-requests');
    await tell(stage, await stage.omar.reads('The other'));
    expect(stage.omar.troubles).toEqual([]);
  };
  test.skipIf(!hasChromium)(needsChromium(name), play, LONG);
};

const hears = async ({ app }: Stage, ...actions: readonly string[]): Promise<void> => {
  await expect.poll(() => app.heard).toEqual(actions);
};

const isBusy = (element: Locator): Promise<string | null> => element.getAttribute('aria-busy');

story('a button whose app is away says so beside itself, and can be pressed again', async (here, message) => {
  await connect(here, false);
  const other = message.getByRole('button', { name: 'Other' });
  await other.click();
  const failure = message.getByRole('alert');
  await failure.waitFor();
  expect(await failure.textContent()).toBe('This app is not responding (dispatch_failed).');
  expect(await isBusy(other)).toBe('false');
  await expectNoHarm(here.omar, 'after a failure');
  await connect(here, true);
  await other.click();
  await hears(here, 'go');
  await failure.waitFor({ state: 'hidden' });
});

story(
  'a button is busy until the app has heard of it, and a second press means nothing',
  async (here, message) => {
    const acknowledge = here.app.hold();
    const go = message.getByRole('button', { name: 'Go' });
    await go.click();
    await hears(here, 'go');
    expect(await isBusy(go)).toBe('true');
    await go.click();
    acknowledge();
    await expect.poll(() => isBusy(go)).toBe('false');
    await hears(here, 'go');
  },
);

story(
  'what asks first tells the app once it is agreed to, and gives the focus back',
  async (here, message) => {
    const { omar } = here;
    const remove = message.getByRole('button', { name: 'Delete' });
    await remove.focus();
    await omar.page.keyboard.press('Enter');
    const dialog = await omar.waitsForDialog('Delete R1?');
    await omar.focuses(dialog.getByRole('button', { name: 'Keep' }));
    await expectNoHarm(omar, 'while it asks');
    await omar.page.keyboard.press('Escape');
    await omar.focuses(remove);
    await omar.page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Yes, delete' }).click();
    await hears(here, 'delete');
    await omar.focuses(remove);
  },
);

story('a menu behind three dots goes by the keyboard alone', async (here, message) => {
  const { omar } = here;
  const dots = message.getByRole('button', { name: 'More actions' });
  const item = (name: string): Locator => omar.page.getByRole('menuitem', { name });
  const types = async (...keys: readonly string[]): Promise<void> => {
    for (const key of keys) await omar.page.keyboard.press(key);
  };
  await dots.focus();
  await types('Enter');
  await omar.focuses(item('Rename'));
  await expectNoHarm(omar, 'while a menu is open');
  await types('End');
  await omar.focuses(item('Share'));
  await types('s', 'h', 'o');
  await omar.focuses(item('Show'));
  await types('Escape');
  await omar.focuses(dots);
  expect(await dots.getAttribute('aria-expanded')).toBe('false');
  await types('ArrowDown', 'ArrowUp', 'Enter');
  await hears(here, 'more=share');
  await omar.focuses(dots);
  await dots.click();
  await here.omar.page.mouse.click(4, 4);
  await item('Share').waitFor({ state: 'hidden' });
  await hears(here, 'more=share');
});

story('a button with an address opens it and tells the app besides', async (here, message) => {
  const [opened] = await Promise.all([
    here.omar.page.waitForEvent('popup'),
    message.getByRole('link', { name: 'Console' }).click(),
  ]);
  await opened.close();
  await hears(here, 'console');
});

story(
  'what is long is folded, and what is preformatted is copied as it stands',
  async ({ omar }, message) => {
    await omar.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await message.getByRole('button', { name: 'Copy' }).click();
    await message.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await omar.page.evaluate('navigator.clipboard.readText()')).toBe('aws ec2 accept\n  --id pcx-1');
    await message.getByRole('button', { name: 'Show more' }).click();
    await message.getByText(long.trim()).waitFor();
    await message.getByRole('button', { name: 'Show less' }).click();
  },
);

story('a link to a message opens it here', async ({ omar }) => {
  await omar.goesTo('analytics');
  await omar.at.log.getByRole('link', { name: 'Open R1' }).click();
  await omar.at.thread.getByText('The other').waitFor();
  await omar.page.getByRole('heading', { level: 1, name: 'vpc-requests' }).waitFor();
});
