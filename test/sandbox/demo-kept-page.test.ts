import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepPage } from '../../sandbox/demo/kept-page.ts';

const SOURCES = {
  'sandbox/page/index.html': 'page 1',
  'sandbox/page/shell/slack.tsx': 'slack 1',
  'sandbox/demo/build-page.ts': 'build 1',
  'tsconfig.json': '{}',
  'node_modules/.package-lock.json': 'preact 1',
};

/** A project whose page is built by writing down its first file. */
const openProject = () => {
  const root = mkdtempSync(join(tmpdir(), 'vpcbot-kept-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (name: string, text: string): void => {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  };
  for (const [name, text] of Object.entries(SOURCES)) write(name, text);
  const built: string[] = [];
  let whileBuilding = (): void => {};
  const build = async (folder: string): Promise<void> => {
    const text = readFileSync(join(root, 'sandbox/page/index.html'), 'utf8');
    built.push(text);
    whileBuilding();
    writeFileSync(join(folder, 'index.html'), text);
  };
  const keep = (now = Date.now()) => keepPage({ root, build, now: () => now });
  return {
    write,
    remove: (name: string) => rmSync(join(root, name)),
    built,
    duringBuild: (act: () => void) => {
      whileBuilding = act;
    },
    keep,
    read: async () => readFileSync(join(await keep(), 'index.html'), 'utf8'),
  };
};

test('an unchanged page is built once', async () => {
  const { read, built } = openProject();
  expect(await read()).toBe('page 1');
  expect(await read()).toBe('page 1');
  expect(built).toEqual(['page 1']);
});

test.each([
  ...Object.keys(SOURCES).map((name) => [name, 'changed'] as const),
  ['sandbox/page/shell/new.css', 'there'] as const,
])('the page is built again once %s is %s', async (name) => {
  const { write, keep, built } = openProject();
  const before = await keep();
  write(name, 'other');
  expect(await keep()).not.toBe(before);
  expect(built).toHaveLength(2);
});

test('where nobody wrote down which packages are installed, the page is built each time', async () => {
  const { remove, read, built } = openProject();
  remove('node_modules/.package-lock.json');
  await read();
  await read();
  expect(built).toHaveLength(2);
});

test('the page is built again once a source is gone, and not for one that came back', async () => {
  const { remove, write, keep, built } = openProject();
  const before = await keep();
  remove('sandbox/page/shell/slack.tsx');
  await keep();
  write('sandbox/page/shell/slack.tsx', 'slack 1');
  expect(await keep()).toBe(before);
  expect(built).toHaveLength(2);
});

test('a page whose sources changed while it was built is never served for them', async () => {
  const { write, duringBuild, read, built } = openProject();
  duringBuild(() => write('sandbox/page/index.html', 'page 2'));
  expect(await read()).toBe('page 1');
  write('sandbox/page/index.html', 'page 1');
  duringBuild(() => {});
  expect(await read()).toBe('page 1');
  expect(built).toEqual(['page 1', 'page 1']);
});

test('two demos that start at once get the same page', async () => {
  const { keep } = openProject();
  const [one, other] = await Promise.all([keep(), keep()]);
  expect(one).toBe(other);
  expect(readFileSync(join(one, 'index.html'), 'utf8')).toBe('page 1');
});

test('pages that nobody built of late go when another one is built', async () => {
  const { write, keep } = openProject();
  const old = await keep();
  utimesSync(old, new Date(0), new Date(0));
  await keep();
  expect(existsSync(old)).toBe(true);
  write('sandbox/page/index.html', 'page 2');
  const young = await keep();
  expect(existsSync(old)).toBe(false);
  expect(existsSync(young)).toBe(true);
});
