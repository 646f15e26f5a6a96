import type { Filter } from '@aws-sdk/client-ec2';
import type { AwsGroup, AwsInterface, AwsRequest, AwsRouteTable, AwsSide } from '../domain/aws-side.ts';
import type { ListedNetwork } from './api.ts';
import {
  nameOf,
  REQUEST_TAG,
  readEgress,
  readInterface,
  readRanges,
  readRequest,
  readTables,
  readTags,
} from './aws-answers.ts';
import type { Ec2 } from './aws-ec2.ts';

/** EC2's own limits: of a page, of a page of route tables, and of the values of one filter. */
const PAGE = { MaxResults: 1_000 };
const TABLES_PAGE = { MaxResults: 100 };
const FILTER_MOST = 200;

export const filterBy = (Name: string, ...Values: readonly string[]): { Filters: Filter[] } => ({
  Filters: [{ Name, Values: [...Values] }],
});

const listVpcs = async (ec2: Ec2, region: string): Promise<readonly ListedNetwork[]> => {
  const pages = await ec2.list({
    region,
    doing: 'listing vpcs',
    action: 'DescribeVpcs',
    run: (api, page, options) => api.describeVpcs({ ...PAGE, ...page }, options),
  });
  return pages
    .flatMap(({ Vpcs }) => Vpcs ?? [])
    .flatMap((vpc) =>
      vpc.VpcId === undefined
        ? []
        : [
            {
              id: vpc.VpcId,
              region,
              name: nameOf(vpc.Tags),
              ranges: readRanges(vpc),
              isDefault: vpc.IsDefault === true,
            },
          ],
    );
};

const findVpc = async (ec2: Ec2, region: string, vpcId: string) => {
  const { Vpcs } = await ec2.call({
    region,
    doing: `looking at ${vpcId}`,
    action: 'DescribeVpcs',
    run: (api, options) => api.describeVpcs(filterBy('vpc-id', vpcId), options),
  });
  return Vpcs?.[0] ?? null;
};

const listTables = async (ec2: Ec2, region: string, vpcId: string): Promise<readonly AwsRouteTable[]> => {
  const [tables, subnets] = await Promise.all([
    ec2.list({
      region,
      doing: `listing the route tables of ${vpcId}`,
      action: 'DescribeRouteTables',
      run: (api, page, options) =>
        api.describeRouteTables({ ...filterBy('vpc-id', vpcId), ...TABLES_PAGE, ...page }, options),
    }),
    ec2.list({
      region,
      doing: `listing the subnets of ${vpcId}`,
      action: 'DescribeSubnets',
      run: (api, page, options) =>
        api.describeSubnets({ ...filterBy('vpc-id', vpcId), ...PAGE, ...page }, options),
    }),
  ]);
  const named = subnets
    .flatMap(({ Subnets }) => Subnets ?? [])
    .flatMap(({ SubnetId: id, Tags }) => (id === undefined ? [] : [{ id, name: nameOf(Tags) }]));
  return readTables(
    tables.flatMap(({ RouteTables }) => RouteTables ?? []),
    named,
  );
};

/** The rules of some groups, with their ids. */
const listRules = async (ec2: Ec2, region: string, vpcId: string, groupIds: readonly string[]) => {
  const parts = Array.from({ length: Math.ceil(groupIds.length / FILTER_MOST) }, (_, part) =>
    groupIds.slice(part * FILTER_MOST, (part + 1) * FILTER_MOST),
  );
  const pages = await Promise.all(
    parts.map((part) =>
      ec2.list({
        region,
        doing: `listing the security group rules of ${vpcId}`,
        action: 'DescribeSecurityGroupRules',
        run: (api, page, options) =>
          api.describeSecurityGroupRules({ ...filterBy('group-id', ...part), ...PAGE, ...page }, options),
      }),
    ),
  );
  return pages.flat().flatMap(({ SecurityGroupRules }) => SecurityGroupRules ?? []);
};

const listGroups = async (ec2: Ec2, region: string, vpcId: string): Promise<readonly AwsGroup[]> => {
  const pages = await ec2.list({
    region,
    doing: `listing the security groups of ${vpcId}`,
    action: 'DescribeSecurityGroups',
    run: (api, page, options) =>
      api.describeSecurityGroups({ ...filterBy('vpc-id', vpcId), ...PAGE, ...page }, options),
  });
  const groups = pages
    .flatMap(({ SecurityGroups }) => SecurityGroups ?? [])
    .flatMap(({ GroupId: id, GroupName, Tags: tags }) =>
      id === undefined ? [] : [{ id, name: GroupName ?? id, request: readTags(tags)[REQUEST_TAG] ?? null }],
    );
  const ids = groups.map(({ id }) => id);
  const rules = await listRules(ec2, region, vpcId, ids);
  return groups.map((group) => ({
    ...group,
    egress: rules.filter(({ GroupId }) => GroupId === group.id).flatMap(readEgress),
  }));
};

const listInterfaces = async (ec2: Ec2, region: string, vpcId: string): Promise<readonly AwsInterface[]> => {
  const [interfaces, instances] = await Promise.all([
    ec2.list({
      region,
      doing: `listing the network interfaces of ${vpcId}`,
      action: 'DescribeNetworkInterfaces',
      run: (api, page, options) =>
        api.describeNetworkInterfaces({ ...filterBy('vpc-id', vpcId), ...PAGE, ...page }, options),
    }),
    ec2.list({
      region,
      doing: `listing the instances of ${vpcId}`,
      action: 'DescribeInstances',
      run: (api, page, options) =>
        api.describeInstances({ ...filterBy('vpc-id', vpcId), ...PAGE, ...page }, options),
    }),
  ]);
  const names = new Map(
    instances
      .flatMap(({ Reservations }) => Reservations ?? [])
      .flatMap(({ Instances }) => Instances ?? [])
      .flatMap(({ InstanceId, Tags }) => (InstanceId === undefined ? [] : [[InstanceId, nameOf(Tags)]])),
  );
  return interfaces
    .flatMap(({ NetworkInterfaces }) => NetworkInterfaces ?? [])
    .flatMap((found) => readInterface(found, names));
};

/** Everything of an account that is only looked at. */
export const createAwsLook = (ec2: Ec2, account: string) => ({
  listVpcs: (region: string): Promise<readonly ListedNetwork[]> => listVpcs(ec2, region),

  readSide: async (region: string, vpcId: string): Promise<AwsSide | null> => {
    const [vpc, tables, groups, interfaces] = await Promise.all([
      findVpc(ec2, region, vpcId),
      listTables(ec2, region, vpcId),
      listGroups(ec2, region, vpcId),
      listInterfaces(ec2, region, vpcId),
    ]);
    if (vpc === null) return null;
    const name = nameOf(vpc.Tags);
    return { accountId: account, region, vpcId, name, ranges: readRanges(vpc), tables, groups, interfaces };
  },

  findRequest: async (region: string, peeringId: string): Promise<AwsRequest | null> => {
    const { VpcPeeringConnections } = await ec2.call({
      region,
      doing: `looking at ${peeringId}`,
      action: 'DescribeVpcPeeringConnections',
      // By a filter: an id that AWS does not know yet is refused, and a filter lets nothing through.
      run: (api, options) =>
        api.describeVpcPeeringConnections(filterBy('vpc-peering-connection-id', peeringId), options),
    });
    const [found] = VpcPeeringConnections ?? [];
    return found === undefined ? null : readRequest(peeringId, found);
  },
});
