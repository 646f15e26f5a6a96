import {
  AcceptVpcPeeringConnectionCommand,
  AssociateVpcCidrBlockCommand,
  CreateRouteCommand,
  CreateTagsCommand,
  DeleteVpcPeeringConnectionCommand,
  DescribeVpcPeeringConnectionsCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ModifyVpcPeeringConnectionOptionsCommand,
  RejectVpcPeeringConnectionCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { ACCOUNT, codeOf, LEGACY, MAIN_TABLE, openAmazon, PARTNER, TIMESCALE, VPC } from './amazon-world.ts';

const HOUR = 60 * 60_000;

const look = async (ec2: EC2Client, id: string) => {
  const command = new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: [id] });
  return (await ec2.send(command)).VpcPeeringConnections?.[0];
};
const accept = (ec2: EC2Client, id: string) =>
  ec2.send(new AcceptVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
const reject = (ec2: EC2Client, id: string) =>
  ec2.send(new RejectVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));
const remove = (ec2: EC2Client, id: string) =>
  ec2.send(new DeleteVpcPeeringConnectionCommand({ VpcPeeringConnectionId: id }));

test('a request tells who asks and until when, and the ranges only once it is accepted', async () => {
  const { owner, asked, clock } = await openAmazon();
  const ec2 = owner();
  const id = asked();
  const pending = await look(ec2, id);
  expect(pending).toMatchObject({
    Status: { Code: 'pending-acceptance' },
    ExpirationTime: new Date(clock.now() + 7 * 24 * HOUR),
    RequesterVpcInfo: { OwnerId: TIMESCALE, Region: 'us-east-1', VpcId: expect.stringMatching(/^vpc-/) },
    AccepterVpcInfo: { OwnerId: ACCOUNT, Region: 'us-east-1', VpcId: VPC },
  });
  expect(pending?.RequesterVpcInfo).not.toHaveProperty('CidrBlock');

  const { VpcPeeringConnection: accepted } = await accept(ec2, id);
  expect(accepted).toMatchObject({ Status: { Code: 'provisioning' } });
  expect(accepted).not.toHaveProperty('ExpirationTime');
  const active = await look(ec2, id);
  expect(active).toMatchObject({
    Status: { Code: 'active' },
    RequesterVpcInfo: { CidrBlock: '10.8.0.0/24', CidrBlockSet: [{ CidrBlock: '10.8.0.0/24' }] },
    AccepterVpcInfo: { CidrBlock: '10.20.0.0/16' },
  });
  expect(active).not.toHaveProperty('ExpirationTime');
});

