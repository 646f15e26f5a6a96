import type { IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { admit } from '../../sandbox/demo/guard.ts';

const HOST = 'localhost:4100';
const OWN = 'http://localhost:4100';

test.each([
  [HOST, 'the demo prints it'],
  ['127.0.0.1:4100', 'it is the address that the door listens on'],
  ['[::1]:4100', 'a tunnel may be reached so'],
  ['LOCALHOST:4100', 'names know no case'],
])('whoever asks for %s may read, because %s', (host) => {
  expect(admit({ host }, { port: 4100, changes: false })).toEqual({ kind: 'admitted' });
});

test.each([
  ['evil.example:4100', 'somebody points a name of theirs at this machine'],
  ['localhost', 'that is port 80'],
  ['localhost:4101', 'another program stands there'],
  ['localhost:4100.evil.example', 'the name only begins like ours'],
  ['user@localhost:4100', 'no browser says so'],
  ['localhost.:4100', 'it is a name that a resolver answers for'],
  ['127.0.0.1.nip.io:4100', 'it is a name that a resolver answers for'],
  ['0.0.0.0:4100', 'a page of any site may be let through to it'],
  ['', 'HTTP/1.1 wants a host'],
])('whoever asks for %s reads nothing, because %s', (host) => {
  expect(admit({ host }, { port: 4100, changes: false }).kind).toBe('refused');
});

test('port 80 is not told by browsers', () => {
  expect(admit({ host: 'localhost' }, { port: 80, changes: false })).toEqual({ kind: 'admitted' });
});

test.each<[IncomingHttpHeaders, 'admitted' | 'refused', string]>([
  [{}, 'admitted', 'a program is no page'],
  [{ origin: OWN }, 'admitted', 'it is the page itself'],
  [{ origin: 'http://127.0.0.1:4100' }, 'admitted', 'it is the page under its other name'],
  [{ origin: OWN, 'sec-fetch-site': 'same-origin' }, 'admitted', 'browser and page say the same'],
  [
    { origin: 'null', 'sec-fetch-site': 'same-origin' },
    'admitted',
    'without referrers no origin may be told',
  ],
  [{ origin: 'null' }, 'refused', 'a frame without an origin may hold anything'],
  [{ origin: 'https://evil.example' }, 'refused', 'it is a page of another site'],
  [{ origin: 'https://localhost:4100' }, 'refused', 'the door speaks no TLS'],
  [{ origin: 'http://localhost:3000' }, 'refused', 'it is another program of this machine'],
  [{ origin: 'http://localhost:4100.evil.example' }, 'refused', 'the name only begins like ours'],
  [{ origin: OWN, 'sec-fetch-site': 'cross-site' }, 'refused', 'a browser knows better'],
  [{ 'sec-fetch-site': 'same-site' }, 'refused', 'it is another program of this machine'],
])('a change with %o is %s, because %s', (headers, kind) => {
  expect(admit({ host: HOST, ...headers }, { port: 4100, changes: true }).kind).toBe(kind);
});

test('a page of another site is not kept from following a link to the demo', () => {
  const headers = { host: HOST, 'sec-fetch-site': 'cross-site' } as const;
  expect(admit(headers, { port: 4100, changes: false })).toEqual({ kind: 'admitted' });
});
