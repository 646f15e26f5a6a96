import { CreateRouteCommand, DescribeVpcsCommand, type EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { EXTERNAL_ID, roleArn } from '../../sandbox/aws/roles.ts';
import type { Fault } from '../../sandbox/faults.ts';
import { ACCOUNT, codeOf, MAIN_TABLE, openAmazon, PARTNER } from './amazon-world.ts';

const describe = new DescribeVpcsCommand({});
const route = (ec2: EC2Client, RouteTableId: string, pcx: string) =>
  ec2.send(
    new CreateRouteCommand({
      RouteTableId,
      DestinationCidrBlock: '10.8.0.0/24',
      VpcPeeringConnectionId: pcx,
    }),
  );

const FAULTS: readonly {
  readonly fault: Partial<Fault>;
  readonly code: string;
  readonly isDone: boolean;
  readonly because: string;
}[] = [
  {
    fault: { kind: 'status', status: 503 },
    code: 'RequestLimitExceeded',
    isDone: false,
    because: 'EC2 is asked too often',
  },
  { fault: { kind: 'status', status: 500 }, code: 'InternalError', isDone: false, because: 'EC2 is broken' },
  { fault: { kind: 'drop' }, code: 'TimeoutError', isDone: false, because: 'the connection breaks before' },
  {
    fault: { kind: 'lose-answer' },
    code: 'TimeoutError',
    isDone: true,
    because: 'the connection breaks after',
  },
];

test.each(FAULTS)(
  'a call fails once and goes well then, because $because',
  async ({ fault, code, isDone }) => {
    const { owner, asked, faults } = await openAmazon();
    const ec2 = owner();
    const pcx = asked();
    const times = { target: 'ec2', match: `CreateRoute ${ACCOUNT}`, times: 1 } as const;
    faults.add({ kind: 'status', ...fault, ...times });
    expect(await codeOf(ec2.send(describe))).toBe(null);
    expect(await codeOf(route(ec2, MAIN_TABLE, pcx))).toBe(code);
    expect(await codeOf(route(ec2, MAIN_TABLE, pcx))).toBe(isDone ? 'RouteAlreadyExists' : null);
  },
);

test('STS fails by its own faults, of one account alone', async () => {
  const { stsAs, faults } = await openAmazon();
  faults.add({ target: 'sts', match: `AssumeRole ${PARTNER}`, kind: 'status', status: 503, times: 1 });
  const take = (account: string) =>
    stsAs().send(
      new AssumeRoleCommand({ RoleArn: roleArn(account), RoleSessionName: 'R7', ExternalId: EXTERNAL_ID }),
    );
  expect(await codeOf(take(ACCOUNT))).toBe(null);
  expect(await codeOf(take(PARTNER))).toBe('Throttling');
  expect(await codeOf(take(PARTNER))).toBe(null);
});
