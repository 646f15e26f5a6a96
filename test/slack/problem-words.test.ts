import { expect, test } from 'vitest';
import { judgeRange, planAddresses, type RangeProblem } from '../../src/domain/address-plan.ts';
import { type AwsPeerProblems, parseAwsPeer } from '../../src/domain/aws-peer.ts';
import { parseCidr } from '../../src/domain/cidr.ts';
import { RANGE_RULES } from '../../src/domain/range-rules.ts';
import { judgePeerRegion, judgeRegion } from '../../src/domain/region.ts';
import { parseVpcName } from '../../src/domain/vpc-name.ts';
import { renderAccountIdProblem, renderVpcIdProblem } from '../../src/slack/peer-problem-words.ts';
import {
  renderNameProblem,
  renderPeerRangeProblem,
  renderProjectProblem,
  renderRangeProblem,
  renderRegionProblem,
} from '../../src/slack/problem-words.ts';
import { aPeer, range } from './example.ts';

const typedRange = (text: string): string => {
  const parsed = parseCidr(text);
  if (parsed.kind !== 'cidr') return renderRangeProblem(parsed);
  return judgeRange(parsed.cidr, RANGE_RULES.tiger, planAddresses([])).map(renderRangeProblem).join(' ');
};

test('a range that cannot be is answered with what to type instead', () => {
  const typed = [
    '',
    'x'.repeat(101),
    '010.0.0.0/24',
    '10.0.0.256/24',
    '10.0.0.0/33',
    '10.0.0.0/255.255.255.0',
    'ten',
    'fd00::/8',
    '10.0.0.0',
    '10.0.0.7/24',
    '10.0.0.0/8',
    '10.0.0.0/29',
    '172.17.0.0/24',
  ];
  expect(
    typed.map((text) => `${text.slice(0, 25)} -> ${typedRange(text)}`).join('\n'),
  ).toMatchInlineSnapshot(`
    " -> Type an IP range, for example 10.0.1.0/24.
    xxxxxxxxxxxxxxxxxxxxxxxxx -> This is too long for an IP range. Type one like 10.0.1.0/24.
    010.0.0.0/24 -> “010.0.0.0/24” has a number with a leading zero, which programs read differently. Leave the zero out.
    10.0.0.256/24 -> “10.0.0.256/24” has a number above 255. Each of the four numbers is 0 to 255.
    10.0.0.0/33 -> “10.0.0.0/33” ends in more than /32. Type a range like 10.0.1.0/24.
    10.0.0.0/255.255.255.0 -> “10.0.0.0/255.255.255.0” has a netmask. Type the length of the prefix instead, for example 10.0.1.0/24.
    ten -> “ten” is not an IP range. Type one like 10.0.1.0/24.
    fd00::/8 -> “fd00::/8” is IPv6. Timescale VPCs have IPv4 ranges only: type one like 10.0.1.0/24.
    10.0.0.0 -> “10.0.0.0” says no size. Did you mean 10.0.0.0/24?
    10.0.0.7/24 -> “10.0.0.7/24” is an address inside a range. The range itself is 10.0.0.0/24: type that if you mean it.
    10.0.0.0/8 -> 10.0.0.0/8 is too large: /8 is outside /16 to /28. Choose a size in between.
    10.0.0.0/29 -> 10.0.0.0/29 is too small: /29 is outside /16 to /28. Choose a size in between.
    172.17.0.0/24 -> 172.17.0.0/24 touches 172.17.0.0/16, which is kept for Docker’s bridge on AWS’s own services. Choose another range."
  `);
});

test('an overlap names the range and whose it is', () => {
  const owners = [
    { kind: 'vpc', name: 'orders', project: 'payments', region: 'eu-west-1' },
    { kind: 'reserved' },
    { kind: 'peer', peer: aPeer() },
  ] as const;
  const problems = owners.map((owner): RangeProblem => {
    const other = range('10.0.0.0/16');
    return {
      kind: 'overlap',
      range: range('10.0.1.0/24'),
      with: { cidr: other, owner },
      whatOverlaps: other,
    };
  });
  const more: RangeProblem = { kind: 'more-overlaps', range: range('10.0.1.0/24'), count: 2 };
  expect([...problems, more].map(renderRangeProblem).join('\n')).toMatchInlineSnapshot(`
    "10.0.1.0/24 overlaps 10.0.0.0/16 of the VPC orders (payments, eu-west-1). Choose a range that shares no address with it.
    10.0.1.0/24 overlaps 10.0.0.0/16 of your own network, which vpcbot keeps clear. Choose a range that shares no address with it.
    10.0.1.0/24 overlaps 10.0.0.0/16 of the peered network vpc-0a1b2c3d4e5f67890 of AWS account 123456789012. Choose a range that shares no address with it.
    10.0.1.0/24 overlaps 2 more ranges."
  `);
  const owner = {
    kind: 'reached',
    name: 'orders',
    project: 'sales',
    region: 'us-east-1',
    peer: aPeer(),
  } as const;
  const reached = {
    kind: 'overlap',
    range: range('10.0.1.0/24'),
    whatOverlaps: range('10.0.1.0/24'),
  } as const;
  expect(renderPeerRangeProblem({ ...reached, with: { cidr: range('10.0.0.0/16'), owner } })).toBe(
    '10.0.1.0/24 overlaps 10.0.0.0/16 of the VPC orders (sales, us-east-1), which vpc-0a1b2c3d4e5f67890 reaches already. Its routes can send these addresses to one of the two only: peer it with a VPC that shares none.',
  );
  expect(problems.slice(0, 1).map(renderPeerRangeProblem).join('\n')).toMatchInlineSnapshot(
    `"10.0.1.0/24 overlaps 10.0.0.0/16 of the VPC orders (payments, eu-west-1). Networks that share addresses cannot be peered: choose another range for the Timescale VPC."`,
  );
});

