import { findCloud } from '../domain/cloud.ts';
import type { AwsGuideFacts, CommandStep, SecurityChoice } from '../domain/guide.ts';
import {
  buildAwsCommand,
  buildEc2Command,
  buildFilter,
  buildOutboundLook,
  buildPermission,
  describeGroup,
  nameGroup,
  ofVpc,
  type PeeringFacts,
} from './aws-commands.ts';
import { buildStep } from './command-step.ts';
import { askFor, quoteQuery } from './shell.ts';

/** The credentials in the shell may be those of another account, where the request is not to be found. */
const guideAccount = ({ peering: { peer } }: PeeringFacts): CommandStep =>
  buildStep(
    'account',
    buildAwsCommand('sts', 'get-caller-identity', { region: peer.region, query: 'Account', output: 'text' }),
    { does: 'look', prints: [peer.accountId] },
  );

const REQUEST = {
  status: 'Status.Code',
  accepterAccount: 'AccepterVpcInfo.OwnerId',
  accepterVpc: 'AccepterVpcInfo.VpcId',
  accepterRegion: 'AccepterVpcInfo.Region',
  requesterAccount: 'RequesterVpcInfo.OwnerId',
  requesterRegion: 'RequesterVpcInfo.Region',
} as const;

/** Which account asks is shown by AWS alone: no provider tells it, so there is nothing to compare it with. */
const guideRequest = (facts: AwsGuideFacts): CommandStep => {
  const { provisionedId, peer } = facts.peering;
  const fields = Object.entries(REQUEST).map(([name, path]) => `${name}:${path}`);
  const command = buildEc2Command(facts, 'describe-vpc-peering-connections', {
    'vpc-peering-connection-ids': provisionedId,
    query: `VpcPeeringConnections[0].{${fields.join(',')}}`,
    output: 'json',
  });
  const expected: Readonly<Partial<Record<keyof typeof REQUEST, string>>> = {
    status: 'pending-acceptance',
    accepterAccount: peer.accountId,
    accepterVpc: peer.vpcId,
    accepterRegion: peer.region,
    requesterRegion: findCloud(facts.vpcRegion).region,
  };
  const compare = Object.entries(expected).map(([label, value]) => ({ label, value }));
  return buildStep('request', command, { does: 'look', compare });
};

export const guideAccept = (facts: PeeringFacts): CommandStep =>
  buildStep(
    'accept',
    buildEc2Command(facts, 'accept-vpc-peering-connection', {
      'vpc-peering-connection-id': facts.peering.provisionedId,
      query: 'VpcPeeringConnection.Status.Code',
      output: 'text',
    }),
    { does: 'change', prints: ['provisioning', 'active'] },
  );

/** `taken` is where the range leads already: another target than this peering is a conflict. */
const guideTables = (facts: AwsGuideFacts): CommandStep => {
  const taken = `Routes[?DestinationCidrBlock==${quoteQuery(facts.vpcCidr.text)}]|[0]`;
  const command = buildEc2Command(facts, 'describe-route-tables', {
    filters: ofVpc(facts),
    query: `RouteTables[].{table:RouteTableId,main:contains(Associations[].Main,\`true\`),subnets:Associations[].SubnetId,taken:${taken}}`,
    output: 'json',
  });
  return buildStep('tables', command, { does: 'look' });
};

const guideRoutes = (facts: AwsGuideFacts): CommandStep => {
  const create = buildEc2Command(facts, 'create-route', {
    'destination-cidr-block': facts.vpcCidr.text,
    'vpc-peering-connection-id': facts.peering.provisionedId,
    query: 'Return',
    output: 'text',
  });
  const ask = askFor('tables', 'Ids of the route tables, with spaces in between');
  const command = `${ask} && for table in $(printf '%s' "$tables"); do ${create} --route-table-id "$table"; done`;
  return buildStep('routes', command, { does: 'change', prints: ['True'] });
};

/**
 * A new group has one rule for IPv4 that lets everything out, and one for IPv6 where the VPC has it.
 * Whatever there is, is revoked by id, in the new group only, before the one rule is added.
 */
const guideNewGroup = (facts: AwsGuideFacts): CommandStep => {
  const create = buildEc2Command(facts, 'create-security-group', {
    'vpc-id': facts.peering.peer.vpcId,
    'group-name': nameGroup(facts),
    description: describeGroup(facts),
    query: 'GroupId',
    output: 'text',
  });
  const rules = `${buildEc2Command(facts, 'describe-security-group-rules', {
    query: 'SecurityGroupRules[?IsEgress].SecurityGroupRuleId',
    output: 'text',
  })} --filters "Name=group-id,Values=$group"`;
  const revoke = `${buildEc2Command(facts, 'revoke-security-group-egress', {})} --group-id "$group" --security-group-rule-ids $(${rules}) >/dev/null`;
  const command = `group=$(${create}) && ${revoke} && ${authorize(facts)} >/dev/null && printf '%s\\n' "$group"`;
  return buildStep('new-group', command, { does: 'change' });
};

const authorize = (facts: AwsGuideFacts): string =>
  `${buildEc2Command(facts, 'authorize-security-group-egress', {
    'ip-permissions': buildPermission(facts.vpcCidr),
    query: 'Return',
    output: 'text',
  })} --group-id "$group"`;

const guideRule = (facts: AwsGuideFacts): readonly CommandStep[] => {
  const look = buildEc2Command(facts, 'describe-security-groups', {
    filters: ofVpc(facts),
    query: 'SecurityGroups[].{group:GroupId,name:GroupName,what:Description}',
    output: 'table',
  });
  const add = `${askFor('group', 'Id of the security group')} && ${authorize(facts)}`;
  return [
    buildStep('groups', look, { does: 'look' }),
    buildStep('rule', add, { does: 'change', prints: ['True'] }),
  ];
};

const guideSecurity = (facts: AwsGuideFacts, security: SecurityChoice): readonly CommandStep[] => {
  switch (security) {
    case 'new':
      return [guideNewGroup(facts)];
    case 'existing':
      return guideRule(facts);
    case 'leave':
      return [buildStep('outbound', buildOutboundLook(facts), { does: 'look' })];
    default:
      return security satisfies never;
  }
};

/** A route to a peering that is not active yet is a `blackhole`. */
const guideChecks = (facts: AwsGuideFacts): readonly CommandStep[] => {
  const { provisionedId } = facts.peering;
  const status = buildEc2Command(facts, 'describe-vpc-peering-connections', {
    'vpc-peering-connection-ids': provisionedId,
    query: 'VpcPeeringConnections[0].Status.Code',
    output: 'text',
  });
  const routes = buildEc2Command(facts, 'describe-route-tables', {
    filters: buildFilter('route.vpc-peering-connection-id', provisionedId),
    query: `RouteTables[].{table:RouteTableId,state:Routes[?VpcPeeringConnectionId==${quoteQuery(provisionedId)}]|[0].State}`,
    output: 'table',
  });
  return [
    buildStep('check-peering', status, { does: 'look', prints: ['active'] }),
    buildStep('check-routes', routes, { does: 'look', compare: [{ label: 'state', value: 'active' }] }),
  ];
};

/** From the right account to the last look, for the AWS CLI. */
export const guideWithCli = (facts: AwsGuideFacts, security: SecurityChoice): readonly CommandStep[] => [
  guideAccount(facts),
  guideRequest(facts),
  guideAccept(facts),
  guideTables(facts),
  guideRoutes(facts),
  ...guideSecurity(facts, security),
  ...guideChecks(facts),
];
