import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildGuide } from '../../src/clouds/guide.ts';
import { type AwsPlan, planAws } from '../../src/domain/aws-plan.ts';
import type { AwsSide } from '../../src/domain/aws-side.ts';
import { type AwsGuide, type AwsGuideFacts, TOOLS, type Tool } from '../../src/domain/guide.ts';
import type { Proof } from '../../src/domain/request-proof.ts';
import { SECURITY_CHOICES, type SecurityChoice } from '../../src/domain/security-choice.ts';
import { MOST } from '../../src/slack/blocks.ts';
import { buildGuideMessage } from '../../src/slack/guide-message.ts';
import { aGroup, anEgress, aRoute, aSide, aTable, EVERYWHERE } from '../domain/aws-side-example.ts';
import { findMessageProblems, readMessage } from '../slack/block-kit.ts';
import { readHcl } from './hcl-reading.ts';
import { FACTS, hostile, NO_GROUP, optionOf, readWithBash, runCommands } from './posix-shell.ts';

const PCX = FACTS.peering.provisionedId;
const OWN = `timescale-${PCX}`;
const RANGE = FACTS.vpcCidr;

interface Seen {
  readonly side?: Partial<AwsSide>;
  readonly proof?: Proof;
  readonly groupId?: string;
  readonly ports?: readonly number[];
}

const anInterface = (number: number, groupIds: readonly string[] = ['sg-1']) => ({
  id: `eni-${number}`,
  instanceId: `i-${number}`,
  name: `app-${number}`,
  description: '',
  subnetId: 'subnet-1',
  groupIds,
});

const planFor = ({ side = {}, proof, groupId = 'sg-1' }: Seen): AwsPlan =>
  planAws({
    peeringId: PCX,
    vpcCidr: RANGE,
    proof: proof ?? { kind: 'proven', accountId: '999999999999' },
    side: aSide({
      tables: [aTable({ id: 'rtb-1', name: 'private' }), aTable({ id: 'rtb-2', isMain: true })],
      groups: [aGroup({ id: 'sg-1', name: 'app', egress: [anEgress('10.9.0.0/16')] })],
      interfaces: [anInterface(1)],
      ...side,
    }),
    groupName: OWN,
    ports: [5432],
    choice: { tableIds: null, security: 'new', groupId },
  });

const guideFor = (seen: Seen, security: SecurityChoice, tool: Tool = 'cli'): AwsGuide => {
  const facts: AwsGuideFacts = { ...FACTS, ports: seen.ports ?? [5432], seen: planFor(seen) };
  const guide = buildGuide(facts, { tool, security });
  if (guide.kind !== 'aws') throw new Error('this is no guide for AWS');
  return guide;
};

const commandsOf = (guide: AwsGuide): readonly string[] =>
  guide.tool === 'console' ? [] : guide.steps.map(({ command }) => command);
const actsOf = (guide: AwsGuide): readonly string[] => guide.steps.map(({ act }) => act);
const read = (guide: AwsGuide): string => {
  const message = buildGuideMessage(guide);
  expect(findMessageProblems(message)).toEqual([]);
  return readMessage({ blocks: message.blocks.filter(({ type }) => type !== 'rich_text') });
};
const fileOf = (guide: AwsGuide): string => (guide.tool === 'terraform' ? guide.file.text : '');
const optionsOf = (guide: AwsGuide, verb: string, option: string): readonly (string | undefined)[] =>
  runCommands([NO_GROUP, ...commandsOf(guide)])
    .calls.filter((call) => call[1] === verb)
    .map((call) => optionOf(call, option));

const READY = aGroup({ id: 'sg-own', name: OWN, egress: [anEgress(RANGE.text)] });
const ROUTED = aTable({ id: 'rtb-2', isMain: true, routes: [aRoute(RANGE.text, PCX)] });

test('nothing is asked: the tables, the groups and the interfaces are those that were seen', () => {
  const guide = guideFor({}, 'new');
  expect(commandsOf(guide).filter((command) => command.includes('read -r'))).toEqual([]);
  expect(optionsOf(guide, 'create-route', 'route-table-id')).toEqual(['rtb-1', 'rtb-2']);
  expect(optionsOf(guide, 'modify-network-interface-attribute', 'network-interface-id')).toEqual(['eni-1']);
  const words = read(guide);
  expect(words).toContain('• `private` (`rtb-1`): `app-a` (`subnet-1`)');
  expect(words).toContain('• `rtb-2`, the main table');
  expect(words).toContain('`app-1` (`i-1`) by `eni-1` keeps `sg-1`');
});

