import type { EC2 } from '@aws-sdk/client-ec2';
import type { Allowance } from '../domain/side-plan.ts';

interface Options {
  readonly abortSignal: AbortSignal;
}

type Try = (ec2: EC2, options: Options) => Promise<unknown>;

/** One thing that the role should be able to do, tried with DryRun on one resource after the other until AWS says yes. */
export interface Trial {
  /** `CreateRoute`. */
  readonly action: string;
  readonly tries: readonly Try[];
  /** Whether a no to all of them is a no to everything that the bot will ask for. */
  readonly isSure: boolean;
}

/** What is there to try things on. */
export interface Specimens {
  readonly vpcIds: readonly string[];
  readonly tableIds: readonly string[];
  /** Peering connections that the account was asked for. */
  readonly peeringIds: readonly string[];
  /** Security groups of the bot's own, and some others. */
  readonly ownGroupIds: readonly string[];
  readonly groupIds: readonly string[];
}

/** Enough to find one that the policy means, and few enough for EC2's patience. */
const TRIED_MOST = 6;
const DRY = { DryRun: true } as const;
/** For documentation only (RFC 5737): nobody has a route or a rule for it. */
const NOWHERE = '192.0.2.0/24';
const NO_PEERING = 'pcx-00000000000000000';
const TAGS = [
  { Key: 'vpcbot:request', Value: 'R0' },
  { Key: 'vpcbot:completion', Value: '0' },
];
const OUT = [{ IpProtocol: 'tcp', FromPort: 5432, ToPort: 5432, IpRanges: [{ CidrIp: NOWHERE }] }];

const once = (action: string, run: Try): Trial => ({ action, tries: [run], isSure: true });

const onEach = (
  action: string,
  ids: readonly string[],
  isSure: boolean,
  run: (id: string) => Try,
): Trial => ({
  action,
  tries: ids.slice(0, TRIED_MOST).map(run),
  isSure: isSure && ids.length <= TRIED_MOST,
});

/** All that a look reads. */
export const LOOKS: readonly Trial[] = [
  once('DescribeVpcs', (ec2, options) => ec2.describeVpcs(DRY, options)),
  once('DescribeSubnets', (ec2, options) => ec2.describeSubnets(DRY, options)),
  once('DescribeRouteTables', (ec2, options) => ec2.describeRouteTables(DRY, options)),
  once('DescribeSecurityGroups', (ec2, options) => ec2.describeSecurityGroups(DRY, options)),
  once('DescribeSecurityGroupRules', (ec2, options) => ec2.describeSecurityGroupRules(DRY, options)),
  once('DescribeNetworkInterfaces', (ec2, options) => ec2.describeNetworkInterfaces(DRY, options)),
  once('DescribeInstances', (ec2, options) => ec2.describeInstances(DRY, options)),
  once('DescribeVpcPeeringConnections', (ec2, options) => ec2.describeVpcPeeringConnections(DRY, options)),
];

const listAcceptTrials = ({ peeringIds }: Specimens): readonly Trial[] => [
  // A policy is to allow Timescale's requests alone, and these may all be somebody else's.
  onEach(
    'AcceptVpcPeeringConnection',
    peeringIds,
    false,
    (id) => (ec2, options) => ec2.acceptVpcPeeringConnection({ ...DRY, VpcPeeringConnectionId: id }, options),
  ),
];

const listRouteTrials = ({ tableIds, peeringIds }: Specimens): readonly Trial[] => [
  onEach(
    'CreateRoute',
    tableIds,
    true,
    (RouteTableId) => (ec2, options) =>
      ec2.createRoute(
        {
          ...DRY,
          RouteTableId,
          DestinationCidrBlock: NOWHERE,
          VpcPeeringConnectionId: peeringIds[0] ?? NO_PEERING,
        },
        options,
      ),
  ),
  onEach(
    'DeleteRoute',
    tableIds,
    true,
    (RouteTableId) => (ec2, options) =>
      ec2.deleteRoute({ ...DRY, RouteTableId, DestinationCidrBlock: NOWHERE }, options),
  ),
];

const listGroupTrials = ({ vpcIds, ownGroupIds, groupIds }: Specimens): readonly Trial[] => {
  // A policy may allow these for the bot's own groups alone.
  const ids = [...ownGroupIds, ...groupIds];
  const isSure = ownGroupIds.length > 0;
  return [
    onEach(
      'CreateSecurityGroup',
      vpcIds,
      true,
      (VpcId) => (ec2, options) =>
        ec2.createSecurityGroup(
          {
            ...DRY,
            VpcId,
            GroupName: 'vpcbot-permission-check',
            Description: 'DryRun, never made',
            TagSpecifications: [{ ResourceType: 'security-group', Tags: TAGS }],
          },
          options,
        ),
    ),
    onEach(
      'AuthorizeSecurityGroupEgress',
      ids,
      isSure,
      (GroupId) => (ec2, options) =>
        ec2.authorizeSecurityGroupEgress(
          {
            ...DRY,
            GroupId,
            IpPermissions: OUT,
            TagSpecifications: [{ ResourceType: 'security-group-rule', Tags: TAGS }],
          },
          options,
        ),
    ),
    onEach(
      'RevokeSecurityGroupEgress',
      ids,
      isSure,
      (GroupId) => (ec2, options) =>
        ec2.revokeSecurityGroupEgress({ ...DRY, GroupId, IpPermissions: OUT }, options),
    ),
    onEach(
      'DeleteSecurityGroup',
      ids,
      isSure,
      (GroupId) => (ec2, options) => ec2.deleteSecurityGroup({ ...DRY, GroupId }, options),
    ),
  ];
};

/** All that the bot may be asked to change there. */
export const listChangeTrials = (allow: readonly Allowance[], specimens: Specimens): readonly Trial[] => [
  ...(allow.includes('accept') ? listAcceptTrials(specimens) : []),
  ...(allow.includes('routes') ? listRouteTrials(specimens) : []),
  ...(allow.includes('security-group') ? listGroupTrials(specimens) : []),
];
