import { isAcceptable, isAcceptedIn, listAttachable, listTablesWhere } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import { findCloud } from '../domain/cloud.ts';
import type { AwsGuideFacts, ConsoleStep, LabelledValue } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { describeGroup, nameGroup, type PeeringFacts } from './aws-commands.ts';
import { at, buildPage } from './console-step.ts';

type Page =
  | 'PeeringConnectionDetails'
  | 'RouteTables'
  | 'SecurityGroups'
  | 'SecurityGroup'
  | 'CreateSecurityGroup'
  | 'NIC';

/** Which console has it, and what its pages are narrowed down by. */
const PAGES: { readonly [P in Page]: { readonly home: 'vpcconsole' | 'ec2'; readonly field: string } } = {
  PeeringConnectionDetails: { home: 'vpcconsole', field: 'VpcPeeringConnectionId' },
  RouteTables: { home: 'vpcconsole', field: 'VpcId' },
  SecurityGroups: { home: 'vpcconsole', field: 'VpcId' },
  SecurityGroup: { home: 'vpcconsole', field: 'groupId' },
  CreateSecurityGroup: { home: 'vpcconsole', field: '' },
  NIC: { home: 'ec2', field: 'vpcId' },
};

/** A page of AWS's console, already in the accepter's region. */
const buildUrl = ({ peering: { peer } }: PeeringFacts, page: Page, id = ''): string => {
  const region = encodeURIComponent(peer.region);
  const { home, field } = PAGES[page];
  const anchor = field === '' ? '' : `${field}=${encodeURIComponent(id)}`;
  return `https://${region}.console.aws.amazon.com/${home}/home?region=${region}#${page}:${anchor}`;
};

export const buildPeeringUrl = (facts: PeeringFacts): string =>
  buildUrl(facts, 'PeeringConnectionDetails', facts.peering.provisionedId);

export const buildRouteTablesUrl = (facts: PeeringFacts): string =>
  buildUrl(facts, 'RouteTables', facts.peering.peer.vpcId);

const PEERINGS = ['VPC', 'Peering connections'] as const;
const TABLES = ['VPC', 'Route tables'] as const;
const GROUPS = ['VPC', 'Security groups'] as const;

const guideAccept = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly ConsoleStep[] => {
  const isAccepted = plan !== null && isAcceptedIn(plan);
  const { provisionedId, peer } = facts.peering;
  const page = { place: [...PEERINGS, provisionedId], url: buildPeeringUrl(facts) };
  const compare = [
    at('Status', isAccepted ? 'Active' : 'Pending acceptance'),
    at('Peering connection ID', provisionedId),
    at('Accepter owner ID', peer.accountId),
    at('Accepter VPC', peer.vpcId),
    at('Accepter Region', peer.region),
    at('Requester Region', findCloud(facts.vpcRegion).region),
  ];
  const look = buildPage<ConsoleStep['act']>({ act: 'request', does: 'look', ...page }, { compare });
  if (!isAcceptable(plan)) return [look];
  return [
    look,
    buildPage(
      { act: 'accept', does: 'change', ...page },
      { open: ['Actions', 'Accept request'], press: 'Accept request' },
    ),
  ];
};

const guideRoutes = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly ConsoleStep[] => {
  const page = { place: TABLES, url: buildRouteTablesUrl(facts) };
  const enter = [
    at('Destination', facts.vpcCidr.text),
    at('Target', 'Peering Connection'),
    at('Peering connection', facts.peering.provisionedId),
  ];
  const tables = buildPage<ConsoleStep['act']>(
    { act: 'tables', does: 'look', ...page },
    { open: ['Subnet associations'], compare: [at('VPC', facts.peering.peer.vpcId)] },
  );
  const routes = buildPage<ConsoleStep['act']>(
    { act: 'routes', does: 'change', ...page },
    { open: ['Routes', 'Edit routes', 'Add route'], enter, press: 'Save changes' },
  );
  if (plan === null) return [tables, routes];
  return listTablesWhere(plan, 'create').length === 0 ? [] : [routes];
};

