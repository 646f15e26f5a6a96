import { expect } from 'vitest';
import { readPcx } from './asking.ts';
import type { PersonAtPage } from './person-at-page.ts';
import { tellStories } from './story.ts';

const story = tellStories();

const expectInside = async ({ page }: PersonAtPage): Promise<void> =>
  expect(await page.locator('dialog:focus, dialog :focus').count()).toBe(1);

/** Walks once around the open dialog and back a little: the focus never leaves it. */
const expectTrapped = async (person: PersonAtPage): Promise<void> => {
  for (let stop = 0; stop < 25; stop += 1) {
    await expectInside(person);
    await person.page.keyboard.press(stop < 20 ? 'Tab' : 'Shift+Tab');
  }
};

story(
  'from the first Tab to an active peering without a mouse, and the focus is never lost',
  async ({ open }) => {
    const omar = await open('U0OMAR');
    const { page, at } = omar;
    const { keyboard } = page;

    await omar.tabsTo(at.places.getByRole('button', { name: /^vpc-requests/ }));
    await keyboard.press('Enter');
    await omar.tabsTo(at.composer);
    await keyboard.type('/vpc create payments us-east-1');
    await keyboard.press('Enter');
    await omar.waitsForDialog('Create a VPC');
    await omar.field('Your network').waitFor();
    await expectTrapped(omar);

    await omar.tabsTo(omar.field('Your network'));
    // The only one whose name begins so.
    await keyboard.type('p');
    await at.dialog
      .locator('option:checked')
      .filter({ hasText: 'payments ·' })
      .waitFor({ state: 'attached' });
    await omar.tabsTo(at.dialog.getByRole('button', { name: 'Create', exact: true }));
    await keyboard.press('Enter');
    await at.dialog.getByText('Your request is recorded as').waitFor();
    await expectInside(omar);
    await keyboard.press('Escape');
    await at.dialog.waitFor({ state: 'hidden' });
    await omar.focuses(at.composer);

    const replies = omar.replies('R1: VPC payments-us-east-1 for payments');
    await omar.tabsTo(replies, 'Shift+Tab');
    await keyboard.press('Enter');
    const pcx = await readPcx(omar);
    await omar.tabsTo(at.otherSide.getByRole('button', { name: `Accept ${pcx}` }));
    await keyboard.press('Enter');
    await omar.reads('is active', at.thread);
    expect(await page.locator('body:focus').count()).toBe(0);

    await omar.tabsTo(at.thread.getByRole('button', { name: 'Close thread' }), 'Shift+Tab');
    await keyboard.press('Enter');
    await at.thread.waitFor({ state: 'hidden' });
    await omar.focuses(replies);
  },
);