test('EC2 knows of a request, and of its acceptance, a moment later than it happened', async () => {
  const { owner, asked, clock, aws } = await openAmazon({
    peeringVisibleAfter: 2_000,
    acceptShownAfter: 4_000,
  });
  const ec2 = owner();
  const id = asked();
  expect(aws.pending(ACCOUNT)).toMatchObject([{ id }]);
  expect(await codeOf(look(ec2, id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  expect(await codeOf(accept(ec2, id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  clock.advance(2_000);
  await accept(ec2, id);
  expect((await look(ec2, id))?.Status?.Code).toBe('pending-acceptance');
  expect(await codeOf(accept(ec2, id))).toBe('InvalidStateTransition');
  clock.advance(4_000);
  expect((await look(ec2, id))?.Status?.Code).toBe('active');
});

test('a request is accepted where the VPC is, and by nobody but its owner', async () => {
  const { owner, asked } = await openAmazon();
  const id = asked({ from: 'eu-west-1' });
  expect(await codeOf(accept(owner(ACCOUNT, 'eu-west-1'), id))).toBe('OperationNotPermitted');
  expect(await codeOf(look(owner(ACCOUNT, 'eu-west-1'), id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  expect(await codeOf(accept(owner(ACCOUNT, 'us-west-2'), id))).toBe(
    'InvalidVpcPeeringConnectionID.NotFound',
  );
  expect(await codeOf(accept(owner(PARTNER), id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  expect(await codeOf(accept(owner(), id))).toBe(null);
});

const ENDS = [
  {
    end: 'rejected',
    act: (ec2: EC2Client, id: string) => reject(ec2, id),
    shownFor: 2 * HOUR,
    because: 'the accepter soon forgets what it rejected',
  },
  {
    end: 'deleted',
    act: async (ec2: EC2Client, id: string) => {
      await accept(ec2, id);
      await remove(ec2, id);
    },
    shownFor: 2 * HOUR,
    because: 'it deleted it itself',
  },
] as const;

test.each(ENDS)('a connection that is $end is shown a while and then gone, because $because', async (row) => {
  const { owner, asked, clock } = await openAmazon();
  const ec2 = owner();
  const id = asked();
  await row.act(ec2, id);
  expect((await look(ec2, id))?.Status?.Code).toBe(row.end);
  expect(await codeOf(accept(ec2, id))).toBe('InvalidStateTransition');
  expect(await codeOf(remove(ec2, id))).toBe('InvalidStateTransition');
  clock.advance(row.shownFor);
  expect(await codeOf(look(ec2, id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
});

test('what Timescale deletes is shown for two days, and what expired as well', async () => {
  const { owner, asked, clock, aws } = await openAmazon();
  const ec2 = owner();
  const [withdrawn, forgotten] = [asked(), asked({ vpcId: LEGACY })];
  await accept(ec2, withdrawn);
  aws.withdraw(withdrawn);
  clock.advance(47 * HOUR);
  expect(await look(ec2, withdrawn)).toMatchObject({ Status: { Code: 'deleted' } });
  clock.advance(HOUR);
  expect(await codeOf(look(ec2, withdrawn))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  clock.advance(5 * 24 * HOUR);
  expect((await look(ec2, forgotten))?.Status?.Code).toBe('expired');
});

test('a request that fails is never seen by who was asked', async () => {
  const { owner, asked, aws } = await openAmazon();
  const id = asked({ cidr: '10.20.4.0/24' });
  expect(await codeOf(look(owner(), id))).toBe('InvalidVpcPeeringConnectionID.NotFound');
  expect(aws.find(id)).toMatchObject({ status: 'failed' });
});

test('while it is pending, only who asked can delete it', async () => {
  const { owner, asked } = await openAmazon();
  expect(await codeOf(remove(owner(), asked()))).toBe('OperationNotPermitted');
});

test('a range that the owner adds fails a pending request that it overlaps with, and is refused once active', async () => {
  const { owner, asked, aws } = await openAmazon();
  const ec2 = owner();
  const add = (CidrBlock: string) => ec2.send(new AssociateVpcCidrBlockCommand({ VpcId: VPC, CidrBlock }));
  const [active, pending] = [asked({ cidr: '10.8.0.0/24' }), asked({ cidr: '10.9.0.0/24' })];
  await accept(ec2, active);
  expect(await codeOf(add('10.8.0.0/20'))).toBe('InvalidVpc.Range');
  expect(await add('10.9.0.7/20')).toMatchObject({ CidrBlockAssociation: { CidrBlock: '10.9.0.0/20' } });
  expect(aws.find(pending)?.status).toBe('failed');
  expect((await look(ec2, active))?.AccepterVpcInfo?.CidrBlockSet).toEqual([
    { CidrBlock: '10.20.0.0/16' },
    { CidrBlock: '10.9.0.0/20' },
  ]);
});

test.each([
  ['10.99.0.0/15', 'it is wider than a /16'],
  ['10.99.0.0/29', 'it is narrower than a /28'],
  ['10.40.1.0/24', 'the VPC has it already'],
  ['192.168.0.0/24', 'it is of another private range'],
  ['10.80.0.0/20', 'a route leads to a part of it'],
  ['ten', 'it is no range'],
])('the range %s cannot be added, because %s', async (CidrBlock) => {
  const { owner } = await openAmazon();
  const add = new AssociateVpcCidrBlockCommand({ VpcId: LEGACY, CidrBlock });
  expect(await codeOf(owner().send(add))).toBe('InvalidVpc.Range');
});

test('private names are resolved over an active peering alone, by one’s own side, where the VPC has names', async () => {
  const { owner, asked } = await openAmazon();
  const ec2 = owner();
  const id = asked({ vpcId: LEGACY });
  const resolve = { AllowDnsResolutionFromRemoteVpc: true };
  const modify = (side: 'Accepter' | 'Requester') =>
    ec2.send(
      new ModifyVpcPeeringConnectionOptionsCommand({
        VpcPeeringConnectionId: id,
        [`${side}PeeringConnectionOptions`]: resolve,
      }),
    );
  expect(await codeOf(modify('Accepter'))).toBe('OperationNotPermitted');
  await accept(ec2, id);
  expect(await codeOf(modify('Requester'))).toBe('OperationNotPermitted');
  expect(await codeOf(modify('Accepter'))).toBe('InvalidVpcPeeringConnectionState.DnsHostnamesDisabled');
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId: LEGACY, EnableDnsHostnames: { Value: true } }));
  expect(await modify('Accepter')).toMatchObject({ AccepterPeeringConnectionOptions: resolve });
  expect((await look(ec2, id))?.AccepterVpcInfo?.PeeringOptions).toMatchObject(resolve);
});

test('a VPC has no more active peerings than its quota', async () => {
  const { owner, asked, control } = await openAmazon();
  await control('POST', '/limits', { activePeeringsPerVpc: 1 });
  const ec2 = owner();
  await accept(ec2, asked());
  const second = asked({ cidr: '10.9.0.0/24' });
  expect(await codeOf(accept(ec2, second))).toBe('ActiveVpcPeeringConnectionPerVpcLimitExceeded');
});

test.each([
  ['status-code', ['pending-acceptance'], 1, 'one still waits'],
  ['requester-vpc-info.owner-id', [TIMESCALE], 2, 'Timescale asked for both'],
  ['requester-vpc-info.cidr-block', ['10.8.0.0/24'], 1, 'it is told of the active one'],
  ['requester-vpc-info.cidr-block', ['10.9.0.0/24'], 0, 'it is not told of the other one'],
  ['accepter-vpc-info.vpc-id', [VPC], 2, 'both are for this VPC'],
  ['tag:Team', ['payments'], 1, 'one was tagged'],
])('of peerings the filter %s lets through by %j as many as %i, because %s', async (Name, Values, count) => {
  const { owner, asked } = await openAmazon();
  const ec2 = owner();
  const [active] = [asked(), asked({ cidr: '10.9.0.0/24' })];
  await accept(ec2, active);
  await ec2.send(new CreateTagsCommand({ Resources: [active], Tags: [{ Key: 'Team', Value: 'payments' }] }));
  const command = new DescribeVpcPeeringConnectionsCommand({ Filters: [{ Name, Values }] });
  expect((await ec2.send(command)).VpcPeeringConnections).toHaveLength(count);
});

test('what is done by EC2 and what is done by the control API is one', async () => {
  const { owner, asked, control } = await openAmazon();
  const ec2 = owner();
  const id = asked();
  await ec2.send(
    new CreateRouteCommand({
      RouteTableId: MAIN_TABLE,
      DestinationCidrBlock: '10.8.0.0/24',
      VpcPeeringConnectionId: id,
    }),
  );
  const routesShown = async () => {
    const { accounts } = (await control('GET', '/state')).body;
    return accounts[0].vpcs[0].tables[0].routes;
  };
  expect(await routesShown()).toContainEqual({ destination: '10.8.0.0/24', target: id, leadsNowhere: true });
  expect((await control('POST', `/peerings/${id}/accept`)).status).toBe(200);
  expect((await look(ec2, id))?.Status?.Code).toBe('active');
  expect(await routesShown()).toContainEqual({ destination: '10.8.0.0/24', target: id, leadsNowhere: false });
});
