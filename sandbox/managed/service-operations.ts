import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { type Operation, ok } from '../provider-api.ts';
import { readBody, type Visit } from '../routes.ts';
import { type ManagedServiceRow, viewManagedService } from './service-view.ts';
import type { VpcChoice } from './services.ts';
import type { ManagedState } from './state.ts';

const vpcChoice = z.string().length(36).nullable().optional();
const userConfig = z.record(z.string(), z.unknown()).default({});
const serviceCreate = z.object({
  service_name: z.string().min(1).max(64),
  service_type: z.string().max(64),
  plan: z.string().max(128),
  cloud: z.string().max(256).optional(),
  project_vpc_id: vpcChoice,
  user_config: userConfig,
});
const serviceUpdate = z.object({
  cloud: z.string().max(256).optional(),
  project_vpc_id: vpcChoice,
  user_config: userConfig,
});

/** Where a service goes for which no cloud was named. */
const DEFAULT_CLOUD = 'timescale-aws-us-east-1';
const SECRET = 'AVNS_sandbox';

const showAddress = ({ host, port }: { readonly host: string; readonly port: number }) => {
  const uri = `postgres://avnadmin:${SECRET}@${host}:${port}/defaultdb?sslmode=require`;
  const named = { host, port: String(port), user: 'avnadmin', password: SECRET, dbname: 'defaultdb' };
  const params = { ...named, sslmode: 'require' };
  return {
    service_uri: uri,
    service_uri_params: params,
    connection_info: { pg: [uri], pg_params: [params] },
  };
};

const showService = (row: ManagedServiceRow, now: number) => {
  const { state, place, components, nodes } = viewManagedService(row, now);
  const [primary] = components;
  const time = new Date(row.stays.at(-1)?.askedAt ?? row.createdAt).toISOString();
  return {
    service_name: row.name,
    service_type: row.type,
    service_type_description: 'PostgreSQL - Object-Relational Database Management System',
    plan: row.plan,
    state,
    cloud_name: place?.cloud ?? DEFAULT_CLOUD,
    project_vpc_id: place?.vpc?.id ?? null,
    components,
    node_count: row.replica ? 2 : 1,
    node_states: nodes,
    ...(primary === undefined ? { service_uri: '' } : showAddress(primary)),
    user_config: { pg_version: '16', variant: 'timescale', ...row.userConfig },
    group_list: ['default'],
    service_integrations: [],
    termination_protection: false,
    create_time: new Date(row.createdAt).toISOString(),
    update_time: time,
  };
};

export const serviceOperations = (state: ManagedState): readonly Operation[] => {
  const all = '/project/:project/service';
  const one = `${all}/:service`;
  const { services, events } = state;
  const place = ({ parts }: Visit) => [parts('project'), parts('service')] as const;
  const shown = (row: ManagedServiceRow): SandboxResponse => ok({ service: showService(row, state.now()) });
  const record = (row: ManagedServiceRow, type: string, description: string): void =>
    events.record(row.project, { actor: 'api', type, description, service: row.name });
  const told = (choice: VpcChoice): string => (choice === undefined ? 'unchanged' : (choice ?? 'public'));
  return [
    {
      name: 'ServiceList',
      method: 'GET',
      path: all,
      run: ({ parts }) =>
        ok({ services: services.list(parts('project')).map((row) => showService(row, state.now())) }),
    },
    {
      name: 'ServiceCreate',
      method: 'POST',
      path: all,
      run: ({ request, parts }) => {
        const body = readBody(serviceCreate, request);
        const { service_name: name, service_type: type, plan, cloud = DEFAULT_CLOUD } = body;
        const wanted = { name, type, plan, cloud, userConfig: body.user_config };
        const row = services.create(parts('project'), wanted, body.project_vpc_id);
        record(row, 'service_create', `Created service ${row.name}`);
        return shown(row);
      },
    },
    {
      name: 'ServiceGet',
      method: 'GET',
      path: one,
      run: (visit) => shown(services.get(...place(visit))),
    },
    {
      name: 'ServiceUpdate',
      method: 'PUT',
      path: one,
      run: (visit) => {
        const { cloud, project_vpc_id: vpc, user_config } = readBody(serviceUpdate, visit.request);
        const change = { ...(cloud === undefined ? {} : { cloud }), vpc, userConfig: user_config };
        const row = services.update(...place(visit), change);
        record(row, 'service_update', `Updated service ${row.name}: project VPC ${told(vpc)}`);
        return shown(row);
      },
    },
    {
      name: 'ServiceDelete',
      method: 'DELETE',
      path: one,
      run: (visit) => {
        const row = services.get(...place(visit));
        services.remove(...place(visit));
        record(row, 'service_delete', `Deleted service ${row.name}`);
        return ok({ message: 'deleted' });
      },
    },
  ];
};
