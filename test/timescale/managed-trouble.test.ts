import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import type { TimescaleProject } from '../../src/timescale/api.ts';
import {
  connectManaged,
  madeVpc,
  openManaged,
  PEERS,
  PROJECT,
  REGIONS,
  refOf,
  TOKEN,
  WANTED,
} from './managed-world.ts';
import { always, minutes, serve } from './tiger-world.ts';

const VPC = '6f1f2c3d-0000-4000-a000-000000000001';

/** What the promise rejects with; a promise that resolves is a failed test. */
const failure = async (promise: Promise<unknown>): Promise<VpcbotError> => {
  const error = await promise.then(
    () => new Error('it came true'),
    (reason: unknown) => reason,
  );
  if (error instanceof VpcbotError) return error;
  throw error;
};

/** Calls whose answers are read. */
const readsOf = (project: TimescaleProject): readonly (() => Promise<unknown>)[] => [
  () => project.findKeyOwner(),
  () => project.listRegions(),
  () => project.listVpcs(),
  () => project.getVpc(VPC),
  () => project.createVpc(WANTED),
  () => project.listPeerings(refOf(VPC)),
  () => project.createPeering(refOf(VPC), PEERS.aws),
  () => project.listServices(),
  () => project.getService('s'),
  () => project.getCertificate(),
];

/** Calls of whose answers the status is enough. */
const asksOf = (project: TimescaleProject): readonly (() => Promise<unknown>)[] => [
  () => project.deleteVpc(VPC),
  () => project.deletePeering(refOf(VPC), { providerId: 'x', peer: PEERS.aws }),
  () => project.moveService('s', { from: null, to: VPC }),
];

/** Every call that can fail; a refresh is a favour, and VPCs have no names. */
const callsOf = (project: TimescaleProject): readonly (() => Promise<unknown>)[] => [
  ...readsOf(project),
  ...asksOf(project),
];

test.each([
  { status: 500, code: 'TIMESCALE_UNAVAILABLE', outcome: 'unknown', because: 'it may have been done' },
  { status: 408, code: 'TIMESCALE_UNAVAILABLE', outcome: 'unknown', because: 'the server gave up waiting' },
  { status: 401, code: 'TIMESCALE_UNAUTHORIZED', outcome: 'not-done', because: 'the token is wrong' },
  { status: 403, code: 'TIMESCALE_UNAUTHORIZED', outcome: 'not-done', because: 'it opens another project' },
  { status: 429, code: 'TIMESCALE_RATE_LIMITED', outcome: 'not-done', because: 'a pause was asked for' },
  { status: 302, code: 'TIMESCALE_UNREADABLE', outcome: 'unknown', because: 'a redirect is not followed' },
])('every call answers $status with $code, because $because', async ({ status, code, outcome }) => {
  const url = await always(status, { message: 'no' }, { location: 'http://127.0.0.1:1/' });
  for (const call of callsOf(connectManaged(url))) {
    // A pause holds for the whole token, so later calls are not even sent.
    expect(await failure(call())).toMatchObject({
      code,
      outcome,
      ...(status === 429 ? {} : { status, said: 'no' }),
    });
  }
});

test.each([
  { projectId: 'metrics-dev', status: 403, because: 'the token opens another project' },
  { projectId: 'nobody', status: 404, because: 'there is no such project' },
])(
  'a key that does not open the project is refused with $status, because $because',
  async ({ projectId, status }) => {
    const { managed } = await openManaged();
    const project = connectManaged(managed.apiUrl, Date.now, { projectId });
    for (const call of [project.findKeyOwner, project.listRegions, project.listVpcs, project.listServices]) {
      expect(await failure(call())).toMatchObject({ code: 'TIMESCALE_UNAUTHORIZED', status });
    }
  },
);

test('a VPC that the key may not touch is no VPC that is gone: the list still has it', async () => {
  const { project, faults, managed, clock } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.aws);
  clock.advance(minutes(2));
  faults.add({ target: 'managed', match: `/vpcs/${vpc.providerId}`, kind: 'status', status: 403, times: 4 });
  const calls = [
    () => project.getVpc(vpc.providerId),
    () => project.listPeerings(vpc),
    () => project.createPeering(vpc, PEERS.aws),
    () => project.deleteVpc(vpc.providerId),
  ];
  for (const call of calls) {
    expect(await failure(call())).toMatchObject({ code: 'TIMESCALE_UNAUTHORIZED', status: 403 });
  }
  expect(await project.getVpc(vpc.providerId)).toMatchObject({ state: 'active' });
  expect(managed.state.calls.counts()).toMatchObject({ [`${PROJECT} VpcList`]: 4 });
});

test('a VPC that the key may not touch is gone where the list does not have it, or has it deleted', async () => {
  const vpcs = [{ project_vpc_id: VPC, cloud_name: 'x', network_cidr: '10.0.0.0/24', state: 'DELETED' }];
  for (const listed of [vpcs, []]) {
    const url = await serve(({ url: path }, response) => {
      const isList = path?.endsWith('/vpcs') ?? false;
      response
        .writeHead(isList ? 200 : 403)
        .end(JSON.stringify(isList ? { vpcs: listed } : { message: 'no' }));
    });
    expect(await connectManaged(url).getVpc(VPC)).toBeNull();
  }
});

