import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AwsAcceptFacts, guideAwsAccept } from '../../src/clouds/guide.ts';
import { quoteWord } from '../../src/clouds/shell.ts';
import { cidrOf } from '../../src/domain/cidr.ts';

const FACTS: AwsAcceptFacts = {
  peering: {
    provisionedId: 'pcx-0123456789abcdef0',
    peer: { kind: 'aws', accountId: '123456789012', vpcId: 'vpc-0123456789abcdef0', region: 'eu-west-1' },
  },
  vpcCidr: cidrOf(10 * 2 ** 24, 24),
  vpcRegion: 'us-east-1',
};

/** An `aws` that notes its words and answers what the guide asks for; the shell around it is the real one. */
const FAKE_AWS = `
aws() {
  printf '%s\\037' "$@" >&3; printf '\\036' >&3
  case "$2" in
    describe-route-tables) printf 'rtb-1\\trtb-2\\n' ;;
    create-security-group) printf 'sg-new\\n' ;;
    describe-security-group-rules) printf 'sgr-4\\tsgr-6\\n' ;;
  esac
}
`;

/** Runs the lines in a real shell and gives back the words of each call of `aws`. */
const runCommands = (lines: readonly string[]): string[][] => {
  const script = `exec 3>&1 1>&2\n${FAKE_AWS}\n${lines.join('\n')}\n`;
  const output = execFileSync('sh', ['-s'], { input: script, encoding: 'utf8', env: {}, stdio: 'pipe' });
  return output
    .split('\x1e')
    .slice(0, -1)
    .map((call) => call.split('\x1f').slice(0, -1));
};

const optionOf = (call: readonly string[] | undefined, name: string): string | undefined =>
  call?.[call.indexOf(`--${name}`) + 1];

test('guideAwsAccept goes from accepting over the routes to the security group', () => {
  const { steps, accountId } = guideAwsAccept(FACTS);
  expect(accountId).toBe('123456789012');
  expect(steps.map(({ act, does }) => `${act} ${does}`)).toEqual([
    'accept look',
    'accept change',
    'route look',
    'route change',
    'security-group change',
  ]);
  expect(steps.filter(({ command }) => command.includes('\n'))).toEqual([]);
});

test('guideAwsAccept accepts in the region of the accepter’s VPC', () => {
  const accept = guideAwsAccept(FACTS).steps[1];
  expect(accept?.command).toBe(
    'aws ec2 accept-vpc-peering-connection --region eu-west-1 --vpc-peering-connection-id pcx-0123456789abcdef0',
  );
  expect(accept?.expect).toMatchObject({ kind: 'status', status: 'active' });
});

test('guideAwsAccept tells what the request must say before anybody accepts it', () => {
  expect(guideAwsAccept(FACTS).steps[0]?.expect).toEqual({
    kind: 'request',
    status: 'pending-acceptance',
    accepterAccountId: '123456789012',
    accepterVpcId: 'vpc-0123456789abcdef0',
    accepterRegion: 'eu-west-1',
    requesterRegion: 'us-east-1',
  });
});

test('every call of every command goes to the accepter’s region', () => {
  const calls = runCommands(guideAwsAccept(FACTS).steps.map(({ command }) => command));
  expect(calls.map((call) => optionOf(call, 'region'))).toEqual(calls.map(() => 'eu-west-1'));
});

test('the route command adds the route to each table of that VPC', () => {
  const command = guideAwsAccept(FACTS).steps[3]?.command ?? '';
  const [look, ...routes] = runCommands([command]);
  expect(optionOf(look, 'filters')).toBe('Name=vpc-id,Values=vpc-0123456789abcdef0');
  expect(routes.map((call) => call[1])).toEqual(['create-route', 'create-route']);
  expect(routes.map((call) => optionOf(call, 'route-table-id'))).toEqual(['rtb-1', 'rtb-2']);
  expect(optionOf(routes[0], 'destination-cidr-block')).toBe('10.0.0.0/24');
  expect(optionOf(routes[0], 'vpc-peering-connection-id')).toBe('pcx-0123456789abcdef0');
});

test('the security group command changes the new group only and leaves TCP 5432 to the VPC', () => {
  const command = guideAwsAccept(FACTS).steps[4]?.command ?? '';
  const [create, rules, revoke, authorize, ...more] = runCommands([command]);
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
});

test('the security group command ends when the group cannot be created', () => {
  const command = guideAwsAccept(FACTS).steps[4]?.command ?? '';
  const failing = `aws() { printf '%s\\037' "$@" >&3; printf '\\036' >&3; return 254; }\n${command} || true`;
  expect(runCommands([failing]).map((call) => call[1])).toEqual(['create-security-group']);
});

test('the console link leads to the peering in its region', () => {
  expect(guideAwsAccept(FACTS).consoleUrl).toBe(
    'https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1' +
      '#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0',
  );
});

/** Any text but NUL, which no command line can hold, and the two separators of the fake `aws`. */
const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'\'"`$\\;&|<>(){}[]*?!#~= \n\t-ab'), maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/\p{Cc}/u.test(text)),
);

test('quoteWord brings every text through a real shell as one word', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 40 }), (words) => {
      expect(runCommands([`aws ${words.map(quoteWord).join(' ')}`])).toEqual([words]);
    }),
    { numRuns: 50 },
  );
});

test('no text of the provider or of a person breaks out of a command', () => {
  const facts = fc.record({ provisionedId: hostile, vpcId: hostile, region: hostile });
  fc.assert(
    fc.property(facts, ({ provisionedId, vpcId, region }) => {
      const peer = { kind: 'aws', accountId: '123456789012', vpcId, region } as const;
      const { steps } = guideAwsAccept({ ...FACTS, peering: { provisionedId, peer } });
      const calls = runCommands(steps.map(({ command }) => command));
      expect(calls.map((call) => call.slice(0, 2).join(' '))).toEqual([
        'ec2 describe-vpc-peering-connections',
        'ec2 accept-vpc-peering-connection',
        'ec2 describe-route-tables',
        'ec2 describe-route-tables',
        'ec2 create-route',
        'ec2 create-route',
        'ec2 create-security-group',
        'ec2 describe-security-group-rules',
        'ec2 revoke-security-group-egress',
        'ec2 authorize-security-group-egress',
      ]);
      const accepted = region.startsWith('-') ? [`--region=${region}`] : ['--region', region];
      expect(calls[1]?.slice(2, 2 + accepted.length)).toEqual(accepted);
      expect(calls[1]?.at(-1)?.endsWith(provisionedId)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
