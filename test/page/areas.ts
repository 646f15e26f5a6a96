import type { Page } from 'playwright-core';

/** Where things stand on the page, by their roles and names. */
export const areasOf = (page: Page) => ({
  places: page.getByRole('navigation', { name: 'Places' }),
  person: page.getByRole('combobox', { name: 'You are' }),
  theme: page.getByRole('combobox', { name: 'Theme' }),
  /** The messages of the open place. */
  log: page.getByRole('log', { name: /^Messages in/ }),
  composer: page.getByRole('textbox', { name: /^Message / }),
  thread: page
    .getByRole('region', { name: 'Thread' })
    .or(page.getByRole('complementary', { name: 'Thread' })),
  /** The one on top. */
  dialog: page.getByRole('dialog').last(),
  otherSide: page.getByRole('complementary', { name: 'Other side' }),
  commands: page.getByRole('listbox', { name: 'Commands' }),
  firstSteps: page.getByRole('region', { name: 'First steps' }),
});
