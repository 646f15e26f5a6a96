import {
  AuthorizeSecurityGroupEgressCommand,
  CreateSecurityGroupCommand,
  type CreateSecurityGroupCommandInput,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  type IpPermission,
  ModifyInstanceAttributeCommand,
  ModifyNetworkInterfaceAttributeCommand,
  RevokeSecurityGroupEgressCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { codeOf, openAmazon, VPC } from './amazon-world.ts';

const APP_GROUP = 'sg-0a100000000000001';
const POSTGRES: IpPermission = {
  IpProtocol: 'tcp',
  FromPort: 5432,
  ToPort: 5432,
  IpRanges: [{ CidrIp: '10.8.0.0/24', Description: 'Timescale' }],
};

const create = async (ec2: EC2Client, change: Partial<CreateSecurityGroupCommandInput> = {}) => {
  const wanted = { GroupName: 'timescale', Description: 'To the database', VpcId: VPC, ...change };
  return (await ec2.send(new CreateSecurityGroupCommand(wanted))).GroupId ?? '';
};
const look = async (ec2: EC2Client, id: string) => {
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
  return SecurityGroups?.[0];
};
const rulesOf = async (ec2: EC2Client, id: string) => {
  const Filters = [{ Name: 'group-id', Values: [id] }];
  return (await ec2.send(new DescribeSecurityGroupRulesCommand({ Filters }))).SecurityGroupRules ?? [];
};
const authorize = (ec2: EC2Client, GroupId: string, ...IpPermissions: IpPermission[]) =>
  ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
const revoke = (ec2: EC2Client, GroupId: string, ...IpPermissions: IpPermission[]) =>
  ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
const remove = (ec2: EC2Client, GroupId: string) => ec2.send(new DeleteSecurityGroupCommand({ GroupId }));

/** A world with a new group in it. */
const grouped = async () => {
  const world = await openAmazon();
  const ec2 = world.owner();
  return { ...world, ec2, id: await create(ec2) };
};

test('a new group lets everything out until that is revoked, and then what is authorized alone', async () => {
  const { ec2, id } = await grouped();
  const [given] = await rulesOf(ec2, id);
  expect(given).toMatchObject({
    IsEgress: true,
    IpProtocol: '-1',
    FromPort: -1,
    ToPort: -1,
    CidrIpv4: '0.0.0.0/0',
  });
  await ec2.send(
    new RevokeSecurityGroupEgressCommand({
      GroupId: id,
      SecurityGroupRuleIds: [given?.SecurityGroupRuleId ?? ''],
    }),
  );
  const { SecurityGroupRules: made } = await authorize(ec2, id, POSTGRES);
  expect(made).toMatchObject([
    { GroupId: id, IsEgress: true, FromPort: 5432, CidrIpv4: '10.8.0.0/24', Description: 'Timescale' },
  ]);
  expect(await look(ec2, id)).toMatchObject({
    GroupName: 'timescale',
    Description: 'To the database',
    IpPermissions: [],
    IpPermissionsEgress: [{ ...POSTGRES, UserIdGroupPairs: [] }],
  });
});

test('rules of the same ports are shown together, and singly', async () => {
  const { ec2, id } = await grouped();
  const more = {
    ...POSTGRES,
    IpRanges: [{ CidrIp: '10.9.0.3/24' }],
    UserIdGroupPairs: [{ GroupId: APP_GROUP }],
  };
  await authorize(ec2, id, POSTGRES, more);
  expect((await look(ec2, id))?.IpPermissionsEgress?.[1]).toMatchObject({
    IpRanges: [{ CidrIp: '10.8.0.0/24', Description: 'Timescale' }, { CidrIp: '10.9.0.0/24' }],
    UserIdGroupPairs: [{ GroupId: APP_GROUP }],
  });
  expect(await rulesOf(ec2, id)).toHaveLength(4);
});

const BAD_RULES: readonly {
  readonly rules: IpPermission[];
  readonly code: string;
  readonly because: string;
}[] = [
  { rules: [POSTGRES], code: 'InvalidPermission.Duplicate', because: 'the rule is there' },
  {
    rules: [{ ...POSTGRES, IpRanges: [{ CidrIp: '10.8.0.200/24' }] }],
    code: 'InvalidPermission.Duplicate',
    because: 'it is the same range',
  },
  {
    rules: [{ IpProtocol: '6', FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: '10.8.0.0/24' }] }],
    code: 'InvalidPermission.Duplicate',
    because: '6 is the number of TCP',
  },
  {
    rules: [
      {
        IpProtocol: 'udp',
        FromPort: 53,
        ToPort: 53,
        IpRanges: [{ CidrIp: '10.8.0.0/24' }, { CidrIp: '10.8.0.1/24' }],
      },
    ],
    code: 'InvalidParameterValue',
    because: 'it says the same twice',
  },
  {
    rules: [{ IpProtocol: 'tcp', IpRanges: [{ CidrIp: '10.8.0.0/24' }] }],
    code: 'InvalidParameterValue',
    because: 'TCP has ports',
  },
  {
    rules: [{ IpProtocol: 'tcp', FromPort: 9, ToPort: 5, IpRanges: [{ CidrIp: '10.8.0.0/24' }] }],
    code: 'InvalidParameterValue',
    because: 'the ports go backwards',
  },
  {
    rules: [{ IpProtocol: 'carrier-pigeon', IpRanges: [{ CidrIp: '10.8.0.0/24' }] }],
    code: 'InvalidParameterValue',
    because: 'there is no such protocol',
  },
  {
    rules: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: 'everywhere' }] }],
    code: 'InvalidParameterValue',
    because: 'it is no range',
  },
  { rules: [{ IpProtocol: '-1' }], code: 'MissingParameter', because: 'it leads nowhere' },
];

