import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideWithCli } from '../../src/clouds/aws-cli.ts';
import type { AwsGuideFacts, CommandAct } from '../../src/domain/guide.ts';
import { SECURITY_CHOICES, type SecurityChoice } from '../../src/domain/security-choice.ts';
import { FACTS, hostileFacts, NO_GROUP, optionOf, readWithBash, runCommands } from './posix-shell.ts';

const commandOf = (act: CommandAct, security: SecurityChoice, facts: AwsGuideFacts = FACTS): string =>
  guideWithCli(facts, security, null).find((step) => step.act === act)?.command ?? `no step ${act}`;

const commandsOf = (security: SecurityChoice, facts: AwsGuideFacts = FACTS): readonly string[] =>
  guideWithCli(facts, security, null).map(({ command }) => command);

const verbsOf = (calls: readonly (readonly string[])[]): readonly (string | undefined)[] =>
  calls.map((call) => call[1]);

test('the commands of the AWS CLI, in order, with what they show when all is well', () => {
  const told = guideWithCli(FACTS, 'new', null).map(({ act, command, prints, compare }) =>
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
    group=$(aws ec2 describe-security-groups --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0123456789abcdef0' 'Name=group-name,Values=timescale-pcx-0123456789abcdef0' --query 'SecurityGroups[].GroupId' --output text) && group=\${group:-$(aws ec2 create-security-group --region eu-west-1 --vpc-id vpc-0123456789abcdef0 --group-name timescale-pcx-0123456789abcdef0 --description 'TCP 5432 to the Timescale VPC 10.0.0.0/24' --query GroupId --output text)} && rules=$(aws ec2 describe-security-group-rules --region eu-west-1 --query 'SecurityGroupRules[?IsEgress&&IpProtocol==\`"-1"\`].SecurityGroupRuleId' --output text --filters "Name=group-id,Values=$group") && { [ -z "$rules" ] || aws ec2 revoke-security-group-egress --region eu-west-1 --group-id "$group" --security-group-rule-ids $(printf '%s' "$rules") >/dev/null; } && { aws ec2 authorize-security-group-egress --region eu-west-1 --ip-permissions 'IpProtocol=tcp,FromPort=5432,ToPort=5432,IpRanges=[{CidrIp=10.0.0.0/24}]' --query Return --output text --group-id "$group" >/dev/null; true; } && printf '%s\\n' "$group"

    interfaces:
    aws ec2 describe-network-interfaces --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0123456789abcdef0' --query 'NetworkInterfaces[].{interface:NetworkInterfaceId,instance:Attachment.InstanceId,what:Description,groups:Groups[].GroupId}' --output json

    attach:
    printf '%s' 'Ids of the network interfaces, with spaces in between: ' && read -r interfaces && group=$(aws ec2 describe-security-groups --region eu-west-1 --filters 'Name=vpc-id,Values=vpc-0123456789abcdef0' 'Name=group-name,Values=timescale-pcx-0123456789abcdef0' --query 'SecurityGroups[].GroupId' --output text) && for interface in $(printf '%s' "$interfaces"); do aws ec2 modify-network-interface-attribute --region eu-west-1 --network-interface-id "$interface" --groups "$group" $(aws ec2 describe-network-interfaces --region eu-west-1 --output text --network-interface-ids "$interface" --query "NetworkInterfaces[].Groups[?GroupId!='$group'].GroupId[]"); done

    check-peering:
    aws ec2 describe-vpc-peering-connections --region eu-west-1 --vpc-peering-connection-ids pcx-0123456789abcdef0 --query 'VpcPeeringConnections[0].Status.Code' --output text
    -> active

    check-routes:
    aws ec2 describe-route-tables --region eu-west-1 --filters 'Name=route.vpc-peering-connection-id,Values=pcx-0123456789abcdef0' --query 'RouteTables[].{table:RouteTableId,state:Routes[?VpcPeeringConnectionId==\`"pcx-0123456789abcdef0"\`]|[0].State}' --output json
    -> state: active"
  `);
});

test.each([
  ['new', ['new-group', 'interfaces', 'attach']],
  ['existing', ['groups', 'rule']],
  ['leave', ['outbound']],
] as const)('the security group %s differs in its own steps only', (security, own) => {
  expect(guideWithCli(FACTS, security, null).map(({ act }) => act)).toEqual([
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
  const looks = guideWithCli(FACTS, security, null).filter(({ does }) => does === 'look');
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
  const { calls, printed } = runCommands([NO_GROUP, commandOf('new-group', 'new')]);
  const [search, create, rules, revoke, authorize, ...more] = calls;
  expect(search).toContain('Name=group-name,Values=timescale-pcx-0123456789abcdef0');
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
  const failing = `aws() { printf '%s\\037' "$@" >&3; printf '\\036' >&3; case "$2" in create-*) return 254 ;; esac; }\n${commandOf('new-group', 'new')} || true`;
  const { calls, printed } = runCommands([failing]);
  expect(verbsOf(calls)).toEqual(['describe-security-groups', 'create-security-group']);
  expect(printed).toBe('');
});

test('a group that a try before left half done is finished, and no second one is made', () => {
  const { calls, printed } = runCommands([commandOf('new-group', 'new')]);
  expect(verbsOf(calls)).toEqual([
    'describe-security-groups',
    'describe-security-group-rules',
    'revoke-security-group-egress',
    'authorize-security-group-egress',
  ]);
  expect(calls.slice(2).map((call) => optionOf(call, 'group-id'))).toEqual(['sg-made', 'sg-made']);
  expect(printed).toBe('sg-made\n');
});

test('what connects gets the new group besides those that it has', () => {
  const { calls } = runCommands([commandOf('attach', 'new')], 'eni-7 eni-9\n');
  const changes = calls.filter((call) => call[1] === 'modify-network-interface-attribute');
  expect(changes.map((call) => optionOf(call, 'network-interface-id'))).toEqual(['eni-7', 'eni-9']);
  for (const call of changes) expect(call.slice(-4)).toEqual(['--groups', 'sg-made', 'sg-own', 'sg-other']);
});

test('each port gets a rule of its own', () => {
  const facts = { ...FACTS, ports: [20984, 20985] };
  const { calls } = runCommands([commandOf('rule', 'existing', facts)], 'sg-app\n');
  expect(calls.map((call) => optionOf(call, 'ip-permissions'))).toEqual(
    facts.ports.map(
      (port) => `IpProtocol=tcp,FromPort=${port},ToPort=${port},IpRanges=[{CidrIp=10.0.0.0/24}]`,
    ),
  );
  expect(calls.map((call) => optionOf(call, 'group-id'))).toEqual(['sg-app', 'sg-app']);
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
