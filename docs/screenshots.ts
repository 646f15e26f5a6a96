import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator } from 'playwright-core';
import { askForVpc, chooseNetwork, completeIt, readPlan } from '../test/page/asking.ts';
import { hasChromium, openBrowser } from '../test/page/browser.ts';
import { startDemo } from '../test/page/demo.ts';
import { type Look, openPerson, type PersonAtPage } from '../test/page/person-at-page.ts';

const FOLDER = fileURLToPath(new URL('images/', import.meta.url));
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

const CARD = 'R1: VPC payments-us-east-1 for payments';

type Open = (user: string, look?: Look) => Promise<PersonAtPage>;

const take = async ({ page }: PersonAtPage, name: string): Promise<void> => {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: join(FOLDER, `${name}.png`), animations: 'disabled' });
  process.stdout.write(`docs/images/${name}.png\n`);
};

/** As a person scrolls to what they want to read. */
const toTop = (what: Locator): Promise<void> =>
  what.evaluate((element) => element.scrollIntoView({ block: 'start' }));

/** The finest moments of the demo, for the README: from the form to active. */
const takeCreate = async (open: Open): Promise<void> => {
  const omar = await open('U0OMAR');
  await omar.goesTo('vpc-requests');
  await omar.types('/vpc create payments us-east-1');
  await omar.waitsForDialog('Create a VPC');
  await chooseNetwork(omar);
  await take(omar, 'form');
  await omar.page.keyboard.press('Escape');
  await omar.at.dialog.waitFor({ state: 'hidden' });

  await askForVpc(omar, '/vpc create payments us-east-1');
  await omar.opensThread(CARD);
  const nina = await open('U0NINA');
  await nina.goesTo('vpc-requests');
  await nina.opensThread(CARD);
  await nina.reads('waits to be accepted', nina.at.thread);
  const asked = await readPlan(nina);
  await take(nina, 'pending-peer');
  await toTop(asked);
  await take(nina, 'plan');
  await nina.page.setViewportSize(PHONE);
  await take(nina, 'narrow');
  await nina.page.setViewportSize(DESKTOP);

  await completeIt(nina);
  const dark = await open('U0OMAR', { colorScheme: 'dark' });
  await dark.goesTo('vpc-requests');
  await dark.reads('R1 is done');
  await dark.opensThread(CARD);
  await dark.reads('is active', dark.at.thread);
  await take(dark, 'active-dark');
  const plan = await readPlan(dark);
  await plan.getByText('its other side is as it should be').waitFor();
  await toTop(plan);
  await toTop(dark.at.otherSide.getByRole('list', { name: 'Routes of payments-app' }));
  await take(dark, 'routes-dark');
};

/** A project over its quota, before one of two approvers; then the app's own place. */
const takeOthers = async (open: Open): Promise<void> => {
  const omar = await open('U0OMAR');
  await omar.goesTo('analytics');
  await askForVpc(omar, '/vpc create analytics us-east-1');
  const grace = await open('U0GRACE');
  await grace.goesTo('analytics');
  await grace.opensThread('R2: VPC analytics-us-east-1 for analytics');
  await grace.presses('Approve', await grace.reads('R2: one VPC more for analytics', grace.at.thread));
  await grace.waitsForDialog('Approve R2?');
  await take(grace, 'approval');
  await grace.presses('Approve');
  await omar.goesTo('vpcbot');
  await omar.page.getByRole('main').getByText('analytics-us-east-1').first().waitFor();
  await omar.opensBeside('Timescale');
  await take(omar, 'home');
};

if (!hasChromium) throw new Error('taking pictures needs chromium: install it, or name it in CHROMIUM');
mkdirSync(FOLDER, { recursive: true });
const [demo, browser] = await Promise.all([startDemo(), openBrowser()]);
try {
  const open: Open = async (user, look = {}) => {
    const person = await openPerson(browser, demo.url, user, { viewport: DESKTOP, ...look });
    await person.arrives();
    const skip = person.page.getByRole('button', { name: 'Skip' });
    if (await skip.isVisible()) await skip.click();
    return person;
  };
  await takeCreate(open);
  await takeOthers(open);
} finally {
  await browser.close();
  await demo.stop();
}
