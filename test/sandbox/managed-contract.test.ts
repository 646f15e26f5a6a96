import { expect, test } from 'vitest';
import { hasManagedSpecs, LAGS, openManagedContract } from './managed-document.ts';
import { PROJECT, type Recorder, recordManaged } from './managed-recorder.ts';
import {
  AWS_CLOUD,
  AWS_PEER,
  AZURE_CLOUD,
  AZURE_PEER,
  GOOGLE_CLOUD,
  GOOGLE_PEER,
  minutes,
  seconds,
} from './managed-world.ts';

const BASE = `/project/${PROJECT}`;
const VPCS = `${BASE}/vpcs`;
const skipped = hasManagedSpecs ? '' : ' (skipped: no specs)';

/** A VPC with a peering that goes all its way and is deleted. */
const playVpc = async (
  { api, clock, aws, google }: Recorder,
  cloud: string,
  peer: object,
  deletion: string,
) => {
  const third = cloud.length;
  const wanted = { cloud_name: cloud, network_cidr: `10.9.${third}.0/24`, peering_connections: [] };
  const { project_vpc_id: id } = (await api('POST', VPCS, wanted)).body;
  const path = `${VPCS}/${id}`;
  clock.advance(minutes(1));
  for (const _ of [1, 2]) await api('POST', `${path}/peering-connections`, peer);
  await api('POST', `${path}/peering-connections`, { peer_vpc: 'x' });
  for (const _ of [1, 2, 3, 4]) {
    clock.advance(seconds(46));
    await api('GET', path);
    await api('POST', `${path}/peering-connections/refresh`);
    for (const pcx of aws.pending('123456789012')) aws.accept(pcx.id);
    const [own] = google.networks().filter(({ id: name }) => name.includes('timescale'));
    if (own !== undefined) google.peer('back', 'projects/acme-net/global/networks/prod', own.id);
  }
  await api('PUT', `${path}/user-peer-network-cidrs`, { add: [], delete: ['10.1.0.0/16'] });
  for (const _ of [1, 2]) {
    await api('DELETE', `${path}/peering-connections/${deletion}`);
    clock.advance(minutes(1));
  }
  return path;
};

/** A service goes into a VPC and back, and another comes and goes, with refusals on the way. */
const playServices = async ({ api, clock }: Recorder, vpcPath: string) => {
  const service = `${BASE}/service`;
  const id = vpcPath.split('/').at(-1);
  for (const place of [id, null, '00000000-0000-4000-8000-000000000000']) {
    await api('PUT', `${service}/metrics-db`, { project_vpc_id: place });
    for (const step of [0, 30, 50]) {
      clock.advance(seconds(step));
      await api('GET', `${service}/metrics-db`);
      await api('DELETE', vpcPath);
    }
  }
  const wanted = {
    service_name: 'more',
    service_type: 'pg',
    plan: 'timescale-dev-only',
    cloud: GOOGLE_CLOUD,
  };
  for (const _ of [1, 2]) await api('POST', service, wanted);
  await api('GET', service);
  for (const _ of [1, 2]) await api('DELETE', `${service}/more`);
};

const playStory = async (recorder: Recorder) => {
  const { api, clock } = recorder;
  for (const path of ['/clouds', BASE, `${BASE}/clouds`, `${BASE}/vpc-peering-connection-types`])
    await api('GET', path);
  const aws = `peer-accounts/${AWS_PEER.peer_cloud_account}/peer-vpcs/${AWS_PEER.peer_vpc}`;
  await playVpc(recorder, AWS_CLOUD, AWS_PEER, `${aws}/peer-regions/us-east-1`);
  const google = await playVpc(recorder, GOOGLE_CLOUD, GOOGLE_PEER, 'peer-accounts/acme-net/peer-vpcs/prod');
  const group = `peer-accounts/${AZURE_PEER.peer_cloud_account}/peer-resource-groups/acme-net/peer-vpcs/prod-vnet`;
  await playVpc(recorder, AZURE_CLOUD, AZURE_PEER, group);
  await api('POST', VPCS, { cloud_name: AWS_CLOUD, network_cidr: '10.8.0.0/24', peering_connections: [] });
  await playServices(recorder, google);
  clock.advance(minutes(1));
  await api('DELETE', google);
  await api('GET', VPCS);
  clock.advance(minutes(20));
  await api('GET', google);
  for (const path of ['kms/ca', 'events']) await api('GET', `${BASE}/${path}`);
};

