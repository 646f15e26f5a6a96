import { expect, test } from 'vitest';
import {
  AWS_CLOUD,
  AWS_PEER,
  AZURE_CLOUD,
  AZURE_PEER,
  GOOGLE_CLOUD,
  GOOGLE_PEER,
  minutes,
  openManaged,
  seconds,
} from './managed-world.ts';

type World = Awaited<ReturnType<typeof openManaged>>;
type Info = Readonly<Record<string, string>>;

const AZURE_VNET = `/control/azure/subscriptions/${AZURE_PEER.peer_cloud_account}/resource-groups/acme-net/vnets/prod-vnet`;

/** What the owner of the other network does with what `state_info` says. */
const CLOUDS = [
  {
    cloud: AWS_CLOUD,
    peer: AWS_PEER,
    type: 'aws-vpc-peering-connection',
    ids: { aws_vpc_peering_connection_id: expect.stringMatching(/^pcx-/) },
    answer: ({ control }: World, info: Info) =>
      control('POST', `/control/aws/peerings/${info['aws_vpc_peering_connection_id']}/accept`),
    undo: ({ control }: World, info: Info) =>
      control('DELETE', `/control/aws/peerings/${info['aws_vpc_peering_connection_id']}`),
  },
  {
    cloud: GOOGLE_CLOUD,
    peer: GOOGLE_PEER,
    type: 'google-vpc-peering',
    ids: { to_project_id: 'timescale-mst-prod', to_vpc_network: expect.stringMatching(/^project-vpc-/) },
    answer: ({ control }: World, info: Info) =>
      control('POST', '/control/google/projects/acme-net/networks/prod/peerings', {
        name: 'to-timescale',
        peerProject: info['to_project_id'],
        peerNetwork: info['to_vpc_network'],
      }),
    undo: ({ control }: World) =>
      control('DELETE', '/control/google/projects/acme-net/networks/prod/peerings/to-timescale'),
  },
  {
    cloud: AZURE_CLOUD,
    peer: AZURE_PEER,
    type: 'azure-vnet-peering',
    ids: { 'to-tenant-id': expect.any(String), 'to-network-id': expect.stringMatching(/^\/subscriptions\//) },
    answer: ({ control }: World, info: Info) =>
      control('POST', `${AZURE_VNET}/peerings`, {
        name: 'to-timescale',
        remoteVnet: info['to-network-id']?.toLowerCase(),
      }),
    undo: ({ control }: World) => control('DELETE', `${AZURE_VNET}/peerings/to-timescale`),
  },
];

test.each(CLOUDS)(
  'a peering in $cloud goes all its way',
  async ({ cloud, peer, type, ids, answer, undo }) => {
    const world = await openManaged();
    const { api, clock, vpcIn } = world;
    const vpc = await vpcIn(cloud);
    const peering = async () => (await vpc.look()).peering_connections[0];
    const created = await api('POST', `${vpc.path}/peering-connections`, peer);
    expect(created).toMatchObject({ status: 200, body: { ...peer, state: 'APPROVED', state_info: null } });
    clock.advance(seconds(45));
    const pending = await peering();
    expect(pending).toMatchObject({ state: 'PENDING_PEER', vpc_peering_connection_type: type });
    expect(pending.state_info).toMatchObject({ type: `${type}-pending-peer`, ...ids });

    expect((await answer(world, pending.state_info)).status).toBeLessThan(300);
    clock.advance(seconds(59));
    expect((await peering()).state).toBe('PENDING_PEER');
    clock.advance(seconds(1));
    expect(await peering()).toMatchObject({
      state: 'ACTIVE',
      state_info: { type: `${type}-active`, ...ids },
    });
    clock.advance(minutes(5));
    expect(await peering()).toMatchObject({ state: 'ACTIVE', state_info: null });

    await undo(world, pending.state_info);
    await api('POST', `${vpc.path}/peering-connections/refresh`);
    expect((await peering()).state).toBe('ACTIVE');
    clock.advance(seconds(3));
    expect(await peering()).toMatchObject({
      state: 'DELETED_BY_PEER',
      state_info: { type: `${type}-deleted-by-peer`, message: expect.any(String) },
    });
  },
);
