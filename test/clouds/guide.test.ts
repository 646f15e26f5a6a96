import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildFilter } from '../../src/clouds/aws-commands.ts';
import { buildCleanUp, buildGuide, guideAct } from '../../src/clouds/guide.ts';
import { quoteQuery, quoteWord } from '../../src/clouds/shell.ts';
import { fitChoice, readGuideFacts, securityOf, TOOLS, toolsOf } from '../../src/domain/guide.ts';
import { SECURITY_CHOICES } from '../../src/domain/security-choice.ts';
import { AZURE, FACTS, GOOGLE, hostile, runCommands } from './posix-shell.ts';

test('a request is accepted in the region of the accepter’s VPC', () => {
  expect(guideAct(FACTS)).toEqual({
    ports: [5432],
    command:
      'aws ec2 accept-vpc-peering-connection --region eu-west-1 --vpc-peering-connection-id pcx-0123456789abcdef0 --query VpcPeeringConnection.Status.Code --output text',
    consoleUrl:
      'https://eu-west-1.console.aws.amazon.com/vpcconsole/home?region=eu-west-1' +
      '#PeeringConnectionDetails:VpcPeeringConnectionId=pcx-0123456789abcdef0',
  });
});

test.each([FACTS, GOOGLE, AZURE])('every way on $kind looks before the end, and again at it', (facts) => {
  for (const tool of toolsOf(facts.kind)) {
    for (const security of securityOf(facts.kind)) {
      const { steps } = buildGuide(facts, { tool, security });
      const does = steps.map((step) => step.does);
      // Google's console has nothing to show before there is a peering.
      if (!(facts.kind === 'google' && tool === 'console')) expect(does[0], tool).toBe('look');
      expect(does, tool).toContain('change');
      expect(does.at(-1), tool).toBe('look');
    }
  }
});

test.each([
  { kind: 'azure', typed: { tool: 'console', security: 'new' }, fits: { tool: 'cli', security: 'leave' } },
  { kind: 'google', typed: { tool: 'cli', security: 'existing' }, fits: { tool: 'cli', security: 'leave' } },
  { kind: 'google', typed: { tool: '', security: 'new' }, fits: { tool: 'console', security: 'new' } },
  { kind: 'aws', typed: { tool: 'pulumi', security: '' }, fits: { tool: 'console', security: 'new' } },
] as const)('on $kind the choice $typed becomes $fits', ({ kind, typed, fits }) => {
  expect(fitChoice(kind, typed)).toEqual(fits);
  const facts = { aws: FACTS, google: GOOGLE, azure: AZURE }[kind];
  expect(buildGuide(facts, typed)).toMatchObject({ kind, ...fits });
});

test.each([FACTS, GOOGLE, AZURE])('the facts of $kind are read from the peering as it is stored', (facts) => {
  const { peering, vpcName: name, vpcCidr: cidr, vpcRegion: region, ports } = facts;
  expect(readGuideFacts(peering, { name, cidr, region }, { ports, plan: null })).toEqual(facts);
  expect(buildCleanUp(facts).kind).toBe(facts.kind);
});

test('no guide names another account than the accepter’s', () => {
  for (const tool of TOOLS) {
    for (const security of SECURITY_CHOICES) {
      const accounts = JSON.stringify(buildGuide(FACTS, { tool, security })).match(/(?<!\w)[0-9]{12}(?!\w)/g);
      expect(new Set(accounts)).toEqual(new Set(['123456789012']));
    }
  }
});

test.each(['console', 'cli'] as const)(
  'the %s shows a region of Managed Service by AWS’s own word, so the guide compares that',
  (tool) => {
    const { steps } = buildGuide(
      { ...FACTS, vpcRegion: 'timescale-aws-eu-west-3' },
      { tool, security: 'new' },
    );
    const compared = steps.flatMap(({ compare }) => compare);
    expect(
      compared.filter(({ label }) => /^requester ?region$/i.test(label)).map(({ value }) => value),
    ).toEqual(['eu-west-3']);
  },
);

test.each([
  {
    tool: 'cli',
    security: 'new',
    because: 'the group is looked for, its default rules are revoked, and it is attached',
    permissions:
      'DescribeSecurityGroups CreateSecurityGroup DescribeSecurityGroupRules RevokeSecurityGroupEgress AuthorizeSecurityGroupEgress DescribeNetworkInterfaces ModifyNetworkInterfaceAttribute',
  },
  {
    tool: 'cli',
    security: 'existing',
    because: 'nothing is revoked or made',
    permissions: 'DescribeSecurityGroups AuthorizeSecurityGroupEgress',
  },
  { tool: 'cli', security: 'leave', because: 'it only looks', permissions: 'DescribeSecurityGroups' },
  {
    tool: 'terraform',
    security: 'existing',
    because: 'Terraform reads back the rule that it made, by its id',
    permissions: 'DescribeSecurityGroups AuthorizeSecurityGroupEgress DescribeSecurityGroupRules',
  },
] as const)('$tool with $security asks for what it needs: $because', ({ permissions, ...choice }) => {
  const always = 'DescribeVpcPeeringConnections AcceptVpcPeeringConnection DescribeRouteTables CreateRoute';
  expect(buildGuide(FACTS, choice).permissions).toEqual(
    `${always} ${permissions}`.split(' ').map((action) => `ec2:${action}`),
  );
});

test('quoteWord brings every text through a real shell as one word', () => {
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 1, maxLength: 40 }), (words) => {
      expect(runCommands([`aws ${words.map(quoteWord).join(' ')}`]).calls).toEqual([words]);
    }),
    { numRuns: 50 },
  );
});

test('a text in a query is one literal of JMESPath', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const literal = quoteQuery(text);
      expect(literal.slice(1, -1)).not.toContain('`');
      expect(JSON.parse(literal.slice(1, -1))).toBe(text);
    }),
  );
});

test('a value of a filter stays one value', () => {
  expect(buildFilter('vpc-id', 'vpc-1')).toBe('Name=vpc-id,Values=vpc-1');
  expect(buildFilter('vpc-id', 'vpc-1,vpc-2')).toBe('Name=vpc-id,Values="vpc-1,vpc-2"');
  expect(buildFilter('vpc-id', 'a"b\\')).toBe('Name=vpc-id,Values="a\\"b\\\\"');
});
