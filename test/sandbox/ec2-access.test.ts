import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  DescribeVpcsCommand,
  type EC2Client,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import {
  ACCOUNT,
  APP_TABLE,
  codeOf,
  failureOf,
  LEGACY,
  MAIN_TABLE,
  openAmazon,
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
