import type { AwsAccount, AwsVpc } from './vpc-seed.ts';

/** A VPC as most are: a public and a private side, and one for batch jobs that goes nowhere. */
const payments: AwsVpc = {
  id: 'vpc-0a1b2c3d4e5f60718',
  region: 'us-east-1',
  cidrs: ['10.20.0.0/16'],
  name: 'payments',
  dns: { support: true, hostnames: true },
  subnets: [
    { id: 'subnet-0a100000000000001', cidr: '10.20.0.0/24', name: 'payments-public', zone: 'us-east-1a' },
    { id: 'subnet-0a100000000000002', cidr: '10.20.16.0/20', name: 'payments-app-a', zone: 'us-east-1a' },
    { id: 'subnet-0a100000000000003', cidr: '10.20.32.0/20', name: 'payments-app-b', zone: 'us-east-1b' },
    { id: 'subnet-0a100000000000004', cidr: '10.20.64.0/24', name: 'payments-batch', zone: 'us-east-1c' },
  ],
  routeTables: [
    {
      id: 'rtb-0a100000000000001',
      name: 'payments-main',
      isMain: true,
      routes: [{ to: '0.0.0.0/0', via: 'igw-0a100000000000001' }],
    },
    {
      id: 'rtb-0a100000000000002',
      name: 'payments-app',
      subnets: ['subnet-0a100000000000002', 'subnet-0a100000000000003'],
      routes: [{ to: '0.0.0.0/0', via: 'nat-0a100000000000001' }],
    },
    { id: 'rtb-0a100000000000003', name: 'payments-isolated', subnets: ['subnet-0a100000000000004'] },
  ],
  securityGroups: [
    { id: 'sg-0a100000000000001', name: 'payments-app', description: 'Application servers' },
    {
      id: 'sg-0a100000000000002',
      name: 'payments-locked',
      description: 'Nothing but HTTPS out',
      egress: [{ peer: '0.0.0.0/0', protocol: 'tcp', port: 443 }],
    },
  ],
  interfaces: [
    {
      id: 'eni-0a100000000000001',
      subnet: 'subnet-0a100000000000002',
      groups: ['sg-0a100000000000001'],
      instance: { id: 'i-0a100000000000001', name: 'payments-app-1' },
    },
    {
      id: 'eni-0a100000000000002',
      subnet: 'subnet-0a100000000000003',
      groups: ['sg-0a100000000000002'],
      instance: { id: 'i-0a100000000000002', name: 'payments-app-2' },
    },
  ],
};

/** Two ranges, and a route to the data centre that takes in all of 10.0.0.0/8. */
const analytics: AwsVpc = {
  id: 'vpc-0b2c3d4e5f6071829',
  region: 'eu-west-1',
  cidrs: ['10.30.0.0/16', '10.31.0.0/16'],
  name: 'analytics',
  subnets: [
    { id: 'subnet-0b100000000000001', cidr: '10.30.1.0/24', name: 'analytics-a', zone: 'eu-west-1a' },
    { id: 'subnet-0b100000000000002', cidr: '10.31.1.0/24', name: 'analytics-b', zone: 'eu-west-1b' },
  ],
  routeTables: [
    {
      id: 'rtb-0b100000000000001',
      name: 'analytics-main',
      isMain: true,
      routes: [
        { to: '0.0.0.0/0', via: 'nat-0b100000000000001' },
        { to: '10.0.0.0/8', via: 'tgw-0b100000000000001' },
      ],
    },
  ],
};

/**
 * What has grown over years: of Timescale's 10.80.0.0/24 one table knows the same range by another
 * target, the next one a part of it and all around it.
 */
const legacy: AwsVpc = {
  id: 'vpc-0c3d4e5f607182930',
  region: 'us-east-1',
  cidrs: ['10.40.0.0/20'],
  name: 'legacy',
  subnets: [
    { id: 'subnet-0c100000000000001', cidr: '10.40.0.0/24', name: 'legacy-web', zone: 'us-east-1a' },
    { id: 'subnet-0c100000000000002', cidr: '10.40.1.0/24', name: 'legacy-jobs', zone: 'us-east-1b' },
  ],
  routeTables: [
    {
      id: 'rtb-0c100000000000001',
      name: 'legacy-main',
      isMain: true,
      routes: [
        { to: '0.0.0.0/0', via: 'igw-0c100000000000001' },
        { to: '10.80.0.0/24', via: 'tgw-0c100000000000001' },
      ],
    },
    {
      id: 'rtb-0c100000000000002',
      name: 'legacy-jobs',
      subnets: ['subnet-0c100000000000002'],
      routes: [
        { to: '10.80.0.0/26', via: 'eni-0c100000000000001' },
        { to: '10.80.0.0/16', via: 'vgw-0c100000000000001' },
      ],
    },
  ],
};

/** Another company's: nothing but what AWS makes by itself. */
const partner: AwsVpc = {
  id: 'vpc-0d4e5f60718293041',
  region: 'us-east-1',
  cidrs: ['172.20.0.0/16'],
  name: 'partner',
  subnets: [{ id: 'subnet-0d100000000000001', cidr: '172.20.0.0/20', zone: 'us-east-1a' }],
};

/** What the sandbox starts with on the customer's side. */
export const demoClouds: readonly AwsAccount[] = [
  { id: '123456789012', vpcs: [payments, analytics, legacy] },
  { id: '210987654321', vpcs: [partner] },
];
