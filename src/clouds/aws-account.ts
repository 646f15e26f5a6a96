import { setTimeout as wait } from 'node:timers/promises';
import type { Allowance } from '../domain/side-plan.ts';
import type { AwsAccount } from './api.ts';
import { carryOut } from './aws-change.ts';
import { createEc2 } from './aws-ec2.ts';
import { createAwsLook } from './aws-look.ts';
import { checkPermissions } from './aws-permission-check.ts';
import type { AwsAccess } from './aws-session.ts';
import { takeBack } from './aws-take-back.ts';

export interface AwsAccountOptions extends AwsAccess {
  /** What is asked about by `checkPermissions`, beside looking. */
  readonly allow: readonly Allowance[];
  /** Between two looks for what EC2 does not show yet. Default: the wall clock. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

/** An AWS account by its API, in the role that the configuration names. Nothing is opened before the first call. */
export const createAwsAccount = (options: AwsAccountOptions): AwsAccount => {
  const { account, allow } = options;
  const ec2 = createEc2(options);
  const tools = {
    ec2,
    account,
    wait: async (ms: number): Promise<void> => {
      await (options.wait ?? wait)(ms);
    },
  };
  return {
    ...createAwsLook(ec2, account),
    carryOut: (at, change, tags) => carryOut(tools, at, change, tags),
    takeBack: (at, made, tags) => takeBack(ec2, at, made, tags),
    checkPermissions: (region) => checkPermissions(ec2, { account, region, allow }),
  };
};
