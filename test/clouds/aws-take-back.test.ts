import {
  AuthorizeSecurityGroupEgressCommand,
  CreateTagsCommand,
  ModifyNetworkInterfaceAttributeCommand,
  ReplaceRouteCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import type { AwsChange } from '../../src/domain/aws-plan.ts';
import type { SideMade } from '../../src/domain/side-plan.ts';
import { ACCOUNT, APP_TABLE, VPC } from '../sandbox/amazon-world.ts';
import { AT, openReach, RANGE, TAGS } from './aws-reach.ts';

const NAME = 'timescale-pcx-1';
const LOCKED = 'sg-0a100000000000002';
const ENI = 'eni-0a100000000000002';

/** Everything that a completion can make. */
const openMade = async () => {
  const world = await openReach();
  const pcx = world.asked({ cidr: RANGE.text });
  const make = async (change: AwsChange): Promise<SideMade> => {
    const { made } = await world.account.carryOut(AT, change, TAGS);
    if (made === null) throw new Error(`${change.kind} made nothing`);
    return made;
  };
  const port = { kind: 'let-out', to: RANGE, port: 5432 } as const;
  const made = {
    route: await make({
      key: 'r',
      kind: 'create-route',
      tableId: APP_TABLE,
      destination: RANGE,
      peeringId: pcx,
    }),
    group: await make({ key: 'g', kind: 'create-group', vpcId: VPC, name: NAME }),
    rule: await make({ key: 'l', group: { name: NAME }, ...port }),
    chosen: await make({ key: 'c', group: { id: LOCKED }, ...port }),
  };
  const take = (what: SideMade) => world.account.takeBack(AT, what, TAGS);
  const look = async () => {
    const side = await world.account.readSide('us-east-1', VPC);
    if (side === null) throw new Error('the VPC is gone');
    return side;
  };
  return { ...world, pcx, made, take, look };
};

const groupIdOf = (made: SideMade): string => ('groupId' in made ? made.groupId : '');

test('an undo takes back what was made and leaves all else as it was', async () => {
  const untouched = await openReach();
  const before = await untouched.account.readSide('us-east-1', VPC);
  const { made, take, look } = await openMade();
  for (const what of [made.chosen, made.rule, made.group, made.route]) {
    expect(await take(what)).toEqual({ kind: 'gone' });
  }
  expect(await look()).toEqual(before);
  for (const what of [made.chosen, made.rule, made.group, made.route]) {
    expect(await take(what)).toEqual({ kind: 'left', why: 'not-there' });
  }
});

test('a route that leads elsewhere by now is somebody else’s', async () => {
  const { owner, made, take, look, countOf } = await openMade();
  await owner().send(
    new ReplaceRouteCommand({
      RouteTableId: APP_TABLE,
      DestinationCidrBlock: RANGE.text,
      NatGatewayId: 'nat-0a100000000000001',
    }),
  );
  expect(await take(made.route)).toEqual({ kind: 'left', why: 'not-ours' });
  expect(countOf('DeleteRoute')).toBe(0);
  const routes = (await look()).tables.find(({ id }) => id === APP_TABLE)?.routes;
  expect(routes?.map(({ target }) => target)).toContain('nat-0a100000000000001');
});

test('a group that something wears is left, and goes once it is taken off', async () => {
  const { owner, made, take } = await openMade();
  const wear = (...Groups: string[]) =>
    owner().send(new ModifyNetworkInterfaceAttributeCommand({ NetworkInterfaceId: ENI, Groups }));
  await wear(LOCKED, groupIdOf(made.group));
  expect(await take(made.rule)).toEqual({ kind: 'gone' });
  expect(await take(made.group)).toEqual({ kind: 'left', why: 'in-use' });
  await wear(LOCKED);
  expect(await take(made.group)).toEqual({ kind: 'gone' });
});

test('a group with other tags, or with rules that somebody added, is left', async () => {
  const { owner, made, take, countOf } = await openMade();
  const groupId = groupIdOf(made.group);
  await owner().send(
    new AuthorizeSecurityGroupEgressCommand({
      GroupId: groupId,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
    }),
  );
  expect(await take(made.group)).toEqual({ kind: 'left', why: 'not-ours' });
  const tags = [{ Key: 'vpcbot:completion', Value: '9' }];
  const ruleId = 'ruleId' in made.rule ? made.rule.ruleId : '';
  await owner().send(new CreateTagsCommand({ Resources: [groupId, ruleId], Tags: tags }));
  expect(await take(made.group)).toEqual({ kind: 'left', why: 'not-ours' });
  expect(await take(made.rule)).toEqual({ kind: 'left', why: 'not-ours' });
  expect(countOf('DeleteSecurityGroup') + countOf('RevokeSecurityGroupEgress')).toBe(0);
});

test('a rule that somebody edited is theirs by now, and so is a group that they gave a wide one', async () => {
  const { aws, owner, made, take, countOf } = await openMade();
  const groupId = groupIdOf(made.group);
  const wide = { IpProtocol: '-1', IpRanges: [{ CidrIp: '10.99.0.0/16' }] };
  await owner().send(new AuthorizeSecurityGroupEgressCommand({ GroupId: groupId, IpPermissions: [wide] }));
  expect(await take(made.group)).toEqual({ kind: 'left', why: 'not-ours' });
  // Whoever edits a rule keeps its id and its tags.
  const network = aws.vpcsOf(ACCOUNT).find(({ id }) => id === VPC);
  if (network === undefined) throw new Error('the VPC is gone');
  const groups = network.groups.map((group) => ({
    ...group,
    rules: group.rules.map((rule) => (rule.fromPort === 5432 ? { ...rule, toPort: 5499 } : rule)),
  }));
  aws.changeVpc({ ...network, groups });
  expect(await take(made.rule)).toEqual({ kind: 'left', why: 'not-ours' });
  expect(await take(made.chosen)).toEqual({ kind: 'left', why: 'not-ours' });
  expect(countOf('DeleteSecurityGroup') + countOf('RevokeSecurityGroupEgress')).toBe(0);
});

test.each([
  ['DeleteRoute', 'route'],
  ['DeleteSecurityGroup', 'group'],
  ['RevokeSecurityGroupEgress', 'chosen'],
] as const)('after a lost answer to %s nothing else is taken away', async (action, what) => {
  const { made, take, faults, countOf } = await openMade();
  faults.add({ target: 'ec2', match: action, kind: 'lose-answer', times: 1 });
  await expect(take(made[what])).rejects.toMatchObject({ code: 'CLOUD_UNREACHABLE', outcome: 'unknown' });
  expect(await take(made[what])).toEqual({ kind: 'left', why: 'not-there' });
  expect(countOf(action)).toBe(1);
});

test('who may not take something back is told what is missing', async () => {
  const { made, take, control } = await openMade();
  await control('POST', '/accounts/123456789012/role', { deny: ['DeleteRoute', 'DeleteSecurityGroup'] });
  await expect(take(made.route)).rejects.toMatchObject({ code: 'CLOUD_DENIED', action: 'ec2:DeleteRoute' });
  await expect(take(made.group)).rejects.toMatchObject({ action: 'ec2:DeleteSecurityGroup' });
});
