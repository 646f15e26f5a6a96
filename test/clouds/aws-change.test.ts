import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AwsChange } from '../../src/domain/aws-plan.ts';
import { ACCOUNT, APP_TABLE, LEGACY, MAIN_TABLE, VPC } from '../sandbox/amazon-world.ts';
import { AT, openReach, RANGE, TAGS } from './aws-reach.ts';

const NAME = 'timescale-pcx-1';
const OTHERS = { 'vpcbot:request': 'R12', 'vpcbot:completion': '2' };

const createGroup: AwsChange = { key: 'group', kind: 'create-group', vpcId: VPC, name: NAME };
const revoke: AwsChange = { key: 'revoke', kind: 'revoke-surplus', groupName: NAME };
const letOut = (group: { id: string } | { name: string } = { name: NAME }, port = 5432): AwsChange => ({
  key: `let-out:${port}`,
  kind: 'let-out',
  group,
  to: RANGE,
  port,
});
const route = (peeringId: string, tableId = APP_TABLE): AwsChange => ({
  key: `route:${tableId}`,
  kind: 'create-route',
  tableId,
  destination: RANGE,
  peeringId,
});
const accept = (peeringId: string): AwsChange => ({ key: 'accept', kind: 'accept', peeringId });

/** Whether it is done to a group that must be there. */
const isOfGroup = ({ kind }: AwsChange): boolean => kind === 'revoke-surplus' || kind === 'let-out';

type World = Awaited<ReturnType<typeof openReach>>;

const groupOf = async ({ account }: World) =>
  (await account.readSide('us-east-1', VPC))?.groups.find(({ name }) => name === NAME);
const routesOf = async ({ account }: World, tableId = APP_TABLE) =>
  (await account.readSide('us-east-1', VPC))?.tables.find(({ id }) => id === tableId)?.routes ?? [];

test('a whole plan is carried out, tagged, and does what it says and no more', async () => {
  const world = await openReach();
  const { account, asked, aws } = world;
  const pcx = asked({ cidr: RANGE.text });
  const changes = [accept(pcx), route(pcx), route(pcx, MAIN_TABLE), createGroup, revoke, letOut()];
  const carried = [];
  for (const change of changes) carried.push(await account.carryOut(AT, change, TAGS));
  const group = await groupOf(world);
  expect(carried).toEqual([
    { made: null, wasThere: false },
    {
      made: { kind: 'route', tableId: APP_TABLE, destination: RANGE.text, peeringId: pcx },
      wasThere: false,
    },
    expect.objectContaining({ wasThere: false }),
    { made: { kind: 'group', groupId: group?.id }, wasThere: false },
    { made: null, wasThere: false },
    {
      made: {
        kind: 'rule',
        groupId: group?.id,
        ruleId: group?.egress[0]?.ruleId,
        port: 5432,
        to: RANGE.text,
      },
      wasThere: false,
    },
  ]);
  expect(await account.findRequest('us-east-1', pcx)).toMatchObject({ state: 'active' });
  expect(await routesOf(world)).toContainEqual({ destination: RANGE, target: pcx, state: 'active' });
  expect(group?.egress).toEqual([
    expect.objectContaining({ protocol: 'tcp', fromPort: 5432, toPort: 5432, to: RANGE }),
  ]);
  const place = { account: ACCOUNT, region: 'us-east-1' };
  expect(aws.tags.of(place, group?.id ?? '')).toEqual(TAGS);
  expect(aws.tags.of(place, group?.egress[0]?.ruleId ?? '')).toEqual(TAGS);
});

const LOST: readonly { readonly action: string; readonly change: (pcx: string) => AwsChange }[] = [
  { action: 'AcceptVpcPeeringConnection', change: accept },
  { action: 'CreateRoute', change: (pcx) => route(pcx) },
  { action: 'CreateSecurityGroup', change: () => createGroup },
  { action: 'RevokeSecurityGroupEgress', change: () => revoke },
  { action: 'AuthorizeSecurityGroupEgress', change: () => letOut() },
];

