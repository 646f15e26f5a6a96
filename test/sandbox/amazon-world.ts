import { EC2Client, type EC2ServiceException } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { onTestFinished } from 'vitest';
import { BOT_KEY, createAccessKeys } from '../../sandbox/aws/access-keys.ts';
import { createAws } from '../../sandbox/aws/clouds.ts';
import { awsControl } from '../../sandbox/aws/control.ts';
import { EC2_BASE, ec2Api } from '../../sandbox/aws/ec2.ts';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import type { AwsDelays } from '../../sandbox/aws/settings.ts';
import { STS_BASE, stsApi } from '../../sandbox/aws/sts.ts';
import { handClock } from '../../sandbox/clock.ts';
import { createFaults } from '../../sandbox/faults.ts';
import { type SandboxRequest, serve } from '../../sandbox/http.ts';
import { firstOf } from '../../sandbox/routes.ts';

export const ACCOUNT = '123456789012';
export const PARTNER = '210987654321';
export const TIMESCALE = '900000000042';
export const VPC = 'vpc-0a1b2c3d4e5f60718';
export const LEGACY = 'vpc-0c3d4e5f607182930';
export const MAIN_TABLE = 'rtb-0a100000000000001';
export const APP_TABLE = 'rtb-0a100000000000002';

export interface Exchange {
  readonly action: string;
  readonly status: number;
  readonly xml: string;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export const ownerOf = (account: string): Credentials => ({
  accessKeyId: `AKIA${account}OWNR`,
  secretAccessKey: `sandbox-secret-of-${account}`,
});
const bot: Credentials = { accessKeyId: BOT_KEY.id, secretAccessKey: BOT_KEY.secret };

/** The error that a call ends with; null where it ends well. */
export const failureOf = (call: Promise<unknown>): Promise<EC2ServiceException | null> =>
  call.then(
    () => null,
    (error: EC2ServiceException) => error,
  );

export const codeOf = async (call: Promise<unknown>): Promise<string | null> =>
  (await failureOf(call))?.name ?? null;

/** EC2 and STS by themselves, over HTTP; all delays are off where none is named. */
export const openAmazon = async (delays: Partial<AwsDelays> = {}) => {
  const clock = handClock();
  const faults = createFaults();
  const aws = createAws({
    clock,
    delays: { peeringVisibleAfter: 0, acceptShownAfter: 0, groupVisibleAfter: 0, ...delays },
  });
  const keys = createAccessKeys(aws.networks.isAccount);
  const options = { aws, clock, callersClock: clock, keys, faults };
  const route = firstOf(ec2Api(options), stsApi(options), awsControl(aws));
  const exchanges: Exchange[] = [];
  const { url, stop } = await serve(async (request: SandboxRequest) => {
    const response = await route(request);
    const action = new URLSearchParams(request.body).get('Action') ?? '';
    exchanges.push({ action, status: response.status, xml: String(response.body) });
    return response;
  });
  onTestFinished(stop);

  const ec2As = (credentials: Credentials, region = 'us-east-1'): EC2Client => {
    const client = new EC2Client({ region, credentials, endpoint: `${url}${EC2_BASE}`, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    return client;
  };
  const stsAs = (credentials: Credentials = bot): STSClient => {
    const region = 'us-east-1';
    const client = new STSClient({ region, credentials, endpoint: `${url}${STS_BASE}`, maxAttempts: 1 });
    onTestFinished(() => client.destroy());
    return client;
  };
  /** The bot in its role. */
  const roleIn = async (account = ACCOUNT, region?: string): Promise<EC2Client> => {
    const wanted = { RoleArn: roleArn(account), RoleSessionName: 'r1', ExternalId: EXTERNAL_ID };
    const { Credentials: given } = await stsAs().send(new AssumeRoleCommand(wanted));
    const {
      AccessKeyId: accessKeyId = '',
      SecretAccessKey: secretAccessKey = '',
      SessionToken = '',
    } = given ?? {};
    return ec2As({ accessKeyId, secretAccessKey, sessionToken: SessionToken }, region);
  };
  const control = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/control/aws${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? null : JSON.parse(text) };
  };
  /** A request of Timescale's that has just arrived. */
  const asked = (change: { cidr?: string; vpcId?: string; region?: string; from?: string } = {}): string => {
    const { cidr = '10.8.0.0/24', vpcId = VPC, region = 'us-east-1', from = region } = change;
    const requester = { account: TIMESCALE, region: from, vpcId: 'vpc-0fffffffffffffff1', cidr };
    return aws.request({ requester, accepter: { account: ACCOUNT, region, vpcId }, at: clock.now() });
  };
  const owner = (account = ACCOUNT, region?: string): EC2Client => ec2As(ownerOf(account), region);
  return { url, clock, faults, aws, exchanges, ec2As, stsAs, roleIn, owner, control, asked };
};
