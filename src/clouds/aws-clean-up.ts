import type { AwsCleanUp, AwsGuideFacts, CleanUpAct, CommandStep } from '../domain/guide.ts';
import {
  buildEc2Command,
  buildFilter,
  buildGroupSearch,
  buildOtherGroups,
  nameGroup,
  ofVpc,
} from './aws-commands.ts';
import { buildRouteTablesUrl } from './aws-console.ts';
import { buildStep } from './command-step.ts';
import { askFor, quoteQuery } from './shell.ts';

const PERMISSIONS = [
  'ec2:DescribeRouteTables',
  'ec2:DeleteRoute',
  'ec2:DescribeSecurityGroups',
  'ec2:DescribeNetworkInterfaces',
  'ec2:ModifyNetworkInterfaceAttribute',
  'ec2:DeleteSecurityGroup',
  'ec2:DescribeSecurityGroupRules',
  'ec2:RevokeSecurityGroupEgress',
] as const;

type Step = CommandStep<CleanUpAct>;

/** A route to a peering that lives has another state, so none of those is found or deleted. */
const guideRoutes = (facts: AwsGuideFacts): readonly Step[] => {
  const { provisionedId } = facts.peering;
  const filters = [
    buildFilter('route.vpc-peering-connection-id', provisionedId),
    buildFilter('route.state', 'blackhole'),
  ];
  const dead = `Routes[?VpcPeeringConnectionId==${quoteQuery(provisionedId)}&&State==${quoteQuery('blackhole')}].DestinationCidrBlock`;
  const tables = (query: string, output: string) =>
    buildEc2Command(facts, 'describe-route-tables', { filters, query, output });
  const ranges = `${buildEc2Command(facts, 'describe-route-tables', {
    query: `RouteTables[].${dead}[]`,
    output: 'text',
  })} --route-table-ids "$table"`;
  const remove = `${buildEc2Command(facts, 'delete-route', {})} --route-table-id "$table" --destination-cidr-block "$range"`;
  return [
    buildStep('blackholes', tables(`RouteTables[].{table:RouteTableId,ranges:${dead}}`, 'json'), {
      does: 'look',
    }),
    buildStep(
      'delete-routes',
      `for table in $(${tables('RouteTables[].RouteTableId', 'text')}); do for range in $(${ranges}); do ${remove}; done; done`,
      { does: 'change' },
    ),
  ];
};

const forGroup = (facts: AwsGuideFacts, command: string): string =>
  `for group in $(${buildGroupSearch(facts)}); do ${command}; done`;

/** An interface has one group at least: what has no other than this one keeps it, and AWS says so. */
const guideDetach = (facts: AwsGuideFacts): Step => {
  const list = `${buildEc2Command(facts, 'describe-network-interfaces', {
    query: 'NetworkInterfaces[].NetworkInterfaceId',
    output: 'text',
  })} --filters "Name=group-id,Values=$group"`;
  const change = `${buildEc2Command(facts, 'modify-network-interface-attribute', {})} --network-interface-id "$interface" --groups ${buildOtherGroups(facts)}`;
  const command = forGroup(facts, `for interface in $(${list}); do ${change}; done`);
  return buildStep('detach', command, { does: 'change' });
};

/** Rules as a guide adds them: TCP, one port, to the whole range and to nothing else. */
const guideRevoke = (facts: AwsGuideFacts): Step => {
  const isOurs = `IsEgress&&IpProtocol==${quoteQuery('tcp')}&&FromPort==ToPort&&CidrIpv4==${quoteQuery(facts.vpcCidr.text)}`;
  const rules = `${buildEc2Command(facts, 'describe-security-group-rules', {
    query: `SecurityGroupRules[?${isOurs}].SecurityGroupRuleId`,
    output: 'text',
  })} --filters "Name=group-id,Values=$group"`;
  const revoke = `${buildEc2Command(facts, 'revoke-security-group-egress', {
    query: 'Return',
    output: 'text',
  })} --group-id "$group" --security-group-rule-ids "$rule"`;
  const command = `${askFor('group', 'Id of the security group')} && for rule in $(${rules}); do ${revoke}; done`;
  return buildStep('revoke-rule', command, { does: 'change', prints: ['True'] });
};

/** AWS itself refuses to delete a group that something still uses. */
const guideGroups = (facts: AwsGuideFacts): readonly Step[] => {
  const look = buildEc2Command(facts, 'describe-security-groups', {
    filters: [ofVpc(facts), buildFilter('egress.ip-permission.cidr', facts.vpcCidr.text)],
    query: 'SecurityGroups[].{group:GroupId,name:GroupName,what:Description}',
    output: 'json',
  });
  const remove = `${buildEc2Command(facts, 'delete-security-group', {})} --group-id "$group"`;
  return [
    guideDetach(facts),
    buildStep('delete-group', forGroup(facts, remove), { does: 'change' }),
    buildStep('groups-left', look, { does: 'look' }),
    guideRevoke(facts),
  ];
};

/** After a peering or its VPC is deleted: the routes that lead nowhere, and the security group made for it. */
export const guideAwsCleanUp = (facts: AwsGuideFacts): AwsCleanUp => ({
  kind: 'aws',
  facts,
  steps: [...guideRoutes(facts), ...guideGroups(facts)],
  groupName: nameGroup(facts),
  consoleUrl: buildRouteTablesUrl(facts),
  permissions: PERMISSIONS,
});
