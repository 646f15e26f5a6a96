import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { AwsAccount, Clouds, ListedNetwork } from '../../src/clouds/api.ts';
import { createNetworks } from '../../src/clouds/networks.ts';
import type { SideAccount } from '../../src/domain/side-plan.ts';
import { VpcbotError } from '../../src/errors.ts';
import { aSide } from '../domain/aws-side-example.ts';
import { range } from '../slack/example.ts';

const VPC = 'vpc-0a1b2c3d4e5f60718';
const prod: ListedNetwork = {
  id: VPC,
  region: 'us-east-1',
  name: 'prod',
  ranges: [range('10.20.0.0/16')],
  isDefault: false,
};
const peer = { kind: 'aws', accountId: '111111111111', vpcId: VPC, region: 'us-east-1' } as const;
const SOON = 1_000;
const AT_ONCE = 5;

const accountOf = (id: string, regions: readonly string[]): SideAccount => ({
  kind: 'aws',
  id,
  regions,
  owners: [],
  allow: [],
});
const refuse = (code: 'CLOUD_DENIED' | 'CLOUD_RATE_LIMITED') =>
  Promise.reject(new VpcbotError(code, { doing: 'listing vpcs', action: 'ec2:DescribeVpcs' }));

/** Accounts that answer as they are told, and count what they are asked. */
const open = (looks: Partial<AwsAccount>, regions: readonly string[] = ['us-east-1']) => {
  let time = 0;
  const asked: string[] = [];
  const account: Partial<AwsAccount> = {
    ...looks,
    listVpcs: (region) => {
      asked.push(region);
      return looks.listVpcs?.(region) ?? Promise.resolve([prod]);
    },
  };
  const clouds: Clouds = {
    accounts: [accountOf('111111111111', regions)],
    aws: () => account as AwsAccount,
    google: () => {
      throw new Error('there is none');
    },
  };
  const log = { warn: () => undefined };
  const networks = createNetworks(clouds, { keepFor: 60_000, now: () => time, log });
  return { networks, asked, pass: (ms: number) => (time += ms) };
};

test('a list is read once at a time and kept for as long as the settings say', async () => {
  const { networks, asked, pass } = open({});
  const [first, second] = await Promise.all([networks.list('aws', SOON), networks.list('aws', SOON)]);
  expect(first.networks.map(({ name }) => name)).toEqual(['prod']);
  expect(second).toEqual(first);
  pass(59_000);
  await networks.list('aws', SOON);
  expect(asked).toEqual(['us-east-1']);
  pass(2_000);
  await networks.list('aws', SOON);
  expect(asked).toHaveLength(2);
});

test('whoever asks first after a start finds the lists, also where they are read anew by then', async () => {
  const never = new Promise<never>(() => {});
  const answers = [Promise.resolve([prod]), never];
  const { networks, asked, pass } = open({ listVpcs: () => answers.shift() ?? never });
  networks.begin();
  await setImmediate();
  pass(61_000);
  const known = await networks.list('aws', AT_ONCE);
  expect(known.networks.map(({ name }) => name)).toEqual(['prod']);
  expect(known.unlisted).toEqual([]);
  expect(asked).toHaveLength(2);
});

test('one region that is slow keeps nobody waiting, and is there for who asks next', async () => {
  let answer: (listed: readonly ListedNetwork[]) => void = () => undefined;
  const slow = new Promise<readonly ListedNetwork[]>((resolve) => {
    answer = resolve;
  });
  const listVpcs = (region: string) => (region === 'eu-west-1' ? slow : Promise.resolve([prod]));
  const { networks, asked } = open({ listVpcs }, ['us-east-1', 'eu-west-1']);
  const known = await networks.list('aws', AT_ONCE);
  expect(known.networks).toHaveLength(1);
  expect(known.unlisted).toMatchObject([{ region: 'eu-west-1', why: 'slow' }]);
  answer([{ ...prod, region: 'eu-west-1', id: 'vpc-0a1b2c3d' }]);
  await setImmediate();
  const whole = await networks.list('aws', AT_ONCE);
  expect(whole).toMatchObject({ unlisted: [], networks: [{}, {}] });
  expect(asked).toEqual(['us-east-1', 'eu-west-1']);
});

test.each([
  { code: 'CLOUD_DENIED', why: 'denied', because: 'a role that may not is named with what it lacks' },
  { code: 'CLOUD_RATE_LIMITED', why: 'silent', because: 'a throttled account is said to be silent' },
] as const)('$because, and is not asked again at once', async ({ code, why }) => {
  const { networks, asked, pass } = open({ listVpcs: () => refuse(code) });
  for (let times = 0; times < 3; times += 1) {
    const known = await networks.list('aws', SOON);
    expect(known).toMatchObject({
      networks: [],
      accounts: 1,
      unlisted: [{ why, action: 'ec2:DescribeVpcs' }],
    });
  }
  expect(asked).toHaveLength(1);
  pass(11_000);
  await networks.list('aws', SOON);
  expect(asked).toHaveLength(2);
});

test('what was listed stays while its account is throttled, and goes where it is denied', async () => {
  let listing: () => Promise<readonly ListedNetwork[]> = () => Promise.resolve([prod]);
  const { networks, pass } = open({ listVpcs: () => listing() });
  await networks.list('aws', SOON);
  listing = () => refuse('CLOUD_RATE_LIMITED');
  pass(61_000);
  expect((await networks.list('aws', SOON)).networks).toHaveLength(1);
  listing = () => refuse('CLOUD_DENIED');
  pass(61_000);
  expect(await networks.list('aws', SOON)).toMatchObject({ networks: [], unlisted: [{ why: 'denied' }] });
});

test('no account is asked for more than four things at a time', async () => {
  let running = 0;
  let most = 0;
  const listVpcs = async () => {
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
    return [prod];
  };
  const regions = Array.from({ length: 17 }, (_, at) => `xx-east-${at + 1}`);
  const { networks } = open({ listVpcs }, regions);
  expect((await networks.list('aws', SOON)).networks).toHaveLength(17);
  expect(most).toBe(4);
});

test('a network is seen with its routes, or as the list has it where they cannot be read', async () => {
  const whole = open({ readSide: () => Promise.resolve(aSide()) });
  expect(await whole.networks.look(peer, SOON)).toMatchObject({ seen: { name: 'prod', routes: [] } });
  const listed = open({ readSide: () => refuse('CLOUD_RATE_LIMITED') });
  expect(await listed.networks.look(peer, SOON)).toMatchObject({ seen: { name: 'prod', routes: null } });
  const gone = open({ readSide: () => Promise.resolve(null) });
  expect(await gone.networks.look(peer, SOON)).toEqual({ peer, seen: null });
  expect(await whole.networks.look({ ...peer, accountId: '222222222222' }, SOON)).toBeNull();
  expect(await whole.networks.look({ ...peer, region: 'eu-west-1' }, SOON)).toBeNull();
});
