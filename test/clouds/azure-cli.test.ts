import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AZURE_BEFORE } from '../../src/clouds/azure-before.ts';
import { guideAzureCleanUp } from '../../src/clouds/azure-clean-up.ts';
import { guideWithAz } from '../../src/clouds/azure-cli.ts';
import { nameVnetPeering } from '../../src/clouds/azure-commands.ts';
import { AZ, AZ_WIDE } from './az-reference.ts';
import { readCommand } from './command-syntax.ts';
import { AZURE, hostile, hostileAzure, readWithBash, runCommands } from './posix-shell.ts';

const read = (lines: readonly string[], typed = '') =>
  runCommands(lines, typed).calls.map((call) => readCommand(call, AZ, AZ_WIDE));

const LINES = guideWithAz(AZURE).map(({ command }) => command);

test('the commands of the Azure CLI, in order, with what they show when all is well', () => {
  const told = guideWithAz(AZURE).map(({ act, command, prints, compare }) =>
    [
      `${act}:`,
      command,
      ...prints.map((word) => `-> ${word}`),
      ...compare.map(({ label, value }) => `-> ${label}: ${value}`),
    ].join('\n'),
  );
  expect(told.join('\n\n')).toMatchInlineSnapshot(`
    "sign-out:
    az account clear

    sign-in:
    printf '%s' 'Password of the application: ' && { stty -echo 2>/dev/null; read -r secret; stty echo 2>/dev/null; printf '\\n'; } && az login --service-principal --username 30000000-0000-4000-8000-000000000003 --tenant 20000000-0000-4000-8000-000000000002 --query '[0].tenantId' --output tsv --password="$secret" && az login --service-principal --username 30000000-0000-4000-8000-000000000003 --tenant 90000000-0000-4000-8000-000000000009 --query '[0].tenantId' --output tsv --password="$secret"
    -> first line: 20000000-0000-4000-8000-000000000002
    -> second line: 90000000-0000-4000-8000-000000000009

    create:
    az network vnet peering create --subscription 10000000-0000-4000-8000-000000000001 --resource-group network-rg --vnet-name app-vnet --name timescale-ts-vnet-1 --remote-vnet /subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1 --allow-vnet-access --query peeringState --output tsv
    -> Connected

    check-peering:
    az network vnet peering show --subscription 10000000-0000-4000-8000-000000000001 --resource-group network-rg --vnet-name app-vnet --name timescale-ts-vnet-1 --query '{state:peeringState,access:allowVirtualNetworkAccess,remote:remoteVirtualNetwork.id}' --output json
    -> state: Connected
    -> access: true
    -> remote: /subscriptions/80000000-0000-4000-8000-000000000008/resourceGroups/ts-rg/providers/Microsoft.Network/virtualNetworks/ts-vnet-1"
  `);
});

test('every command is one that the Azure CLI documents, on one line', () => {
  expect(read(LINES, 'S3cret\n').map(({ name }) => name)).toEqual([
    'account clear',
    'login',
    'login',
    'network vnet peering create',
    'network vnet peering show',
  ]);
  expect(LINES.filter((line) => line.includes('\n'))).toEqual([]);
  readWithBash(LINES);
});

test('the application signs in to both tenants with a password that is no word of the command', () => {
  const logins = read(LINES, '-x y$z\n').filter(({ name }) => name === 'login');
  const { peer } = AZURE.peering;
  expect(logins.map(({ options }) => options['tenant'])).toEqual([peer.tenantId, AZURE.end.tenantId]);
  for (const { options } of logins) {
    expect(options).toMatchObject({ username: peer.appId, password: '-x y$z', 'service-principal': '' });
  }
});

test('the peering leads to exactly Timescale’s network, and lets traffic pass', () => {
  const create = read(LINES, 'x\n').find(({ name }) => name.endsWith('create'));
  expect(create?.options).toMatchObject({
    subscription: '10000000-0000-4000-8000-000000000001',
    'resource-group': 'network-rg',
    'vnet-name': 'app-vnet',
    name: 'timescale-ts-vnet-1',
    'remote-vnet': AZURE.end.networkId,
    'allow-vnet-access': '',
  });
});

test('a name is one that Azure takes, whatever the network is called', () => {
  fc.assert(
    fc.property(hostile, (network) => {
      const name = nameVnetPeering({ end: { kind: 'azure', tenantId: 't', networkId: `/a/${network}` } });
      expect(name).toMatch(/^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,78}[A-Za-z0-9_])?$/);
    }),
  );
});

test('what comes before gives each application its own role on the network, and nothing more', () => {
  const calls = read(
    AZURE_BEFORE.map(({ command }) => command),
    'sub-1\nnetwork-rg\napp-vnet\ntimescale-app\n',
  );
  expect(calls.map(({ name }) => name)).toEqual([
    'network vnet show',
    'account show',
    'ad app create',
    'ad sp create',
    'ad app credential reset',
    'role assignment create',
    'ad sp create',
    'role definition create',
    'role assignment create',
  ]);
  expect(calls[0]?.options).toMatchObject({
    subscription: 'sub-1',
    'resource-group': 'network-rg',
    name: 'app-vnet',
  });
  const roles = calls.filter(({ name }) => name === 'role assignment create');
  expect(
    roles.map(({ options }) => [options['role'], options['assignee-object-id'], options['scope']]),
  ).toEqual([
    ['Network Contributor', 'principal-1', '/subscriptions/sub-1/vnet-1'],
    ['role-1', 'theirs-1', '/subscriptions/sub-1/vnet-1'],
  ]);
  const definition = calls.find(({ name }) => name === 'role definition create')?.options['role-definition'];
  expect(JSON.parse(definition ?? '')).toEqual({
    Name: 'timescale-peering',
    Description: 'May peer with networks in scope',
    Actions: ['Microsoft.Network/virtualNetworks/peer/action'],
    AssignableScopes: ['/subscriptions/sub-1'],
  });
  readWithBash(AZURE_BEFORE.map(({ command }) => command));
});

test('the clean-up deletes the peering to Timescale’s network, whatever it is called', () => {
  const lines = guideAzureCleanUp(AZURE).steps.map(({ command }) => command);
  const calls = read(lines);
  expect(calls.at(-1)).toMatchObject({ name: 'network vnet peering delete', options: { name: 'ours' } });
  expect(calls.at(-2)?.options['query']).toBe(
    `[?remoteVirtualNetwork.id==\`"${AZURE.end.networkId}"\`].name`,
  );
  readWithBash(lines);
});

test('no text breaks out of a command', () => {
  fc.assert(
    fc.property(hostileAzure, (facts) => {
      const lines = guideWithAz(facts).map(({ command }) => command);
      const { calls } = runCommands(lines, 'x\n');
      expect(calls).toHaveLength(5);
      const { vnet, resourceGroup } = facts.peering.peer;
      for (const word of [vnet, resourceGroup, facts.end.networkId]) {
        expect(calls[3]?.some((one) => one === word || one.endsWith(`=${word}`))).toBe(true);
      }
      expect(runCommands(guideAzureCleanUp(facts).steps.map(({ command }) => command)).calls).toHaveLength(3);
    }),
    { numRuns: 25 },
  );
});
