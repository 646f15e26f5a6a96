import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type EC2ServiceException,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import {
  AssumeRoleCommand,
  type AssumeRoleCommandInput,
  GetCallerIdentityCommand,
} from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import type { Fault } from '../../sandbox/faults.ts';
import {
  ACCOUNT,
  APP_TABLE,
  codeOf,
  LEGACY,
  MAIN_TABLE,
  openAmazon,
  ownerOf,
  PARTNER,
  VPC,
} from './amazon-world.ts';

const describe = new DescribeVpcsCommand({});
const accept = (ec2: EC2Client, id: string, DryRun = false) =>
  ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id, DryRun }));
const route = (ec2: EC2Client, RouteTableId: string, pcx: string) =>
  ec2.send(
    new CreateRouteCommand({
      RouteTableId,
      DestinationCidrBlock: '10.8.0.0/24',
      VpcPeeringConnectionId: pcx,
    }),
  );
const failureOf = (call: Promise<unknown>): Promise<EC2ServiceException | null> =>
  call.then(
    () => null,
    (error: EC2ServiceException) => error,
  );

test('the bot takes the role of an account, and is somebody else then', async () => {
  const { stsAs, ec2As, aws, clock } = await openAmazon();
  const who = await stsAs().send(new GetCallerIdentityCommand({}));
  expect(who).toMatchObject({ Account: '900000000001' });
  const wanted = { RoleArn: roleArn(PARTNER), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID };
  const answer = await stsAs().send(new AssumeRoleCommand({ ...wanted, DurationSeconds: 900 }));
  expect(answer.AssumedRoleUser?.Arn).toBe(`arn:aws:sts::${PARTNER}:assumed-role/vpcbot/R7`);
  expect(answer.Credentials?.Expiration).toEqual(new Date(clock.now() + 900_000));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = answer.Credentials ?? {};
  const session = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  expect(await stsAs(session).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: PARTNER });
  expect((await ec2As(session).send(describe)).Vpcs).toHaveLength(1);
  expect(await codeOf(ec2As({ ...session, sessionToken: 'other' }).send(describe))).toBe('AuthFailure');
  clock.advance(900_000);
  expect(await codeOf(ec2As(session).send(describe))).toBe('RequestExpired');
  expect(await codeOf(stsAs(session).send(new GetCallerIdentityCommand({})))).toBe('ExpiredToken');
  expect(aws.calls.counts()).toMatchObject({ [`AssumeRole ${PARTNER}`]: 1 });
});

const REFUSED: readonly {
  readonly change: Partial<AssumeRoleCommandInput>;
  readonly code: string;
  readonly because: string;
}[] = [
  { change: { ExternalId: 'guess' }, code: 'AccessDenied', because: 'the external id is another' },
  { change: { ExternalId: undefined }, code: 'AccessDenied', because: 'there is no external id' },
  {
    change: { RoleArn: `arn:aws:iam::${ACCOUNT}:role/admin` },
    code: 'AccessDenied',
    because: 'there is no such role',
  },
  { change: { RoleArn: roleArn('333333333333') }, code: 'AccessDenied', because: 'there is no such account' },
  { change: { RoleArn: 'arn:aws:iam::vpcbot' }, code: 'ValidationError', because: 'it is no role' },
  { change: { RoleSessionName: 'R 7' }, code: 'ValidationError', because: 'a session name has no spaces' },
  { change: { DurationSeconds: 60 }, code: 'ValidationError', because: 'it is too short' },
  { change: { DurationSeconds: 7_200 }, code: 'ValidationError', because: 'the role allows an hour' },
];

test.each(REFUSED)('a role is refused with $code, because $because', async ({ change, code }) => {
  const { stsAs } = await openAmazon();
  const wanted = { RoleArn: roleArn(ACCOUNT), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID, ...change };
  expect(await codeOf(stsAs().send(new AssumeRoleCommand(wanted)))).toBe(code);
});

test('nobody but the bot is trusted by a role, and a role may go without an external id', async () => {
  const { stsAs, control } = await openAmazon();
  const wanted = new AssumeRoleCommand({ RoleArn: roleArn(ACCOUNT), RoleSessionName: 'R7' });
  await control('POST', `/accounts/${ACCOUNT}/role`, { externalId: null });
  expect(await codeOf(stsAs().send(wanted))).toBe(null);
  expect(await codeOf(stsAs(ownerOf(PARTNER)).send(wanted))).toBe('AccessDenied');
});

const STRANGERS = [
  {
    accessKeyId: 'AKIA000000000000NONE',
    secretAccessKey: 'x',
    because: 'the key is unknown',
    sts: 'InvalidClientTokenId',
  },
  { ...ownerOf('333333333333'), because: 'there is no such account', sts: 'InvalidClientTokenId' },
  {
    ...ownerOf(ACCOUNT),
    secretAccessKey: 'wrong',
    because: 'the secret is wrong',
    sts: 'SignatureDoesNotMatch',
  },
  {
    ...ownerOf(ACCOUNT),
    sessionToken: 'own',
    because: 'such a key has no session',
    sts: 'InvalidClientTokenId',
  },
];

