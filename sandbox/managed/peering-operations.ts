import { z } from 'zod';
import { type Operation, ok } from '../provider-api.ts';
import { readBody, type Visit } from '../routes.ts';
import { peeringBody, peerOf, showPeering } from './peering-json.ts';
import type { PeerKey } from './peerings.ts';
import type { ManagedState } from './state.ts';
import { showWholeVpc } from './vpc-operations.ts';

const cidrChange = z.object({
  add: z
    .array(
      z.object({
        cidr: z.string().max(18),
        peer_cloud_account: z.string(),
        peer_vpc: z.string(),
        peer_resource_group: z.string().nullable().default(null),
      }),
    )
    .default([]),
  delete: z.array(z.string()).default([]),
});

const VPC = '/project/:project/vpcs/:vpc';
const CONNECTIONS = `${VPC}/peering-connections`;
const ACCOUNT = `${CONNECTIONS}/peer-accounts/:account`;

/** The paths by which a peering is deleted; which one it is depends on its cloud and region. */
const DELETIONS = [
  ['VpcPeeringConnectionDelete', `${ACCOUNT}/peer-vpcs/:peer`],
  ['VpcPeeringConnectionWithRegionDelete', `${ACCOUNT}/peer-vpcs/:peer/peer-regions/:region`],
  ['VpcPeeringConnectionWithResourceGroupDelete', `${ACCOUNT}/peer-resource-groups/:group/peer-vpcs/:peer`],
] as const;

const orNull = (text: string): string | null => (text === '' ? null : text);

const keyIn = ({ parts }: Visit): PeerKey => ({
  account: parts('account'),
  vpc: parts('peer'),
  region: orNull(parts('region')),
  resourceGroup: orNull(parts('group')),
});

export const peeringOperations = (state: ManagedState): readonly Operation[] => {
  const { vpcs, peerings, events } = state;
  const vpcIn = ({ parts }: Visit) => vpcs.get(parts('project'), parts('vpc'));
  const record = ({ parts }: Visit, type: string, description: string): void =>
    events.record(parts('project'), { actor: 'api', type, description, service: null });
  const deletion = ([name, path]: (typeof DELETIONS)[number]): Operation => ({
    name,
    method: 'DELETE',
    path,
    run: (visit) => {
      const vpc = vpcIn(visit);
      const row = peerings.delete(vpc, keyIn(visit));
      record(visit, 'project_vpc_peering_connection_delete', `Deleted peering with ${row.peer.vpc}`);
      return ok(showPeering(state, vpc, row));
    },
  });
  return [
    {
      name: 'VpcPeeringConnectionCreate',
      method: 'POST',
      path: CONNECTIONS,
      run: (visit) => {
        const vpc = vpcIn(visit);
        const body = readBody(peeringBody, visit.request);
        const row = peerings.create(vpc, peerOf(body), body.user_peer_network_cidrs);
        record(visit, 'project_vpc_peering_connection_create', `Peering with ${row.peer.vpc}`);
        return ok(showPeering(state, vpc, row));
      },
    },
    ...DELETIONS.map(deletion),
    {
      // The OpenAPI document does not have it; Aiven's own command line calls it.
      name: 'VpcPeeringConnectionsRefresh',
      method: 'POST',
      path: `${CONNECTIONS}/refresh`,
      run: (visit) => {
        const vpc = vpcIn(visit);
        peerings.refresh(vpc);
        return ok(showWholeVpc(state, vpc));
      },
    },
    {
      name: 'VpcPeeringConnectionUpdate',
      method: 'PUT',
      path: `${VPC}/user-peer-network-cidrs`,
      run: (visit) => {
        const vpc = vpcIn(visit);
        const { add, delete: remove } = readBody(cidrChange, visit.request);
        const added = add.map(({ cidr, ...peer }) => ({
          cidr,
          peer: {
            account: peer.peer_cloud_account,
            vpc: peer.peer_vpc,
            resourceGroup: peer.peer_resource_group,
          },
        }));
        peerings.changeCidrs(vpc, added, remove);
        return ok(showWholeVpc(state, vpc));
      },
    },
  ];
};
