import { readFileSync } from 'node:fs';
import { AcceptVpcPeeringConnectionCommand, CreateRouteCommand } from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { judgeNeed, type Need, type Policy, policyDocument } from '../../sandbox/aws/policy.ts';
import type { AwsChange } from '../../src/domain/aws-plan.ts';
import { AT, openReach, RANGE, TAGS } from '../clouds/aws-reach.ts';
import { ACCOUNT, APP_TABLE, codeOf, LEGACY, MAIN_TABLE, VPC } from '../sandbox/amazon-world.ts';
import { createResolver, type Parameters, readTemplate } from './cloud-formation.ts';

const GUIDE = readFileSync(new URL('../../docs/aws.md', import.meta.url), 'utf8');
const TEMPLATE = readTemplate(readFileSync(new URL('../../docs/vpcbot-role.yaml', import.meta.url), 'utf8'));

const EXAMPLE: Parameters = {
  Principal: 'arn:aws:iam::111122223333:role/vpcbot-host',
  ExternalId: 'a-long-random-text-of-yours',
  VpcIds: [VPC],
  TimescaleAccount: '900000000042',
};

const role = (change: Parameters = {}) => createResolver(TEMPLATE, { ...EXAMPLE, ...change });
const ROLE = ['Resources', 'Role', 'Properties'];
const policyOf = (change: Parameters = {}): Policy => {
  const [policy] = role(change)(...ROLE, 'Policies') as readonly { readonly PolicyDocument: unknown }[];
  return policyDocument.parse(policy?.PolicyDocument);
};

const shown = [...GUIDE.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']) => JSON.parse(text));

test('docs/aws.md shows the trust and the policy that the template makes', () => {
  const [trust, policy] = shown;
  expect(trust).toEqual(role()(...ROLE, 'AssumeRolePolicyDocument'));
  expect(policyDocument.parse(policy)).toEqual(policyOf());
  expect(role({ RoleName: 'other' })(...ROLE, 'RoleName')).toBe('other');
  expect(JSON.stringify(TEMPLATE)).not.toMatch(/AccessKey|AWS::IAM::User"/);
});

test('docs/aws.md says what each permission is for', () => {
  const actions = policyOf().Statement.flatMap(({ Action }) => Action ?? []);
  for (const action of new Set(actions)) expect(GUIDE).toMatch(new RegExp(`^\\|.*\`${action}\``, 'm'));
});

const NAME = 'timescale-pcx-1';
const route = (peeringId: string, tableId: string): AwsChange => ({
  key: `route:${tableId}`,
  kind: 'create-route',
  tableId,
  destination: RANGE,
  peeringId,
});
const letOut = (group: { readonly id: string } | { readonly name: string }): AwsChange => ({
  key: 'let-out:5432',
  kind: 'let-out',
  group,
  to: RANGE,
  port: 5432,
});
const LOCKED = 'sg-0a100000000000002';

/** AWS with the role of the template, in the VPC whose tables and group are marked as the guide says. */
const openRole = async (change: Parameters = {}) => {
  const world = await openReach();
  const policy = JSON.parse(JSON.stringify(policyOf(change)));
  expect((await world.control('POST', `/accounts/${ACCOUNT}/role`, { policy })).status).toBe(200);
  const place = { account: ACCOUNT, region: 'us-east-1' };
  world.aws.tags.add(place, LOCKED, { 'vpcbot:egress': 'yes' });
  world.aws.tags.add(place, APP_TABLE, { 'vpcbot:routes': 'yes' });
  return world;
};

test('every call of a whole plan and of its undo is allowed by the policy', async () => {
  const { account, asked, exchanges } = await openRole();
  const pcx = asked({ cidr: RANGE.text });
  expect(await account.listVpcs('us-east-1')).not.toEqual([]);
  expect(await account.readSide('us-east-1', VPC)).not.toBe(null);
  const changes: readonly AwsChange[] = [
    { key: 'accept', kind: 'accept', peeringId: pcx },
    route(pcx, APP_TABLE),
    route(pcx, MAIN_TABLE),
    { key: 'group', kind: 'create-group', vpcId: VPC, name: NAME },
    { key: 'revoke', kind: 'revoke-surplus', groupName: NAME },
    letOut({ name: NAME }),
    letOut({ id: LOCKED }),
  ];
  const made = [];
  for (const change of changes) made.push((await account.carryOut(AT, change, TAGS)).made);
  const permissions = await account.checkPermissions('us-east-1');
  expect(permissions.filter(({ verdict }) => verdict !== 'allowed')).toEqual([]);
  for (const each of made.toReversed()) {
    if (each !== null) expect(await account.takeBack(AT, each, TAGS)).toEqual({ kind: 'gone' });
  }
  const refused = exchanges.filter(({ status }) => status === 403);
  expect(refused).toEqual([]);
});

test('a fresh role has nothing denied, and what cannot be tried yet is not called so', async () => {
  const { account } = await openRole();
  const permissions = await account.checkPermissions('us-east-1');
  expect(permissions.filter(({ verdict }) => verdict === 'denied')).toEqual([]);
});

test('requests for other VPCs and of other accounts are not accepted, and their tables get no routes', async () => {
  const { roleIn, asked, aws } = await openRole();
  const bot = await roleIn();
  const accept = (VpcPeeringConnectionId: string) =>
    codeOf(bot.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId })));
  expect(await accept(asked({ vpcId: LEGACY }))).toBe('UnauthorizedOperation');
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
  expect(await accept(stranger)).toBe('UnauthorizedOperation');
  const pcx = asked();
  const legacyRoute = new CreateRouteCommand({
    RouteTableId: 'rtb-0c100000000000002',
    DestinationCidrBlock: RANGE.text,
    VpcPeeringConnectionId: pcx,
  });
  expect(await codeOf(bot.send(legacyRoute))).toBe('UnauthorizedOperation');
  expect(await accept(pcx)).toBe(null);
});

