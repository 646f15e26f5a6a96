import { expect, test } from 'vitest';
import { AZURE_BEFORE } from '../../src/clouds/azure-before.ts';
import { buildCleanUp, buildGuide } from '../../src/clouds/guide.ts';
import { planAws } from '../../src/domain/aws-plan.ts';
import { type GuideFacts, securityOf, toolsOf } from '../../src/domain/guide.ts';
import { aGroup, aSide } from '../domain/aws-side-example.ts';
import { AZ, AZ_WIDE } from './az-reference.ts';
import { readCommand } from './command-syntax.ts';
import { GCLOUD, GCLOUD_WIDE } from './gcloud-reference.ts';
import { AZURE, FACTS, GOOGLE, runCommands } from './posix-shell.ts';
import { findCallProblems, findTerraformProblems } from './terraform-syntax.ts';

/* gcloud, az and Terraform are not run by any test: what the guides say is held against their documentation instead. */

const customRoutes = [false, true].flatMap((exported) =>
  [false, true].map((imported) => ({ exported, imported })),
);
const GOOGLES = customRoutes.map((flags) => ({ ...GOOGLE, customRoutes: flags, ports: [5432, 5433] }));

/** What the bot saw there: nothing yet, an own group that lacks a rule, and the network interfaces of clients. */
const seen = (security: 'new' | 'existing' | 'leave', groups = [aGroup()]) =>
  planAws({
    peeringId: FACTS.peering.provisionedId,
    vpcCidr: FACTS.vpcCidr,
    proof: { kind: 'proven', accountId: '999999999999' },
    side: aSide({
      groups,
      interfaces: [
        {
          id: 'eni-1',
          instanceId: 'i-1',
          name: 'web "1"',
          description: '',
          subnetId: 'subnet-1',
          groupIds: ['sg-1'],
        },
      ],
    }),
    groupName: `timescale-${FACTS.peering.provisionedId}`,
    ports: [5432],
    choice: { tableIds: null, security, groupId: security === 'existing' ? 'sg-1' : null },
  });
const AMAZONS = [
  FACTS,
  ...(['new', 'existing', 'leave'] as const).map((security) => ({ ...FACTS, seen: seen(security) })),
  { ...FACTS, seen: seen('new', [aGroup({ id: 'sg-7', name: `timescale-${FACTS.peering.provisionedId}` })]) },
];

const guidesOf = (facts: GuideFacts) =>
  toolsOf(facts.kind).flatMap((tool) =>
    securityOf(facts.kind).map((security) => buildGuide(facts, { tool, security })),
  );
/** The commands of each guide, in order. */
const listsOf = (facts: GuideFacts): readonly (readonly string[])[] => [
  ...guidesOf(facts).flatMap((guide) =>
    guide.tool === 'cli' ? [guide.steps.map(({ command }) => command)] : [],
  ),
  buildCleanUp(facts).steps.map(({ command }) => command),
];
/** With an answer to all that they ask for. */
const callsOf = (lines: readonly string[]) =>
  runCommands(lines, 'x\n'.repeat(lines.join('\n').split('read -r').length - 1)).calls;

test('every command of gcloud is documented, with each of its flags and their values', () => {
  const calls = GOOGLES.flatMap(listsOf).flatMap(callsOf);
  const read = calls.map((call) => readCommand(call, GCLOUD, GCLOUD_WIDE));
  expect([...new Set(read.map(({ name }) => name))].sort()).toEqual([
    'compute firewall-rules create',
    'compute firewall-rules delete',
    'compute firewall-rules list',
    'compute networks describe',
    'compute networks peerings create',
    'compute networks peerings delete',
  ]);
  const creates = read.filter(({ name }) => name === 'compute networks peerings create');
  const flags = creates.map(({ options }) =>
    Object.keys(options).filter((name) => name.endsWith('-custom-routes')),
  );
  expect([...new Set(flags.map((each) => each.join(' ')))].sort()).toEqual([
    '',
    'export-custom-routes',
    'export-custom-routes import-custom-routes',
    'import-custom-routes',
  ]);
});

test('every command of az is documented, with each of its parameters and their values', () => {
  const calls = [...listsOf(AZURE), AZURE_BEFORE.map(({ command }) => command)].flatMap(callsOf);
  for (const call of calls) readCommand(call, AZ, AZ_WIDE);
  expect(calls.length).toBeGreaterThan(10);
});

test('every Terraform configuration says only what its providers document, and refers to what is there', () => {
  const told = [...AMAZONS, ...GOOGLES, AZURE].flatMap((facts) =>
    guidesOf(facts).flatMap((guide) => (guide.tool === 'terraform' ? [guide] : [])),
  );
  const texts = [...new Set(told.map(({ file }) => file.text))];
  expect(texts.flatMap(findTerraformProblems)).toEqual([]);
  expect(texts.length).toBeGreaterThan(10);
  const commands = told.flatMap(({ steps }) => steps.map(({ command }) => command));
  const calls = [...new Set(commands.filter((command) => command.startsWith('terraform ')))];
  expect(calls.flatMap(findCallProblems)).toEqual([]);
  expect(calls).toHaveLength(4);
});

const RULE = `resource "google_compute_network_peering" "x" {
  name         = "a"
  network      = "n"
  peer_network = "p"
}
`;

test.each([
  { because: 'an argument is misspelt', text: RULE.replace('peer_network', 'peer_networks') },
  { because: 'a resource is not documented', text: RULE.replace('_peering', '_peer') },
  { because: 'an argument is there twice', text: RULE.replace('network  ', 'name = "b"\n  network  ') },
  { because: 'a value is not declared', text: RULE.replace('"n"', 'local.n') },
  {
    because: 'an attribute is not exported',
    text: `${RULE}output "o" {\n  value = google_compute_network_peering.x.stat\n}\n`,
  },
  { because: 'each is used without for_each', text: RULE.replace('"n"', 'each.value') },
  { because: 'a function is unknown', text: RULE.replace('"n"', 'upcase("n")') },
  { because: 'a block is not documented', text: RULE.replace('\n}\n', '\n  allow {}\n}\n') },
])('the check of configurations finds that $because', ({ text }) => {
  expect(findTerraformProblems(RULE)).toEqual([]);
  expect(findTerraformProblems(text).length).toBeGreaterThan(0);
});

test.each(['terraform aply', 'terraform apply -yes', 'terraform plan out', 'rm x'])(
  'the check of calls finds that "%s" is none',
  (command) => {
    expect(findCallProblems(command)).not.toEqual([]);
  },
);

test.each([
  { because: 'a flag is misspelt', call: ['--network', 'n', '--peer-network', 'p', '--export-custom-route'] },
  { because: 'a flag is missing', call: ['--network', 'n'] },
  { because: 'a flag has no value', call: ['--network', '--peer-network', 'p'] },
  { because: 'a flag stands there twice', call: ['--network', 'n', '--network', 'n', '--peer-network', 'p'] },
  {
    because: 'a value is none of its own',
    call: ['--network', 'n', '--peer-network', 'p', '--stack-type', 'IPV5'],
  },
])('the check of commands finds that $because', ({ call }) => {
  const whole = ['compute', 'networks', 'peerings', 'create', 'x', ...call];
  expect(() => readCommand(whole, GCLOUD, GCLOUD_WIDE)).toThrow();
});