test.each([
  {
    because: 'it is accepted already',
    seen: { proof: { kind: 'accepted', accountId: null } },
    security: 'leave',
    acts: ['account', 'request', 'routes', 'outbound', 'check-peering', 'check-routes'],
    words: 'It is accepted already, so that step is left out.',
  },
  {
    because: 'one table has its route',
    seen: { side: { tables: [aTable({ id: 'rtb-1', name: 'private' }), ROUTED] } },
    security: 'leave',
    acts: ['account', 'request', 'accept', 'routes', 'outbound', 'check-peering', 'check-routes'],
    words: 'The route is there already in `rtb-2`.',
  },
  {
    because: 'all tables have their routes',
    seen: { side: { tables: [ROUTED] } },
    security: 'leave',
    acts: ['account', 'request', 'accept', 'outbound', 'check-peering', 'check-routes'],
    words: 'These are the routes to `pcx-0123456789abcdef0`. The route is there already in `rtb-2`.',
  },
  {
    because: 'the chosen group lets it out',
    seen: { side: { groups: [aGroup({ id: 'sg-1', name: 'app' })] } },
    security: 'existing',
    acts: ['account', 'request', 'accept', 'routes', 'outbound', 'check-peering', 'check-routes'],
    words: '`app` (`sg-1`) lets TCP 5432 out to `10.0.0.0/24`, so there is nothing to add.',
  },
  {
    because: 'the new group is made and attached',
    seen: { side: { groups: [READY], interfaces: [anInterface(1, ['sg-own'])] } },
    security: 'new',
    acts: ['account', 'request', 'accept', 'routes', 'outbound', 'check-peering', 'check-routes'],
    words: `\`${OWN}\` (\`sg-own\`) lets TCP 5432 out to \`10.0.0.0/24\`, so there is nothing to add.`,
  },
  {
    because: 'nobody may accept what is not the request',
    seen: { proof: { kind: 'refused', faults: [{ kind: 'requester-hidden' }] } },
    security: 'leave',
    acts: ['account', 'request', 'routes', 'outbound', 'check-peering', 'check-routes'],
    words: '*Stop first.*',
  },
] as const)('what is there is left out, and a step says so: $because', ({ seen, security, acts, words }) => {
  const guide = guideFor(seen, security);
  expect(actsOf(guide)).toEqual(acts);
  expect(read(guide)).toContain(words);
});

test('of a group and its rules only what is missing is made, a port each', () => {
  const half = aGroup({ id: 'sg-own', name: OWN, egress: [anEgress(RANGE.text), EVERYWHERE] });
  const guide = guideFor({ side: { groups: [half] }, ports: [5432, 20984, 20985] }, 'new');
  const calls = runCommands(commandsOf(guide)).calls.filter((call) => call[1]?.startsWith('authorize'));
  expect(calls.map((call) => optionOf(call, 'ip-permissions')?.split(',')[1])).toEqual([
    'FromPort=20984',
    'FromPort=20985',
  ]);
  const rule = guideFor({ ports: [5432, 20984] }, 'existing');
  expect(optionsOf(rule, 'authorize-security-group-egress', 'group-id')).toEqual(['sg-1', 'sg-1']);
});

test('a table that leads elsewhere is told of before anything else, and is left out', () => {
  const taken = aTable({ id: 'rtb-2', isMain: true, routes: [aRoute(RANGE.text, 'tgw-7')] });
  const guide = guideFor({ side: { tables: [aTable({ id: 'rtb-1', name: 'private' }), taken] } }, 'leave');
  expect(optionsOf(guide, 'create-route', 'route-table-id')).toEqual(['rtb-1']);
  const words = read(guide);
  expect(words.indexOf('*Stop first.*')).toBeLessThan(words.indexOf('*Peering request*'));
  expect(words).toContain('• In `rtb-2`, `10.0.0.0/24` leads to `tgw-7`.');
  expect(fileOf(guideFor({ side: { tables: [taken] } }, 'leave', 'terraform'))).toContain('default     = []');
});