test.each(STRANGERS)(
  'a stranger is turned away, because $because',
  async ({ because: _, sts, ...credentials }) => {
    const { ec2As, stsAs } = await openAmazon();
    const failure = await failureOf(ec2As(credentials).send(describe));
    expect(failure).toMatchObject({ name: 'AuthFailure', $metadata: { httpStatusCode: 401 } });
    expect(await codeOf(stsAs(credentials).send(new GetCallerIdentityCommand({})))).toBe(sts);
  },
);

test('a call without a signature, for another service or to a region that nobody has is turned away', async () => {
  const { url, ec2As, stsAs } = await openAmazon();
  const send = async (service: string, body: string) =>
    (await fetch(`${url}/aws/${service}`, { method: 'POST', body })).text();
  expect(await send('ec2', 'Action=DescribeVpcs&Version=2016-11-15')).toContain(
    '<Code>MissingParameter</Code>',
  );
  expect(await send('sts', 'Action=GetCallerIdentity&Version=2011-06-15')).toContain(
    '<Code>MissingAuthenticationToken</Code>',
  );
  expect(await codeOf(ec2As(ownerOf(ACCOUNT), 'me-south-1').send(describe))).toBe('AuthFailure');
  expect(await codeOf(stsAs().send(new GetCallerIdentityCommand({})))).toBe(null);
});

test('the bot may do nothing by itself, its role what its policy says, and an owner everything', async () => {
  const { ec2As, roleIn, owner, asked } = await openAmazon();
  const bot = { accessKeyId: 'AKIASANDBOXVPCBOT000', secretAccessKey: 'sandbox-secret-of-vpcbot' };
  expect(await codeOf(ec2As(bot).send(describe))).toBe('UnauthorizedOperation');
  const role = await roleIn();
  const pcx = asked();
  await accept(role, pcx);
  await route(role, MAIN_TABLE, pcx);
  const replace = new ReplaceRouteCommand({
    RouteTableId: MAIN_TABLE,
    DestinationCidrBlock: '10.8.0.0/24',
    GatewayId: 'igw-1',
  });
  expect(await codeOf(role.send(replace))).toBe('UnauthorizedOperation');
  expect(await codeOf(owner().send(replace))).toBe(null);
});

test('who is denied one thing is told which one and where, and can do all others', async () => {
  const { roleIn, control, asked } = await openAmazon();
  const role = await roleIn();
  const pcx = asked();
  await control('POST', `/accounts/${ACCOUNT}/role`, { deny: ['CreateRoute'] });
  await accept(role, pcx);
  const failure = await failureOf(route(role, MAIN_TABLE, pcx));
  expect(failure).toMatchObject({ name: 'UnauthorizedOperation', $metadata: { httpStatusCode: 403 } });
  expect(failure?.message).toContain('ec2:CreateRoute');
  expect(failure?.message).toContain(`arn:aws:ec2:us-east-1:${ACCOUNT}:route-table/${MAIN_TABLE}`);
  await control('POST', `/accounts/${ACCOUNT}/role`, { allow: ['ec2:*'] });
  expect(await codeOf(route(role, MAIN_TABLE, pcx))).toBe(null);
});

/** The least that a bot needs, of one VPC, tables by their tag, and groups that it tags itself. */
const LEAST = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' },
    {
      Effect: 'Allow',
      Action: 'ec2:AcceptVpcPeeringConnection',
      Resource: `arn:aws:ec2:*:${ACCOUNT}:vpc/${VPC}`,
    },
    {
      Effect: 'Allow',
      Action: 'ec2:AcceptVpcPeeringConnection',
      Resource: `arn:aws:ec2:*:${ACCOUNT}:vpc-peering-connection/*`,
      Condition: { ArnLike: { 'ec2:RequesterVpc': 'arn:aws:ec2:*:900000000042:vpc/*' } },
    },
    {
      Effect: 'Allow',
      Action: ['ec2:CreateRoute', 'ec2:DeleteRoute'],
      Resource: `arn:aws:ec2:*:${ACCOUNT}:route-table/*`,
      Condition: { StringEquals: { 'aws:ResourceTag/Name': ['payments-main', 'payments-isolated'] } },
    },
    { Effect: 'Allow', Action: 'ec2:CreateSecurityGroup', Resource: `arn:aws:ec2:*:${ACCOUNT}:vpc/${VPC}` },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateSecurityGroup',
      Resource: `arn:aws:ec2:*:${ACCOUNT}:security-group/*`,
      Condition: { StringLike: { 'aws:RequestTag/vpcbot': 'R*' } },
    },
    {
      Effect: 'Allow',
      Action: 'ec2:CreateTags',
      Resource: '*',
      Condition: {
        StringEquals: { 'ec2:CreateAction': 'CreateSecurityGroup' },
        'ForAllValues:StringEquals': { 'aws:TagKeys': ['vpcbot', 'Name'] },
      },
    },
  ],
};

