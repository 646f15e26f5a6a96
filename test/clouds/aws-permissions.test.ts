import { expect, test } from 'vitest';
import type { Permission } from '../../src/domain/cloud-checkup.ts';
import { ACCOUNT } from '../sandbox/amazon-world.ts';
import { AT, openReach, TAGS } from './aws-reach.ts';

const verdictsOf = (permissions: readonly Permission[]): Readonly<Record<string, string>> =>
  Object.fromEntries(permissions.map(({ action, verdict }) => [action, verdict]));

const LOOKS = [
  'ec2:DescribeVpcs',
  'ec2:DescribeSubnets',
  'ec2:DescribeRouteTables',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeSecurityGroupRules',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeInstances',
  'ec2:DescribeVpcPeeringConnections',
];
const CHANGES = [
  'ec2:AcceptVpcPeeringConnection',
  'ec2:CreateRoute',
  'ec2:DeleteRoute',
  'ec2:CreateSecurityGroup',
  'ec2:AuthorizeSecurityGroupEgress',
  'ec2:RevokeSecurityGroupEgress',
  'ec2:DeleteSecurityGroup',
];

test('a role that may do all is found to, and nothing is changed by that', async () => {
  const { account, asked, exchanges, aws } = await openReach();
  const pcx = asked();
  const before = JSON.stringify(aws.networks.of(ACCOUNT));
  const permissions = await account.checkPermissions('us-east-1');
  expect(permissions.map(({ action }) => action)).toEqual([...LOOKS, ...CHANGES]);
  expect(permissions.every(({ verdict }) => verdict === 'allowed')).toBe(true);
  expect(JSON.stringify(aws.networks.of(ACCOUNT))).toBe(before);
  expect(aws.find(pcx)?.status).toBe('pending-acceptance');
  const changing = exchanges.filter(({ action }) => !/^(Describe|AssumeRole)/.test(action));
  expect(changing.every(({ status }) => status === 412)).toBe(true);
});

test('only what the configuration allows is asked about', async () => {
  const { reach } = await openReach();
  const actions = async (...allow: ('accept' | 'routes')[]) =>
    (await reach({ allow }).checkPermissions('us-east-1')).map(({ action }) => action);
  expect(await actions()).toEqual(LOOKS);
  expect(await actions('routes')).toEqual([...LOOKS, 'ec2:CreateRoute', 'ec2:DeleteRoute']);
});

test('each permission that is missing is named', async () => {
  const { account, asked, control } = await openReach();
  asked();
  for (const action of [...LOOKS, ...CHANGES, 'ec2:CreateTags']) {
    await control('POST', `/accounts/${ACCOUNT}/role`, { deny: [action] });
    const denied = (await account.checkPermissions('us-east-1')).filter(
      ({ verdict }) => verdict === 'denied',
    );
    expect(denied.map((permission) => permission.action)).toEqual([action]);
  }
});

/** Of a policy that allows one thing under a condition. */
const onlyWhere = (Action: string, Condition: object) => ({
  policy: {
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'ec2:Describe*', Resource: '*' },
      { Effect: 'Allow', Action, Resource: '*', Condition },
    ],
  },
});

test('a policy with conditions is tried on what it is about, and where nothing such is there nobody guesses', async () => {
  const { account, asked, control } = await openReach();
  const judge = async (action: string, body: object) => {
    await control('POST', `/accounts/${ACCOUNT}/role`, body);
    return verdictsOf(await account.checkPermissions('us-east-1'))[action];
  };
  const byTag = (tag: string) => ({ StringEquals: { 'aws:ResourceTag/Name': tag } });
  expect(await judge('ec2:CreateRoute', onlyWhere('ec2:CreateRoute', byTag('payments-isolated')))).toBe(
    'allowed',
  );
  expect(await judge('ec2:CreateRoute', onlyWhere('ec2:CreateRoute', byTag('nobody')))).toBe('denied');

  const own = { StringLike: { 'aws:ResourceTag/vpcbot:request': 'R*' } };
  const revoke = onlyWhere('ec2:RevokeSecurityGroupEgress', own);
  expect(await judge('ec2:RevokeSecurityGroupEgress', revoke)).toBe('unknown');
  const from = (account: string) => ({ ArnLike: { 'ec2:RequesterVpc': `arn:aws:ec2:*:${account}:vpc/*` } });
  const accept = (account: string) => onlyWhere('ec2:AcceptVpcPeeringConnection', from(account));
  expect(await judge('ec2:AcceptVpcPeeringConnection', accept('900000000042'))).toBe('unknown');
  asked();
  expect(await judge('ec2:AcceptVpcPeeringConnection', accept('111111111111'))).toBe('unknown');

  await control('POST', `/accounts/${ACCOUNT}/role`, { allow: ['ec2:*'] });
  const change = { key: 'g', kind: 'create-group', vpcId: AT.vpcId, name: 'timescale-pcx-1' } as const;
  await account.carryOut(AT, change, TAGS);
  expect(await judge('ec2:RevokeSecurityGroupEgress', revoke)).toBe('allowed');
});

test('a call that is throttled is named, and the others are told all the same', async () => {
  const { account, faults } = await openReach();
  faults.add({ target: 'ec2', match: 'DescribeSubnets', kind: 'status', status: 503, times: 1 });
  const verdicts = verdictsOf(await account.checkPermissions('us-east-1'));
  expect(verdicts['ec2:DescribeSubnets']).toBe('throttled');
  expect(verdicts['ec2:CreateRoute']).toBe('allowed');
});

test('where the role cannot be taken, that is all there is to say', async () => {
  const { reach, control } = await openReach();
  await control('POST', `/accounts/${ACCOUNT}/role`, { externalId: 'another' });
  await expect(reach().checkPermissions('us-east-1')).rejects.toMatchObject({
    code: 'CLOUD_DENIED',
    action: 'sts:AssumeRole',
  });
});