/** The form takes one rule for each port. */
const listRules = (ports: readonly number[], { vpcCidr }: AwsGuideFacts): readonly LabelledValue[] => [
  at('Type', 'Custom TCP'),
  ...ports.map((port, index) =>
    at(index === 0 ? 'Port range' : 'Port range of one more such rule', String(port)),
  ),
  at('Destination', vpcCidr.text),
];

const guideOutbound = (facts: AwsGuideFacts, groupId: string | null): ConsoleStep => {
  const url =
    groupId === null
      ? buildUrl(facts, 'SecurityGroups', facts.peering.peer.vpcId)
      : buildUrl(facts, 'SecurityGroup', groupId);
  const place = groupId === null ? GROUPS : [...GROUPS, groupId];
  return buildPage({ act: 'outbound', does: 'look', place, url }, { open: ['Outbound rules'] });
};

const guideRule = (facts: AwsGuideFacts, groupId: string | null, ports: readonly number[]): ConsoleStep => {
  const { place, url } = guideOutbound(facts, groupId);
  const open = ['Outbound rules', 'Edit outbound rules', 'Add rule'];
  const enter = listRules(ports, facts);
  return buildPage({ act: 'rule', does: 'change', place, url }, { open, enter, press: 'Save rules' });
};

const guideNewGroup = (facts: AwsGuideFacts): ConsoleStep => {
  const page = { place: [...GROUPS, 'Create security group'], url: buildUrl(facts, 'CreateSecurityGroup') };
  const enter = [
    at('Security group name', nameGroup(facts)),
    at('Description', describeGroup(facts)),
    at('VPC', facts.peering.peer.vpcId),
    ...listRules(facts.ports, facts),
  ];
  return buildPage({ act: 'new-group', does: 'change', ...page }, { enter, press: 'Create security group' });
};

const guideAttach = (facts: AwsGuideFacts): ConsoleStep =>
  buildPage(
    {
      act: 'attach',
      does: 'change',
      place: ['EC2', 'Network interfaces'],
      url: buildUrl(facts, 'NIC', facts.peering.peer.vpcId),
    },
    {
      open: ['Actions', 'Change security groups'],
      enter: [at('Associated security groups', nameGroup(facts))],
      press: 'Save',
    },
  );

/** A group of the guide's own that stands there already is finished, or only looked at. */
const guideNew = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly ConsoleStep[] => {
  const egress = plan?.egress.kind === 'new-group' ? plan.egress : null;
  const attach = plan === null || listAttachable(plan).without.length > 0 ? [guideAttach(facts)] : [];
  if (egress === null || egress.group === null) return [guideNewGroup(facts), ...attach];
  const { group, missing, surplus } = egress;
  const isReady = missing.length === 0 && surplus.length === 0;
  return [isReady ? guideOutbound(facts, group.id) : guideRule(facts, group.id, missing), ...attach];
};

const guideSecurity = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
  plan: AwsPlan | null,
): readonly ConsoleStep[] => {
  switch (security) {
    case 'new':
      return guideNew(facts, plan);
    case 'existing': {
      const rule = plan?.egress.kind === 'rule' ? plan.egress : null;
      if (rule === null) return [guideRule(facts, null, facts.ports)];
      const { group, missing } = rule;
      return [missing.length === 0 ? guideOutbound(facts, group.id) : guideRule(facts, group.id, missing)];
    }
    case 'leave':
      return [guideOutbound(facts, null)];
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
export const guideWithConsole = (
  facts: AwsGuideFacts,
  security: SecurityChoice,
  plan: AwsPlan | null,
): readonly ConsoleStep[] => [
  ...guideAccept(facts, plan),
  ...guideRoutes(facts, plan),
  ...guideSecurity(facts, security, plan),
  ...guideChecks(facts),
];
