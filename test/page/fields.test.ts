import type { Browser, Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Door, openDoor } from '../../sandbox/demo/door.ts';
import { keepPage } from '../../sandbox/demo/kept-page.ts';
import { createWorld, type World } from '../../sandbox/demo/world.ts';
import { CannotAct, person } from '../../sandbox/person.ts';
import { openBots } from '../sandbox/demo-bots.ts';
import { hasChromium, needsChromium, openBrowser } from './browser.ts';
import { startFormApp } from './form-app.ts';
import { expectNoHarm } from './harm.ts';
import { openPerson, type PersonAtPage } from './person-at-page.ts';

const LONG = 60_000;

interface Stage {
  readonly world: World;
  readonly door: Door;
  readonly browser: Browser;
  readonly app: Awaited<ReturnType<typeof startFormApp>>;
}

/** The page with an app of our own behind it instead of the bot. */
const openStage = async (): Promise<Stage> => {
  const [world, browser] = await Promise.all([
    createWorld({}, { startBot: openBots().startBot }),
    openBrowser(),
  ]);
  const door = await openDoor(world, keepPage(), 0);
  const [app] = await Promise.all([startFormApp(world.urls().slack), door.isOpen()]);
  return { world, door, browser, app };
};

let stage: Stage | null = null;
const people: PersonAtPage[] = [];

beforeAll(async () => {
  if (hasChromium) stage = await openStage();
}, LONG);

afterAll(async () => {
  await stage?.browser.close();
  await stage?.app.stop();
  await stage?.door.stop();
  await stage?.world.end();
}, LONG);

/** What the page itself has just closed is gone. */
const closedMeanwhile = (error: unknown): void => {
  if (!(error instanceof CannotAct)) throw error;
};

const story = (name: string, tell: (here: Stage) => Promise<void>): void => {
  const play = async (): Promise<void> => {
    if (stage === null) throw new Error('nothing was started');
    try {
      await tell(stage);
      // The browser itself speaks of an answer that refuses; the page has said it in its place.
      const troubles = people.flatMap((one) => one.troubles).filter((line) => !line.includes('409'));
      expect(troubles).toEqual([]);
    } finally {
      await Promise.all(people.splice(1).map((one) => one.leaves()));
      const omar = person(stage.world.urls().control, 'U0OMAR');
      while ((await omar.view()) !== null) await omar.close().catch(closedMeanwhile);
    }
  };
  test.skipIf(!hasChromium)(needsChromium(name), play, LONG);
};

/** omar at a page of his own. */
const openOmar = async ({ browser, door }: Stage): Promise<PersonAtPage> => {
  const omar = await openPerson(browser, door.url, 'U0OMAR');
  people.push(omar);
  omar.page.setDefaultTimeout(10_000);
  await omar.arrives();
  return omar;
};

/** The first page, with the form of this name open, called from #vpc-requests. */
const openForm = async (here: Stage, form: string): Promise<PersonAtPage> => {
  const omar = people[0] ?? (await openOmar(here));
  await omar.goesTo('vpc-requests');
  await omar.types(`/vpc ${form}`);
  return omar;
};

const press = (who: PersonAtPage, ...keys: readonly string[]): Promise<void> =>
  keys.reduce((before, key) => before.then(() => who.page.keyboard.press(key)), Promise.resolve());

const holds = async (field: Locator, text: string): Promise<void> => {
  await expect.poll(() => field.inputValue(), { timeout: 5_000 }).toBe(text);
};

/** What a menu of the page offers; those of the browser's own menus have the same role. */
const option = (who: PersonAtPage, words: string): Locator =>
  who.page.locator('[role="option"]').filter({ hasText: words });

/** Types into a menu and clicks on what it offers. */
const picks = async (who: PersonAtPage, label: string, query: string, words: string): Promise<void> => {
  await who.field(label).fill(query);
  await option(who, words).click();
};

