import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Route } from '../../sandbox/http.ts';
import { TIGER_BASE } from '../../sandbox/tiger/api.ts';
import { type Exchange, openContract } from './openapi-contract.ts';
import { cidr, connect, PEER, seconds, startTiger, vpcRef } from './tiger-world.ts';

const SPECS = process.env['VPCBOT_SPECS'] ?? resolve(import.meta.dirname, '../../../shared/specs');
const DOCUMENT = join(SPECS, 'timescale/tiger-cloud-openapi.yaml');
const hasSpecs = existsSync(DOCUMENT);
const skipped = hasSpecs ? '' : ' (skipped: no specs)';

const readContract = () => openContract(parse(readFileSync(DOCUMENT, 'utf8')));

/** A sandbox whose every exchange is kept. */
const openRecorder = async () => {
  const exchanges: Exchange[] = [];
  const around =
    (route: Route): Route =>
    async (request) => {
      const response = await route(request);
      const { method, body } = request;
      const path = request.url.pathname.slice(TIGER_BASE.length);
      exchanges.push({ method, path, body, status: response.status, answer: response.body });
      return response;
    };
  const world = await startTiger({ around });
  onTestFinished(world.tiger.stop);
  return { ...world, exchanges, project: connect(world.tiger.apiUrl, world.clock.now) };
};

type Recorder = Pick<Awaited<ReturnType<typeof openRecorder>>, 'project' | 'clock' | 'tiger'>;

/** A service with all that it can have goes into the VPC and out again, with looks and refusals on the way. */
const playMove = async ({ project, clock, tiger }: Recorder, vpcId: string) => {
  const parts = { pooler: true, replicaSets: [{ name: 'reporting', pooler: true }] };
  const { id } = tiger.state.services.add(
    'rp1pz7uyae',
    { name: 'full-db', region: 'eu-west-1', ...parts },
    null,
  );
  const moves = [
    { from: null, to: vpcId },
    { from: vpcId, to: null },
  ];
  for (const leg of moves) {
    await project.moveService(id, leg);
    await project.moveService(id, leg);
    for (const step of [20, 20, 20]) {
      await project.getService(id);
      await project.deleteVpc(vpcId);
      clock.advance(seconds(step));
    }
    await project.listServices();
  }
  await project.moveService(id, { from: '404', to: null });
  await project.moveService('nobody', { from: null, to: vpcId });
  await project.getService('nobody');
  await project.renameVpc(vpcId, 'payments-west');
  await project.renameVpc(vpcId, ' ');
  await project.renameVpc('404', 'x');
};

const playStory = async ({ project, clock, tiger }: Recorder) => {
  const wanted = { name: 'payments-eu', region: 'eu-west-1', cidr: cidr('10.8.0.0/24') };
  await project.findKeyOwner();
  const creation = await project.createVpc(wanted);
  if (creation.kind !== 'created') throw new Error(creation.message);
  const vpcId = creation.vpc.providerId;
  await project.listVpcs();
  await project.getVpc(vpcId);
  await project.createPeering(vpcRef(vpcId), PEER);
  clock.advance(seconds(40));
  const peering = await project.createPeering(vpcRef(vpcId), PEER);
  await project.createPeering(vpcRef(vpcId), { ...PEER, vpcId: 'vpc-0ffffffffffffffff' });
  for (const step of [10, 20, 20, 20]) {
    clock.advance(seconds(step));
    await project.listPeerings(vpcRef(vpcId));
    for (const { id } of tiger.aws.pending(PEER.accountId)) tiger.aws.accept(id);
  }
  if (peering.kind !== 'created') throw new Error(peering.message);
  await playMove({ project, clock, tiger }, vpcId);
  await project.deletePeering(vpcRef(vpcId), peering.peering);
  await project.deletePeering(vpcRef(vpcId), peering.peering);
  await project.deleteVpc(vpcId);
  await project.deleteVpc(vpcId);
  clock.advance(seconds(60));
  await project.listPeerings(vpcRef(vpcId));
  await project.createVpc({ ...wanted, region: 'mars-1' });
  tiger.state.setVpcLimit('rp1pz7uyae', 0);
  await project.createVpc(wanted);
};

test.skipIf(!hasSpecs)(
  `every request of the adapter and every answer of the sandbox is as Tiger's document says${skipped}`,
  async () => {
    const recorder = await openRecorder();
    await playStory(recorder);
    const { problemsOf, operationOf } = readContract();
    for (const exchange of recorder.exchanges) {
      const { method, path, body, status } = exchange;
      const shown = `${method} ${path} ${body} -> ${status}`;
      expect({ shown, problems: problemsOf(exchange) }).toEqual({ shown, problems: [] });
    }
    expect(new Set(recorder.exchanges.map(operationOf))).toEqual(
      new Set([
        'getAuthInfo',
        'getVPCs',
        'createVPC',
        'getVPC',
        'deleteVPC',
        'getVPCPeerings',
        'createVPCPeering',
        'deleteVPCPeering',
        'renameVPC',
        'getServices',
        'getService',
        'attachServiceToVPC',
        'detachServiceFromVPC',
      ]),
    );
  },
);

test.skipIf(!hasSpecs)(
  `what the adapter does not ask for is answered as the document says too${skipped}`,
  async () => {
    const recorder = await openRecorder();
    const { apiUrl } = recorder.tiger;
    const authorization = `Basic ${Buffer.from('tspub-analytics:tssec-analytics').toString('base64')}`;
    const ask = async (method: string, path: string, body?: unknown): Promise<unknown> => {
      const init = { method, headers: { authorization } };
      const response = await fetch(
        `${apiUrl}${path}`,
        body === undefined ? init : { ...init, body: JSON.stringify(body) },
      );
      const text = await response.text();
      return text === '' ? null : JSON.parse(text);
    };
    await ask('GET', '/projects');
    const vpcs = z.array(z.object({ id: z.string() })).parse(await ask('GET', '/projects/rp2analytic/vpcs'));
    const vpc = `/projects/rp2analytic/vpcs/${vpcs[0]?.id}`;
    const peer = { peer_account_id: '1', peer_region_code: 'us-east-1', peer_vpc_id: 'vpc-1' };
    const peering = z.object({ id: z.string() }).parse(await ask('POST', `${vpc}/peerings`, peer));
    await ask('GET', `${vpc}/peerings/${peering.id}`);
    await ask('GET', `${vpc}/peerings/404`);
    await ask('GET', '/projects/rp1pz7uyae/vpcs');

    const { problemsOf, operationOf } = readContract();
    expect(recorder.exchanges.flatMap(problemsOf)).toEqual([]);
    expect(recorder.exchanges.map(operationOf)).toContain('getVPCPeering');
    expect(recorder.exchanges.map(({ status }) => status)).toEqual([200, 200, 201, 200, 404, 403]);
  },
);

test.skipIf(!hasSpecs)(`the check itself finds a body that breaks the document${skipped}`, async () => {
  const recorder = await openRecorder();
  await recorder.project.listVpcs();
  const [exchange] = recorder.exchanges;
  if (exchange === undefined) throw new Error('nothing was asked');
  const { problemsOf } = readContract();
  const broken = [{ id: '1', name: 'n', cidr: '10.0.0.0', region_code: 'r' }];
  expect(problemsOf({ ...exchange, answer: broken })).toHaveLength(1);
  expect(problemsOf({ ...exchange, status: 500 })).toHaveLength(1);
});
