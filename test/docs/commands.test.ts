import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { renderCommands } from '../../docs/commands.ts';

test('docs/commands.md is what the switchboard and the verbs say', async () => {
  const written = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');
  expect(written, 'run `npm run docs`').toBe(await renderCommands());
});
