import { spawnSync } from 'node:child_process';
import { type Browser, chromium } from 'playwright-core';

const PROGRAMS = ['/usr/bin/chromium', 'chromium', 'chromium-browser', 'google-chrome'];

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const isThere = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

const pathOf = (program: string): string =>
  spawnSync('which', [program], { encoding: 'utf8' }).stdout.trim() || program;

const findChromium = (own: string | undefined): string | null => {
  const program = (own === undefined || own === '' ? PROGRAMS : [own]).find(isThere);
  return program === undefined ? null : pathOf(program);
};

const found = findChromium(process.env['CHROMIUM']);

export const hasChromium = found !== null;

/** The name of a test that needs Chromium says why it does not run. */
export const needsChromium = (name: string): string =>
  hasChromium ? name : `${name} (skipped: no chromium, and CHROMIUM names none)`;

export const openBrowser = (): Promise<Browser> => {
  if (found === null) throw new Error('there is no chromium here');
  return chromium.launch({ executablePath: found, args: ARGUMENTS });
};