test('a policy with conditions lets through what meets them, and nothing else', async () => {
  const { roleIn, control, asked, aws } = await openAmazon();
  expect((await control('POST', `/accounts/${ACCOUNT}/role`, { policy: LEAST })).status).toBe(200);
  const role = await roleIn();
  const [own, other] = [asked(), asked({ vpcId: LEGACY })];
  const stranger = aws.request({
    requester: {
      account: '666666666666',
      region: 'us-east-1',
      vpcId: 'vpc-0fffffffffffffff2',
      cidr: '10.66.0.0/24',
    },
    accepter: { account: ACCOUNT, region: 'us-east-1', vpcId: VPC },
    at: 0,
  });
  expect(await codeOf(accept(role, other))).toBe('UnauthorizedOperation');
  expect(await codeOf(accept(role, stranger))).toBe('UnauthorizedOperation');
  expect(await codeOf(accept(role, own))).toBe(null);
  expect(await codeOf(route(role, APP_TABLE, own))).toBe('UnauthorizedOperation');
  expect(await codeOf(route(role, MAIN_TABLE, own))).toBe(null);
  const create = (GroupName: string, Tags: { Key: string; Value: string }[]) =>
    role.send(
      new CreateSecurityGroupCommand({
        GroupName,
        Description: 'x',
        VpcId: VPC,
        ...(Tags.length === 0 ? {} : { TagSpecifications: [{ ResourceType: 'security-group', Tags }] }),
      }),
    );
  const mark = { Key: 'vpcbot', Value: 'R7' };
  expect(await codeOf(create('a', []))).toBe('UnauthorizedOperation');
  expect(await codeOf(create('a', [{ Key: 'vpcbot', Value: 'other' }]))).toBe('UnauthorizedOperation');
  expect(await codeOf(create('a', [mark, { Key: 'Team', Value: 'x' }]))).toBe('UnauthorizedOperation');
  expect(await codeOf(create('a', [mark]))).toBe(null);
});

const NO_POLICIES = [
  {
    body: { policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*' }] } },
    because: 'it names no resource',
  },
  {
    body: {
      policy: {
        Version: '2012-10-17',
        Statement: {
          Effect: 'Allow',
          Action: '*',
          Resource: '*',
          Condition: { NumericLessThan: { a: '1' } },
        },
      },
    },
    because: 'the sandbox does not know the operator',
  },
  { body: { permit: ['ec2:*'] }, because: 'there is no such key' },
];

test.each(NO_POLICIES)('a role is not changed, because $because', async ({ body }) => {
  const { control } = await openAmazon();
  expect((await control('POST', `/accounts/${ACCOUNT}/role`, body)).status).toBe(400);
});

test('a dry run says whether it would be allowed, and does nothing', async () => {
  const { roleIn, control, asked, aws } = await openAmazon();
  const role = await roleIn();
  const pcx = asked();
  const failure = await failureOf(accept(role, pcx, true));
  expect(failure).toMatchObject({ name: 'DryRunOperation', $metadata: { httpStatusCode: 412 } });
  await control('POST', `/accounts/${ACCOUNT}/role`, { deny: ['AcceptVpcPeeringConnection'] });
  expect(await codeOf(accept(role, pcx, true))).toBe('UnauthorizedOperation');
  expect(aws.find(pcx)?.status).toBe('pending-acceptance');
});

const FAULTS: readonly {
  readonly fault: Partial<Fault>;
  readonly code: string;
  readonly isDone: boolean;
  readonly because: string;
}[] = [
  {
    fault: { kind: 'status', status: 503 },
    code: 'RequestLimitExceeded',
    isDone: false,
    because: 'EC2 is asked too often',
  },
  { fault: { kind: 'status', status: 500 }, code: 'InternalError', isDone: false, because: 'EC2 is broken' },
  { fault: { kind: 'drop' }, code: 'TimeoutError', isDone: false, because: 'the connection breaks before' },
  {
    fault: { kind: 'lose-answer' },
    code: 'TimeoutError',
    isDone: true,
    because: 'the connection breaks after',
  },
];

test.each(FAULTS)(
  'a call fails once and goes well then, because $because',
  async ({ fault, code, isDone }) => {
    const { owner, asked, faults } = await openAmazon();
    const ec2 = owner();
    const pcx = asked();
    const times = { target: 'ec2', match: `CreateRoute ${ACCOUNT}`, times: 1 } as const;
    faults.add({ kind: 'status', ...fault, ...times });
    expect(await codeOf(ec2.send(describe))).toBe(null);
    expect(await codeOf(route(ec2, MAIN_TABLE, pcx))).toBe(code);
    expect(await codeOf(route(ec2, MAIN_TABLE, pcx))).toBe(isDone ? 'RouteAlreadyExists' : null);
  },
);

test('STS fails by its own faults, of one account alone', async () => {
  const { stsAs, faults } = await openAmazon();
  faults.add({ target: 'sts', match: `AssumeRole ${PARTNER}`, kind: 'status', status: 503, times: 1 });
  const take = (account: string) =>
    stsAs().send(
      new AssumeRoleCommand({ RoleArn: roleArn(account), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID }),
    );
  expect(await codeOf(take(ACCOUNT))).toBe(null);
  expect(await codeOf(take(PARTNER))).toBe('Throttling');
  expect(await codeOf(take(PARTNER))).toBe(null);
});