test('Terraform gets the same: tables, group and interfaces', () => {
  const file = fileOf(guideFor({}, 'new', 'terraform'));
  expect(file).toContain('default     = ["rtb-1", "rtb-2"]');
  expect(file).toContain('"eni-1" = "app-1"');
  expect(fileOf(guideFor({}, 'existing', 'terraform'))).toContain('default     = "sg-1"');
  const made = fileOf(guideFor({ side: { groups: [READY] } }, 'new', 'terraform'));
  expect(made).not.toContain('resource "aws_security_group"');
  expect(made).toContain('default     = "sg-own"');
});

test('whoever has not chosen is shown what is planned', () => {
  const plan = planFor({});
  const choice = { ...plan.facts.choice, security: 'existing' } as const;
  const seen = planAws({ ...plan.facts, choice });
  expect(buildGuide({ ...FACTS, seen }, { tool: '', security: '' })).toMatchObject({ security: 'existing' });
  expect(buildGuide({ ...FACTS, seen }, { tool: '', security: 'leave' })).toMatchObject({
    security: 'leave',
  });
});

/** All that people read or copy in a message. */
const lengthOf = (part: unknown): number => {
  if (Array.isArray(part)) return part.reduce((sum: number, one) => sum + lengthOf(one), 0);
  if (typeof part !== 'object' || part === null) return 0;
  const { text, elements, fields } = part as Readonly<Record<string, unknown>>;
  return (typeof text === 'string' ? text.length : lengthOf(text)) + lengthOf(elements) + lengthOf(fields);
};

test.each([
  [4, 4],
  [30, 4],
  [30, 200],
  [200, 200],
])('%i tables and %i instances fit into one message, with every command whole', (tables, instances) => {
  const many = <T>(most: number, build: (id: string) => T): readonly T[] =>
    Array.from({ length: most }, (_, at) => build(String(at).padStart(17, '0')));
  const named = (id: string) => `private subnets of team ${id}`;
  const side = {
    tables: many(tables, (id) => aTable({ id: `rtb-${id}`, name: named(id) })),
    interfaces: many(instances, (id) => ({
      ...anInterface(1),
      id: `eni-${id}`,
      name: named(id),
      instanceId: `i-${id}`,
    })),
  };
  for (const tool of TOOLS) {
    for (const security of SECURITY_CHOICES) {
      const guide = guideFor({ side }, security, tool);
      read(guide);
      const { blocks } = buildGuideMessage(guide);
      expect(lengthOf(blocks), `${tool} ${security}`).toBeLessThan(MOST.messageText);
      const whole = blocks.filter(({ type }) => type === 'rich_text');
      const files = tool === 'terraform' ? 1 : 0;
      expect(whole).toHaveLength(tool === 'console' ? 0 : guide.steps.length + files);
    }
  }
});

const hostileSeen: fc.Arbitrary<Seen> = fc
  .record({ name: hostile, id: hostile.filter((text) => text !== '') })
  .map(({ name, id }) => ({
    groupId: `sg-${id}`,
    side: {
      name,
      tables: [aTable({ id: `rtb-${id}`, name, isMain: true, subnets: [{ id: `subnet-${id}`, name }] })],
      groups: [aGroup({ id: `sg-${id}`, name, egress: [] })],
      interfaces: [{ ...anInterface(1, [`sg-${id}`]), id: `eni-${id}`, name, description: name }],
    },
  }));

test('no name and no id of the account breaks out of a command or of a configuration', () => {
  const property = fc.property(hostileSeen, fc.constantFrom(...SECURITY_CHOICES), (seen, security) => {
    const commands = commandsOf(guideFor(seen, security));
    readWithBash(commands);
    const verbs = (lines: readonly string[]) =>
      runCommands([NO_GROUP, ...lines]).calls.map((call) => call[1]);
    expect(verbs(commands)).toEqual(verbs(commandsOf(guideFor({ side: { tables: [aTable()] } }, security))));
    readHcl(fileOf(guideFor(seen, security, 'terraform')));
  });
  fc.assert(property, { numRuns: 25 });
});
