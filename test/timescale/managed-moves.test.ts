import { expect, test } from 'vitest';
import { connectManaged, madeVpc, openManaged, PROJECT, REGIONS } from './managed-world.ts';
import { always, minutes, seconds, serve } from './tiger-world.ts';

const VPC = '6f1f2c3d-0000-4000-a000-000000000001';

test('a service moves into a VPC and out again, tells how far it is, and is reached at other places then', async () => {
  const { project, clock } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.google);
  clock.advance(minutes(2));
  const before = await project.getService('metrics-db');
  const phases = new Set<string>();
  for (const to of [vpc.providerId, null]) {
    expect(await project.moveService('metrics-db', { from: null, to })).toEqual({ kind: 'accepted' });
    for (let turn = 0; turn < 8; turn += 1) {
      const seen = await project.getService('metrics-db');
      expect(seen).toMatchObject({ state: 'changing', rawStatus: 'REBALANCING', vpcProviderId: to });
      if (seen?.progress) phases.add(seen.progress.phase);
      clock.advance(seconds(10));
    }
    const after = await project.getService('metrics-db');
    expect(after).toMatchObject({ state: 'ready', vpcProviderId: to, progress: null });
    expect(after?.endpoints.map(({ role }) => role)).toEqual(before?.endpoints.map(({ role }) => role));
    expect(after?.endpoints).not.toEqual(before?.endpoints);
  }
  expect([...phases]).toEqual(['prepare', 'basebackup', 'stream', 'finalize']);
});

test('a service with a public name beside its VPC is reached through the VPC', async () => {
  const { project, clock, managed } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.google);
  clock.advance(minutes(2));
  await project.moveService('metrics-db', { from: null, to: vpc.providerId });
  clock.advance(minutes(2));
  const before = await project.getService('metrics-db');
  managed.state.services.update(PROJECT, 'metrics-db', { userConfig: { public_access: { pg: true } } });
  expect(await project.getService('metrics-db')).toEqual(before);
});

test('the place is always said: null for the public internet, never left out', async () => {
  const bodies: unknown[] = [];
  const url = await serve(async (request, response) => {
    bodies.push(request.method, JSON.parse(Buffer.concat(await request.toArray()).toString()));
    response.end('{}');
  });
  const project = connectManaged(url);
  expect(await project.moveService('s', { from: null, to: VPC })).toEqual({ kind: 'accepted' });
  expect(await project.moveService('s', { from: VPC, to: null })).toEqual({ kind: 'accepted' });
  expect(bodies).toEqual(['PUT', { project_vpc_id: VPC }, 'PUT', { project_vpc_id: null }]);
});

test.each([
  { status: 404, message: 'Service does not exist', kind: 'gone', because: 'it is not there' },
  { status: 400, message: 'VPC not found', kind: 'gone', because: 'the place is not there' },
  {
    status: 400,
    message: `Project VPC '${VPC}' does not exist`,
    kind: 'gone',
    because: 'the place is not there',
  },
  { status: 409, message: 'Service is being moved already', kind: 'busy', because: 'it passes' },
  { status: 400, message: 'Operation in progress', kind: 'busy', because: 'the words say so' },
  { status: 400, message: 'VPC is in another cloud', kind: 'refused', because: 'waiting does not help' },
])('moving, $status "$message" is $kind, because $because', async ({ status, message, kind }) => {
  const project = connectManaged(await always(status, { message }));
  expect(await project.moveService('s', { from: null, to: VPC })).toEqual({ kind, message });
});
