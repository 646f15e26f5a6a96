import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { openCompute, PROD } from './compute-world.ts';

const SPECS = process.env['VPCBOT_SPECS'] ?? resolve(import.meta.dirname, '../../../shared/specs');
const STORED = join(SPECS, 'clouds/gcp-compute-v1-network-peering-protos-subset.json');

const message = z.looseObject({
  fields: z.record(z.string(), z.looseObject({ type: z.string(), rule: z.string().optional() })).optional(),
  nested: z
    .record(z.string(), z.looseObject({ values: z.record(z.string(), z.number()).optional() }))
    .optional(),
});
const document = z.looseObject({ nested: z.record(z.string(), message) });
type Messages = z.output<typeof document>['nested'];

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A field of the type `string` whose values are those of an enum says so by its name alone. */
const enumOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;

const JSON_TYPES: Readonly<Record<string, string>> = { bool: 'boolean', int32: 'number', uint32: 'number' };

/** What of an answer the message does not have, or has another type or word for. */
const findOdd = (messages: Messages, type: string, value: unknown, path = type): readonly string[] => {
  const known = messages[type];
  if (known === undefined) {
    const wanted = JSON_TYPES[type] ?? 'string';
    // Messages that the subset leaves out are objects.
    return isObject(value) || typeof value === wanted ? [] : [`${path}: no ${wanted}`];
  }
  if (!isObject(value)) return [`${path}: no object`];
  return Object.entries(value).flatMap(([name, given]) => {
    const at = `${path}.${name}`;
    const field = known.fields?.[name];
    if (field === undefined) return [`${at}: unknown`];
    if (field.rule === 'repeated') {
      return Array.isArray(given)
        ? given.flatMap((item) => findOdd(messages, field.type, item, at))
        : [`${at}: no list`];
    }
    const words = known.nested?.[enumOf(name)]?.values;
    if (words !== undefined && !(String(given) in words)) return [`${at}: no word "${given}"`];
    return findOdd(messages, field.type, given, at);
  });
};

test.skipIf(!existsSync(STORED))(
  'every answer of Compute has only members that the API has (skipped: no specs)',
  async () => {
    const { nested: messages } = document.parse(JSON.parse(readFileSync(STORED, 'utf8')));
    const { api, addPeering, theyPeer, pass } = await openCompute();
    const check = (type: string, { status, body }: { status: number; body: unknown }): void => {
      expect(status).toBe(200);
      expect(findOdd(messages, type, body)).toEqual([]);
    };
    check('Operation', await addPeering({ importCustomRoutes: true, stackType: 'IPV4_ONLY' }));
    check('Network', await api('GET', PROD));
    theyPeer();
    pass();
    check('Network', await api('GET', PROD));
    const query = 'peeringName=to-timescale&region=europe-west1&direction=INCOMING';
    check('ExchangedPeeringRoutesList', await api('GET', `${PROD}/listPeeringRoutes?${query}`));
    const removed = await api('POST', `${PROD}/removePeering`, { name: 'to-timescale' });
    check('Operation', removed);
    pass();
    check('Operation', await api('GET', `/projects/acme-net/global/operations/${removed.body.name}`));
    expect(
      findOdd(messages, 'Network', { name: 1, colour: 'red', peerings: [{ state: 'ODD' }] }),
    ).toHaveLength(3);
  },
);
