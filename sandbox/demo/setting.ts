import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { environmentOf } from '../environment.ts';
import { seclude } from '../secluded.ts';
import type { Sandbox } from '../start.ts';
import type { SteerableClock } from '../steerable-clock.ts';
import { TIGER_AWS_ACCOUNT } from '../tiger/demo-projects.ts';
import { cloudsFor } from './customer.ts';
import type { Pace } from './paces.ts';

type Urls = Sandbox<SteerableClock>['urls'];

const tiger = (urls: Urls, id: string, name: string) => ({
  product: 'tiger',
  id,
  credentials: { publicKey: `$${name}_TIGER_PUBLIC_KEY`, secretKey: `$${name}_TIGER_SECRET_KEY` },
  apiUrl: urls.tiger,
  approvers: ['S0PLATFORM'],
  reservedRanges: ['10.0.0.0/14'],
});

/**
 * A project with nothing in it, of which one knows who asks for its peerings; one over its quota with a channel of
 * its own, of which nobody knows that yet; and one of the other product.
 */
const configFor = (urls: Urls, pace: Pace): object => ({
  slack: { channel: 'C0VPC', admins: ['U0ADA'] },
  projects: {
    payments: { ...tiger(urls, 'rp1pz7uyae', 'PAYMENTS'), timescaleAccounts: [TIGER_AWS_ACCOUNT] },
    analytics: { ...tiger(urls, 'rp2analytic', 'ANALYTICS'), channel: 'C0ANALYTICS', vpcQuota: 1 },
    metrics: {
      product: 'managed',
      id: 'metrics-prod',
      credentials: { token: '$METRICS_PROD_MANAGED_TOKEN' },
      apiUrl: urls.managed,
      approvers: ['S0PLATFORM'],
    },
  },
  clouds: cloudsFor(urls),
  timing: pace.timing,
  dns: { servers: [urls.dns] },
});

/** A folder of its own for the bot's configuration and database, gone with `remove`. */
export const openFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'vpcbot-demo-'));
  return {
    /** Writes the configuration for this pace; returns the environment of a bot that lives by it. */
    prepare: (sandbox: Sandbox<SteerableClock>, pace: Pace, own: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
      const config = join(folder, 'vpcbot.yml');
      writeFileSync(config, stringify(configFor(sandbox.urls, pace)));
      return {
        ...seclude(own, folder),
        ...environmentOf(sandbox),
        VPCBOT_CONFIG: config,
        DATABASE_URL: `file:${join(folder, 'vpcbot.db')}`,
        OPS_PORT: '0',
      };
    },
    remove: (): void => rmSync(folder, { recursive: true, force: true }),
  };
};
