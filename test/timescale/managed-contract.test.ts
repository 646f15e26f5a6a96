import { expect, onTestFinished, test } from 'vitest';
import type { Route } from '../../sandbox/http.ts';
import { MANAGED_BASE } from '../../sandbox/managed/api.ts';
import type { PeerNetwork } from '../../src/domain/peer-network.ts';
import { hasManagedSpecs, openManagedContract } from '../sandbox/managed-document.ts';
import {
  connectManaged,
  madeVpc,
  onlyPeering,
  PEERS,
  PROJECT,
  REGIONS,
  startManaged,
  WANTED,
} from './managed-world.ts';
import type { Exchange } from './openapi-contract.ts';
import { cidr, minutes, seconds } from './tiger-world.ts';

const skipped = hasManagedSpecs ? '' : ' (skipped: no specs)';

/** A sandbox whose every exchange is kept. */
const openRecorder = async () => {
  const exchanges: Exchange[] = [];
  const around =
    (route: Route): Route =>
    async (request) => {
      const response = await route(request);
      const { method, body } = request;
      const path = request.url.pathname.slice(MANAGED_BASE.length);
      exchanges.push({ method, path, body, status: response.status, answer: response.body });
      return response;
    };
  const world = await startManaged({ around });
  onTestFinished(world.managed.stop);
  return { ...world, exchanges, project: connectManaged(world.managed.apiUrl, world.clock.now) };
};

type Recorder = Awaited<ReturnType<typeof openRecorder>>;

/** A VPC with a peering on its way to an end, and all gone again. */
const playPeering = async ({ project, clock }: Recorder, region: string, peer: PeerNetwork) => {
  const vpc = await madeVpc(project, region);
  await project.getVpc(vpc.providerId);
  clock.advance(minutes(2));
  for (const _ of [1, 2]) await project.createPeering(vpc, peer);
  clock.advance(minutes(1));
  await project.refreshPeerings(vpc);
  const peering = await onlyPeering(project, vpc);
  for (const _ of [1, 2]) {
    await project.deletePeering(vpc, peering);
    clock.advance(seconds(20));
    await project.listPeerings(vpc);
    clock.advance(seconds(20));
  }
  await project.deleteVpc(vpc.providerId);
  clock.advance(minutes(1));
  await project.listVpcs();
  clock.advance(minutes(30));
  await project.listPeerings(vpc);
};

const playMove = async ({ project, clock }: Recorder) => {
  const vpc = await madeVpc(project, REGIONS.aws);
  const into = { from: null, to: vpc.providerId };
  await project.moveService('billing-db', into);
  clock.advance(minutes(2));
  await project.moveService('billing-db', into);
  clock.advance(seconds(40));
  await project.getService('billing-db');
  await project.moveService('billing-db', { from: vpc.providerId, to: null });
  await project.deleteVpc(vpc.providerId);
  clock.advance(minutes(2));
  await project.moveService('billing-db', { from: vpc.providerId, to: null });
  await project.moveService('billing-db', { from: null, to: '00000000-0000-4000-8000-000000000000' });
  await project.moveService('nobody', into);
  await project.getService('nobody');
  await project.listServices();
};

const playStory = async (recorder: Recorder) => {
  const { project, managed } = recorder;
  await project.findKeyOwner();
  await project.listRegions();
  await project.getCertificate();
  await playPeering(recorder, REGIONS.aws, PEERS.aws);
  await playPeering(recorder, REGIONS.aws, {
    ...PEERS.aws,
    vpcId: 'vpc-0b2c3d4e5f6071829',
    region: 'eu-west-1',
  });
  await playPeering(recorder, REGIONS.google, PEERS.google);
  await playPeering(recorder, REGIONS.azure, PEERS.azure);
  await playMove(recorder);
  await project.createVpc({ ...WANTED, region: 'mars-1' });
  await project.createVpc({ ...WANTED, cidr: cidr('10.0.0.0/28') });
  managed.state.changeSettings(PROJECT, { vpcLimit: 0 });
  await project.createVpc(WANTED);
};

test.skipIf(!hasManagedSpecs)(
  `every request of the adapter and every answer of the sandbox is as the Aiven document says${skipped}`,
  async () => {
    const recorder = await openRecorder();
    await playStory(recorder);
    const { problemsOf, operationOf } = openManagedContract();
    for (const exchange of recorder.exchanges) {
      const { method, path, body, status } = exchange;
      const shown = `${method} ${path} ${body} -> ${status}`;
      expect({ shown, problems: problemsOf(exchange) }).toEqual({ shown, problems: [] });
    }
    expect(new Set(recorder.exchanges.map(operationOf))).toEqual(
      new Set([
        'ProjectGet',
        'ListProjectClouds',
        'ProjectKmsGetCA',
        'VpcList',
        'VpcCreate',
        'VpcGet',
        'VpcDelete',
        'VpcPeeringConnectionCreate',
        'VpcPeeringConnectionDelete',
        'VpcPeeringConnectionWithRegionDelete',
        'VpcPeeringConnectionWithResourceGroupDelete',
        'refresh',
        'ServiceList',
        'ServiceGet',
        'ServiceUpdate',
      ]),
    );
  },
);
