import { expect, test } from 'vitest';
import { approved, fail, last } from './side-acts.ts';
import { heard, PCX, type SideWorld, settle } from './side-world.ts';

test.each([
  {
    because: 'a route leads the range elsewhere',
    spoil: ({ aws }: SideWorld) => aws.people.route('rtb-1', '10.1.0.0/24', 'tgw-1'),
    stop: { kind: 'conflicts' },
  },
  {
    because: 'the network got the range of the Timescale VPC',
    spoil: ({ aws }: SideWorld) => aws.people.range('10.1.0.0/16'),
    stop: { kind: 'conflicts' },
  },
  {
    because: 'a route table more would have to be changed than was approved',
    spoil: ({ aws }: SideWorld) => aws.people.table('rtb-3'),
    stop: { kind: 'changed' },
  },
  {
    because: 'the request comes from another account than the configuration names',
    spoil: ({ aws }: SideWorld) =>
      aws.people.setRequest({ requester: { accountId: '666666666666', vpcId: null, region: 'us-east-1' } }),
    stop: { kind: 'proof', proof: { kind: 'refused' } },
  },
  {
    because: 'the network is gone',
    spoil: ({ aws }: SideWorld) => aws.people.deleteVpc(),
    stop: { kind: 'over' },
  },
  {
    because: 'the peering is gone',
    spoil: (world: SideWorld) => world.setPeering({ state: 'deleted-by-peer' }),
    stop: { kind: 'over' },
  },
])('a completion stops before anything is changed where $because', async ({ spoil, stop }) => {
  const world = await approved();
  await spoil(world);
  await settle(world);
  expect(await world.completion()).toMatchObject({ state: 'stopped', stop, steps: [] });
  expect(world.told().filter(({ kind }) => kind === 'completion-stopped')).toMatchObject([
    { stop, by: 'U0NET' },
  ]);
  expect(world.aws.calls.filter((call) => call.startsWith('carryOut'))).toEqual([]);
});

test.each([
  { code: 'CLOUD_RATE_LIMITED', because: 'the cloud asks for a pause' },
  { code: 'CLOUD_BUSY', because: 'somebody else changes the network' },
  { code: 'CLOUD_UNREACHABLE', because: 'the cloud does not answer' },
  { code: 'CLOUD_UNREADABLE', because: 'the answer makes no sense' },
] as const)('a completion goes on by itself where $because, and says so once it lasts', async ({ code }) => {
  const world = await approved();
  const mend = fail(world, 'carryOut', code);
  for (let run = 0; run < 12; run += 1) {
    const outcome = await world.look();
    expect(outcome.kind === 'again' && outcome.at > world.now()).toBe(true);
    world.pass(60_000);
  }
  expect(await world.side()).toMatchObject({
    trouble: { code, doing: 'carryOut accept', said: true },
    completion: { state: 'approved' },
  });
  mend();
  await settle(world);
  expect(await world.side()).toMatchObject({ trouble: null, completion: { state: 'done' } });
  expect(heard(world).filter((kind) => kind !== 'side-changed')).toEqual([
    'side-planned',
    'completion-approved',
    'side-trouble',
    'side-recovered',
    'completion-done',
  ]);
});

test.each([
  { code: 'CLOUD_DENIED', stop: { kind: 'denied', action: 'ec2:CreateRoute' } },
  { code: 'CLOUD_UNAUTHORIZED', stop: { kind: 'denied' } },
  { code: 'CLOUD_REFUSED', stop: { kind: 'refused' } },
] as const)('$code stops a completion, and says what and where', async ({ code, stop }) => {
  const world = await approved();
  await world.look();
  const mend = fail(world, 'carryOut', code);
  await world.look();
  expect(last(world)).toMatchObject({
    kind: 'completion-stopped',
    stop: { ...stop, said: 'no', doing: 'carryOut route:rtb-1' },
  });
  expect((await world.completion())?.steps.map(({ key, state }) => `${key} ${state}`)).toEqual([
    'accept done',
  ]);
  mend();
  world.pass(70_000);
  await world.look();
  expect(await world.approve()).toMatchObject({ kind: 'recorded' });
  await settle(world);
  expect(await world.completion()).toMatchObject({ state: 'done' });
  expect(heard(world)).not.toContain('side-recovered');
});

test('a change whose answer was lost counts as made, once the cloud shows it', async () => {
  const world = await approved();
  await world.look();
  const mend = fail(world, 'carryOut', 'CLOUD_UNREACHABLE', 'after');
  await world.look();
  mend();
  world.pass(60_000);
  await settle(world);
  const steps = (await world.completion())?.steps ?? [];
  expect(steps.map(({ key, made }) => `${key} ${made?.kind}`).slice(0, 3)).toEqual([
    'accept undefined',
    'route:rtb-1 route',
    'route:rtb-2 route',
  ]);
});

test('what got no answer and was made is taken back by an undo, though the completion stopped', async () => {
  const world = await approved();
  await world.look();
  const mend = fail(world, 'carryOut', 'CLOUD_UNREACHABLE', 'after');
  await world.look();
  mend();
  world.aws.people.route('rtb-2', '10.1.0.0/24', 'tgw-1');
  world.pass(60_000);
  await settle(world);
  expect(await world.completion()).toMatchObject({ state: 'stopped', stop: { kind: 'conflicts' } });
  await world.undo();
  await settle(world);
  const routes = world.aws.show().tables.flatMap((table) => table.routes.map(({ target }) => target));
  expect(routes).toEqual(['local', 'local', 'tgw-1']);
});

test('an acceptance of which nobody knows is not under way any more in a completion that stopped', async () => {
  const world = await approved();
  const mend = fail(world, 'carryOut', 'CLOUD_UNREACHABLE');
  await world.look();
  mend();
  world.aws.people.route('rtb-2', '10.1.0.0/24', 'tgw-1');
  world.pass(60_000);
  await settle(world);
  expect(await world.completion()).toMatchObject({ state: 'stopped', steps: [] });
});

test('what somebody else did meanwhile is told as theirs, and no undo takes it away', async () => {
  const world = await approved();
  world.aws.people.route('rtb-1', '10.1.0.0/24', PCX);
  await settle(world);
  const changed = world.told().flatMap((body) => (body.kind === 'side-changed' ? [body] : []));
  expect(changed.find(({ change }) => change.key === 'route:rtb-1')?.wasThere).toBe(true);
  await world.undo();
  await settle(world);
  const routes = world.aws.show().tables.flatMap((table) => table.routes.map(({ target }) => target));
  expect(routes).toEqual(['local', PCX, 'local']);
});

test('what the configuration does not allow is left to people, who are told what it is', async () => {
  const world = await approved({ allow: ['accept', 'routes'] });
  await settle(world);
  expect(last(world)).toMatchObject({ kind: 'completion-done', groupId: null });
  const done = last(world);
  const left = done?.kind === 'completion-done' ? done.left.map(({ key }) => key) : [];
  expect(left).toEqual(['group', 'revoke', 'let-out:5432']);
  expect(world.aws.show().groups).toEqual([]);
});