test.each(LOST)(
  'after a lost answer to $action the second try finds what the first one made',
  async (row) => {
    const world = await openReach();
    const { account, asked, faults, countOf } = world;
    const pcx = asked({ cidr: RANGE.text });
    const change = row.change(pcx);
    if (isOfGroup(change)) await account.carryOut(AT, createGroup, TAGS);
    faults.add({ target: 'ec2', match: row.action, kind: 'lose-answer', times: 1 });
    await expect(account.carryOut(AT, change, TAGS)).rejects.toMatchObject({ code: 'CLOUD_UNREACHABLE' });
    const again = await account.carryOut(AT, change, TAGS);
    const isTakeable = change.kind !== 'accept' && change.kind !== 'revoke-surplus';
    expect(again).toMatchObject({ wasThere: !isTakeable });
    expect(again.made === null).toBe(!isTakeable);
    expect(await account.carryOut(AT, change, TAGS)).toEqual(again);
    expect(countOf('ReplaceRoute')).toBe(0);
    const groups = (await account.readSide('us-east-1', VPC))?.groups.filter(({ name }) => name === NAME);
    expect(groups?.length ?? 0).toBeLessThan(2);
    expect((await routesOf(world)).filter(({ target }) => target === pcx).length).toBeLessThan(2);
  },
);

describe('a route', () => {
  test('that leads elsewhere is left as it is, and the change is refused with where it leads', async () => {
    const { account, asked, countOf } = await openReach();
    const pcx = asked({ vpcId: LEGACY, cidr: RANGE.text });
    const at = { region: 'us-east-1', vpcId: LEGACY };
    await expect(account.carryOut(at, route(pcx, 'rtb-0c100000000000001'), TAGS)).rejects.toMatchObject({
      code: 'CLOUD_REFUSED',
      said: '10.80.0.0/24 leads to tgw-0c100000000000001 there',
      doing: `adding a route to rtb-0c100000000000001 in account ${ACCOUNT}, us-east-1`,
    });
    expect(countOf('ReplaceRoute')).toBe(0);
    expect(countOf('DeleteRoute')).toBe(0);
  });

  test('of a table that is full is refused in AWS’s words', async () => {
    const { account, asked, control } = await openReach();
    await control('POST', '/limits', { routesPerTable: 1 });
    await expect(account.carryOut(AT, route(asked()), TAGS)).rejects.toMatchObject({
      code: 'CLOUD_REFUSED',
      said: expect.stringContaining('maximum number of routes'),
    });
  });
});

describe('a security group', () => {
  test('of the same name that somebody else made is neither counted as ours nor changed', async () => {
    const world = await openReach();
    const { account } = world;
    await account.carryOut(AT, createGroup, { 'vpcbot:request': 'R7', 'vpcbot:completion': '1' });
    expect(await account.carryOut(AT, createGroup, TAGS)).toEqual({ made: null, wasThere: true });
    await expect(account.carryOut(AT, revoke, TAGS)).rejects.toMatchObject({ code: 'CLOUD_REFUSED' });
    expect((await groupOf(world))?.egress).toHaveLength(1);
  });

  test('that an earlier completion of the request left half-made is finished', async () => {
    const world = await openReach();
    await world.account.carryOut(AT, createGroup, OTHERS);
    expect(await world.account.carryOut(AT, createGroup, TAGS)).toEqual({ made: null, wasThere: true });
    expect(await world.account.carryOut(AT, revoke, TAGS)).toEqual({ made: null, wasThere: false });
    expect((await groupOf(world))?.egress).toEqual([]);
  });

  test('that was just made and is not visible yet is waited for, and not for ever', async () => {
    const slow = await openReach({ groupVisibleAfter: 2_000 });
    await slow.account.carryOut(AT, createGroup, TAGS);
    expect(await slow.account.carryOut(AT, revoke, TAGS)).toMatchObject({ wasThere: false });
    const slower = await openReach({ groupVisibleAfter: 60_000 });
    await slower.account.carryOut(AT, createGroup, TAGS);
    await expect(slower.account.carryOut(AT, letOut(), TAGS)).rejects.toMatchObject({ code: 'CLOUD_BUSY' });
    await expect(slower.account.carryOut(AT, createGroup, TAGS)).rejects.toMatchObject({
      code: 'CLOUD_BUSY',
      retryable: true,
    });
    slower.clock.advance(60_000);
    expect((await slower.account.carryOut(AT, createGroup, TAGS)).made).toMatchObject({ kind: 'group' });
  });

  test('that is chosen gets the rule and loses none', async () => {
    const { account } = await openReach();
    const id = 'sg-0a100000000000002';
    const egress = async () =>
      (await account.readSide('us-east-1', VPC))?.groups.find((group) => group.id === id)?.egress ?? [];
    const before = await egress();
    const carried = await account.carryOut(AT, letOut({ id }), TAGS);
    expect(await egress()).toEqual(expect.arrayContaining([...before]));
    expect(await egress()).toHaveLength(2);
    // Another request wants the same: it is there, and not theirs to take away.
    expect(await account.carryOut(AT, letOut({ id }), OTHERS)).toEqual({ made: null, wasThere: true });
    expect(carried.made).toMatchObject({ kind: 'rule', groupId: id });
    await expect(account.carryOut(AT, letOut({ id: 'sg-0fffffffffffffff1' }), TAGS)).rejects.toMatchObject({
      code: 'CLOUD_REFUSED',
    });
  });
});

