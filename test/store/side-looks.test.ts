import { expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { approved, fail, last, open } from './side-acts.ts';
import { heard, PCX, settle } from './side-world.ts';

test('a request from an account that nobody knows is refused, and everyone is told why, once for each reason', async () => {
  const world = await open();
  const from = (accountId: string) =>
    world.aws.people.setRequest({ requester: { accountId, vpcId: null, region: 'us-east-1' } });
  from('666666666666');
  for (let run = 0; run < 3; run += 1) {
    await world.look();
    world.pass(70_000);
  }
  from('777777777777');
  await world.look();
  expect(heard(world)).toEqual(['side-planned', 'side-refused', 'side-refused']);
  expect(last(world)).toMatchObject({
    owners: ['U0NET'],
    proof: { kind: 'refused', faults: [{ kind: 'requester-account', seen: '777777777777' }] },
  });
  expect(await world.approve()).toMatchObject({ kind: 'conflicts' });
});

test('an account that cannot be read is told of at once, with the permission; another one that is missing, anew', async () => {
  const world = await open();
  world.aws.hooks.before = () => {
    throw new VpcbotError('CLOUD_DENIED', { doing: 'looking at vpcs', action: 'ec2:DescribeVpcs' });
  };
  await world.look();
  world.pass(70_000);
  await world.look();
  expect(heard(world)).toEqual(['side-trouble']);
  fail(world, 'findRequest', 'CLOUD_DENIED');
  world.pass(70_000);
  await world.look();
  expect(world.told().slice(-2)).toMatchObject([
    { trouble: { action: 'ec2:DescribeVpcs', doing: 'looking at vpcs' } },
    { trouble: { action: 'ec2:CreateRoute' } },
  ]);
  world.aws.hooks.before = () => {};
  world.pass(70_000);
  await world.look();
  expect(heard(world)).toEqual(['side-trouble', 'side-trouble', 'side-recovered', 'side-planned']);
});

test('an active peering is watched: what goes wrong there is told once, and that it is mended', async () => {
  const world = await approved();
  await settle(world);
  const [group] = world.aws.show().groups;
  world.aws.people.attach(group?.id ?? '');
  await world.setPeering({ state: 'active' });
  await world.look();
  expect((await world.side()).health?.findings.map(({ fit }) => fit)).toEqual(
    Array.from({ length: 5 }, () => 'good'),
  );
  world.aws.people.dropRoute('rtb-2', '10.1.0.0/24');
  world.aws.people.range('10.21.0.0/16');
  for (let run = 0; run < 4; run += 1) {
    world.pass(20 * 60_000);
    await world.look();
  }
  const drifted = world.told().filter(({ kind }) => kind === 'side-drifted');
  expect(drifted).toMatchObject([
    {
      findings: [
        { kind: 'side-route', tableId: 'rtb-2' },
        { kind: 'side-ranges', added: ['10.21.0.0/16'] },
      ],
    },
  ]);
});

test('an undo is no drift', async () => {
  const world = await approved();
  await settle(world);
  await world.setPeering({ state: 'active' });
  await world.look();
  await world.undo();
  await settle(world);
  for (let run = 0; run < 4; run += 1) {
    world.pass(20 * 60_000);
    await world.look();
  }
  expect(heard(world)).not.toContain('side-drifted');
});

test('a peering that worked before anybody looked is no news while all is well there', async () => {
  const world = await open({ state: 'active' });
  world.aws.people.setRequest({ state: 'active', rawState: 'active' });
  world.aws.people.route('rtb-1', '10.1.0.0/24', PCX);
  world.aws.people.route('rtb-2', '10.1.0.0/24', PCX);
  world.aws.people.attach(world.aws.people.group('app'));
  await world.look();
  expect(heard(world)).toEqual([]);
  expect((await world.side()).health?.findings.every(({ fit }) => fit === 'good')).toBe(true);
});

test('an ask is closed where people did by hand all that was asked for', async () => {
  const world = await open({ allow: ['accept', 'routes'] });
  const choice = { kind: 'aws', tableIds: null, security: 'leave', groupId: null } as const;
  await world.look();
  await world.store.chooseSide(world.peeringId, choice, world.doing('U0NET'));
  await world.look();
  await world.ask();
  world.aws.people.setRequest({ state: 'active', rawState: 'active' });
  for (const table of ['rtb-1', 'rtb-2']) world.aws.people.route(table, '10.1.0.0/24', PCX);
  world.pass(70_000);
  await world.look();
  expect(await world.completion()).toMatchObject({ state: 'done', steps: [] });
});