story(
  'three modals lie on one another: the focus goes in, stays there, and comes back step by step',
  async (here) => {
    const omar = await openForm(here, 'deep');
    await omar.focuses(omar.field('Name in First'));
    await omar.page.keyboard.type('kept');
    await press(omar, 'Tab', 'Enter');
    await omar.focuses(omar.field('Name in Second'));
    await press(omar, 'Tab', 'Enter');
    await omar.focuses(omar.field('Name in Third'));
    await expectNoHarm(omar, 'three deep');

    const third = omar.page.getByRole('dialog', { name: 'Third' });
    for (const key of [
      'Tab',
      'Tab',
      'Tab',
      'Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Shift+Tab',
      'Shift+Tab',
    ]) {
      await press(omar, key);
      expect(await third.evaluate((dialog) => dialog.contains(document.activeElement))).toBe(true);
    }
    const below = omar.page.getByRole('button', { name: 'Open third' });
    await below.evaluate((button) => button.focus());
    expect(await below.evaluate((button) => button === document.activeElement)).toBe(false);

    await press(omar, 'Escape');
    await third.waitFor({ state: 'hidden' });
    await omar.focuses(below);
    await omar.page.mouse.click(4, 4);
    await omar.focuses(omar.page.getByRole('button', { name: 'Open second' }));
    await holds(omar.field('Name in First'), 'kept');
    await press(omar, 'Escape');
    await omar.focuses(omar.at.composer);
  },
);

story('a form that ends everything below it leaves the focus where it all began', async (here) => {
  const omar = await openForm(here, 'deep');
  await omar.presses('Open second');
  await omar.waitsForDialog('Second');
  await omar.presses('Open third');
  await omar.waitsForDialog('Third');
  await press(omar, 'Enter');
  await omar.focuses(omar.at.composer);
  expect(await omar.page.getByRole('dialog').count()).toBe(0);
});

story('a view that says it is loading gives the focus on to the form that follows', async (here) => {
  const omar = await openForm(here, 'loading');
  await omar.focuses(omar.field('Name in First'));
  await press(omar, 'Escape');
});

story('a menu that asks the app is used by keyboard alone, and says what it does', async (here) => {
  const omar = await openForm(here, 'everything');
  const menu = omar.field('VPC');
  await omar.tabsTo(menu);
  const said = omar.at.dialog.locator('[role="status"]').filter({ hasText: /choices|least|found/ });
  await omar.page.keyboard.type('e');
  await expect.poll(() => said.textContent()).toBe('Type at least 2 characters');
  await omar.page.keyboard.type('u');
  await option(omar, 'ledger-eu').waitFor();
  expect(await said.textContent()).toBe('2 choices');
  await omar.at.dialog.getByRole('group', { name: 'eu' }).waitFor();
  expect(await option(omar, 'ledger-eu').textContent()).toContain('In eu');
  await expectNoHarm(omar, 'a menu is open');
  await press(omar, 'ArrowDown');
  const active = await menu.getAttribute('aria-activedescendant');
  expect(await omar.page.locator(`[id="${active}"]`).textContent()).toContain('ledger-eu');
  await press(omar, 'Enter');
  await holds(menu, 'ledger-eu');
  await omar.focuses(menu);

  await omar.page.keyboard.type('zz');
  await expect.poll(() => said.textContent()).toBe('Nothing found');
  await press(omar, 'Escape');
  await holds(menu, 'ledger-eu');
  await omar.page.keyboard.type('deaf');
  await omar.at.dialog.getByRole('alert').filter({ hasText: 'timed out' }).waitFor();
  await press(omar, 'Escape');
  await holds(menu, 'ledger-eu');
  await omar.waitsForDialog('Everything');
  await press(omar, 'Escape');
});

story('a form says what is missing, then what the app finds wrong, and the app gets ids', async (here) => {
  const omar = await openForm(here, 'everything');
  await omar.fills('Line', 'taken');
  await omar.presses('Send');
  await omar.focuses(omar.field('Size'));
  expect(await omar.describes(omar.field('Size'))).toContain('Please complete this required field.');
  await omar.chooses('Size', 'one');
  await omar.at.dialog.getByRole('radio', { name: 'two' }).check();
  await omar.at.dialog.getByRole('checkbox', { name: 'three' }).check();
  await picks(omar, 'VPC', 'us', 'payments-us');
  await omar.field('Sizes').click();
  await option(omar, 'two').click();
  await option(omar, 'three').click();
  await press(omar, 'Escape', 'Backspace');
  await picks(omar, 'VPCs', 'ledger', 'ledger-eu');
  await picks(omar, 'VPCs', 'payments', 'payments-eu');
  await picks(omar, 'Owner', '@gr', 'grace');
  await picks(omar, 'Place', 'rand', '#random');
  await omar.fills('Day', '2026-03-01');
  await omar.fills('Hour', '13:30');
  await omar.fills('Moment', '2026-03-01T13:30');
  await omar.presses('Send');
  await omar.focuses(omar.field('Line'));
  expect(await omar.describes(omar.field('Line'))).toBe('Read this first This name is taken');
  expect(await omar.describes(omar.field('VPC'))).toContain('This one is full');

  await omar.fills('Line', 'payments');
  await press(omar, 'Enter');
  await omar.focuses(omar.at.composer);
  const values = here.app.heard.at(-1)?.values ?? {};
  const given = Object.fromEntries(Object.entries(values).map(([block, held]) => [block, held['it']]));
  expect(given).toMatchObject({
    line: { value: 'payments' },
    lines: { value: null },
    size: { selected_option: { value: 'two', text: { text: 'one' } } },
    sizes: { selected_options: [{ value: 'one' }] },
    radio: { selected_option: { value: 'one' } },
    ticks: { selected_options: [{ value: 'three' }] },
    vpc: { selected_option: { value: 'id-payments-us' } },
    vpcs: { selected_options: [{ value: 'id-ledger-eu' }, { value: 'id-payments-eu' }] },
    owner: { selected_user: 'U0GRACE' },
    place: { selected_conversation: 'C0RANDOM' },
    day: { selected_date: '2026-03-01' },
    hour: { selected_time: '13:30' },
    moment: { selected_date_time: Date.UTC(2026, 2, 1, 13, 30) / 1_000 },
  });
});

