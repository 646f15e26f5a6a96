import type {
  AwsEgress,
  AwsGroup,
  AwsRequest,
  AwsRoute,
  AwsRouteTable,
  AwsSide,
} from '../../src/domain/aws-side.ts';
import { range } from '../slack/example.ts';

export const aRoute = (
  destination: string,
  target: string,
  state: AwsRoute['state'] = 'active',
): AwsRoute => ({
  destination: range(destination),
  target,
  state,
});

export const LOCAL = aRoute('10.20.0.0/16', 'local');

export const aTable = (change: Partial<AwsRouteTable> = {}): AwsRouteTable => ({
  id: 'rtb-1',
  name: null,
  isMain: false,
  subnets: [{ id: 'subnet-1', name: 'app-a' }],
  routes: [LOCAL],
  ...change,
});

export const anEgress = (to: string, change: Partial<AwsEgress> = {}): AwsEgress => ({
  ruleId: 'sgr-1',
  protocol: 'tcp',
  fromPort: 5432,
  toPort: 5432,
  to: range(to),
  ...change,
});

/** What AWS gives to each new group. */
export const EVERYWHERE = anEgress('0.0.0.0/0', {
  ruleId: 'sgr-0',
  protocol: '-1',
  fromPort: null,
  toPort: null,
});

export const aGroup = (change: Partial<AwsGroup> = {}): AwsGroup => ({
  id: 'sg-1',
  name: 'app',
  request: null,
  egress: [EVERYWHERE],
  ...change,
});

export const aSide = (change: Partial<AwsSide> = {}): AwsSide => ({
  accountId: '123456789012',
  region: 'us-east-1',
  vpcId: 'vpc-0a1b2c3d4e5f60718',
  name: 'prod',
  interfaces: [],
  ranges: [range('10.20.0.0/16')],
  tables: [aTable()],
  groups: [aGroup()],
  ...change,
});

export const aRequest = (change: Partial<AwsRequest> = {}): AwsRequest => ({
  id: 'pcx-1',
  state: 'pending-acceptance',
  rawState: 'pending-acceptance',
  message: null,
  requester: { accountId: '999999999999', vpcId: 'vpc-0ffffffffffffffff', region: 'us-east-1' },
  accepter: { accountId: '123456789012', vpcId: 'vpc-0a1b2c3d4e5f60718', region: 'us-east-1' },
  expiresAt: null,
  ...change,
});
