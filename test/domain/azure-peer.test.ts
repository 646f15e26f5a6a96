import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAzurePeer, type TypedAzurePeer } from '../../src/domain/azure-peer.ts';
import { listNames } from '../../src/domain/peer-network.ts';

const PEER = {
  kind: 'azure',
  subscriptionId: '8fd1c2ab-0000-4000-8000-123456789abc',
  resourceGroup: 'network-rg',
  vnet: 'app-vnet',
  tenantId: '55f300d4-fc50-4c5e-9222-e90a6e2187fb',
  appId: '03a6ab1c-1111-4111-8111-0123456789ab',
} as const;
const ID = `/subscriptions/${PEER.subscriptionId}/resourceGroups/Network-RG/providers/Microsoft.Network/virtualNetworks/App-VNet`;

const parse = (change: Partial<TypedAzurePeer>) => parseAzurePeer({ ...PEER, ...change });

test.each([
  { change: {}, because: 'it is canonical' },
  {
    change: { subscriptionId: ` ${PEER.subscriptionId.toUpperCase()}\n`, vnet: 'App-VNet' },
    because: 'Timescale takes lower case only, and people need not know',
  },
  { change: { subscriptionId: '', resourceGroup: ' ', vnet: ID }, because: 'the resource id names three' },
  { change: { vnet: ID }, because: 'resource id and fields agree' },
])('a network is read from $change, because $because', ({ change }) => {
  expect(parse(change)).toEqual({ kind: 'peer', peer: PEER });
});

test.each([
  { field: 'subscriptionId', text: '', says: 'empty', because: 'nothing was typed' },
  { field: 'subscriptionId', text: 'Production', says: 'not-a-uuid', because: 'that is its name' },
  { field: 'tenantId', text: 'acme.onmicrosoft.com', says: 'not-a-uuid', because: 'a domain is no id' },
  { field: 'appId', text: `{${PEER.appId}}`, says: 'not-a-uuid', because: 'braces are no part of it' },
  { field: 'resourceGroup', text: 'a/b', says: 'not-a-resource-group', because: 'it has a slash' },
  { field: 'resourceGroup', text: 'ends.', says: 'not-a-resource-group', because: 'it ends with a dot' },
  { field: 'resourceGroup', text: 'a'.repeat(91), says: 'not-a-resource-group', because: 'it is too long' },
  { field: 'vnet', text: 'x', says: 'not-a-vnet', because: 'one has two characters at least' },
  { field: 'vnet', text: `${ID}/subnets/default`, says: 'not-a-vnet', because: 'a subnet is only a part' },
  { field: 'vnet', text: 'v'.repeat(10_000), says: 'not-a-vnet', because: 'it is far too long' },
] as const)('$field “$text” is refused alone, because $because', ({ field, text, says }) => {
  expect(parse({ [field]: text })).toMatchObject({
    kind: 'problems',
    problems: { [field]: { kind: says } },
  });
  const result = parse({ [field]: text });
  expect(Object.keys(result.kind === 'problems' ? result.problems : {})).toEqual([field]);
});

test('a resource id of another place than the fields say is answered, never guessed at', () => {
  const other = '00000000-0000-4000-8000-000000000000';
  expect(parse({ vnet: ID, subscriptionId: other, resourceGroup: 'apps' })).toEqual({
    kind: 'problems',
    problems: {
      subscriptionId: { kind: 'contradicts', text: other, link: PEER.subscriptionId },
      resourceGroup: { kind: 'contradicts', text: 'apps', link: 'network-rg' },
    },
  });
});

test('names of resource groups in other alphabets are read', () => {
  expect(parse({ resourceGroup: 'Netz_(Köln)' })).toMatchObject({ peer: { resourceGroup: 'netz_(köln)' } });
});

test('any text is answered, and what is read is read again from its resource id', () => {
  const { kind: _, ...fields } = PEER;
  const text = (good: string) =>
    fc.oneof(
      { weight: 3, arbitrary: fc.constant(good) },
      fc.constantFrom(ID, '', good.toUpperCase()),
      fc.string({ unit: 'binary', maxLength: 700 }),
    );
  const typed = fc.record({
    subscriptionId: text(fields.subscriptionId),
    resourceGroup: text(fields.resourceGroup),
    vnet: text(fields.vnet),
    tenantId: text(fields.tenantId),
    appId: text(fields.appId),
  });
  const property = fc.property(typed, (one) => {
    const result = parseAzurePeer(one);
    if (result.kind === 'problems') {
      expect(Object.keys(result.problems)).not.toEqual([]);
      return;
    }
    const { peer } = result;
    expect(parseAzurePeer(peer)).toEqual(result);
    const id = listNames(peer).at(-1) ?? '';
    expect(parseAzurePeer({ ...peer, subscriptionId: '', resourceGroup: '', vnet: id })).toEqual(result);
  });
  fc.assert(property);
});