story(
  'what is typed outlives every new look that the app gives the form, with the caret in its place',
  async (here) => {
    const omar = await openForm(here, 'redrawn');
    const kept = omar.field('Kept');
    const told = omar.field('Told');
    await kept.fill('abc');
    await omar.chooses('Size', 'three');
    await omar.at.dialog.getByText('Drawn 2 times').waitFor();
    await holds(kept, 'abc');
    await told.focus();
    await omar.page.keyboard.type('one two three', { delay: 60 });
    await press(omar, 'ArrowLeft', 'ArrowLeft');
    await expect.poll(() => here.app.heard.at(-1)?.value).toMatchObject({ value: 'one two three' });
    await omar.page.keyboard.type('X');
    await holds(told, 'one two thrXee');
    await expect.poll(() => here.app.heard.at(-1)?.value).toMatchObject({ value: 'one two thrXee' });
    await omar.focuses(told);
    await omar.page.keyboard.type('Y');
    await holds(told, 'one two thrXYee');
    await holds(kept, 'abc');
    await press(omar, 'Escape');
  },
);

story('what is declined in the dialog that asks is not chosen, and the focus comes back', async (here) => {
  const omar = await openForm(here, 'redrawn');
  const size = omar.field('Asked size');
  const tick = omar.at.dialog.getByRole('checkbox', { name: 'Asked tick' });
  const heard = here.app.heard.length;
  await tick.focus();
  await press(omar, 'Space');
  await omar.waitsForDialog('Are you sure?');
  await press(omar, 'Escape');
  await omar.focuses(tick);
  expect(await tick.isChecked()).toBe(false);
  await size.selectOption('three');
  await omar.presses('No');
  await holds(size, '');
  expect(here.app.heard.length).toBe(heard);
  await size.selectOption('three');
  await omar.presses('Yes');
  await expect
    .poll(() => here.app.heard.at(-1)?.value)
    .toMatchObject({ selected_option: { value: 'three' } });
  await holds(size, 'three');
});

story('two tabs of one person show the same form, and what one types the other sees', async (here) => {
  const omar = await openForm(here, 'redrawn');
  const other = await openOmar(here);
  await other.waitsForDialog('Redrawn');
  await omar.field('Kept').pressSequentially('first');
  await holds(other.field('Kept'), 'first');
  await other.field('Kept').pressSequentially(' then second');
  await holds(omar.field('Kept'), 'first then second');
  await other.chooses('Size', 'two');
  await holds(omar.field('Size'), 'one');
  await omar.page.reload();
  await holds(omar.field('Kept'), 'first then second');
  await press(other, 'Escape');
  await omar.at.dialog.waitFor({ state: 'hidden' });
});

story('where the app does not answer, the form stays and says so', async (here) => {
  const omar = await openForm(here, 'redrawn');
  await omar.fills('Kept', 'not lost');
  await here.app.stop();
  await omar.presses('Send');
  await omar.at.dialog.getByText('We had some trouble connecting. Try again?').waitFor();
  await omar.chooses('Size', 'one');
  await omar.at.dialog.getByRole('alert').filter({ hasText: 'not responding' }).waitFor();
  await holds(omar.field('Kept'), 'not lost');
  await press(omar, 'Escape');
  await omar.focuses(omar.at.composer);
});
