import { listTablesWhere } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsGuideFacts, CommandStep } from '../domain/guide.ts';
import { buildEc2Command, buildFilter, ofVpc } from './aws-commands.ts';
import { buildStep } from './command-step.ts';
import { askFor, type Options, quoteQuery, quoteWord } from './shell.ts';

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

const buildCreate = (facts: AwsGuideFacts): string =>
  `${buildEc2Command(facts, 'create-route', {
    'destination-cidr-block': facts.vpcCidr.text,
    'vpc-peering-connection-id': facts.peering.provisionedId,
    query: 'Return',
    output: 'text',
  })} --route-table-id "$table"`;

const createIn = (facts: AwsGuideFacts, tables: string): string =>
  `for table in ${tables}; do ${buildCreate(facts)}; done`;

/** Beyond that the look finds the tables by the route that they have. */
const TABLES_CHECKED = 10;

const ASK = askFor('tables', 'Ids of the route tables, with spaces in between');

/** AWS refuses a range that leads somewhere already, so none of it replaces a route. */
export const guideRoutes = (facts: AwsGuideFacts, plan: AwsPlan | null): readonly CommandStep[] => {
  const step = (command: string): CommandStep =>
    buildStep('routes', command, { does: 'change', prints: ['True'] });
  if (plan === null) {
    return [guideTables(facts), step(`${ASK} && ${createIn(facts, `$(printf '%s' "$tables")`)}`)];
  }
  const ids = listTablesWhere(plan, 'create').map(({ id }) => quoteWord(id));
  return ids.length === 0 ? [] : [step(createIn(facts, ids.join(' ')))];
};

/** A table that lacks the route shows `null`; one to a peering that is not active yet, `blackhole`. */
export const guideRouteCheck = (facts: AwsGuideFacts, plan: AwsPlan | null): CommandStep => {
  const { provisionedId } = facts.peering;
  const ids =
    plan === null
      ? []
      : [...listTablesWhere(plan, 'create'), ...listTablesWhere(plan, 'exists')].map(({ id }) => id);
  const which: Options =
    ids.length === 0 || ids.length > TABLES_CHECKED
      ? { filters: buildFilter('route.vpc-peering-connection-id', provisionedId) }
      : { 'route-table-ids': ids };
  const command = buildEc2Command(facts, 'describe-route-tables', {
    ...which,
    query: `RouteTables[].{table:RouteTableId,state:Routes[?VpcPeeringConnectionId==${quoteQuery(provisionedId)}]|[0].State}`,
    output: 'json',
  });
  return buildStep('check-routes', command, {
    does: 'look',
    compare: [{ label: 'state', value: 'active' }],
  });
};