test('a region is answered with the nearest', () => {
  const told = [
    judgeRegion('', ['us-east-1']),
    judgeRegion('us-eat-1', ['us-east-1', 'eu-west-1']),
    judgeRegion('mars', ['us-east-1']),
    judgePeerRegion('cn-north-1'),
  ].map((verdict) => (verdict.kind === 'region' ? '' : renderRegionProblem(verdict)));
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "Choose a region, for example us-east-1.
    “us-eat-1” is not a region that can be used here. Did you mean us-east-1?
    “mars” is not a region that can be used here. Type one like us-east-1.
    “cn-north-1” is in another AWS partition (China, GovCloud and the like), and AWS peers no VPC across partitions. Choose a VPC in a commercial region."
  `);
});

test('a name is answered with what to change', () => {
  const told = ['', 'x'.repeat(64), 'a\u0007b', 'a/b<c>', '-a'].map((text) => {
    const parsed = parseVpcName(text);
    return parsed.kind === 'name' ? '' : renderNameProblem(parsed);
  });
  expect([...told, renderNameProblem({ kind: 'taken', name: 'orders' })].join('\n')).toMatchInlineSnapshot(`
    "Type a name for the VPC, for example payments-us-east-1.
    The name has 64 characters. Shorten it to 63.
    The name has characters that cannot be seen. Type it again by hand.
    The name has “/”, “<” and “>”. Use letters, digits, spaces, “-”, “_” and “.” only.
    The name begins or ends with “-”. Begin and end it with a letter or a digit.
    There is a VPC named “orders” already. Choose another name."
  `);
});

const problemsOf = (accountId: string, vpcId: string): AwsPeerProblems => {
  const parsed = parseAwsPeer({ accountId, vpcId, region: 'us-east-1' });
  return parsed.kind === 'problems' ? parsed.problems : {};
};

test('an account and a VPC are answered with what one looks like', () => {
  const accounts = ['', '12345', 'acme'].map((text) => {
    const { accountId } = problemsOf(text, 'vpc-0a1b2c3d');
    return accountId === undefined ? '' : renderAccountIdProblem(accountId);
  });
  const vpcs = ['', 'tgw-0a1b2c3d', 'subnet-0a1b2c3d', 'arn:aws:ec2:x:1:vpc/vpc-0a1b2c3d', 'mine'].map(
    (text) => {
      const { vpcId } = problemsOf('123456789012', text);
      return vpcId === undefined ? '' : renderVpcIdProblem(vpcId);
    },
  );
  expect([...accounts, ...vpcs].join('\n')).toMatchInlineSnapshot(`
    "Type the id of the AWS account that owns your VPC: twelve digits.
    “12345” has 5 digits, and an AWS account id has twelve. A spreadsheet may have dropped zeros at the front.
    “acme” is not an AWS account id. Type its twelve digits, not its name.
    Type the id of your VPC. It begins with vpc-.
    “tgw-0a1b2c3d” is a transit gateway, and Timescale’s API peers with VPCs only. Type the id of a VPC (vpc-…).
    “subnet-0a1b2c3d” is not a VPC. Type the id of a VPC (vpc-…).
    “arn:aws:ec2:x:1:vpc/vpc-0a1b2c3d” is not a VPC. Did you mean vpc-0a1b2c3d?
    “mine” is not a VPC id. One has vpc- and 8 or 17 hexadecimal digits, for example vpc-0a1b2c3d4e5f67890."
  `);
});

test('a project is answered with the nearest, or with why not', () => {
  const verdict = { kind: 'refused', reason: 'not-a-requester', ask: [] } as const;
  const told = [
    renderProjectProblem({ kind: 'unknown', typed: 'paymets', nearest: 'payments' }, 'paymets'),
    renderProjectProblem({ kind: 'unknown', typed: 'x', nearest: null }, 'x'),
    renderProjectProblem({ kind: 'refused', verdict }, 'payments'),
  ];
  expect(told.join('\n')).toMatchInlineSnapshot(`
    "There is no project “paymets”. Did you mean payments?
    There is no project “x”. Choose one of the list.
    You are not listed as a requester of payments. Choose another project, or ask an approver of it."
  `);
});