const arn = (type: string, id: string, account = ACCOUNT): string =>
  `arn:aws:ec2:us-east-1:${account}:${type}/${id}`;
const own = { 'aws:ResourceTag/vpcbot:request': 'R12' };
const need = (action: string, resource: string, context: Need['context'] = {}): Need => ({
  action,
  resource,
  context,
});

const DENIED: readonly { readonly wanted: Need; readonly because: string }[] = [
  {
    wanted: need('ec2:ReplaceRoute', arn('route-table', APP_TABLE), { 'ec2:Vpc': arn('vpc', VPC) }),
    because: 'no route is replaced',
  },
  {
    wanted: need('ec2:AuthorizeSecurityGroupIngress', arn('security-group', 'sg-1'), own),
    because: 'nothing is opened inwards, not even in a group of its own',
  },
  {
    wanted: need('ec2:AuthorizeSecurityGroupEgress', arn('security-group', 'sg-1')),
    because: 'the group is nobody’s that vpcbot may change',
  },
  {
    wanted: need('ec2:RevokeSecurityGroupEgress', arn('security-group', 'sg-1'), {
      'aws:ResourceTag/Name': 'vpcbot:request',
    }),
    because: 'a name is no mark',
  },
  {
    wanted: need('ec2:DeleteSecurityGroup', arn('security-group', 'sg-1'), {
      'aws:ResourceTag/vpcbot:egress': 'yes',
    }),
    because: 'a group that was given for rules is not deleted',
  },
  {
    wanted: need('ec2:CreateTags', arn('security-group', 'sg-1'), {
      'aws:RequestTag/vpcbot:request': 'R1',
      'aws:TagKeys': ['vpcbot:request'],
    }),
    because: 'tags are put only on what is being made',
  },
  {
    wanted: need('ec2:CreateTags', arn('security-group', '*'), {
      'ec2:CreateAction': 'CreateSecurityGroup',
      'aws:TagKeys': ['vpcbot:request', 'Owner'],
    }),
    because: 'no other tags are put',
  },
  {
    wanted: need('ec2:CreateSecurityGroup', arn('security-group', '*')),
    because: 'no group is made without the tag',
  },
  {
    wanted: need('ec2:CreateSecurityGroup', arn('vpc', LEGACY), { 'ec2:VpcID': LEGACY }),
    because: 'it is another VPC',
  },
  {
    wanted: need('ec2:CreateRoute', arn('route-table', APP_TABLE), { 'ec2:Vpc': arn('vpc', LEGACY) }),
    because: 'the table is another VPC’s',
  },
  {
    wanted: need('ec2:DeleteVpcPeeringConnection', arn('vpc-peering-connection', 'pcx-1')),
    because: 'no peering is deleted',
  },
  {
    wanted: need('ec2:ModifyNetworkInterfaceAttribute', arn('network-interface', 'eni-1')),
    because: 'no group is attached',
  },
  { wanted: need('ec2:DescribeSnapshots', '*'), because: 'nothing else is looked at' },
  { wanted: need('iam:PassRole', '*'), because: 'IAM is none of its business' },
];

test.each(DENIED)('$wanted.action is not allowed: $because', ({ wanted }) => {
  expect(judgeNeed(policyOf(), wanted)).toBe('not-allowed');
});

const OFF: readonly { readonly parameter: string; readonly gone: readonly string[] }[] = [
  { parameter: 'AllowAccept', gone: ['ec2:AcceptVpcPeeringConnection'] },
  { parameter: 'AllowRoutes', gone: ['ec2:CreateRoute', 'ec2:DeleteRoute'] },
  {
    parameter: 'AllowSecurityGroups',
    gone: [
      'ec2:CreateSecurityGroup',
      'ec2:CreateTags',
      'ec2:AuthorizeSecurityGroupEgress',
      'ec2:RevokeSecurityGroupEgress',
      'ec2:DeleteSecurityGroup',
    ],
  },
  { parameter: 'AllowUndo', gone: ['ec2:DeleteRoute', 'ec2:DeleteSecurityGroup'] },
];
const actionsOf = (policy: Policy): ReadonlySet<string> =>
  new Set(policy.Statement.flatMap(({ Action }) => Action ?? []));

test.each(OFF)('where $parameter is off the role lacks what it is for, and nothing else', (row) => {
  const before = actionsOf(policyOf());
  const after = actionsOf(policyOf({ [row.parameter]: 'false' }));
  expect([...before].filter((action) => !after.has(action)).toSorted()).toEqual([...row.gone].toSorted());
});

test('only tagged tables, several VPCs and any requester are what the parameters say', async () => {
  const { account, asked } = await openRole({
    OnlyTaggedRouteTables: 'true',
    VpcIds: [LEGACY, VPC],
    TimescaleAccount: '*',
  });
  const pcx = asked({ cidr: RANGE.text });
  await account.carryOut(AT, { key: 'accept', kind: 'accept', peeringId: pcx }, TAGS);
  expect((await account.carryOut(AT, route(pcx, APP_TABLE), TAGS)).made).not.toBe(null);
  await expect(account.carryOut(AT, route(pcx, MAIN_TABLE), TAGS)).rejects.toMatchObject({
    code: 'CLOUD_DENIED',
    action: 'ec2:CreateRoute',
  });
});
