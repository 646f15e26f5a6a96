import {
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcAttributeCommand,
  DescribeVpcsCommand,
  type EC2Client,
  paginateDescribeSecurityGroups,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { APP_TABLE, codeOf, LEGACY, MAIN_TABLE, openAmazon, PARTNER, VPC } from './amazon-world.ts';

test('an account sees its own VPCs, region by region, and nobody else does', async () => {
  const { owner } = await openAmazon();
  const idsOf = async (client: EC2Client) =>
    (await client.send(new DescribeVpcsCommand({}))).Vpcs?.map(({ VpcId }) => VpcId);
  expect(await idsOf(owner())).toEqual([VPC, LEGACY]);
  expect(await idsOf(owner(undefined, 'eu-west-1'))).toEqual(['vpc-0b2c3d4e5f6071829']);
  expect(await idsOf(owner(PARTNER))).toEqual(['vpc-0d4e5f60718293041']);
  expect(await idsOf(owner(undefined, 'sa-east-1'))).toEqual([]);
  const other = new DescribeVpcsCommand({ VpcIds: [VPC] });
  expect(await codeOf(owner(PARTNER).send(other))).toBe('InvalidVpcID.NotFound');
});

test('a VPC shows its name, all its ranges and what its DNS does', async () => {
  const { owner } = await openAmazon();
  const europe = owner(undefined, 'eu-west-1');
  const { Vpcs = [] } = await europe.send(new DescribeVpcsCommand({}));
  expect(Vpcs[0]).toMatchObject({
    State: 'available',
    IsDefault: false,
    CidrBlock: '10.30.0.0/16',
    CidrBlockAssociationSet: [
      { CidrBlock: '10.30.0.0/16', CidrBlockState: { State: 'associated' } },
      { CidrBlock: '10.31.0.0/16', CidrBlockState: { State: 'associated' } },
    ],
    Tags: [{ Key: 'Name', Value: 'analytics' }],
  });
  const hostnames = (client: EC2Client, VpcId: string) =>
    client.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
  expect(await hostnames(owner(), VPC)).toMatchObject({ VpcId: VPC, EnableDnsHostnames: { Value: true } });
  expect(await hostnames(owner(), LEGACY)).toMatchObject({ EnableDnsHostnames: { Value: false } });
});

test('the main table stands for every subnet that names no other', async () => {
  const { owner } = await openAmazon();
  const ofVpc = { Filters: [{ Name: 'vpc-id', Values: [VPC] }] };
  const { RouteTables = [] } = await owner().send(new DescribeRouteTablesCommand(ofVpc));
  expect(RouteTables).toMatchObject([
    { RouteTableId: MAIN_TABLE, Associations: [{ Main: true }] },
    {
      RouteTableId: APP_TABLE,
      Associations: [
        { Main: false, SubnetId: 'subnet-0a100000000000002' },
        { Main: false, SubnetId: 'subnet-0a100000000000003' },
      ],
    },
    { Associations: [{ Main: false, SubnetId: 'subnet-0a100000000000004' }] },
  ]);
  const { Subnets = [] } = await owner().send(new DescribeSubnetsCommand(ofVpc));
  expect(Subnets).toHaveLength(4);
  expect(Subnets[1]).toMatchObject({
    AvailabilityZone: 'us-east-1a',
    AvailabilityZoneId: 'use1-az1',
    AvailableIpAddressCount: 4096 - 5 - 1,
  });
});

test('a VPC that nothing was said of has what AWS makes by itself', async () => {
  const { owner, control } = await openAmazon();
  const made = { id: 'vpc-0123456789abcdef0', region: 'us-west-2', cidrs: ['10.99.0.0/16'] };
  expect((await control('POST', '/accounts/333333333333/vpcs', made)).status).toBe(201);
  const client = owner('333333333333', 'us-west-2');
  const { RouteTables } = await client.send(new DescribeRouteTablesCommand({}));
  expect(RouteTables).toMatchObject([
    {
      VpcId: made.id,
      Associations: [{ Main: true }],
      Routes: [
        {
          DestinationCidrBlock: '10.99.0.0/16',
          GatewayId: 'local',
          Origin: 'CreateRouteTable',
          State: 'active',
        },
      ],
    },
  ]);
  const { SecurityGroups } = await client.send(new DescribeSecurityGroupsCommand({}));
  expect(SecurityGroups).toMatchObject([
    {
      GroupName: 'default',
      IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    },
  ]);
});

test('what wears a security group is found, and which instance it is', async () => {
  const { owner } = await openAmazon();
  const Filters = [{ Name: 'group-id', Values: ['sg-0a100000000000002'] }];
  const { NetworkInterfaces } = await owner().send(new DescribeNetworkInterfacesCommand({ Filters }));
  expect(NetworkInterfaces).toMatchObject([{ Attachment: { InstanceId: 'i-0a100000000000002' } }]);
  const named = [{ Name: 'tag:Name', Values: ['payments-app-?'] }];
  const { Reservations = [] } = await owner().send(new DescribeInstancesCommand({ Filters: named }));
  expect(Reservations.flatMap(({ Instances = [] }) => Instances)).toMatchObject([
    { InstanceId: 'i-0a100000000000001', SecurityGroups: [{ GroupName: 'payments-app' }] },
    { InstanceId: 'i-0a100000000000002', SecurityGroups: [{ GroupName: 'payments-locked' }] },
  ]);
});

test.each([
  ['vpc-id', ['vpc-0c*'], [LEGACY], 'a star is any text'],
  ['vpc-id', [VPC, LEGACY], [VPC, LEGACY], 'values of one filter are alternatives'],
  ['cidr', ['10.40.0.0/20'], [LEGACY], 'the primary range is looked at'],
  ['cidr', ['10.40.0.?/20'], [LEGACY], 'a question mark is one character'],
  ['cidr', ['10.40.0.\\?/20'], [], 'a backslash takes the meaning from it'],
  ['tag:Name', ['Payments'], [], 'case counts'],
  ['tag:name', ['payments'], [], 'it counts in keys as well'],
  ['tag-key', ['Name'], [VPC, LEGACY], 'keys are looked at whatever their values'],
  ['owner-id', [PARTNER], [], 'another account has none of them'],
  ['is-default', ['false'], [VPC, LEGACY], 'a flag is a word'],
])('of VPCs the filter %s lets through by %j %j, because %s', async (Name, Values, found) => {
  const { owner } = await openAmazon();
  const { Vpcs = [] } = await owner().send(new DescribeVpcsCommand({ Filters: [{ Name, Values }] }));
  expect(Vpcs.map(({ VpcId }) => VpcId)).toEqual(found);
});

test('filters that are there together must all let through', async () => {
  const { owner } = await openAmazon();
  const Filters = [
    { Name: 'vpc-id', Values: [LEGACY] },
    { Name: 'route.state', Values: ['active'] },
    { Name: 'route.transit-gateway-id', Values: ['tgw-*'] },
  ];
  const { RouteTables = [] } = await owner().send(new DescribeRouteTablesCommand({ Filters }));
  expect(RouteTables.map(({ RouteTableId }) => RouteTableId)).toEqual(['rtb-0c100000000000001']);
});

test('a long list comes in pages, and each thing once', async () => {
  const { owner, control } = await openAmazon();
  const groups = Array.from({ length: 13 }, (_, index) => ({
    id: `sg-0d10000000000${1_000 + index}`,
    name: `g${index}`,
  }));
  const vpc = { id: 'vpc-0d4e5f60718293041', region: 'us-east-1', cidrs: ['172.20.0.0/16'] };
  await control('POST', `/accounts/${PARTNER}/vpcs`, { ...vpc, securityGroups: groups });
  const sizes: number[] = [];
  const seen: (string | undefined)[] = [];
  for await (const page of paginateDescribeSecurityGroups({ client: owner(PARTNER), pageSize: 5 }, {})) {
    sizes.push(page.SecurityGroups?.length ?? 0);
    seen.push(...(page.SecurityGroups ?? []).map(({ GroupName }) => GroupName));
  }
  expect(sizes).toEqual([5, 5, 4]);
  expect(new Set(seen)).toEqual(new Set(['default', ...groups.map(({ name }) => name)]));
});
