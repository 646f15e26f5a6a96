import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { always, connect, createdVpc, EU, openWorld, PEER, SECRET, seconds, vpcRef } from './tiger-world.ts';

/** What the promise rejects with; a promise that resolves is a failed test. */
const failure = async (promise: Promise<unknown>): Promise<VpcbotError> => {
  const error = await promise.then(
    () => new Error('it came true'),
    (reason: unknown) => reason,
  );
  if (error instanceof VpcbotError) return error;
  throw error;
};

test('a creation whose answer was lost is an unknown outcome, sent once, and is there on the next look', async () => {
  const world = await openWorld();
  world.faults.add({ target: 'tiger', match: 'POST ', kind: 'lose-answer', times: 1 });
  const error = await failure(world.project.createVpc(EU));
  expect(error).toMatchObject({ code: 'TIMESCALE_UNREACHABLE', outcome: 'unknown' });
  expect(world.tiger.state.counts()).toEqual({ createVPC: 1 });
  expect(await world.project.listVpcs()).toMatchObject([{ name: EU.name }]);
});

test.each([
  { kind: 'drop', because: 'the connection closed before an answer' },
  { kind: 'status', because: 'the server failed' },
] as const)('a look is tried once more, because $because', async ({ kind }) => {
  const world = await openWorld();
  world.faults.add({ target: 'tiger', match: 'GET ', kind, status: 502, times: 1 });
  expect(await world.project.listVpcs()).toEqual([]);
});

test('a deletion whose answer was lost is tried once more and finds it under way', async () => {
  const world = await openWorld();
  const vpcId = await createdVpc(world);
  world.clock.advance(seconds(40));
  world.faults.add({ target: 'tiger', match: 'DELETE ', kind: 'lose-answer', times: 1 });
  expect(await world.project.deleteVpc(vpcId)).toMatchObject({ kind: 'busy' });
});

test.each([
  { status: 500, code: 'TIMESCALE_UNAVAILABLE', outcome: 'unknown', because: 'it may have been done' },
  { status: 503, code: 'TIMESCALE_UNAVAILABLE', outcome: 'unknown', because: 'it may have been done' },
  { status: 408, code: 'TIMESCALE_UNAVAILABLE', outcome: 'unknown', because: 'the server gave up waiting' },
  { status: 401, code: 'TIMESCALE_UNAUTHORIZED', outcome: 'not-done', because: 'the key is wrong' },
  { status: 403, code: 'TIMESCALE_UNAUTHORIZED', outcome: 'not-done', because: 'the key opens another' },
  { status: 429, code: 'TIMESCALE_RATE_LIMITED', outcome: 'not-done', because: 'a pause was asked for' },
  { status: 302, code: 'TIMESCALE_UNREADABLE', outcome: 'unknown', because: 'a redirect is not followed' },
])('every call answers $status with $code, because $because', async ({ status, code, outcome }) => {
  const url = await always(status, { message: 'no' }, { location: 'http://127.0.0.1:1/' });
  const calls = [
    () => connect(url, Date.now).findKeyOwner(),
    () => connect(url, Date.now).listVpcs(),
    () => connect(url, Date.now).getVpc('1'),
    () => connect(url, Date.now).createVpc(EU),
    () => connect(url, Date.now).deleteVpc('1'),
    () => connect(url, Date.now).listPeerings(vpcRef('1')),
    () => connect(url, Date.now).createPeering(vpcRef('1'), PEER),
    () => connect(url, Date.now).deletePeering(vpcRef('1'), { providerId: '2', peer: PEER }),
    () => connect(url, Date.now).renameVpc('1', 'other'),
    () => connect(url, Date.now).listServices(),
    () => connect(url, Date.now).getService('x'),
    () => connect(url, Date.now).moveService('x', { from: null, to: '1' }),
  ];
  for (const call of calls) {
    expect(await failure(call())).toMatchObject({ code, outcome, status, said: 'no' });
  }
});

test('a key of another project is refused with the reason', async () => {
  const { tiger, clock } = await openWorld();
  const project = connect(tiger.apiUrl, clock.now, { projectId: 'rp2analytic' });
  const error = await failure(project.listVpcs());
  expect(error).toMatchObject({ code: 'TIMESCALE_UNAUTHORIZED', status: 403 });
  expect(error.said).toContain('missing project permission');
});

test.each([
  { body: '<html>', because: 'it is no JSON' },
  { body: '', because: 'it is empty' },
  { body: '{"vpcs":[]}', because: 'it is no list' },
  { body: '[{"id":7}]', because: 'a field is missing' },
])('a 200 with "$body" is unreadable, because $because', async ({ body }) => {
  const project = connect(await always(200, body), Date.now);
  expect(await failure(project.listVpcs())).toMatchObject({ code: 'TIMESCALE_UNREADABLE', retryable: true });
  expect(await failure(project.createVpc(EU))).toMatchObject({
    code: 'TIMESCALE_UNREADABLE',
    outcome: 'unknown',
  });
});

test('a creation that meets another change is to be asked for again, not given up', async () => {
  const answer = { message: 'VPC is already being updated' };
  const project = connect(await always(409, answer), Date.now);
  const busy = { code: 'TIMESCALE_BUSY', retryable: true, outcome: 'not-done' };
  expect(await failure(project.createVpc(EU))).toMatchObject(busy);
  expect(await failure(project.createPeering(vpcRef('1'), PEER))).toMatchObject(busy);
});

test('a look at what refuses to be looked at is an error with the words', async () => {
  const project = connect(await always(400, { code: 'X', message: 'not today' }), Date.now);
  expect(await failure(project.listVpcs())).toMatchObject({ code: 'TIMESCALE_REFUSED', said: 'not today' });
});

test('an answer that takes too long counts as none', async () => {
  const world = await openWorld();
  world.faults.add({ target: 'tiger', match: '', kind: 'slow', ms: 400, times: 1 });
  const project = connect(world.tiger.apiUrl, world.clock.now, { timeout: 40 });
  const error = await failure(project.createVpc(EU));
  expect(error).toMatchObject({ code: 'TIMESCALE_UNREACHABLE', said: 'no answer within 40 ms' });
});

test('a server that is not there is unreachable, by name of the trouble', async () => {
  const project = connect('http://127.0.0.1:1', Date.now);
  const error = await failure(project.listVpcs());
  expect(error.code).toBe('TIMESCALE_UNREACHABLE');
  expect(error.message).toContain('listing vpcs of project "rp1pz7uyae"');
});

test('neither the secret key nor the header stands in any error, even where the server repeats them', async () => {
  const token = Buffer.from(`tspub-payments:${SECRET}`).toString('base64');
  const message = `bad key ${SECRET} (Basic ${token})`;
  const errors: unknown[] = [];
  for (const status of [400, 401, 429, 500]) {
    const project = connect(await always(status, { message }), Date.now);
    errors.push(await failure(project.listVpcs()), await project.createVpc(EU).catch((e: unknown) => e));
  }
  errors.push(await failure(connect('http://127.0.0.1:1', Date.now).listVpcs()));
  errors.push(await failure(connect(await always(200, `"${SECRET}"`), Date.now).listVpcs()));
  const shown = inspect(errors, { depth: 10, showHidden: true });
  expect(shown).not.toContain(SECRET);
  expect(shown).not.toContain(token);
  expect(shown).toContain('bad key [secret]');
  expect(inspect(connect('http://127.0.0.1:1', Date.now), { depth: 10, showHidden: true })).not.toContain(
    SECRET,
  );
});
