import type { AwsAccount, Clouds, GoogleProject } from '../../../src/clouds/api.ts';
import { aSide, aTable } from '../../domain/aws-side-example.ts';
import { aGoogleSide } from '../../domain/google-side-example.ts';
import { range } from '../../slack/example.ts';

export const OWN_VPC = 'vpc-0a1b2c3d4e5f60718';
const OTHER_VPC = 'vpc-0ffffffffffffffff';
export const OWN_ACCOUNT = '123456789012';

const SIDE = aSide({ tables: [aTable(), aTable({ id: 'rtb-2', name: '<!channel> `b`', isMain: true })] });

const account: AwsAccount = {
  listVpcs: async (region) => [
    { id: OWN_VPC, region, name: 'prod <!here>', ranges: [range('10.20.0.0/16')], isDefault: false },
    { id: OTHER_VPC, region, name: null, ranges: [range('10.40.0.0/16')], isDefault: true },
  ],
  readSide: async (region, vpcId) => {
    if (vpcId === OWN_VPC) return { ...SIDE, region };
    return vpcId === OTHER_VPC ? { ...SIDE, region, vpcId, ranges: [range('10.40.0.0/16')] } : null;
  },
  findRequest: async (region, peeringId) => ({
    id: peeringId,
    state: 'pending-acceptance',
    rawState: 'pending-acceptance',
    message: null,
    requester: { accountId: '999999999999', vpcId: 'vpc-0eeeeeeeeeeeeeeee', region: 'us-east-1' },
    accepter: { accountId: OWN_ACCOUNT, vpcId: OWN_VPC, region },
    expiresAt: null,
  }),
  carryOut: async () => ({ made: null, wasThere: false }),
  takeBack: async () => ({ kind: 'gone' }),
  checkPermissions: async () => [],
};

const project: GoogleProject = {
  listNetworks: async () => [
    { id: 'prod', region: null, name: null, ranges: [range('10.130.0.0/20')], isDefault: false },
  ],
  readSide: async (network) => (network === 'prod' ? aGoogleSide() : null),
  carryOut: async () => ({ made: null, wasThere: true }),
  takeBack: async () => ({ kind: 'gone' }),
  checkPermissions: async () => [],
};

/** One AWS account and one project of Google Cloud, which show one network each and take every change. */
export const createFakeClouds = (): Clouds => ({
  accounts: [
    {
      kind: 'aws',
      id: OWN_ACCOUNT,
      regions: ['us-east-1', 'eu-west-1'],
      owners: ['S0NET', 'U0OMAR'],
      allow: ['accept', 'routes', 'security-group'],
    },
    { kind: 'google', id: 'acme-net', regions: [], owners: ['S0NET'], allow: ['peer'] },
  ],
  aws: () => account,
  google: () => project,
});
