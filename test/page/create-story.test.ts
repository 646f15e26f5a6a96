import { expect } from 'vitest';
import { askForVpc, completeIt, NETWORK, readPcx, readPlan } from './asking.ts';
import { expectNoHarmAnywhere } from './harm.ts';
import { tellStories } from './story.ts';

const story = tellStories();

const LINE = '/vpc create payments us-east-1';
const CARD = 'R1: VPC payments-us-east-1 for payments';

story('what is wrong in a form stands beside its field, and nothing is lost', async ({ open }) => {
  const omar = await open('U0OMAR');
  await omar.goesTo('vpc-requests');
  await omar.types(LINE);
  await omar.waitsForDialog('Create a VPC');
  await omar.fills('Name', 'ledger');
  await omar.chooses('Your network', 'Another network (type its ids)');
  await omar.fills('AWS account', '1234');
  await omar.fills('Your VPC', NETWORK);
  await omar.presses('Create');

  const account = omar.field('AWS account');
  await account.and(omar.page.locator('[aria-invalid="true"]')).waitFor();
  await omar.focuses(account);
  expect(await omar.describes(account)).toMatch(/twelve digits/);
  expect(await account.inputValue()).toBe('1234');
  expect(await omar.field('Name').inputValue()).toBe('ledger');
  expect(await omar.field('Your VPC').inputValue()).toBe(NETWORK);

  await omar.page.keyboard.press('Escape');
  await omar.at.dialog.waitFor({ state: 'hidden' });
  await omar.focuses(omar.at.composer);
});

story('a VPC goes from a typed command to active, before two people and two tabs', async ({ open }) => {
  const omar = await open('U0OMAR');
  const second = await open('U0OMAR');
  const nina = await open('U0NINA');
  await omar.goesTo('vpc-requests');
  await second.goesTo('vpc-requests');
  await nina.goesTo('random');

  await omar.at.composer.fill('/');
  const command = omar.at.commands.getByRole('option', { name: /^\/vpc/ }).first();
  expect(await command.textContent()).toContain('create [project] [region] [cidr]');
  await askForVpc(omar, LINE);
  await omar.reads(CARD);
  await second.reads(CARD);
  await nina.at.places.getByRole('button', { name: /^vpc-requests, \d+ unread$/ }).waitFor();
  await omar.opensThread(CARD);
  const pcx = await readPcx(omar);

  await nina.goesTo('vpc-requests');
  await nina.at.places.getByRole('button', { name: 'vpc-requests', exact: true }).waitFor();
  await nina.opensThread(CARD);
  await nina.presses('How to accept', await nina.reads('waits to be accepted', nina.at.thread));
  const guide = await nina.waitsForDialog('How to accept it');
  await guide.getByText('Never accept a request from an account you do not expect').waitFor();
  await nina.page.keyboard.press('Escape');
  await guide.waitFor({ state: 'hidden' });
  await completeIt(nina);

  for (const person of [omar, second, nina]) {
    const heard = await person.reads(/the peering pcx-\S+ between payments-us-east-1 .* is active/s);
    expect(await heard.textContent()).toContain('replied to a thread');
    expect(await heard.textContent()).toContain(pcx);
    await person.reads('R1 is done');
  }
  await omar.reads('is active', omar.at.thread);
  await omar.goesTo('vpcbot');
  await omar.page.getByRole('tab', { name: 'Home' }).click();
  await omar.page.getByRole('main').getByText('payments-us-east-1').first().waitFor();
});

story('what vpcbot made in AWS can be seen there, put to use, and taken back', async ({ open }) => {
  const nina = await open('U0NINA');
  const { at } = nina;
  await nina.goesTo('vpc-requests');
  await nina.opensThread(CARD);
  const table = at.otherSide.getByRole('list', { name: 'Routes of payments-app' });
  const route = table.getByRole('listitem').filter({ hasText: 'made by vpcbot' });
  await route.getByText('active').waitFor();
  const attach = at.otherSide.getByRole('button', { name: /^Attach timescale-pcx-\S+ to payments-app-1$/ });
  await attach.click();
  const detach = at.otherSide.getByRole('button', { name: /^Detach timescale-pcx-\S+ from payments-app-1$/ });
  await detach.click();
  await attach.waitFor();

  await nina.presses('Undo…', await readPlan(nina));
  await nina.waitsForDialog('Take back what vpcbot made?');
  await at.dialog.getByText('The acceptance stays').waitFor();
  await nina.presses('Undo');
  await route.waitFor({ state: 'detached' });
  await attach.waitFor({ state: 'detached' });
  await at.otherSide.getByRole('button', { name: /^Delete pcx-/ }).waitFor();
});

story('a service moves into the VPC, and everybody is told its new addresses', async ({ open }) => {
  const omar = await open('U0OMAR');
  await omar.goesTo('vpc-requests');
  await omar.types('/vpc migrate payments-db payments-us-east-1');
  const plan = await omar.reads('Nothing has happened yet. Press Move…');
  expect(await plan.textContent()).toContain('Only visible to you');
  await omar.presses('Move…', plan);
  await omar.waitsForDialog('Move a service');
  await omar.looksUp('Service', 'ledger', /ledger-db/);
  await omar.looksUp('Service', 'payments-db', /payments-db/);
  await omar.fills('Type the name of the service to confirm', 'payments-db');
  await omar.presses('Move');
  await omar.at.dialog.getByText('Your request is recorded as R2').waitFor();
  await omar.presses('Close');

  const heard = await omar.reads('Its addresses have changed');
  const words = (await heard.textContent()) ?? '';
  expect(words).toContain('d1k5vk7hf2.rp1pz7uyae.vpc.tsdb.forge.timescale.com:5432');
  expect(words).toMatch(/old \S*d1k5vk7hf2\.rp1pz7uyae\.tsdb\.cloud\.timescale\.com:\d+/);
  await omar.reads('R2 is done');
});

for (const theme of ['Light', 'Dark'] as const) {
  story(`${theme} is remembered, and nothing in it stands in anybody’s way`, async ({ open }) => {
    const omar = await open('U0OMAR', { colorScheme: theme === 'Light' ? 'dark' : 'light' });
    const { at, page } = omar;
    await omar.goesTo('vpc-requests');
    const before = await omar.paints('color', at.log);
    await at.theme.selectOption({ label: theme });
    expect(await omar.paints('color', at.log)).not.toBe(before);
    await page.reload();
    await omar.goesTo('vpc-requests');
    expect(await omar.paints('color', at.log)).not.toBe(before);
    expect(await at.theme.inputValue()).toBe(theme.toLowerCase());
    await expectNoHarmAnywhere(omar, theme === 'Light' ? 'all' : 'colours');
  });
}
