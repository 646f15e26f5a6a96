import { describe, expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { ACCOUNT, LEGACY, TIMESCALE, VPC } from '../sandbox/amazon-world.ts';
import { openReach } from './aws-reach.ts';

const failureOf = async (act: Promise<unknown>): Promise<VpcbotError> => {
  try {
    await act;
  } catch (error) {
    if (error instanceof VpcbotError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
};

test('a VPC is read with everything that a peering with it touches', async () => {
  const { account } = await openReach();
  const side = await account.readSide('us-east-1', VPC);
  expect(side).toMatchObject({ accountId: ACCOUNT, region: 'us-east-1', vpcId: VPC, name: 'payments' });
  expect(side?.ranges.map(({ text }) => text)).toEqual(['10.20.0.0/16']);
  const tables = side?.tables.map(({ name, isMain, subnets }) => [
    name,
    isMain,
    subnets.map((subnet) => subnet.name),
  ]);
  expect(tables).toEqual([
    ['payments-main', true, ['payments-public']],
    ['payments-app', false, ['payments-app-a', 'payments-app-b']],
    ['payments-isolated', false, ['payments-batch']],
  ]);
  expect(side?.tables[1]?.routes.map((route) => [route.destination.text, route.target, route.state])).toEqual(
    expect.arrayContaining([
      ['10.20.0.0/16', 'local', 'active'],
      ['0.0.0.0/0', 'nat-0a100000000000001', 'active'],
    ]),
  );
  const locked = side?.groups.find(({ name }) => name === 'payments-locked');
  expect(locked?.egress).toEqual([expect.objectContaining({ protocol: 'tcp', fromPort: 443, toPort: 443 })]);
  expect(locked?.egress[0]?.ruleId).toMatch(/^sgr-/);
  const open = side?.groups.find(({ name }) => name === 'payments-app');
  expect(open?.egress[0]).toMatchObject({ protocol: '-1', fromPort: null, toPort: null });
  expect(side?.interfaces).toEqual([
    {
      id: 'eni-0a100000000000001',
      instanceId: 'i-0a100000000000001',
      name: 'payments-app-1',
      description: '',
      subnetId: 'subnet-0a100000000000002',
      groupIds: ['sg-0a100000000000001'],
    },
    expect.objectContaining({ name: 'payments-app-2', groupIds: ['sg-0a100000000000002'] }),
  ]);
});

test('an interface that no instance has says by itself what it belongs to', async () => {
  const { account, aws } = await openReach();
  aws.addVpc(ACCOUNT, {
    id: VPC,
    region: 'us-east-1',
    cidrs: ['10.20.0.0/16'],
    interfaces: [
      {
        id: 'eni-0a100000000000003',
        subnet: 'subnet-0a100000000000002',
        groups: ['sg-0a100000000000001'],
        description: 'AWS Lambda VPC ENI-report',
      },
    ],
  });
  expect((await account.readSide('us-east-1', VPC))?.interfaces).toEqual([
    expect.objectContaining({ instanceId: null, name: null, description: 'AWS Lambda VPC ENI-report' }),
  ]);
});

test('what is not there is null, in this region or at all', async () => {
  const { account, asked } = await openReach();
  expect(await account.readSide('eu-west-1', VPC)).toBe(null);
  expect(await account.findRequest('us-east-1', 'pcx-0123456789abcdef0')).toBe(null);
  const pcx = asked();
  expect(await account.findRequest('eu-west-1', pcx)).toBe(null);
});

test('all VPCs of a region are listed by name, and a request is shown with both of its ends', async () => {
  const { account, asked, clock } = await openReach();
  const listed = await account.listVpcs('us-east-1');
  expect(listed.map(({ id, name, region, isDefault }) => [id, name, region, isDefault])).toEqual([
    [VPC, 'payments', 'us-east-1', false],
    [LEGACY, 'legacy', 'us-east-1', false],
  ]);
  const pcx = asked({ from: 'eu-west-1' });
  expect(await account.findRequest('us-east-1', pcx)).toEqual({
    id: pcx,
    state: 'pending-acceptance',
    rawState: 'pending-acceptance',
    message: expect.any(String),
    requester: { accountId: TIMESCALE, vpcId: 'vpc-0fffffffffffffff1', region: 'eu-west-1' },
    accepter: { accountId: ACCOUNT, vpcId: VPC, region: 'us-east-1' },
    expiresAt: clock.now() + 7 * 86_400_000,
  });
});

test('more than a page is read page by page', async () => {
  const { account, aws } = await openReach();
  const tables = Array.from({ length: 130 }, (_, index) => ({
    id: `rtb-0e${String(index).padStart(15, '0')}`,
    isMain: index === 0,
  }));
  aws.addVpc(ACCOUNT, { id: VPC, region: 'us-east-1', cidrs: ['10.20.0.0/16'], routeTables: tables });
  expect((await account.readSide('us-east-1', VPC))?.tables).toHaveLength(130);
});

describe('the role', () => {
  test('is taken once for all regions, and again before its credentials end', async () => {
    const { account, countOf, clock } = await openReach();
    await Promise.all([account.listVpcs('us-east-1'), account.listVpcs('eu-west-1')]);
    await account.listVpcs('us-east-1');
    expect(countOf('AssumeRole')).toBe(1);
    clock.advance(54 * 60_000);
    await account.listVpcs('us-east-1');
    expect(countOf('AssumeRole')).toBe(1);
    clock.advance(2 * 60_000);
    await Promise.all([account.listVpcs('us-east-1'), account.listVpcs('eu-west-1')]);
    expect(countOf('AssumeRole')).toBe(2);
  });

  test('is taken again where AWS has forgotten the session, and the call is made all the same', async () => {
    const { account, countOf, faults } = await openReach();
    await account.listVpcs('us-east-1');
    faults.add({ target: 'ec2', match: 'DescribeVpcs', kind: 'status', status: 401, times: 1 });
    expect(await account.listVpcs('us-east-1')).toHaveLength(2);
    expect(countOf('AssumeRole')).toBe(2);
    faults.add({ target: 'ec2', match: 'DescribeVpcs', kind: 'status', status: 401, times: 2 });
    expect(await failureOf(account.listVpcs('us-east-1'))).toMatchObject({ code: 'CLOUD_UNAUTHORIZED' });
  });

  test('that does not trust the bot is told with the permission, and without the external id', async () => {
    const { reach, control } = await openReach();
    await control('POST', `/accounts/${ACCOUNT}/role`, { externalId: 'another' });
    const failure = await failureOf(reach().listVpcs('us-east-1'));
    expect(failure).toMatchObject({ code: 'CLOUD_DENIED', action: 'sts:AssumeRole' });
    expect(failure.doing).toBe(`taking the role in account ${ACCOUNT}`);
    const told = JSON.stringify([failure.message, failure.said, failure.stack, failure.cause]);
    expect(told).not.toContain('sandbox-external-id');
    // What AWS repeats of the request is hidden, too.
    const odd = await failureOf(
      reach({
        externalId: 'us-east-1-secret',
        role: `arn:aws:iam::${ACCOUNT}:role/us-east-1-secret`,
      }).listVpcs('us-east-1'),
    );
    expect(odd.message).not.toContain('us-east-1-secret');
    await control('POST', `/accounts/${ACCOUNT}/role`, { externalId: null });
    expect(await reach({ externalId: null }).listVpcs('us-east-1')).toHaveLength(2);
  });
});

const FAILURES = [
  {
    fault: { target: 'ec2', match: 'DescribeVpcs', kind: 'status', status: 503 },
    code: 'CLOUD_RATE_LIMITED',
    because: 'EC2 answers RequestLimitExceeded',
  },
  {
    fault: { target: 'sts', match: '', kind: 'status', status: 429 },
    code: 'CLOUD_RATE_LIMITED',
    because: 'STS answers Throttling',
  },
  {
    fault: { target: 'ec2', match: 'DescribeVpcs', kind: 'status', status: 500 },
    code: 'CLOUD_UNREACHABLE',
    because: 'EC2 answers InternalError',
  },
  {
    fault: { target: 'ec2', match: 'DescribeVpcs', kind: 'drop' },
    code: 'CLOUD_UNREACHABLE',
    because: 'the connection is closed',
  },
  {
    fault: { target: 'ec2', match: 'DescribeVpcs', kind: 'slow', ms: 1_000 },
    code: 'CLOUD_UNREACHABLE',
    because: 'it takes longer than a call may',
  },
  {
    fault: { target: 'ec2', match: 'DescribeVpcs', kind: 'status', status: 400 },
    code: 'CLOUD_REFUSED',
    because: 'EC2 says something else',
  },
] as const;

test.each(FAILURES)('a look ends with $code, because $because', async ({ fault, code }) => {
  const { reach, faults } = await openReach();
  // Loading the SDK is not part of a call.
  await reach().listVpcs('eu-west-1');
  const account = reach({ timeout: 300 });
  faults.add({ ...fault, times: 1 });
  const failure = await failureOf(account.listVpcs('us-east-1'));
  expect(failure.code).toBe(code);
  expect(failure.said).not.toBe('');
  expect(failure.message).toContain(`account ${ACCOUNT}`);
});

test('who may not look is told what is missing and where', async () => {
  const { account, control } = await openReach();
  await control('POST', `/accounts/${ACCOUNT}/role`, { deny: ['DescribeSubnets'] });
  const failure = await failureOf(account.readSide('us-east-1', VPC));
  expect(failure).toMatchObject({ code: 'CLOUD_DENIED', action: 'ec2:DescribeSubnets', retryable: false });
  expect(failure.doing).toBe(`listing the subnets of ${VPC} in account ${ACCOUNT}, us-east-1`);
});

test('what the cloud does not offer cannot be reached', async () => {
  const { reach } = await openReach();
  const away = reach({ stsEndpoint: 'http://127.0.0.1:9' });
  expect(await failureOf(away.listVpcs('us-east-1'))).toMatchObject({
    code: 'CLOUD_UNREACHABLE',
    said: expect.stringMatching(/ECONNREFUSED|connect/),
  });
});
