import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { seclude } from '../secluded.ts';
import type { Place } from './place.ts';

/** What the sandbox's last line says. */
export interface SandboxReady {
  readonly urls: Readonly<Record<'slack' | 'tiger' | 'managed' | 'control' | 'dns', string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** The settings of a bot whose clouds run fast; the names are those of vpcbot.example.yml. */
const QUICK = {
  lookFirst: '300ms',
  lostAnswerLook: '500ms',
  saidLook: '500ms',
  retryFirst: '300ms',
  sweepEvery: '1s',
};

/** What a story's configuration has beside the usual. */
export interface Settings {
  readonly project?: object;
  readonly timing?: object;
}

const configFor = (urls: SandboxReady['urls'], place: Place, { project, timing }: Settings): object => {
  const usual = { apiUrl: urls[place.product], approvers: ['S0PLATFORM'], reservedRanges: ['10.0.0.0/14'] };
  return {
    slack: { channel: 'C0VPC', admins: ['U0ADA'] },
    projects: { [place.project]: { ...place.config, ...usual, ...project } },
    timing: { ...QUICK, ...timing },
    dns: { servers: [urls.dns] },
  };
};

/** A folder of its own with all that the bot needs to live in the sandbox, and its environment. */
export const prepareSetting = (
  { urls, env }: SandboxReady,
  place: Place,
  settings: Settings,
  own: NodeJS.ProcessEnv,
) => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-tour-'));
  const config = join(folder, 'vpcbot.yml');
  writeFileSync(config, stringify(configFor(urls, place, settings)));
  return {
    env: {
      ...seclude(own, folder),
      ...env,
      VPCBOT_CONFIG: config,
      DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
      OPS_PORT: '0',
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
};

export type Setting = ReturnType<typeof prepareSetting>;
