import {
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcPeeringConnectionsCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { codeOf, openAmazon, VPC } from './amazon-world.ts';

interface Refused {
  readonly call: (ec2: EC2Client) => Promise<unknown>;
  readonly code: string;
  readonly because: string;
}

const REFUSED: readonly Refused[] = [
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ VpcIds: ['payments'] })),
    code: 'InvalidVpcID.Malformed',
    because: 'an id has a form',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-0123456789abcdef0'] })),
    code: 'InvalidVpcID.NotFound',
    because: 'it is not there',
  },
  {
    call: (ec2) => ec2.send(new DescribeSubnetsCommand({ SubnetIds: ['subnet-0123456789abcdef0'] })),
    code: 'InvalidSubnetID.NotFound',
    because: 'it is not there',
  },
  {
    call: (ec2) => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: ['rtb-0123456789abcdef0'] })),
    code: 'InvalidRouteTableID.NotFound',
    because: 'it is not there',
  },
  {
    call: (ec2) => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: ['sg-0123456789abcdef0'] })),
    code: 'InvalidGroup.NotFound',
    because: 'it is not there',
  },
  {
    call: (ec2) => ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: ['payments'] })),
    code: 'InvalidGroup.NotFound',
    because: 'none has the name',
  },
  {
    call: (ec2) =>
      ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: ['sgr-0123456789abcdef0'] })),
    code: 'InvalidSecurityGroupRuleId.NotFound',
    because: 'it is not there',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: ['pcx-1'] })),
    code: 'InvalidVpcPeeringConnectionId.Malformed',
    because: 'an id has a form',
  },
  {
    call: (ec2) =>
      ec2.send(
        new DescribeVpcPeeringConnectionsCommand({ VpcPeeringConnectionIds: ['pcx-0123456789abcdef0'] }),
      ),
    code: 'InvalidVpcPeeringConnectionID.NotFound',
    because: 'it is not there',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'color', Values: ['red'] }] })),
    code: 'InvalidParameterValue',
    because: 'there is no such filter',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'vpc-id' }] })),
    code: 'MissingParameter',
    because: 'a filter has values',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ MaxResults: 4 })),
    code: 'InvalidParameterValue',
    because: 'a page has five or more',
  },
  {
    call: (ec2) => ec2.send(new DescribeRouteTablesCommand({ MaxResults: 101 })),
    code: 'InvalidParameterValue',
    because: 'a page of tables has a hundred at most',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ MaxResults: 5, VpcIds: [VPC] })),
    code: 'InvalidParameterCombination',
    because: 'ids come without pages',
  },
  {
    call: (ec2) => ec2.send(new DescribeVpcsCommand({ NextToken: 'page two' })),
    code: 'InvalidNextToken',
    because: 'it never gave that token',
  },
  {
    call: (ec2) => ec2.send(new DescribeRegionsCommand({ RegionNames: ['mars-east-1'] })),
    code: 'InvalidParameterValue',
    because: 'there is no such region',
  },
];

test.each(REFUSED)('a look ends with $code, because $because', async ({ call, code }) => {
  const { owner } = await openAmazon();
  expect(await codeOf(call(owner()))).toBe(code);
});
