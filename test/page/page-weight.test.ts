import { expect, test } from 'vitest';
import { keepPage } from '../../sandbox/demo/kept-page.ts';
import { weighScript } from './page-weight.ts';

test('the page has less than 150 kB of JavaScript, as gzip packs it', async () => {
  const bytes = weighScript(await keepPage());
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThan(150_000);
});