test.each(BAD_RULES)('a rule is refused with $code, because $because', async ({ rules, code }) => {
  const { ec2, id } = await grouped();
  await authorize(ec2, id, POSTGRES);
  expect(await codeOf(authorize(ec2, id, ...rules))).toBe(code);
  expect(await rulesOf(ec2, id)).toHaveLength(2);
});

test('a group has no more rules than its quota, and of too many none is made', async () => {
  const { ec2, id, control } = await grouped();
  await control('POST', '/limits', { rulesPerGroup: 2 });
  const two = { ...POSTGRES, IpRanges: [{ CidrIp: '10.8.0.0/24' }, { CidrIp: '10.9.0.0/24' }] };
  expect(await codeOf(authorize(ec2, id, two))).toBe('RulesPerSecurityGroupLimitExceeded');
  expect(await rulesOf(ec2, id)).toHaveLength(1);
  expect(await codeOf(authorize(ec2, id, POSTGRES))).toBe(null);
});

test('what is not there cannot be revoked, and nothing of the same call is', async () => {
  const { ec2, id } = await grouped();
  const all: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] };
  expect(await codeOf(revoke(ec2, id, all, POSTGRES))).toBe('InvalidPermission.NotFound');
  expect(await rulesOf(ec2, id)).toHaveLength(1);
  await revoke(ec2, id, all);
  expect(await rulesOf(ec2, id)).toEqual([]);
  expect(await codeOf(revoke(ec2, id))).toBe('MissingParameter');
});

const BAD_GROUPS = [
  {
    change: { GroupName: 'payments-app' },
    code: 'InvalidGroup.Duplicate',
    because: 'the name is taken in this VPC',
  },
  { change: { GroupName: 'sg-timescale' }, code: 'InvalidParameterValue', because: 'it looks like an id' },
  {
    change: { GroupName: 'émile' },
    code: 'InvalidParameterValue',
    because: 'it has a letter that AWS does not take',
  },
  {
    change: { VpcId: 'vpc-0123456789abcdef0' },
    code: 'InvalidVpcID.NotFound',
    because: 'there is no such VPC',
  },
  { change: { VpcId: undefined }, code: 'VPCIdNotSpecified', because: 'the account has no default VPC' },
  {
    change: { TagSpecifications: [{ ResourceType: 'vpc' as const, Tags: [{ Key: 'a', Value: 'b' }] }] },
    code: 'InvalidParameterValue',
    because: 'the tags are for something else',
  },
];

test.each(BAD_GROUPS)('a group is refused with $code, because $because', async ({ change, code }) => {
  const { owner } = await openAmazon();
  expect(await codeOf(create(owner(), change))).toBe(code);
});

test('EC2 knows of a new group a moment later than it was made', async () => {
  const { owner, clock } = await openAmazon({ groupVisibleAfter: 1_000 });
  const ec2 = owner();
  const id = await create(ec2);
  expect(await codeOf(look(ec2, id))).toBe('InvalidGroup.NotFound');
  expect(await codeOf(authorize(ec2, id, POSTGRES))).toBe('InvalidGroup.NotFound');
  expect(await codeOf(create(ec2))).toBe('InvalidGroup.Duplicate');
  clock.advance(1_000);
  expect(await codeOf(authorize(ec2, id, POSTGRES))).toBe(null);
});

test('a group that something wears or names is not deleted, nor is the default one', async () => {
  const { ec2, id } = await grouped();
  const [byDefault] =
    (
      await ec2.send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'group-name', Values: ['default'] }] }),
      )
    ).SecurityGroups ?? [];
  expect(await codeOf(remove(ec2, byDefault?.GroupId ?? ''))).toBe('CannotDelete');

  const wear = (Groups: string[]) =>
    ec2.send(
      new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: 'eni-0a100000000000001', Groups }),
    );
  await wear([APP_GROUP, id]);
  expect(await codeOf(remove(ec2, id))).toBe('DependencyViolation');
  await wear([APP_GROUP]);
  await authorize(ec2, APP_GROUP, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id }] });
  expect(await codeOf(remove(ec2, id))).toBe('DependencyViolation');
  await revoke(ec2, APP_GROUP, { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id }] });
  await remove(ec2, id);
  expect(await codeOf(remove(ec2, id))).toBe('InvalidGroup.NotFound');
});

test('an instance wears the groups that it is given, and no others', async () => {
  const { ec2, id } = await grouped();
  const wear = (InstanceId: string, Groups: string[]) =>
    ec2.send(new ModifyInstanceAttributeCommand({ InstanceId, Groups }));
  await wear('i-0a100000000000001', [id]);
  expect(await codeOf(remove(ec2, id))).toBe('DependencyViolation');
  expect(await codeOf(remove(ec2, APP_GROUP))).toBe(null);
  expect(await codeOf(wear('i-0a100000000000001', [APP_GROUP]))).toBe('InvalidGroup.NotFound');
  expect(await codeOf(wear('i-0123456789abcdef0', [id]))).toBe('InvalidInstanceID.NotFound');
});
