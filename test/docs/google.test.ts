import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { clouds } from '../../src/config-clouds.ts';
import { readCommand } from '../clouds/command-syntax.ts';
import { GCLOUD, GCLOUD_WIDE } from '../clouds/gcloud-reference.ts';
import { openProject } from '../clouds/google-world.ts';
import { runCommands } from '../clouds/posix-shell.ts';

const TEXT = readFileSync(new URL('../../docs/google.md', import.meta.url), 'utf8');
const COMMANDS = [...TEXT.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, lines = '']) =>
  lines.trim().split('\n'),
);
const PERMISSION = /^\| `(compute\.[A-Za-z.]+)` \| [^|]+ \| (needed|not needed) \|$/gm;

test('the role of docs/google.md is what the bot asks for, with and without leave to peer', async () => {
  const { google, open } = await openProject();
  const asked = async (of: typeof google) => (await of.checkPermissions()).map(({ action }) => action).sort();
  const told = [...TEXT.matchAll(PERMISSION)].map(([, action = '', need]) => ({ action, need }));
  expect(told.map(({ action }) => action).sort()).toEqual(await asked(google));
  const looking = told.filter(({ need }) => need === 'needed').map(({ action }) => action);
  expect(looking.sort()).toEqual(await asked(open({ allow: [] })));
});

test('the commands of docs/google.md are documented, and make that role', () => {
  const calls = runCommands(COMMANDS).calls.map((call) => readCommand(call, GCLOUD, GCLOUD_WIDE));
  expect(calls).toHaveLength(COMMANDS.length);
  const role =
    calls.find(({ name }) => name === 'iam roles create')?.options['permissions']?.split(',') ?? [];
  expect(role).toEqual([...TEXT.matchAll(PERMISSION)].map(([, action]) => action));
});

test('the configuration of docs/google.md is one that the bot takes', () => {
  const [, example = ''] = /\n\n( {4}clouds:\n(?: {4}.*\n)+)/.exec(TEXT) ?? [];
  const { clouds: written } = parse(example.replaceAll(/^ {4}/gm, ''));
  expect(clouds.parse(written).google).toMatchObject([{ project: 'acme-net', allow: ['peer'] }]);
});
