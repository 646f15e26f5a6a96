import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideWithCli } from '../../src/clouds/aws-cli.ts';
import {
  type AwsGuideFacts,
  type CommandAct,
  SECURITY_CHOICES,
  type SecurityChoice,
} from '../../src/domain/guide.ts';
import { FACTS, hostileFacts, optionOf, readWithBash, runCommands } from './posix-shell.ts';

const commandOf = (act: CommandAct, security: SecurityChoice, facts: AwsGuideFacts = FACTS): string =>
  guideWithCli(facts, security).find((step) => step.act === act)?.command ?? `no step ${act}`;

const commandsOf = (security: SecurityChoice, facts: AwsGuideFacts = FACTS): readonly string[] =>
  guideWithCli(facts, security).map(({ command }) => command);

const verbsOf = (calls: readonly (readonly string[])[]): readonly (string | undefined)[] =>
  calls.map((call) => call[1]);

test('the commands of the AWS CLI, in order, with what they show when all is well', () => {
  const told = guideWithCli(FACTS, 'new').map(({ act, command, prints, compare }) =>
    [
      `${act}:`,
      command,
      ...prints.map((word) => `-> ${word}`),
      ...compare.map(({ label, value }) => `-> ${label}: ${value}`),
    ].join('\n'),
  );
  expect(told.join('\n\n')).toMatchInlineSnapshot(`
    "account:
    aws sts get-caller-identity --region eu-west-1 --query Account --output text
    -> 123456789012

    request:
    aws ec2 describe-vpc-peering-connections --region eu-west-1 --vpc-peering-connection-ids pcx-0123456789abcdef0 --query 'VpcPeeringConnections[0].{status:Status.Code,accepterAccount:AccepterVpcInfo.OwnerId,accepterVpc:AccepterVpcInfo.VpcId,accepterRegion:AccepterVpcInfo.Region,requesterAccount:RequesterVpcInfo.OwnerId,requesterRegion:RequesterVpcInfo.Region}' --output json
    -> status: pending-acceptance
    -> accepterAccount: 123456789012
    -> accepterVpc: vpc-0123456789abcdef0
    -> accepterRegion: eu-west-1
    -> requesterRegion: us-east-1

    accept:
    aws ec2 accept-vpc-peering-connection --region eu-west-1 --vpc-peering-connection-id pcx-0123456789abcdef0 --query VpcPeeringConnection.Status.Code --output text
    -> provisioning
    -> active

    tables:
    aws ec2 describe-route-tables --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0123456789abcdef0' --query 'RouteTables[].{table:RouteTableId,main:contains(Associations[].Main,\`true\`),subnets:Associations[].SubnetId,taken:Routes[?DestinationCidrBlock==\`"10.0.0.0/24"\`]|[0]}' --output json

    routes:
    printf '%s' 'Ids of the route tables, with spaces in between: ' && read -r tables && for table in $(printf '%s' "$tables"); do aws ec2 create-route --region eu-west-1 --destination-cidr-block 10.0.0.0/24 --vpc-peering-connection-id pcx-0123456789abcdef0 --query Return --output text --route-table-id "$table"; done
    -> True

    new-group:
    group=$(aws ec2 create-security-group --region eu-west-1 --vpc-id vpc-0123456789abcdef0 --group-name timescale-pcx-0123456789abcdef0 --description 'TCP 5432 to the Timescale VPC 10.0.0.0/24' --query GroupId --output text) && aws ec2 revoke-security-group-egress --region eu-west-1 --group-id "$group" --security-group-rule-ids $(aws ec2 describe-security-group-rules --region eu-west-1 --query 'SecurityGroupRules[?IsEgress].SecurityGroupRuleId' --output text --filters "Name=group-id,Values=$group") >/dev/null && aws ec2 authorize-security-group-egress --region eu-west-1 --ip-permissions 'IpProtocol=tcp,FromPort=5432,ToPort=5432,IpRanges=[{CidrIp=10.0.0.0/24}]' --query Return --output text --group-id "$group" >/dev/null && printf '%s\\n' "$group"

    check-peering:
    aws ec2 describe-vpc-peering-connections --region eu-west-1 --vpc-peering-connection-ids pcx-0123456789abcdef0 --query 'VpcPeeringConnections[0].Status.Code' --output text
    -> active

    check-routes:
    aws ec2 describe-route-tables --region eu-west-1 --filters 'Name=route.vpc-peering-connection-id,Values=pcx-0123456789abcdef0' --query 'RouteTables[].{table:RouteTableId,state:Routes[?VpcPeeringConnectionId==\`"pcx-0123456789abcdef0"\`]|[0].State}' --output table
    -> state: active"
  `);
});

