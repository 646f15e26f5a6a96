import { type Operation, ok } from '../provider-api.ts';
import { ALL_CLOUDS, PROJECT_CLOUDS } from './cloud-list.ts';
import { PROJECT_CA } from './project-ca.ts';
import type { ManagedState } from './state.ts';
import { uuidFor } from './uuid.ts';

const TYPES = {
  aws: 'aws-vpc-peering-connection',
  google: 'google-vpc-peering',
  azure: 'azure-vnet-peering',
} as const;
const isPeerable = (provider: string): provider is keyof typeof TYPES => provider in TYPES;

const peeringTypes = PROJECT_CLOUDS.flatMap(({ cloud_name, provider }) =>
  isPeerable(provider) ? [{ cloud_name, price_usd: '0', vpc_peering_connection_type: TYPES[provider] }] : [],
);

const showProject = (name: string) => ({
  project_name: name,
  account_id: 'a1b2c3d4e5f6',
  billing_address: '',
  billing_emails: [],
  billing_group_id: uuidFor('billing'),
  billing_group_name: 'Acme',
  country: 'Sweden',
  country_code: 'SE',
  default_cloud: 'timescale-aws-us-east-1',
  estimated_balance: '0.00',
  organization_id: 'org1a2b3c4d5e6',
  payment_method: 'card',
  vat_id: '',
});

export const projectOperations = ({ events }: ManagedState): readonly Operation[] => [
  { name: 'ListClouds', method: 'GET', path: '/clouds', run: () => ok({ clouds: ALL_CLOUDS }) },
  {
    name: 'ProjectGet',
    method: 'GET',
    path: '/project/:project',
    run: ({ parts }) => ok({ project: showProject(parts('project')) }),
  },
  {
    name: 'ListProjectClouds',
    method: 'GET',
    path: '/project/:project/clouds',
    run: () => ok({ clouds: PROJECT_CLOUDS }),
  },
  {
    name: 'ListProjectVpcPeeringConnectionTypes',
    method: 'GET',
    path: '/project/:project/vpc-peering-connection-types',
    run: () => ok({ vpc_peering_connection_types: peeringTypes }),
  },
  {
    name: 'ProjectKmsGetCA',
    method: 'GET',
    path: '/project/:project/kms/ca',
    run: () => ok({ certificate: PROJECT_CA }),
  },
  {
    name: 'ProjectGetEventLogs',
    method: 'GET',
    path: '/project/:project/events',
    run: ({ parts }) =>
      ok({
        events: events.list(parts('project')).map(({ id, at, actor, type, description, service }) => ({
          id,
          time: new Date(at).toISOString(),
          actor,
          event_type: type,
          event_desc: description,
          service_name: service,
        })),
      }),
  },
];
