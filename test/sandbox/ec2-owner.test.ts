import {
  AuthorizeSecurityGroupEgressCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { ACCOUNT, APP_TABLE, MAIN_TABLE, openAmazon, VPC } from './amazon-world.ts';

const EC2 = `/accounts/${ACCOUNT}/regions/us-east-1`;
const INSTANCE = 'i-0a100000000000001';
const APP_GROUP = 'sg-0a100000000000001';
const LOCKED = 'sg-0a100000000000002';

const openWorld = async () => {
  const amazon = await openAmazon();
  const vpc = async () => {
    const { body } = await amazon.control('GET', '/state');
    return body.accounts[0].vpcs.find(({ id }: { id: string }) => id === VPC);
  };
  return { ...amazon, vpc };
};

test('an owner does by the control API what they would do in the console, and it is so at once', async () => {
  const { control, vpc } = await openWorld();
  const route = { RouteTableId: APP_TABLE, DestinationCidrBlock: '10.8.0.0/24' };
  const made = await control('POST', `${EC2}/CreateRoute`, { ...route, TransitGatewayId: 'tgw-0e1' });
  expect(made).toEqual({ status: 200, body: { return: true } });
  await control('POST', `${EC2}/AssociateVpcCidrBlock`, { VpcId: VPC, CidrBlock: '10.21.0.0/16' });
  const groups = { InstanceId: INSTANCE, GroupId: [APP_GROUP, LOCKED] };
  expect((await control('POST', `${EC2}/ModifyInstanceAttribute`, groups)).status).toBe(200);
  const before = await vpc();
  expect(before.cidrs).toEqual(['10.20.0.0/16', '10.21.0.0/16']);
  expect(before.tables[1].routes.at(-1)).toEqual({
    destination: '10.8.0.0/24',
    target: 'tgw-0e1',
    leadsNowhere: false,
  });
  expect(before.interfaces[0]).toMatchObject({
    groupIds: [APP_GROUP, LOCKED],
    instanceName: 'payments-app-1',
  });
  const [rule] = before.groups[2].rules;
  await control('POST', `${EC2}/RevokeSecurityGroupEgress`, {
    GroupId: LOCKED,
    SecurityGroupRuleId: [rule.id],
  });
  await control('POST', `${EC2}/DeleteRoute`, route);
  const after = await vpc();
  expect(after.groups[2].rules).toEqual([]);
  expect(after.tables[1].routes).toHaveLength(1);
});

test.each([
  {
    path: `${EC2}/DeleteRoute`,
    body: { RouteTableId: MAIN_TABLE, DestinationCidrBlock: '10.20.0.0/16' },
    code: 'InvalidParameterValue',
    because: 'nobody takes a local route away',
  },
  {
    path: `${EC2}/AssociateVpcCidrBlock`,
    body: { VpcId: VPC, CidrBlock: '192.168.0.0/16' },
    code: 'InvalidVpc.Range',
    because: 'a VPC of one private range takes none of another',
  },
  { path: `${EC2}/CreateRoute`, body: {}, code: 'MissingParameter', because: 'nothing was said' },
  { path: `${EC2}/MakeTea`, body: {}, code: 'InvalidAction', because: 'EC2 has no such action' },
  {
    path: `/accounts/${ACCOUNT}/regions/mars-1/DescribeVpcs`,
    body: {},
    code: 'NOT_FOUND',
    because: 'there is no such region',
  },
  {
    path: '/accounts/999999999999/regions/us-east-1/DescribeVpcs',
    body: {},
    code: 'NOT_FOUND',
    because: 'there is no such account',
  },
])('$path is refused with $code: $because', async ({ path, body, code }) => {
  const { control } = await openWorld();
  expect((await control('POST', path, body)).body).toMatchObject({ code });
});

test('what the bot made can be told from what others made: by its tags, a route by the role', async () => {
  const { asked, aws, roleIn, control, vpc } = await openWorld();
  const role = await roleIn();
  const tags = (ResourceType: 'security-group' | 'security-group-rule') => ({
    TagSpecifications: [{ ResourceType, Tags: [{ Key: 'vpcbot:request', Value: 'R12' }] }],
  });
  const pcx = asked();
  aws.accept(pcx);
  const made = { GroupName: 'to-timescale', Description: 'x', VpcId: VPC, ...tags('security-group') };
  const { GroupId } = await role.send(new CreateSecurityGroupCommand(made));
  await role.send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId,
      IpPermissions: [
        { IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: '10.8.0.0/24' }] },
      ],
      ...tags('security-group-rule'),
    }),
  );
  const route = { DestinationCidrBlock: '10.8.0.0/24', VpcPeeringConnectionId: pcx };
  await role.send(new CreateRouteCommand({ RouteTableId: APP_TABLE, ...route }));
  await control('POST', `${EC2}/CreateRoute`, { RouteTableId: MAIN_TABLE, ...route });
  const { groups, tables } = await vpc();
  expect(groups.map(({ madeFor }: { madeFor: string | null }) => madeFor)).toEqual([null, null, null, 'R12']);
  expect(groups[3].rules.map(({ madeFor }: { madeFor: string | null }) => madeFor)).toEqual([null, 'R12']);
  expect(tables[1].routes.at(-1)).toMatchObject({ target: pcx, isOfRole: true, leadsNowhere: false });
  expect(tables[0].routes.at(-1)).not.toHaveProperty('isOfRole');
});
