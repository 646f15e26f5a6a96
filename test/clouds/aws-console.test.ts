import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideWithConsole } from '../../src/clouds/aws-console.ts';
import type { ConsoleStep } from '../../src/domain/guide.ts';
import { SECURITY_CHOICES } from '../../src/domain/security-choice.ts';
import { FACTS, hostileFacts } from './posix-shell.ts';

const tell = ({ act, place, url, compare, open, enter, press }: ConsoleStep): string =>
  [
    `${act}: ${place.join(' > ')}`,
    url,
    ...compare.map(({ label, value }) => `must say ${label}: ${value}`),
    ...(open.length === 0 ? [] : [`open ${open.join(' > ')}`]),
    ...enter.map(({ label, value }) => `enter ${label}: ${value}`),
    ...(press === null ? [] : [`press ${press}`]),
  ].join('\n');

test('the pages of AWS’s console, in order, with what to compare and what to type', () => {
  expect(guideWithConsole(FACTS, 'new', null).map(tell).join('\n\n')).toMatchInlineSnapshot(`
    "request: VPC > Peering connections > pcx-0123456789abcdef0
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0
    must say Status: Pending acceptance
    must say Peering connection ID: pcx-0123456789abcdef0
    must say Accepter owner ID: 123456789012
    must say Accepter VPC: vpc-0123456789abcdef0
    must say Accepter Region: eu-west-1
    must say Requester Region: us-east-1

    accept: VPC > Peering connections > pcx-0123456789abcdef0
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0
    open Actions > Accept request
    press Accept request

    tables: VPC > Route tables
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0123456789abcdef0
    must say VPC: vpc-0123456789abcdef0
    open Subnet associations

    routes: VPC > Route tables
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0123456789abcdef0
    open Routes > Edit routes > Add route
    enter Destination: 10.0.0.0/24
    enter Target: Peering Connection
    enter Peering connection: pcx-0123456789abcdef0
    press Save changes

    new-group: VPC > Security groups > Create security group
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#CreateSecurityGroup:
    enter Security group name: timescale-pcx-0123456789abcdef0
    enter Description: TCP 5432 to the Timescale VPC 10.0.0.0/24
    enter VPC: vpc-0123456789abcdef0
    enter Type: Custom TCP
    enter Port range: 5432
    enter Destination: 10.0.0.0/24
    press Create security group

    attach: EC2 > Network interfaces
    https://eu-west-1.console.aws.amazon.com/ec2/home?region=eu-west-1#NIC:vpcId=vpc-0123456789abcdef0
    open Actions > Change security groups
    enter Associated security groups: timescale-pcx-0123456789abcdef0
    press Save

    check-peering: VPC > Peering connections > pcx-0123456789abcdef0
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0
    must say Status: Active

    check-routes: VPC > Route tables
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0123456789abcdef0
    must say Destination: 10.0.0.0/24
    must say Status: Active
    open Routes"
  `);
});

test('an existing security group gets a rule in the list of the VPC’s groups', () => {
  const rule = guideWithConsole(FACTS, 'existing', null).filter(({ act }) => act === 'rule');
  expect(rule.map(tell).join()).toMatchInlineSnapshot(`
    "rule: VPC > Security groups
    https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#SecurityGroups:VpcId=vpc-0123456789abcdef0
    open Outbound rules > Edit outbound rules > Add rule
    enter Type: Custom TCP
    enter Port range: 5432
    enter Destination: 10.0.0.0/24
    press Save rules"
  `);
});

test('a security group that is left as it is, is only looked at', () => {
  const outbound = guideWithConsole(FACTS, 'leave', null).filter(({ act }) => act === 'outbound');
  expect(outbound.map(({ does, press }) => ({ does, press }))).toEqual([{ does: 'look', press: null }]);
});

test('no text leads a link away from AWS', () => {
  const property = fc.property(hostileFacts, fc.constantFrom(...SECURITY_CHOICES), (facts, security) => {
    for (const { url } of guideWithConsole(facts, security, null)) {
      expect(url).toMatch(
        /^https:\/\/[^/?#]*\.console\.aws\.amazon\.com\/(?:vpcconsole|ec2)\/home\?region=[^&#]*#[!-~]+$/,
      );
    }
  });
  fc.assert(property);
});
