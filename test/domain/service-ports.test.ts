import { expect, test } from 'vitest';
import { listServicePorts } from '../../src/domain/service-ports.ts';

const service = (vpcProviderId: string | null, ...ports: readonly number[]) => ({
  vpcProviderId,
  endpoints: ports.map((port) => ({ role: 'primary', name: null, host: 'db.example', port }) as const),
});

const MANAGED = { region: 'timescale-aws-us-east-1', providerId: 'v1' };

test.each([
  {
    because: 'Tiger Cloud has one port in every VPC',
    vpc: { region: 'us-east-1', providerId: '4711' },
    services: [service('4711', 31234)],
    ports: [5432],
  },
  {
    because: 'each part of a service has its own, and other places do not count',
    vpc: MANAGED,
    services: [service('v1', 20985, 20984), service(null, 11111), service('v2', 22222), service('v1', 20984)],
    ports: [20984, 20985],
  },
  { because: 'no service is known there', vpc: MANAGED, services: [service(null, 11111)], ports: [5432] },
  {
    because: 'the VPC is not made yet',
    vpc: { ...MANAGED, providerId: null },
    services: [service(null, 11111)],
    ports: [5432],
  },
])('the ports that have to get out: $because', ({ vpc, services, ports }) => {
  expect(listServicePorts(vpc, services)).toEqual(ports);
});
