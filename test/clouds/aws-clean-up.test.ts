import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideAwsCleanUp } from '../../src/clouds/aws-clean-up.ts';
import { FACTS, hostileFacts, optionOf, readWithBash, runCommands } from './posix-shell.ts';

const commands = guideAwsCleanUp(FACTS).steps.map(({ command }) => command);
const commandOf = (act: string): string =>
  guideAwsCleanUp(FACTS).steps.find((step) => step.act === act)?.command ?? `no step ${act}`;

test('what a deleted peering leaves behind is found first and then deleted', () => {
  const { steps, consoleUrl, permissions, groupName } = guideAwsCleanUp(FACTS);
  expect(steps.map(({ act, does }) => `${act} ${does}`)).toEqual([
    'blackholes look',
    'delete-routes change',
    'detach change',
    'delete-group change',
    'groups-left look',
    'revoke-rule change',
  ]);
  expect(commandOf('blackholes')).toMatchInlineSnapshot(
    `"aws ec2 describe-route-tables --region eu-west-1 --filters 'Name=route.vpc-peering-connection-id,Values=pcx-0123456789abcdef0' 'Name=route.state,Values=blackhole' --query 'RouteTables[].{table:RouteTableId,ranges:Routes[?VpcPeeringConnectionId==\`"pcx-0123456789abcdef0"\`&&State==\`"blackhole"\`].DestinationCidrBlock}' --output json"`,
  );
  expect(groupName).toBe('timescale-pcx-0123456789abcdef0');
  expect(consoleUrl).toBe(
    'https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1#RouteTables:VpcId=vpc-0123456789abcdef0',
  );
  expect(permissions).toContain('ec2:DeleteRoute');
});

test('every dead route of every table is deleted by its own range', () => {
  const { calls } = runCommands([commandOf('delete-routes')]);
  const deletes = calls.filter((call) => call[1] === 'delete-route');
  expect(
    deletes.map((call) => [optionOf(call, 'route-table-id'), optionOf(call, 'destination-cidr-block')]),
  ).toEqual([
    ['rtb-1', '10.0.0.0/25'],
    ['rtb-1', '10.0.0.128/25'],
    ['rtb-2', '10.0.0.0/25'],
    ['rtb-2', '10.0.0.128/25'],
  ]);
});

test('a route is deleted only while it is a blackhole of this very peering', () => {
  const queries = runCommands([commandOf('delete-routes')])
    .calls.filter((call) => call.includes('--route-table-ids'))
    .map((call) => optionOf(call, 'query'));
  expect(new Set(queries)).toEqual(
    new Set([
      'RouteTables[].Routes[?VpcPeeringConnectionId==`"pcx-0123456789abcdef0"`&&State==`"blackhole"`].DestinationCidrBlock[]',
    ]),
  );
});

test('of the security groups the one that a guide made is deleted; from another one rule is taken', () => {
  const made = runCommands([commandOf('delete-group')]).calls;
  expect(optionOf(made[0], 'filters')).toBe('Name=vpc-id,Values=vpc-0123456789abcdef0');
  expect(made[0]).toContain('Name=group-name,Values=timescale-pcx-0123456789abcdef0');
  expect(optionOf(made[1], 'group-id')).toBe('sg-made');
  const [rules, ...revokes] = runCommands([commandOf('revoke-rule')], 'sg-app\n').calls;
  expect(optionOf(rules, 'query')).toContain('CidrIpv4==`"10.0.0.0/24"`');
  expect(revokes.map((call) => [call[1], optionOf(call, 'group-id'), call.at(-1)])).toEqual([
    ['revoke-security-group-egress', 'sg-app', 'sgr-4'],
    ['revoke-security-group-egress', 'sg-app', 'sgr-6'],
  ]);
});

test('the group is taken off what has it, and nothing else is', () => {
  const { calls } = runCommands([commandOf('detach')]);
  const changes = calls.filter((call) => call[1] === 'modify-network-interface-attribute');
  expect(changes.map((call) => optionOf(call, 'network-interface-id'))).toEqual(['eni-1', 'eni-2']);
  for (const call of changes) expect(call.slice(-3)).toEqual(['--groups', 'sg-own', 'sg-other']);
});

test('no text breaks out of a command that deletes', () => {
  const verbs = (lines: readonly string[]) => runCommands(lines, 'sg-1\n').calls.map((call) => call[1]);
  const property = fc.property(hostileFacts, (facts) => {
    const lines = guideAwsCleanUp(facts).steps.map(({ command }) => command);
    readWithBash(lines);
    expect(verbs(lines)).toEqual(verbs(commands));
  });
  fc.assert(property, { numRuns: 25 });
});