/** A peering that Managed Service itself has trouble with. */
const playTrouble = async ({ api, clock, control }: Recorder) => {
  const wanted = { cloud_name: AWS_CLOUD, network_cidr: '10.7.0.0/24', peering_connections: [AWS_PEER] };
  const { project_vpc_id: id } = (await api('POST', VPCS, wanted)).body;
  clock.advance(minutes(2));
  const said = { ...AWS_PEER, state: 'ERROR', state_info: { type: 'internal', message: 'try later' } };
  await control('POST', `/control/managed/projects/${PROJECT}/vpcs/${id}/peerings/state`, said);
  await api('GET', `${VPCS}/${id}`);
};

test.skipIf(!hasManagedSpecs)(
  `every answer of a story in three clouds is as the document says${skipped}`,
  async () => {
    const recorder = recordManaged();
    await playStory(recorder);
    await playTrouble(recorder);
    const { problemsOf, problemsOfAnswer, operationOf } = openManagedContract();
    for (const exchange of recorder.exchanges) {
      const { method, path, body, status } = exchange;
      const shown = `${method} ${path} ${body} -> ${status}`;
      const problems = status < 400 ? problemsOf(exchange) : problemsOfAnswer(exchange);
      expect({ shown, problems }).toEqual({ shown, problems: [] });
    }
    expect(new Set(recorder.exchanges.map(({ status }) => status))).toEqual(new Set([200, 400, 404, 409]));
    expect(new Set(recorder.exchanges.map(operationOf))).toEqual(
      new Set([
        'ListClouds',
        'ListProjectClouds',
        'ListProjectVpcPeeringConnectionTypes',
        'ProjectGet',
        'ProjectGetEventLogs',
        'ProjectKmsGetCA',
        'VpcList',
        'VpcCreate',
        'VpcGet',
        'VpcDelete',
        'VpcPeeringConnectionCreate',
        'VpcPeeringConnectionDelete',
        'VpcPeeringConnectionUpdate',
        'VpcPeeringConnectionWithRegionDelete',
        'VpcPeeringConnectionWithResourceGroupDelete',
        'refresh',
        'ServiceList',
        'ServiceCreate',
        'ServiceGet',
        'ServiceUpdate',
        'ServiceDelete',
      ]),
    );
  },
);

test.skipIf(!hasManagedSpecs)(
  `the check finds what neither the document nor its table has${skipped}`,
  async () => {
    const recorder = recordManaged();
    await recorder.api('POST', VPCS, {
      cloud_name: AWS_CLOUD,
      network_cidr: '10.8.0.0/24',
      peering_connections: [],
    });
    await recorder.api('GET', VPCS);
    const [creation, listing] = recorder.exchanges;
    if (creation === undefined || listing === undefined) throw new Error('nothing was asked');
    const { problemsOf } = openManagedContract();
    expect(problemsOf(creation)).toEqual([]);
    expect(problemsOf({ ...creation, body: '{"cloud_name":"x","network_cidr":"y"}' })).toHaveLength(1);
    expect(problemsOf({ ...listing, answer: { vpcs: [], more: 1 } })).toHaveLength(1);
    expect(problemsOf({ ...listing, status: 404, answer: { message: 'gone' } })).toHaveLength(1);
    expect(problemsOf({ ...listing, status: 500 })).toHaveLength(1);
  },
);

test.skipIf(!hasManagedSpecs)(
  `each lag of the document is one that the sandbox shows${skipped}`,
  async () => {
    const recorder = recordManaged();
    await playStory(recorder);
    await playTrouble(recorder);
    const { problemsOf, problemsOfAnswer } = openManagedContract([]);
    const problems = recorder.exchanges
      .flatMap((exchange) => (exchange.status < 400 ? problemsOf(exchange) : problemsOfAnswer(exchange)))
      .join('\n');
    for (const lag of LAGS) expect(problems).toContain(lag.kind === 'operation' ? '/refresh' : lag.property);
  },
);
