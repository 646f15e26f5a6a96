import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { handClock } from '../../sandbox/clock.ts';
import { environmentOf } from '../../sandbox/environment.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { ACCOUNT, MAIN_TABLE, ownerOf, TIMESCALE, VPC } from './amazon-world.ts';
import { isOnPath } from './on-path.ts';

const run = promisify(execFile);

const hasCli = isOnPath('aws');

/** Each call takes a second of its own, more where others work as well. */
const PATIENCE = 90_000;

/** A sandbox, and the AWS CLI as whoever has these credentials. */
const open = async () => {
  const clock = handClock();
  const delays = { peeringVisibleAfter: 0, acceptShownAfter: 0, groupVisibleAfter: 0 };
  const sandbox = await startSandbox({ clock, awsDelays: delays });
  onTestFinished(sandbox.stop);
  const as = (credentials: Readonly<Record<string, string>>) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: process.env['HOME'] ?? '',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_PAGER: '',
      AWS_DEFAULT_REGION: 'us-east-1',
      ...credentials,
    };
    return async (service: 'ec2' | 'sts', ...args: string[]) => {
      const all = ['--endpoint-url', sandbox.urls[service], '--output', 'json', service, ...args];
      const { stdout } = await run('aws', all, { env });
      return stdout.trim() === '' ? null : JSON.parse(stdout);
    };
  };
  const { accessKeyId, secretAccessKey } = ownerOf(ACCOUNT);
  const owner = as({ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey });
  return { ...sandbox, as, owner };
};

type Cli = Awaited<ReturnType<typeof open>>['owner'];

const peer = async (owner: Cli, pcx: string) => {
  const accepted = await owner('ec2', 'accept-vpc-peering-connection', '--vpc-peering-connection-id', pcx);
  const route = ['--route-table-id', MAIN_TABLE, '--destination-cidr-block', '10.8.0.0/24'];
  await owner('ec2', 'create-route', ...route, '--vpc-peering-connection-id', pcx);
  const active = [`Name=route.vpc-peering-connection-id,Values=${pcx}`, 'Name=route.state,Values=active'];
  const { RouteTables } = await owner('ec2', 'describe-route-tables', '--filters', ...active);
  return { accepted: accepted.VpcPeeringConnection, tables: RouteTables };
};

const letOut = async (owner: Cli) => {
  const named = ['--group-name', 'timescale', '--description', 'TCP 5432', '--vpc-id', VPC];
  const tags = 'ResourceType=security-group,Tags=[{Key=vpcbot,Value=R7}]';
  const { GroupId } = await owner('ec2', 'create-security-group', ...named, '--tag-specifications', tags);
  const rule = 'IpProtocol=tcp,FromPort=5432,ToPort=5432,IpRanges=[{CidrIp=10.8.0.0/24}]';
  await owner('ec2', 'authorize-security-group-egress', '--group-id', GroupId, '--ip-permissions', rule);
  const { SecurityGroups } = await owner('ec2', 'describe-security-groups', '--group-ids', GroupId);
  return SecurityGroups[0];
};

test.skipIf(!hasCli)(
  'the AWS CLI takes a request from its acceptance to the rule (skipped: no CLI)',
  async () => {
    const { aws, clock, owner } = await open();
    const place = { region: 'us-east-1' };
    const pcx = aws.request({
      requester: { ...place, account: TIMESCALE, vpcId: 'vpc-0fffffffffffffff1', cidr: '10.8.0.0/24' },
      accepter: { ...place, account: ACCOUNT, vpcId: VPC },
      at: clock.now(),
    });
    const [peered, group] = await Promise.all([peer(owner, pcx), letOut(owner)]);
    expect(peered.accepted).toMatchObject({ Status: { Code: 'provisioning' } });
    expect(peered.tables).toMatchObject([{ RouteTableId: MAIN_TABLE }]);
    expect(group).toMatchObject({
      Tags: [{ Key: 'vpcbot', Value: 'R7' }],
      IpPermissionsEgress: [{ IpProtocol: '-1' }, { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432 }],
    });
  },
  PATIENCE,
);

test.skipIf(!hasCli)(
  'the AWS CLI takes the bot’s role, and hears what that may not do (skipped: no CLI)',
  async () => {
    const sandbox = await open();
    const env = environmentOf(sandbox);
    const { AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_EXTERNAL_ID = '' } = env;
    const bot = sandbox.as({ AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY });
    const role = ['--role-arn', `arn:aws:iam::${ACCOUNT}:role/vpcbot`, '--role-session-name', 'R7'];
    const { Credentials } = await bot('sts', 'assume-role', ...role, '--external-id', AWS_EXTERNAL_ID);
    const inRole = sandbox.as({
      AWS_ACCESS_KEY_ID: Credentials.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: Credentials.SecretAccessKey,
      AWS_SESSION_TOKEN: Credentials.SessionToken,
    });
    const replace = ['--route-table-id', MAIN_TABLE, '--destination-cidr-block', '0.0.0.0/0'];
    await Promise.all([
      expect(inRole('ec2', 'describe-vpcs', '--dry-run')).rejects.toThrow('DryRunOperation'),
      expect(inRole('ec2', 'replace-route', ...replace, '--gateway-id', 'igw-1')).rejects.toThrow(
        'UnauthorizedOperation',
      ),
    ]);
  },
  PATIENCE,
);