describe('an acceptance', () => {
  test('of a request for another VPC is never asked for', async () => {
    const { account, asked, countOf } = await openReach();
    const pcx = asked({ vpcId: LEGACY });
    await expect(account.carryOut(AT, accept(pcx), TAGS)).rejects.toMatchObject({ code: 'CLOUD_REFUSED' });
    expect(countOf('AcceptVpcPeeringConnection')).toBe(0);
  });

  test('that AWS does not show yet is known by its answer; a rejected request is refused', async () => {
    const { account, asked, aws } = await openReach({ acceptShownAfter: 4_000 });
    const pcx = asked();
    await account.carryOut(AT, accept(pcx), TAGS);
    expect((await account.findRequest('us-east-1', pcx))?.state).toBe('pending-acceptance');
    expect(await account.carryOut(AT, accept(pcx), TAGS)).toEqual({ made: null, wasThere: true });
    const other = asked();
    aws.reject(other);
    await expect(account.carryOut(AT, accept(other), TAGS)).rejects.toMatchObject({ code: 'CLOUD_REFUSED' });
  });
});

const DENIED: readonly {
  readonly deny: string;
  readonly change: (pcx: string) => AwsChange;
  readonly doing: string;
}[] = [
  { deny: 'AcceptVpcPeeringConnection', change: accept, doing: 'accepting pcx-' },
  { deny: 'CreateRoute', change: (pcx) => route(pcx), doing: `adding a route to ${APP_TABLE} in account` },
  { deny: 'CreateSecurityGroup', change: () => createGroup, doing: `creating security group "${NAME}"` },
  { deny: 'CreateTags', change: () => createGroup, doing: 'creating security group' },
  { deny: 'RevokeSecurityGroupEgress', change: () => revoke, doing: 'taking egress rules from sg-' },
  {
    deny: 'AuthorizeSecurityGroupEgress',
    change: () => letOut(),
    doing: 'letting TCP 5432 out to 10.80.0.0/24',
  },
];

test.each(DENIED)('who may not ec2:$deny is told so, and where', async ({ deny, change, doing }) => {
  const { account, asked, control } = await openReach();
  const wanted = change(asked());
  if (isOfGroup(wanted)) await account.carryOut(AT, createGroup, TAGS);
  await control('POST', `/accounts/${ACCOUNT}/role`, { deny: [deny] });
  await expect(account.carryOut(AT, wanted, TAGS)).rejects.toMatchObject({
    code: 'CLOUD_DENIED',
    action: `ec2:${deny}`,
    doing: expect.stringContaining(doing),
    said: expect.not.stringContaining('Encoded'),
  });
});

test('whatever answers are lost and calls throttled, in the end everything is made exactly once', async () => {
  const actions = LOST.map(({ action }) => action);
  const faulty = fc.array(
    fc.record({
      action: fc.constantFrom(...actions, 'DescribeSecurityGroupRules', 'DescribeRouteTables'),
      kind: fc.constantFrom('lose-answer', 'drop', 'status'),
    }),
    { maxLength: 6 },
  );
  const world = await openReach({ groupVisibleAfter: 500 });
  const { account, asked, faults, aws } = world;
  await fc.assert(
    fc.asyncProperty(faulty, async (list) => {
      aws.removeVpc(ACCOUNT, VPC);
      aws.addVpc(ACCOUNT, {
        id: VPC,
        region: 'us-east-1',
        cidrs: ['10.20.0.0/16'],
        routeTables: [{ id: APP_TABLE, isMain: true }],
      });
      const pcx = asked({ cidr: RANGE.text });
      for (const { action, kind } of list) {
        faults.add({ target: 'ec2', match: action, kind, status: 503, times: 1 });
      }
      const made = [];
      for (const change of [accept(pcx), route(pcx), createGroup, revoke, letOut()]) {
        for (let tries = 0; tries < 10; tries += 1) {
          const carried = await account.carryOut(AT, change, TAGS).catch(() => null);
          if (carried === null) continue;
          if (carried.made !== null) made.push(carried.made.kind);
          break;
        }
      }
      faults.clear();
      expect(made).toEqual(['route', 'group', 'rule']);
      expect((await groupOf(world))?.egress).toHaveLength(1);
      expect((await routesOf(world)).map(({ target }) => target)).toEqual(['local', pcx]);
    }),
    { numRuns: 8 },
  );
});
