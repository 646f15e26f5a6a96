/* What Timescale's APIs answer where all is well, by operation, as their OpenAPI documents have it. */

const tigerVpc = { id: '4711', name: 'one', cidr: '10.1.0.0/24', region_code: 'us-east-1' };
const tigerPeering = {
  id: '88',
  peer_account_id: '123456789012',
  peer_region_code: 'us-east-1',
  peer_vpc_id: 'vpc-0a1b2c3d4e5f60718',
  provisioned_id: 'pcx-00000000000000102',
  status: 'PENDING',
  error_message: null,
};
const tigerService = {
  service_id: 'svc1',
  project_id: 'id-payments',
  name: 'payments-svc1',
  region_code: 'us-east-1',
  service_type: 'TIMESCALEDB',
  status: 'READY',
  endpoint: { host: 'svc1.example.test', port: 5432 },
  vpc_endpoint: { host: 'svc1.vpc.example.test', port: 5432, vpc_id: '4711' },
  connection_pooler: { endpoint: { host: 'pool.example.test', port: 6432 } },
  read_replica_sets: [
    { id: 'r1', name: 'r', endpoint: { host: 'r.example.test', port: 5432 }, connection_pooler: null },
  ],
  ha_replicas: { replica_count: 1, sync_replica_count: 0 },
};

const managedPeering = {
  peering_connection_id: '9c1e',
  create_time: '2026-01-01T00:00:00Z',
  peer_cloud_account: '123456789012',
  peer_vpc: 'vpc-0a1b2c3d4e5f60718',
  peer_region: 'us-east-1',
  peer_resource_group: null,
  peer_azure_app_id: null,
  peer_azure_tenant_id: null,
  state: 'PENDING_PEER',
  state_info: {
    message: 'waiting',
    type: 'pending-peer',
    aws_vpc_peering_connection_id: 'pcx-00000000000000103',
    warnings: [
      { message: 'overlaps', type: 'overlapping-peer-vpc-ip-ranges', conflicting_aws_vpc_id: 'vpc-1' },
    ],
  },
  user_peer_network_cidrs: ['10.20.0.0/16'],
};
const managedGooglePeering = {
  ...managedPeering,
  peer_cloud_account: 'acme-net',
  peer_vpc: 'prod',
  peer_region: null,
  state_info: { message: 'x', to_project_id: 'timescale-mst', to_vpc_network: 'vpc-7a1' },
};
const managedAzurePeering = {
  ...managedPeering,
  peer_resource_group: 'acme-net',
  peer_azure_app_id: 'app',
  peer_azure_tenant_id: 'tenant',
  state_info: { message: 'x', 'to-tenant-id': 'tenant', 'to-network-id': '/subscriptions/s/vnet' },
};
const managedVpc = {
  project_vpc_id: 'f00d',
  cloud_name: 'timescale-google-europe-west1',
  network_cidr: '10.4.0.0/24',
  state: 'ACTIVE',
  create_time: '2026-01-01T00:00:00Z',
  peering_connections: [managedGooglePeering],
};
const managedService = {
  service_name: 'pg1',
  service_type: 'pg',
  cloud_name: 'timescale-google-europe-west1',
  state: 'REBALANCING',
  project_vpc_id: 'f00d',
  components: [
    { component: 'pg', host: 'pg1.example.test', port: 5432, route: 'dynamic', usage: 'primary' },
    { component: 'pgbouncer', host: 'pg1.example.test', port: 6432, route: 'dynamic', usage: 'primary' },
  ],
  node_states: [
    {
      name: 'n1',
      progress_updates: [{ phase: 'basebackup', completed: false, min: 0, max: 100, current: 40, unit: 'x' }],
    },
  ],
};
const error = { message: 'vpc not found', errors: [{ message: 'no such vpc', status: 404 }] };

export type Api = 'tiger' | 'managed';

/** Every body that an API answers with, in all of its shapes: which call gets which is up to the attack. */
export const BODIES: { readonly [A in Api]: readonly unknown[] } = {
  tiger: [
    [tigerVpc],
    tigerVpc,
    [tigerPeering],
    tigerPeering,
    { ...tigerPeering, status: 'INVALID', error_message: 'rejected by peer' },
    [tigerService],
    tigerService,
    { type: 'apiKey', api_key: { project: { id: 'id-payments', name: 'Payments', plan_type: 'scale' } } },
    [],
    null,
    error,
  ],
  managed: [
    { vpcs: [managedVpc] },
    managedVpc,
    { ...managedVpc, cloud_name: 'aws-us-east-1', peering_connections: [managedPeering] },
    { ...managedVpc, cloud_name: 'azure-westeurope', peering_connections: [managedAzurePeering] },
    managedPeering,
    managedAzurePeering,
    managedGooglePeering,
    { services: [managedService] },
    { service: managedService },
    { project: { project_name: 'id-metrics' } },
    { clouds: [{ cloud_name: 'timescale-google-europe-west1', cloud_description: 'x' }] },
    { certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' },
    error,
  ],
};
