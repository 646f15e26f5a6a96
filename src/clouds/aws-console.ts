import { findCloud } from '../domain/cloud.ts';
import type { AwsGuideFacts, ConsoleStep, SecurityChoice } from '../domain/guide.ts';
import { POSTGRES_PORT } from '../domain/service.ts';
import { describeGroup, nameGroup, type PeeringFacts } from './aws-commands.ts';
import { at, buildPage } from './console-step.ts';

type Page = 'PeeringConnectionDetails' | 'RouteTables' | 'SecurityGroups' | 'CreateSecurityGroup';

const PATHS: { readonly [P in Page]: string } = {
  PeeringConnectionDetails: 'VpcPeeringConnectionId',
  RouteTables: 'VpcId',
  SecurityGroups: 'VpcId',
  CreateSecurityGroup: '',
};

/** A page of the VPC console, already in the accepter's region. */
const buildUrl = ({ peering: { peer } }: PeeringFacts, page: Page, id = ''): string => {
  const region = encodeURIComponent(peer.region);
  const field = PATHS[page];
  const anchor = field === '' ? '' : `${field}=${encodeURIComponent(id)}`;
  return `https://${region}.console.aws.amazon.com/vpcconsole/home?region=${region}#${page}:${anchor}`;
};

export const buildPeeringUrl = (facts: PeeringFacts): string =>
  buildUrl(facts, 'PeeringConnectionDetails', facts.peering.provisionedId);

export const buildRouteTablesUrl = (facts: PeeringFacts): string =>
  buildUrl(facts, 'RouteTables', facts.peering.peer.vpcId);

const PEERINGS = ['VPC', 'Peering connections'] as const;
const TABLES = ['VPC', 'Route tables'] as const;
const GROUPS = ['VPC', 'Security groups'] as const;

const guideAccept = (facts: AwsGuideFacts): readonly ConsoleStep[] => {
  const { provisionedId, peer } = facts.peering;
  const page = { place: [...PEERINGS, provisionedId], url: buildPeeringUrl(facts) };
  const compare = [
    at('Status', 'Pending acceptance'),
    at('Peering connection ID', provisionedId),
    at('Accepter owner ID', peer.accountId),
    at('Accepter VPC', peer.vpcId),
    at('Accepter Region', peer.region),
    at('Requester Region', findCloud(facts.vpcRegion).region),
  ];
  return [
    buildPage({ act: 'request', does: 'look', ...page }, { compare }),
    buildPage(
      { act: 'accept', does: 'change', ...page },
      { open: ['Actions', 'Accept request'], press: 'Accept request' },
    ),
  ];
};

const guideRoutes = (facts: AwsGuideFacts): readonly ConsoleStep[] => {
  const page = { place: TABLES, url: buildRouteTablesUrl(facts) };
  const enter = [
    at('Destination', facts.vpcCidr.text),
    at('Target', 'Peering Connection'),
    at('Peering connection', facts.peering.provisionedId),
  ];
  return [
    buildPage(
      { act: 'tables', does: 'look', ...page },
      { open: ['Subnet associations'], compare: [at('VPC', facts.peering.peer.vpcId)] },
    ),
    buildPage(
      { act: 'routes', does: 'change', ...page },
      { open: ['Routes', 'Edit routes', 'Add route'], enter, press: 'Save changes' },
    ),
  ];
};

const guideSecurity = (facts: AwsGuideFacts, security: SecurityChoice): ConsoleStep => {
  const { vpcId } = facts.peering.peer;
  const rule = [
    at('Type', 'Custom TCP'),
    at('Port range', String(POSTGRES_PORT)),
    at('Destination', facts.vpcCidr.text),
  ];
  const list = { place: GROUPS, url: buildUrl(facts, 'SecurityGroups', vpcId) };
  switch (security) {
    case 'new': {
      const page = {
        place: [...GROUPS, 'Create security group'],
        url: buildUrl(facts, 'CreateSecurityGroup'),
      };
      const group = [
        at('Security group name', nameGroup(facts)),
        at('Description', describeGroup(facts)),
        at('VPC', vpcId),
      ];
      const enter = [...group, ...rule];
      return buildPage(
        { act: 'new-group', does: 'change', ...page },
        { enter, press: 'Create security group' },
      );
    }
    case 'existing': {
      const open = ['Outbound rules', 'Edit outbound rules', 'Add rule'];
      return buildPage({ act: 'rule', does: 'change', ...list }, { open, enter: rule, press: 'Save rules' });
    }
    case 'leave':
      return buildPage({ act: 'outbound', does: 'look', ...list }, { open: ['Outbound rules'] });
    default:
      return security satisfies never;
  }
};

const guideChecks = (facts: AwsGuideFacts): readonly ConsoleStep[] => [
  buildPage(
    {
      act: 'check-peering',
      does: 'look',
      place: [...PEERINGS, facts.peering.provisionedId],
      url: buildPeeringUrl(facts),
    },
    { compare: [at('Status', 'Active')] },
  ),
  buildPage(
    { act: 'check-routes', does: 'look', place: TABLES, url: buildRouteTablesUrl(facts) },
    { open: ['Routes'], compare: [at('Destination', facts.vpcCidr.text), at('Status', 'Active')] },
  ),
];

/** From the request's page to the last look, for AWS's console. Labels are AWS's own. */
export const guideWithConsole = (facts: AwsGuideFacts, security: SecurityChoice): readonly ConsoleStep[] => [
  ...guideAccept(facts),
  ...guideRoutes(facts),
  guideSecurity(facts, security),
  ...guideChecks(facts),
];
