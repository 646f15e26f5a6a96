import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guideGoogleCleanUp } from '../../src/clouds/google-clean-up.ts';
import { guideWithGcloud } from '../../src/clouds/google-cli.ts';
import { namePeering } from '../../src/clouds/google-commands.ts';
import { guideWithGoogleConsole } from '../../src/clouds/google-console.ts';
import type { GoogleGuideFacts } from '../../src/domain/guide.ts';
import { readCommand } from './command-syntax.ts';
import { GCLOUD, GCLOUD_WIDE } from './gcloud-reference.ts';
import { GOOGLE, hostile, hostileGoogle, readWithBash, runCommands } from './posix-shell.ts';

const linesOf = (facts: GoogleGuideFacts): readonly string[] =>
  guideWithGcloud(facts, 'new').map(({ command }) => command);

const read = (lines: readonly string[], typed = '') =>
  runCommands(lines, typed).calls.map((call) => readCommand(call, GCLOUD, GCLOUD_WIDE));

test('the commands of gcloud, in order, with what they show when all is well', () => {
  const told = guideWithGcloud(GOOGLE, 'new').map(({ act, command, prints, compare }) =>
    [
      `${act}:`,
      command,
      ...prints.map((word) => `-> ${word}`),
      ...compare.map(({ label, value }) => `-> ${label}: ${value}`),
    ].join('\n'),
  );
  expect(told.join('\n\n')).toMatchInlineSnapshot(`
    "network:
    gcloud compute networks describe default --project acme-net --format 'value(name)'
    -> default

    create:
    gcloud compute networks peerings create timescale-project-vpc-1 --project acme-net --network default --peer-project ts-prod-7 --peer-network project-vpc-1

    egress:
    gcloud compute firewall-rules list --project acme-net --filter 'direction=EGRESS AND network=default' --sort-by priority --format 'json(name,priority,disabled,denied,allowed,destinationRanges)'

    rule:
    printf '%s' 'A number below the priority of the rule that denies it: ' && read -r priority && gcloud compute firewall-rules create timescale-project-vpc-1 --project acme-net --network default --direction EGRESS --action ALLOW --rules tcp:5432 --destination-ranges 10.0.0.0/24 --format 'value(name)' --priority "$priority"
    -> timescale-project-vpc-1

    check-peering:
    gcloud compute networks describe default --project acme-net --flatten 'peerings[]' --format 'json(peerings.name,peerings.network,peerings.state,peerings.stateDetails)'
    -> name: timescale-project-vpc-1
    -> network: https://www.googleapis.com/compute/v1/projects/ts-prod-7/global/networks/project-vpc-1
    -> state: ACTIVE"
  `);
});

test('who leaves the firewall as it is makes no rule, and looks as well', () => {
  expect(guideWithGcloud(GOOGLE, 'leave').map(({ act }) => act)).toEqual([
    'network',
    'create',
    'egress',
    'check-peering',
  ]);
});

test('every command is one that gcloud documents, for the peer’s project, on one line', () => {
  const lines = linesOf(GOOGLE);
  const calls = read(lines, '900\n');
  expect(calls.map(({ options }) => options['project'])).toEqual(calls.map(() => 'acme-net'));
  expect(lines.filter((line) => line.includes('\n'))).toEqual([]);
  readWithBash(lines);
});

test('the peering leads from the peer’s network to exactly Timescale’s', () => {
  const create = read(linesOf(GOOGLE), '900\n').find(({ name }) => name.endsWith('peerings create'));
  expect(create?.options).toMatchObject({
    network: 'default',
    'peer-project': 'ts-prod-7',
    'peer-network': 'project-vpc-1',
  });
});

test('the rule lets TCP 5432 out to the VPC and nothing else, before the rule that denies it', () => {
  const rule = read(linesOf(GOOGLE), '900\n').find(({ name }) => name.endsWith('firewall-rules create'));
  expect(rule?.options).toMatchObject({
    network: 'default',
    direction: 'EGRESS',
    action: 'ALLOW',
    rules: 'tcp:5432',
    'destination-ranges': '10.0.0.0/24',
    priority: '900',
  });
});

test('steps that look change nothing', () => {
  const looks = guideWithGcloud(GOOGLE, 'new').filter(({ does }) => does === 'look');
  const names = read(looks.map(({ command }) => command)).map(({ name }) => name);
  expect(names.filter((name) => !/(describe|list)$/.test(name))).toEqual([]);
});

test.each([
  { end: 'project-vpc-1', name: 'timescale-project-vpc-1', because: 'it is fit as it is' },
  { end: 'Net_A.b', name: 'timescale-net-a-b', because: 'a name has lower-case letters, digits and hyphens' },
  {
    end: `${'x'.repeat(52)}-y`,
    name: `timescale-${'x'.repeat(52)}`,
    because: 'it ends in no hyphen when cut',
  },
])('a peering to $end is called $name: $because', ({ end, name }) => {
  expect(namePeering({ end: { kind: 'google', projectId: 'p', network: end } })).toBe(name);
});

test('a name is one that Google Cloud takes, whatever the network is called', () => {
  fc.assert(
    fc.property(hostile, (network) => {
      const name = namePeering({ end: { kind: 'google', projectId: 'p', network } });
      expect(name).toMatch(/^[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?$/);
    }),
  );
});

test('the clean-up deletes the peering to Timescale’s network, whatever it is called, and no other', () => {
  const lines = guideGoogleCleanUp(GOOGLE).steps.map(({ command }) => command);
  const calls = read(lines);
  expect(
    calls.filter(({ name }) => name.endsWith('delete')).map(({ name, words }) => [name, ...words]),
  ).toEqual([
    ['compute networks peerings delete', 'ours'],
    ['compute firewall-rules delete', 'made'],
  ]);
  expect(calls.map(({ options }) => options['project'])).toEqual(calls.map(() => 'acme-net'));
  readWithBash(lines);
});

test('no text breaks out of a command', () => {
  fc.assert(
    fc.property(hostileGoogle, (facts) => {
      const { network, projectId } = facts.peering.peer;
      const { calls } = runCommands(linesOf(facts), '900\n');
      expect(calls).toHaveLength(5);
      const create = calls.find((call) => call.includes('peerings')) ?? [];
      for (const word of [projectId, network, facts.end.projectId, facts.end.network]) {
        expect(create.some((one) => one === word || one.endsWith(`=${word}`))).toBe(true);
      }
      expect(
        runCommands(guideGoogleCleanUp(facts).steps.map(({ command }) => command)).calls.length,
      ).toBeLessThan(8);
    }),
    { numRuns: 25 },
  );
});

test('every page of the console is one of the peer’s project, whatever that is called', () => {
  fc.assert(
    fc.property(hostileGoogle, (facts) => {
      for (const { url } of guideWithGoogleConsole(facts, 'new')) {
        const { origin, searchParams } = new URL(url);
        expect(origin).toBe('https://console.cloud.google.com');
        expect([...searchParams]).toEqual([['project', facts.peering.peer.projectId]]);
      }
    }),
    { numRuns: 50 },
  );
});
