import { expect } from 'vitest';
import { askForVpc, readPcx } from './asking.ts';
import { tellStories } from './story.ts';

const story = tellStories();

const PROJECT = 'rp1pz7uyae';
const CARD = 'R1: VPC payments-us-east-1 for payments';
/** Of the clouds' time, in ms: a VPC is not made while a bot starts. */
const AGES = 3_600_000;

story('a bot killed while it makes a VPC picks up, and does nothing twice', async ({ open, demo }) => {
  const { control } = demo.world.urls();
  const post = (path: string, body: object) =>
    fetch(`${control}/control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  await post('tiger/delays', { vpcReadyAfter: AGES });
  const omar = await open('U0OMAR');
  await omar.goesTo('vpc-requests');
  await askForVpc(omar, '/vpc create payments us-east-1');
  await omar.opensBeside('Bot and time');
  await omar.reads(/Timescale (?:is asked to create|creates|makes) the VPC/);
  await omar.presses('Kill the bot', omar.at.otherSide);
  await omar.waitsForBot('down');
  await omar.types('/vpc list payments');
  await omar.reads('/vpc failed with the error "dispatch_failed"');

  await omar.presses('Start the bot', omar.at.otherSide);
  await omar.waitsForBot('ready');
  await post('clock', { advance: AGES });
  await omar.opensThread(CARD);
  const pcx = await readPcx(omar);
  await omar.opensBeside('AWS');
  await omar.accepts(pcx);
  await omar.reads('R1 is done');
  for (const words of ['Timescale made the VPC', 'waits to be accepted', 'Next, attach a service to']) {
    await omar.reads(words, omar.at.thread);
    const said = omar.at.thread.getByRole('article').filter({ hasText: words });
    expect(await said.count(), String(words)).toBe(1);
  }
  const state = await (await fetch(`${control}/control/tiger/state`)).json();
  expect(state.projects.find(({ id }: { id: string }) => id === PROJECT).vpcs).toHaveLength(1);
});

story('a reset asks first, and then everything is new', async ({ open }) => {
  const omar = await open('U0OMAR');
  await omar.goesTo('vpc-requests');
  await omar.reads(CARD);
  await omar.opensBeside('Bot and time');
  await omar.presses('Reset everything', omar.at.otherSide);
  await omar.at.dialog.waitFor();
  await omar.page.keyboard.press('Escape');
  await omar.reads(CARD);
  await omar.presses('Reset everything', omar.at.otherSide);
  await omar.at.dialog.waitFor();
  await omar.presses('Reset everything');
  await omar.at.log.getByRole('article').first().waitFor({ state: 'detached' });
  await omar.waitsForBot('ready');
});

story('the first steps lead to an active peering, and do what one leaves to them', async ({ open }) => {
  const omar = await open('U0OMAR');
  const { at, page } = omar;
  const reachesStep = (step: number) => at.firstSteps.getByText(`Step ${step} of 4`).waitFor();
  const leaves = () => omar.presses('Do it for me', at.firstSteps);
  await reachesStep(1);
  await leaves();
  await omar.waitsForDialog('Create a VPC');
  await reachesStep(2);
  await leaves();
  await at.firstSteps.getByText('All is filled in.').waitFor();
  await omar.presses('Create');
  await at.dialog.getByText('Your request is recorded as').waitFor();
  await omar.presses('Close');
  await reachesStep(3);
  // Before the plan is there, only the request itself can be shown.
  await at.firstSteps.getByText('is planned in the thread').waitFor();
  await leaves();
  await page.waitForURL(/as=U0NINA/);
  await at.thread.locator('[data-guide-ring]').filter({ hasText: 'Complete it for me' }).click();
  // The thread that tells the end is open already.
  await omar.reads('is active', at.thread);
  await at.firstSteps.getByText('That was it').waitFor();
  await omar.presses('Close', at.firstSteps);
  await page.reload();
  await at.places.waitFor();
  expect(await at.firstSteps.count()).toBe(0);
  await page.getByRole('button', { name: 'First steps' }).click();
  await at.firstSteps.waitFor();
});
