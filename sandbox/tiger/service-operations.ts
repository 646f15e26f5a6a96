import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { type Operation, ok } from '../provider-api.ts';
import { readBody, type Visit } from '../routes.ts';
import type { Addresses, ServiceRow } from './service-view.ts';
import type { TigerState } from './state.ts';

const vpcInput = z.object({ vpc_id: z.string().regex(/^[0-9]+$/) });

const accepted = (message: string): SandboxResponse => ({ status: 202, body: { message } });

const pooler = (endpoint: Addresses['pooler']) =>
  endpoint === null ? {} : { connection_pooler: { endpoint } };

/** `vpcEndpoint` is the deprecated name, which the real one shows too. Before the host is known it is blank. */
const showPrimary = (addresses: Addresses | null, vpcId: string | null) => {
  const primary = addresses?.primary ?? { host: '', port: 0 };
  if (vpcId === null) return { endpoint: primary };
  const inVpc = { ...primary, vpc_id: vpcId };
  return { vpc_endpoint: inVpc, vpcEndpoint: inVpc };
};

const showReplicaSets = (row: ServiceRow, addresses: Addresses | null) =>
  row.replicaSets.map(({ name }, index) => {
    const set = addresses?.replicaSets[index];
    return {
      id: `${row.id}r${index}`,
      name,
      status: 'active',
      nodes: 1,
      cpu_millis: 500,
      memory_gbs: 2,
      metadata: { environment: 'PROD' },
      ...(set === undefined ? {} : { endpoint: set.endpoint, ...pooler(set.poolerEndpoint) }),
    };
  });

const showService = ({ services }: TigerState, row: ServiceRow) => {
  const { status, vpcId, addresses } = services.view(row);
  return {
    service_id: row.id,
    project_id: row.projectId,
    name: row.name,
    region_code: row.region,
    service_type: 'TIMESCALEDB',
    created: new Date(row.createdAt).toISOString(),
    status,
    resources: [{ id: `${row.id}n`, spec: { cpu_millis: 1000, memory_gbs: 4, volume_type: 'gp3' } }],
    metadata: { environment: 'PROD' },
    ha_replicas: { replica_count: 0, sync_replica_count: 0 },
    ...showPrimary(addresses, vpcId),
    ...pooler(addresses?.pooler ?? null),
    read_replica_sets: showReplicaSets(row, addresses),
  };
};

export const serviceOperations = (state: TigerState): readonly Operation[] => {
  const all = '/projects/:project/services';
  const one = `${all}/:service`;
  const { services } = state;
  const place = ({ parts }: Visit) => [parts('project'), parts('service')] as const;
  const vpcId = ({ request }: Visit): string => readBody(vpcInput, request).vpc_id;
  return [
    {
      name: 'getServices',
      method: 'GET',
      path: all,
      run: ({ parts }) => ok(services.list(parts('project')).map((row) => showService(state, row))),
    },
    {
      name: 'getService',
      method: 'GET',
      path: one,
      run: (visit) => ok(showService(state, services.get(...place(visit)))),
    },
    {
      name: 'attachServiceToVPC',
      method: 'POST',
      path: `${one}/attachToVPC`,
      run: (visit) => {
        services.attach(...place(visit), vpcId(visit));
        return accepted('the service is being attached');
      },
    },
    {
      name: 'detachServiceFromVPC',
      method: 'POST',
      path: `${one}/detachFromVPC`,
      run: (visit) => {
        services.detach(...place(visit), vpcId(visit));
        return accepted('the service is being detached');
      },
    },
  ];
};
