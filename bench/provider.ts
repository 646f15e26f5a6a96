import { createServer } from 'node:http';
import { nameOf, peeringAt, rangeAt } from './many-rows.ts';

/**
 * A Tiger Cloud that says of every VPC of `bench/many-rows.ts` that its peering still waits, and
 * that costs as little as can be: a process of its own. Arguments: rows, projects.
 */
const [rows = 0, projects = 1] = process.argv.slice(2).map(Number);

const listVpcs = (project: number): readonly object[] =>
  Array.from({ length: Math.ceil((rows - project) / projects) }, (_, at) => {
    const n = at * projects + project + 1;
    const { providerId, vpc } = nameOf(n);
    return { id: providerId, name: vpc, cidr: rangeAt(n, projects), region_code: 'us-east-1' };
  });

const ownerOf = (authorization: string): string =>
  Buffer.from(authorization.replace('Basic ', ''), 'base64').toString().split(':')[0] ?? '';

const answer = (path: string, authorization: string): unknown => {
  if (path.endsWith('/auth/info')) {
    const id = ownerOf(authorization);
    return { api_key: { project: { id, name: id, plan_type: 'SCALE' } } };
  }
  const [, project = '', noun, vpc, kind] =
    /\/projects\/([^/]+)\/(\w+)(?:\/v(\d+))?(?:\/(\w+))?/.exec(path) ?? [];
  if (noun === 'vpcs' && kind === 'peerings') return [peeringAt(Number(vpc))];
  return noun === 'vpcs' ? listVpcs(Number(/\d+$/.exec(project)?.[0] ?? 0)) : [];
};

const server = createServer(({ url = '', headers }, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(answer(url, headers.authorization ?? '')));
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.stdout.write(`the provider is at http://127.0.0.1:${port}\n`);
});
process.once('SIGTERM', () => process.exit(0));