test('a creation whose answer was lost is an unknown outcome, sent once, and is there on the next look', async () => {
  const { project, faults, managed, clock } = await openManaged();
  faults.add({ target: 'managed', match: 'POST ', kind: 'lose-answer', times: 1 });
  const error = await failure(project.createVpc(WANTED));
  expect(error).toMatchObject({ code: 'TIMESCALE_UNREACHABLE', outcome: 'unknown' });
  expect(managed.state.calls.counts()).toEqual({ [`${PROJECT} VpcCreate`]: 1 });
  const [vpc] = await project.listVpcs();
  expect(vpc).toMatchObject({ region: WANTED.region, cidr: WANTED.cidr });
  clock.advance(minutes(2));
  faults.add({ target: 'managed', match: 'POST ', kind: 'lose-answer', times: 1 });
  const ref = refOf(vpc?.providerId ?? '', REGIONS.google);
  expect(await failure(project.createPeering(ref, PEERS.google))).toMatchObject({ outcome: 'unknown' });
  expect(await project.listPeerings(ref)).toMatchObject({ peerings: [{ peer: PEERS.google }] });
});

test.each([
  { kind: 'drop', because: 'the connection closed before an answer' },
  { kind: 'status', because: 'the server failed' },
] as const)('a look is tried once more, because $because', async ({ kind }) => {
  const { project, faults } = await openManaged();
  faults.add({ target: 'managed', match: 'GET ', kind, status: 502, times: 1 });
  expect(await project.listVpcs()).toEqual([]);
});

test('a move whose answer was lost is told once more, because it names where the service is to be', async () => {
  const { project, faults, managed, clock } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.aws);
  clock.advance(minutes(2));
  faults.add({ target: 'managed', match: 'PUT ', kind: 'lose-answer', times: 1 });
  expect(await project.moveService('billing-db', { from: null, to: vpc.providerId })).toEqual({
    kind: 'accepted',
  });
  expect(managed.state.calls.counts()).toMatchObject({ [`${PROJECT} ServiceUpdate`]: 2 });
  expect(await project.getService('billing-db')).toMatchObject({ state: 'changing' });
});

test('a deletion whose answer was lost is tried once more and finds it under way', async () => {
  const { project, faults, clock } = await openManaged();
  const vpc = await madeVpc(project, REGIONS.aws);
  clock.advance(minutes(2));
  faults.add({ target: 'managed', match: 'DELETE ', kind: 'lose-answer', times: 1 });
  expect(await project.deleteVpc(vpc.providerId)).toEqual({ kind: 'deleted' });
  expect(await project.getVpc(vpc.providerId)).toMatchObject({ state: 'deleting' });
});

test.each([
  { body: '<html>', because: 'it is no JSON' },
  { body: '', because: 'it is empty' },
  { body: '[]', because: 'it is a list' },
  { body: '{"vpcs":[{"project_vpc_id":7}],"project":{}}', because: 'fields are missing' },
])('a 200 with "$body" is unreadable, because $because', async ({ body }) => {
  const project = connectManaged(await always(200, body));
  const unreadable = { code: 'TIMESCALE_UNREADABLE', outcome: 'unknown', retryable: true };
  for (const call of readsOf(project)) expect(await failure(call())).toMatchObject(unreadable);
});

test('a deletion and a move that were answered count as asked for, whatever the answer shows', async () => {
  for (const call of asksOf(connectManaged(await always(200, '<html>')))) {
    expect(await call()).toEqual({ kind: expect.stringMatching(/^(deleted|accepted)$/) });
  }
});

test('a creation that meets another change is to be asked for again, not given up', async () => {
  const project = connectManaged(await always(409, { message: 'Another VPC operation is in progress' }));
  expect(await failure(project.createVpc(WANTED))).toMatchObject({
    code: 'TIMESCALE_BUSY',
    outcome: 'not-done',
  });
});

test('a look at what refuses to be looked at is an error with the words', async () => {
  const project = connectManaged(await always(400, { message: 'not today' }));
  expect(await failure(project.listVpcs())).toMatchObject({ code: 'TIMESCALE_REFUSED', said: 'not today' });
});

test('the token stands in no error, even where the server repeats it', async () => {
  const errors: unknown[] = [];
  const message = `Invalid token ${TOKEN}`;
  const body = { message, errors: [{ message: `aivenv1 ${TOKEN}`, status: 401 }] };
  for (const status of [400, 401, 403, 429, 500]) {
    const project = connectManaged(await always(status, body));
    errors.push(await failure(project.listVpcs()), await project.createVpc(WANTED).catch((e: unknown) => e));
  }
  errors.push(await failure(connectManaged('http://127.0.0.1:1').listVpcs()));
  errors.push(await failure(connectManaged(await always(200, `"${TOKEN}"`)).listVpcs()));
  const shown = inspect(errors, { depth: 10, showHidden: true });
  expect(shown).not.toContain(TOKEN);
  expect(shown).toContain('Invalid token [secret]; aivenv1 [secret]');
  expect(inspect(connectManaged('http://127.0.0.1:1'), { depth: 10, showHidden: true })).not.toContain(TOKEN);
});
