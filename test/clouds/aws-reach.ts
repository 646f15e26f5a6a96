import { vi } from 'vitest';
import { BOT_KEY } from '../../sandbox/aws/access-keys.ts';
import { EC2_BASE } from '../../sandbox/aws/ec2.ts';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import type { AwsDelays } from '../../sandbox/aws/settings.ts';
import { STS_BASE } from '../../sandbox/aws/sts.ts';
import { type AwsAccountOptions, createAwsAccount } from '../../src/clouds/aws-account.ts';
import { cidrOf } from '../../src/domain/cidr.ts';
import { ACCOUNT, openAmazon, VPC } from '../sandbox/amazon-world.ts';

export const AT = { region: 'us-east-1', vpcId: VPC };
export const TAGS = { 'vpcbot:request': 'R12', 'vpcbot:completion': '3' };
export const RANGE = cidrOf(10 * 2 ** 24 + 80 * 2 ** 16, 24);

/** The sandbox's AWS, and an account of it as the bot reaches it. Waiting moves the clouds' clock. */
export const openReach = async (
  delays: Partial<AwsDelays> = {},
  options: Partial<AwsAccountOptions> = {},
) => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', BOT_KEY.id);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', BOT_KEY.secret);
  const world = await openAmazon(delays);
  const reach = (change: Partial<AwsAccountOptions> = {}) =>
    createAwsAccount({
      account: ACCOUNT,
      role: roleArn(ACCOUNT),
      externalId: EXTERNAL_ID,
      regions: ['us-east-1', 'eu-west-1'],
      allow: ['accept', 'routes', 'security-group'],
      endpoint: `${world.url}${EC2_BASE}`,
      stsEndpoint: `${world.url}${STS_BASE}`,
      timeout: 10_000,
      now: world.clock.now,
      wait: async (ms) => world.clock.advance(ms),
      ...options,
      ...change,
    });
  /** How often an action was called, also where no answer came of it. */
  const countOf = (action: string): number =>
    Object.entries(world.aws.calls.counts())
      .filter(([label]) => label.startsWith(`${action} `))
      .reduce((sum, [, count]) => sum + count, 0);
  return { ...world, account: reach(), reach, countOf };
};
