import { expect, test } from 'vitest';
import { isChanged, listNewHosts, pairEndpoints } from '../../src/domain/endpoint-change.ts';
import type { Endpoint } from '../../src/domain/service.ts';

const part = (role: Endpoint['role'], host: string, port = 5432, name: string | null = null): Endpoint => ({
  role,
  name,
  host,
  port,
});

test('each part is paired with itself, whatever the order', () => {
  const before = [part('primary', 'p1', 33_000), part('replica', 'r1', 1, 'reporting'), part('pooler', 'q1')];
  const after = [part('pooler', 'q2'), part('replica', 'r2', 2, 'reporting'), part('primary', 'p2')];
  expect(pairEndpoints(before, after)).toEqual([
    { role: 'primary', name: null, old: { host: 'p1', port: 33_000 }, now: { host: 'p2', port: 5432 } },
    { role: 'replica', name: 'reporting', old: { host: 'r1', port: 1 }, now: { host: 'r2', port: 2 } },
    { role: 'pooler', name: null, old: { host: 'q1', port: 5432 }, now: { host: 'q2', port: 5432 } },
  ]);
});

test('what is gone and what is new stands alone, and two of one name keep their order', () => {
  const before = [part('replica', 'a1', 1, 'twin'), part('replica', 'b1', 1, 'twin'), part('pooler', 'q1')];
  const after = [part('replica', 'a2', 1, 'twin'), part('replica', 'b2', 1, 'twin'), part('primary', 'p2')];
  const pairs = pairEndpoints(before, after).map(({ old, now }) => [old?.host ?? null, now?.host ?? null]);
  expect(pairs).toEqual([
    ['a1', 'a2'],
    ['b1', 'b2'],
    ['q1', null],
    [null, 'p2'],
  ]);
});

test.each([
  { old: 'h:1', now: 'h:1', changed: false, hosts: [], because: 'all is as it was' },
  { old: 'h:1', now: 'h:2', changed: true, hosts: [], because: 'only the port is new' },
  { old: 'h:1', now: 'i:1', changed: true, hosts: ['i'], because: 'the host is new' },
  { old: 'h:1', now: null, changed: true, hosts: [], because: 'it is gone' },
  { old: null, now: 'i:1', changed: true, hosts: ['i'], because: 'it was not there before' },
])('from $old to $now: $because', ({ old, now, changed, hosts }) => {
  const at = (text: string | null): readonly Endpoint[] => {
    const [host = '', port = ''] = text?.split(':') ?? [];
    return text === null ? [] : [part('primary', host, Number(port))];
  };
  const changes = pairEndpoints(at(old), at(now));
  expect(changes.map(isChanged)).toEqual([changed]);
  expect(listNewHosts(changes)).toEqual(hosts);
});
