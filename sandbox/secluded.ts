import { join } from 'node:path';

/** What leads Amazon's and Google's libraries to accounts of the person's own, or calls through a proxy. */
const LEADS_AWAY = /^(?:AWS|AMAZON|GOOGLE|GCLOUD|GCE|CLOUDSDK|METADATA_SERVER)_|_PROXY$/i;

/** Settings of the person's own that would lead the bot elsewhere. */
const NOT_THEIRS = { SLACK_SIGNING_SECRET: '', REDIS_URL: '', OPS_HOST: '', LOG_LEVEL: 'info' };

/**
 * A person's environment without what would lead a bot out of the sandbox. Where these libraries look for files
 * in the person's home, they look into `folder` instead, and find none.
 */
export const seclude = (own: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(own).filter(([name]) => !LEADS_AWAY.test(name))),
  ...NOT_THEIRS,
  AWS_CONFIG_FILE: join(folder, 'aws-config'),
  AWS_SHARED_CREDENTIALS_FILE: join(folder, 'aws-credentials'),
  AWS_EC2_METADATA_DISABLED: 'true',
  CLOUDSDK_CONFIG: join(folder, 'gcloud'),
});
