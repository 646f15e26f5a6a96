import { z } from 'zod';
import { ok } from '../provider-api.ts';
import { Refusal } from '../refusal.ts';
import { type Entry, readBody } from '../routes.ts';
import { ownerOf } from './access-keys.ts';
import type { Aws } from './clouds.ts';
import { runAction } from './ec2.ts';
import type { QueryTree } from './query.ts';
import { isRegion } from './region-list.ts';

const parameters = z.record(z.string(), z.json());
type Json = z.output<typeof parameters>[string];

/** A list is `Name.1`, `Name.2`, as the query protocol writes it. */
const toTree = (value: Json): string | QueryTree => {
  if (value === null || typeof value !== 'object') return String(value);
  const entries = Array.isArray(value)
    ? value.map((item, index) => [String(index + 1), item] as const)
    : Object.entries(value);
  return Object.fromEntries(entries.map(([name, item]) => [name, toTree(item)]));
};

/** What the owner of an account does in AWS's console: any action of EC2, refused as EC2 refuses it. */
export const ownerEntry = (aws: Aws): Entry => ({
  method: 'POST',
  path: '/accounts/:account/regions/:region/:action',
  run: ({ request, parts }) => {
    const [account, region, action] = [parts('account'), parts('region'), parts('action')];
    if (!aws.networks.isAccount(account)) throw new Refusal(404, 'NOT_FOUND', `no account ${account}`);
    if (!isRegion(region)) throw new Refusal(404, 'NOT_FOUND', `no region ${region}`);
    const given = readBody(parameters, request);
    const tree = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, toTree(value)]));
    return ok(runAction(aws, aws.now(), { action, parameters: tree, caller: ownerOf(account), region }));
  },
});
