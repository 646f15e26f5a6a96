import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { type Operation, ok } from '../provider-api.ts';
import { readBody, type Visit } from '../routes.ts';
import { type NewPeering, peeringBody, peerOf, showPeerings } from './peering-json.ts';
import type { ManagedState } from './state.ts';
import { type ManagedVpcRow, vpcState } from './vpcs.ts';

const vpcCreate = z.object({
  cloud_name: z.string().max(256),
  network_cidr: z.string().max(18),
  peering_connections: z.array(peeringBody).max(128),
});

export const showVpc = (row: ManagedVpcRow, now: number) => {
  const { state, since } = vpcState(row, now);
  return {
    project_vpc_id: row.id,
    cloud_name: row.cloud,
    network_cidr: row.cidr,
    state,
    create_time: new Date(row.createdAt).toISOString(),
    update_time: new Date(since).toISOString(),
  };
};

/** With its peerings, as all but the list show it. */
export const showWholeVpc = (state: ManagedState, row: ManagedVpcRow) => ({
  ...showVpc(row, state.now()),
  peering_connections: showPeerings(state, row),
  pending_build_only_peering_connections: null,
});

const createPeering = (state: ManagedState, vpc: ManagedVpcRow, body: NewPeering) =>
  state.peerings.create(vpc, peerOf(body), body.user_peer_network_cidrs);

export const vpcOperations = (state: ManagedState): readonly Operation[] => {
  const all = '/project/:project/vpcs';
  const one = `${all}/:vpc`;
  const { vpcs, events } = state;
  const record = ({ parts }: Visit, type: string, description: string): void =>
    events.record(parts('project'), { actor: 'api', type, description, service: null });
  const whole = (row: ManagedVpcRow): SandboxResponse => ok(showWholeVpc(state, row));
  return [
    {
      name: 'VpcList',
      method: 'GET',
      path: all,
      run: ({ parts }) => ok({ vpcs: vpcs.list(parts('project')).map((row) => showVpc(row, state.now())) }),
    },
    {
      name: 'VpcCreate',
      method: 'POST',
      path: all,
      run: (visit) => {
        const body = readBody(vpcCreate, visit.request);
        const wanted = { cloud: body.cloud_name, cidr: body.network_cidr };
        const row = vpcs.create(visit.parts('project'), wanted);
        for (const peering of body.peering_connections) createPeering(state, row, peering);
        record(visit, 'project_vpc_create', `Created VPC ${row.cidr} in ${row.cloud}`);
        return whole(row);
      },
    },
    {
      name: 'VpcGet',
      method: 'GET',
      path: one,
      run: ({ parts }) => whole(vpcs.get(parts('project'), parts('vpc'))),
    },
    {
      name: 'VpcDelete',
      method: 'DELETE',
      path: one,
      run: (visit) => {
        const row = state.deleteVpc(visit.parts('project'), visit.parts('vpc'));
        record(visit, 'project_vpc_delete', `Deleted VPC ${row.cidr} in ${row.cloud}`);
        return whole(row);
      },
    },
  ];
};
