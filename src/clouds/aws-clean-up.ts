import type { AwsCleanUp, AwsGuideFacts, CleanUpAct, CommandStep } from '../domain/guide.ts';
import { buildEc2Command, buildFilter, buildPermission, nameGroup, ofVpc } from './aws-commands.ts';
import { buildRouteTablesUrl } from './aws-console.ts';
import { buildStep } from './command-step.ts';
import { askFor, quoteQuery } from './shell.ts';

const PERMISSIONS = [
  'ec2:DescribeRouteTables',
  'ec2:DeleteRoute',
  'ec2:DescribeSecurityGroups',
  'ec2:DeleteSecurityGroup',
  'ec2:RevokeSecurityGroupEgress',
] as const;

/** A route to a peering that lives has another state, so none of those is found or deleted. */
const guideRoutes = (facts: AwsGuideFacts): readonly CommandStep<CleanUpAct>[] => {
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

/** AWS itself refuses to delete a group that something still uses. */
const guideGroups = (facts: AwsGuideFacts): readonly CommandStep<CleanUpAct>[] => {
  const look = buildEc2Command(facts, 'describe-security-groups', {
    filters: [ofVpc(facts), buildFilter('egress.ip-permission.cidr', facts.vpcCidr.text)],
    query: 'SecurityGroups[].{group:GroupId,name:GroupName,what:Description}',
    output: 'json',
  });
  const made = buildEc2Command(facts, 'describe-security-groups', {
    filters: [ofVpc(facts), buildFilter('group-name', nameGroup(facts))],
    query: 'SecurityGroups[].GroupId',
    output: 'text',
  });
  const remove = `${buildEc2Command(facts, 'delete-security-group', {})} --group-id "$group"`;
  const revoke = `${buildEc2Command(facts, 'revoke-security-group-egress', {
    'ip-permissions': buildPermission(facts.vpcCidr),
    query: 'Return',
    output: 'text',
  })} --group-id "$group"`;
  return [
    buildStep('groups-left', look, { does: 'look' }),
    buildStep('delete-group', `for group in $(${made}); do ${remove}; done`, { does: 'change' }),
    buildStep('revoke-rule', `${askFor('group', 'Id of the security group')} && ${revoke}`, {
      does: 'change',
      prints: ['True'],
    }),
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
