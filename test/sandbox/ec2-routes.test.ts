import {
  AcceptVpcPeeringConnectionCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  DeleteRouteCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeRouteTablesCommand,
  type EC2Client,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { APP_TABLE, codeOf, LEGACY, MAIN_TABLE, openAmazon } from './amazon-world.ts';

const RANGE = '10.8.0.0/24';

const routesOf = async (ec2: EC2Client, table = MAIN_TABLE) => {
  const command = new DescribeRouteTablesCommand({ RouteTableIds: [table] });
  return (await ec2.send(command)).RouteTables?.[0]?.Routes;
};
const create = (ec2: EC2Client, change: Partial<CreateRouteCommandInput>) =>
  ec2.send(new CreateRouteCommand({ RouteTableId: MAIN_TABLE, DestinationCidrBlock: RANGE, ...change }));

/** Main table -> peering, which is still pending. */
const routed = async () => {
  const world = await openAmazon();
  const ec2 = world.owner();
  const pcx = world.asked();
  await create(ec2, { VpcPeeringConnectionId: pcx });
  return { ...world, ec2, pcx };
};

test('a route to a peering is a blackhole before it is active, and again after it is deleted', async () => {
  const { ec2, pcx, clock } = await routed();
  const state = async () =>
    (await routesOf(ec2))?.find(({ VpcPeeringConnectionId: id }) => id === pcx)?.State;
  expect(await state()).toBe('blackhole');
  await ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: pcx }));
  expect(await state()).toBe('active');
  await ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: pcx }));
  expect(await state()).toBe('blackhole');
  clock.advance(30 * 24 * 60 * 60_000);
  expect(await state()).toBe('blackhole');
});

test('a route is written as a range without host bits', async () => {
  const { owner, asked } = await openAmazon();
  const ec2 = owner();
  const id = asked();
  await create(ec2, { DestinationCidrBlock: '10.8.0.77/24', VpcPeeringConnectionId: id });
  expect(await routesOf(ec2)).toContainEqual({
    DestinationCidrBlock: RANGE,
    VpcPeeringConnectionId: id,
    Origin: 'CreateRoute',
    State: 'blackhole',
  });
  await ec2.send(new DeleteRouteCommand({ RouteTableId: MAIN_TABLE, DestinationCidrBlock: '10.8.0.5/24' }));
  expect(await routesOf(ec2)).toHaveLength(2);
});

const REFUSED: readonly {
  readonly change: Partial<CreateRouteCommandInput>;
  readonly code: string;
  readonly because: string;
}[] = [
  { change: {}, code: 'RouteAlreadyExists', because: 'the same route is there' },
  {
    change: { DestinationCidrBlock: '10.8.0.9/24' },
    code: 'RouteAlreadyExists',
    because: 'it is the same range',
  },
  {
    change: { DestinationCidrBlock: '0.0.0.0/0' },
    code: 'RouteAlreadyExists',
    because: 'it leads elsewhere already',
  },
  {
    change: { DestinationCidrBlock: '10.20.0.0/16' },
    code: 'RouteAlreadyExists',
    because: 'it is the local route',
  },
  {
    change: { DestinationCidrBlock: '10.20.7.0/24' },
    code: 'InvalidParameterValue',
    because: 'it is inside of the VPC',
  },
  { change: { DestinationCidrBlock: '10.8.0.0' }, code: 'InvalidParameterValue', because: 'it is no range' },
  {
    change: { RouteTableId: 'rtb-0123456789abcdef0' },
    code: 'InvalidRouteTableID.NotFound',
    because: 'there is no such table',
  },
  { change: { RouteTableId: 'main' }, code: 'InvalidRouteTableId.Malformed', because: 'an id has a form' },
  {
    change: { VpcPeeringConnectionId: 'pcx-0123456789abcdef0', DestinationCidrBlock: '10.7.0.0/24' },
    code: 'InvalidVpcPeeringConnectionID.NotFound',
    because: 'there is no such peering',
  },
  {
    change: { RouteTableId: 'rtb-0c100000000000001' },
    code: 'InvalidParameterValue',
    because: 'the peering is of another VPC',
  },
  {
    change: { GatewayId: 'igw-0a100000000000001', DestinationCidrBlock: '10.7.0.0/24' },
    code: 'InvalidParameterCombination',
    because: 'it has two targets',
  },
];

test.each(REFUSED)('a route is refused with $code, because $because', async ({ change, code }) => {
  const { ec2, pcx } = await routed();
  const before = await routesOf(ec2);
  expect(await codeOf(create(ec2, { VpcPeeringConnectionId: pcx, ...change }))).toBe(code);
  expect(await routesOf(ec2)).toEqual(before);
});

test('a table has no more routes than its quota, and the local ones do not count', async () => {
  const { ec2, pcx, control } = await routed();
  await control('POST', '/limits', { routesPerTable: 3 });
  const more = (DestinationCidrBlock: string) =>
    create(ec2, { DestinationCidrBlock, VpcPeeringConnectionId: pcx });
  expect(await codeOf(more('10.9.0.0/24'))).toBe(null);
  expect(await codeOf(more('10.10.0.0/24'))).toBe('RouteLimitExceeded');
});

test('a longer and a shorter prefix stand beside each other', async () => {
  const { owner, asked } = await openAmazon();
  const ec2 = owner();
  const table = 'rtb-0c100000000000002';
  const pcx = asked({ vpcId: LEGACY, cidr: '10.80.0.0/24' });
  await create(ec2, {
    RouteTableId: table,
    DestinationCidrBlock: '10.80.0.0/24',
    VpcPeeringConnectionId: pcx,
  });
  expect(await routesOf(ec2, table)).toMatchObject([
    { GatewayId: 'local' },
    { DestinationCidrBlock: '10.80.0.0/26', NetworkInterfaceId: 'eni-0c100000000000001' },
    { DestinationCidrBlock: '10.80.0.0/16', GatewayId: 'vgw-0c100000000000001' },
    { DestinationCidrBlock: '10.80.0.0/24', VpcPeeringConnectionId: pcx },
  ]);
  const same = { RouteTableId: 'rtb-0c100000000000001', DestinationCidrBlock: '10.80.0.0/24' };
  expect(await codeOf(create(ec2, { ...same, VpcPeeringConnectionId: pcx }))).toBe('RouteAlreadyExists');
});

test('a route is replaced or deleted where it is there, and a local one never', async () => {
  const { ec2, pcx, aws } = await routed();
  const replace = (RouteTableId: string) =>
    ec2.send(
      new ReplaceRouteCommand({ RouteTableId, DestinationCidrBlock: RANGE, TransitGatewayId: 'tgw-1' }),
    );
  const remove = (RouteTableId: string, DestinationCidrBlock = RANGE) =>
    ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock }));
  expect(await codeOf(replace(APP_TABLE))).toBe('InvalidParameterValue');
  await replace(MAIN_TABLE);
  expect((await routesOf(ec2))?.at(-1)).toMatchObject({ TransitGatewayId: 'tgw-1', State: 'active' });
  expect(await codeOf(remove(APP_TABLE))).toBe('InvalidRoute.NotFound');
  expect(await codeOf(remove(MAIN_TABLE, '10.20.0.0/16'))).toBe('InvalidParameterValue');
  await remove(MAIN_TABLE);
  expect(await routesOf(ec2)).toHaveLength(2);
  expect(aws.find(pcx)?.status).toBe('pending-acceptance');
  expect(aws.calls.counts()).toMatchObject({ 'ReplaceRoute 123456789012 us-east-1': 2 });
});
