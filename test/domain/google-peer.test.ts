import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseGooglePeer } from '../../src/domain/google-peer.ts';
import { listNames } from '../../src/domain/peer-network.ts';

const PEER = { kind: 'google', projectId: 'acme-net', network: 'default' } as const;
const SELF = 'https://www.googleapis.com/compute/v1/projects/acme-net/global/networks/default';

test.each([
  { projectId: 'acme-net', network: 'default', because: 'it is canonical' },
  { projectId: ' ACME-net\n', network: ' Default ', because: 'case and whitespace are forgiven' },
  { projectId: '', network: SELF, because: 'a self link names both' },
  { projectId: '', network: `${SELF}?alt=json`, because: 'what follows a link is no part of the name' },
  { projectId: 'ACME-NET', network: SELF, because: 'link and field agree' },
  {
    projectId: '',
    network: 'projects/acme-net/global/networks/default',
    because: 'this is how gcloud prints it',
  },
  {
    projectId: '',
    network:
      'https://console.cloud.google.com/networking/networks/details/default?pageTab=SUBNETS&project=acme-net',
    because: 'the console’s page names both',
  },
])('a network is read from “$projectId” and “$network”, because $because', ({ projectId, network }) => {
  expect(parseGooglePeer({ projectId, network })).toEqual({ kind: 'peer', peer: PEER });
});

test('a project of a domain is read whole', () => {
  expect(parseGooglePeer({ projectId: 'example.com:acme-net', network: 'a' })).toMatchObject({
    peer: { projectId: 'example.com:acme-net', network: 'a' },
  });
});

test.each([
  { projectId: '', says: { kind: 'empty' }, because: 'nothing was typed' },
  { projectId: '123456789012', says: { kind: 'project-number' }, because: 'digits are the number' },
  { projectId: 'Acme Net', says: { kind: 'not-a-project-id' }, because: 'that is a project’s name' },
  { projectId: 'acme', says: { kind: 'not-a-project-id' }, because: 'it is too short' },
  { projectId: 'acme-', says: { kind: 'not-a-project-id' }, because: 'it ends with a hyphen' },
  { projectId: 'a'.repeat(10_000), says: { kind: 'not-a-project-id' }, because: 'it is far too long' },
])('the project “$projectId” is refused, because $because', ({ projectId, says }) => {
  const result = parseGooglePeer({ projectId, network: 'default' });
  expect(result).toMatchObject({ kind: 'problems', problems: { projectId: says } });
  expect(Object.keys(result.kind === 'problems' ? result.problems : {})).toEqual(['projectId']);
});

test.each([
  { network: '', says: { kind: 'empty' }, because: 'nothing was typed' },
  { network: '9net', says: { kind: 'not-a-network' }, because: 'it begins with a digit' },
  { network: 'my_net', says: { kind: 'not-a-network' }, because: 'it has an underscore' },
  { network: `a${'b'.repeat(63)}`, says: { kind: 'not-a-network' }, because: 'it has 64 characters' },
  {
    network: 'projects/acme-net/regions/europe-west1/subnetworks/default',
    says: { kind: 'not-a-network' },
    because: 'a subnet is only a part',
  },
])('the network “$network” is refused, because $because', ({ network, says }) => {
  const result = parseGooglePeer({ projectId: 'acme-net', network });
  expect(result).toMatchObject({ kind: 'problems', problems: { network: says } });
});

test('a link to a network of another project than the one typed is answered, never guessed at', () => {
  expect(parseGooglePeer({ projectId: 'other-net', network: SELF })).toEqual({
    kind: 'problems',
    problems: { projectId: { kind: 'contradicts', text: 'other-net', link: 'acme-net' } },
  });
});

test('any text is answered, and what is read is read again from each of its names', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.string({ unit: fc.constantFrom(...'ab1-/:.'), maxLength: 70 }),
    fc.constantFrom('default', SELF, 'acme-net'),
  );
  const property = fc.property(text, text, (projectId, network) => {
    const result = parseGooglePeer({ projectId, network });
    if (result.kind === 'problems') {
      expect(Object.keys(result.problems)).not.toEqual([]);
      return;
    }
    const { peer } = result;
    expect(parseGooglePeer(peer)).toEqual(result);
    expect(parseGooglePeer({ projectId: '', network: listNames(peer).at(-1) ?? '' })).toEqual(result);
  });
  fc.assert(property);
});