test.each([
  ['new', ['new-group']],
  ['existing', ['groups', 'rule']],
  ['leave', ['outbound']],
] as const)('the security group %s differs in its own steps only', (security, own) => {
  expect(guideWithCli(FACTS, security).map(({ act }) => act)).toEqual([
    'account',
    'request',
    'accept',
    'tables',
    'routes',
    ...own,
    'check-peering',
    'check-routes',
  ]);
});

test.each(SECURITY_CHOICES)('with %s every call goes to the accepter’s region, on one line', (security) => {
  const commands = commandsOf(security);
  const { calls } = runCommands(commands, 'rtb-1\nsg-1\n');
  expect(calls.map((call) => optionOf(call, 'region'))).toEqual(calls.map(() => 'eu-west-1'));
  expect(commands.filter((command) => command.includes('\n'))).toEqual([]);
  readWithBash(commands);
});

test.each(SECURITY_CHOICES)('with %s a step that looks changes nothing', (security) => {
  const looks = guideWithCli(FACTS, security).filter(({ does }) => does === 'look');
  const { calls } = runCommands(looks.map(({ command }) => command));
  expect(verbsOf(calls).filter((verb) => !/^(describe|get)-/.test(verb ?? ''))).toEqual([]);
});

test('routes are added to the tables that a person names, and to no other', () => {
  const { calls } = runCommands([commandOf('routes', 'new')], 'rtb-7  rtb-9\n');
  expect(verbsOf(calls)).toEqual(['create-route', 'create-route']);
  expect(calls.map((call) => optionOf(call, 'route-table-id'))).toEqual(['rtb-7', 'rtb-9']);
  expect(optionOf(calls[0], 'destination-cidr-block')).toBe('10.0.0.0/24');
  expect(optionOf(calls[0], 'vpc-peering-connection-id')).toBe('pcx-0123456789abcdef0');
});

test('a new security group lets TCP 5432 out to the VPC and nothing else, and is named', () => {
  const { calls, printed } = runCommands([commandOf('new-group', 'new')]);
  const [create, rules, revoke, authorize, ...more] = calls;
  expect(optionOf(create, 'vpc-id')).toBe('vpc-0123456789abcdef0');
  expect(optionOf(rules, 'filters')).toBe('Name=group-id,Values=sg-new');
  expect(revoke?.[1]).toBe('revoke-security-group-egress');
  expect(optionOf(revoke, 'group-id')).toBe('sg-new');
  expect(revoke?.slice(-2)).toEqual(['sgr-4', 'sgr-6']);
  expect(authorize?.[1]).toBe('authorize-security-group-egress');
  expect(optionOf(authorize, 'group-id')).toBe('sg-new');
  expect(optionOf(authorize, 'ip-permissions')).toBe(
    'IpProtocol=tcp,FromPort=5432,ToPort=5432,IpRanges=[{CidrIp=10.0.0.0/24}]',
  );
  expect(more).toEqual([]);
  expect(printed).toBe('sg-new\n');
});

test('nothing is revoked or added when the group cannot be created', () => {
  const failing = `aws() { printf '%s\\037' "$@" >&3; printf '\\036' >&3; return 254; }\n${commandOf('new-group', 'new')} || true`;
  expect(verbsOf(runCommands([failing]).calls)).toEqual(['create-security-group']);
});

test('an existing security group gets one rule and loses none', () => {
  const { calls } = runCommands([commandOf('rule', 'existing')], 'sg-app\n');
  expect(verbsOf(calls)).toEqual(['authorize-security-group-egress']);
  expect(optionOf(calls[0], 'group-id')).toBe('sg-app');
  expect(commandsOf('existing').join()).not.toContain('revoke');
});

test('a security group that is left as it is, is only looked at', () => {
  const verbs = verbsOf(runCommands(commandsOf('leave'), 'rtb-1\n').calls);
  expect(verbs.filter((verb) => verb?.includes('security-group'))).toEqual(['describe-security-groups']);
});

test('no text of the provider or of a person breaks out of a command', () => {
  const property = fc.property(hostileFacts, fc.constantFrom(...SECURITY_CHOICES), (facts, security) => {
    const commands = commandsOf(security, facts);
    readWithBash(commands);
    const typed = 'rtb-1 rtb-2\nsg-1\n';
    const { calls } = runCommands(commands, typed);
    expect(verbsOf(calls)).toEqual(verbsOf(runCommands(commandsOf(security), typed).calls));
    const { provisionedId, peer } = facts.peering;
    expect(calls[1]?.join(' ')).toContain(peer.region);
    expect(calls[2]?.some((word) => word.endsWith(provisionedId))).toBe(true);
  });
  fc.assert(property, { numRuns: 25 });
});
