import { listTablesWhere } from '../domain/aws-guide-plan.ts';
import type { AwsPlan } from '../domain/aws-plan.ts';
import type { AwsGuide, AwsGuideFacts } from '../domain/guide.ts';
import { listTables, nameTables } from './aws-seen-words.ts';
import type { StepWords } from './guide-steps.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

type Told = Pick<AwsGuide, 'facts' | 'plan'>;

const range = ({ vpcCidr }: AwsGuideFacts): Mrkdwn => code(vpcCidr.text);
const request = ({ peering }: AwsGuideFacts): Mrkdwn => code(peering.provisionedId);

export const CHOOSE_TABLES = mrkdwn`Choose the tables of the subnets that your clients run in`;
const ASK_KEEPER = mrkdwn`ask whoever keeps your network before you go on`;

/** What needs no route any more, and what gets none. */
export const renderSkipped = (plan: AwsPlan): Mrkdwn => {
  const has = (kind: 'exists' | 'conflict'): boolean => listTablesWhere(plan, kind).length > 0;
  const there = has('exists')
    ? mrkdwn` The route is there already in ${nameTables(plan, 'exists')}.`
    : mrkdwn``;
  const taken = has('conflict')
    ? mrkdwn` ${nameTables(plan, 'conflict')} leads the range elsewhere and is left out.`
    : mrkdwn``;
  return mrkdwn`${there}${taken}`;
};

export const tellTables = ({ facts }: Told): StepWords => ({
  title: 'Choose the route tables',
  before: mrkdwn`These are the route tables of ${code(facts.peering.peer.vpcId)}.`,
  after: mrkdwn`${CHOOSE_TABLES}; a subnet that no table lists uses the one with \`"main": true\`. \`taken\` must be \`null\`: if it leads anywhere but to ${request(facts)}, ${ASK_KEEPER}.`,
});

export const tellRoutes = ({ facts, plan }: Told): StepWords => ({
  title: 'Add the route',
  before:
    plan === null
      ? mrkdwn`It asks for the ids of the tables that you chose, and sends ${range(facts)} from each to ${request(facts)}.`
      : mrkdwn`It sends ${range(facts)} to ${request(facts)} from these tables:\n${listTables(plan, 'create')}\nNothing is replaced.${renderSkipped(plan)}`,
  after: mrkdwn`That is one line for each table. \`RouteAlreadyExists\` means that the range leads somewhere there already: if it is not you who did this before, ${ASK_KEEPER}.`,
});

export const tellConsoleRoutes = ({ plan }: Told): StepWords => ({
  title: 'Add the route',
  before:
    plan === null
      ? mrkdwn`Do this in each table that you chose.`
      : mrkdwn`Do this in each of these tables:\n${listTables(plan, 'create')}\n${renderSkipped(plan)}`,
  after: mrkdwn`The route is in the list of that table. If the destination is in a table already and leads elsewhere, ${ASK_KEEPER}.`,
});

/** Where nothing is to be added, this step is the one that says so. */
const renderNone = (plan: AwsPlan | null): Mrkdwn =>
  plan === null || listTablesWhere(plan, 'create').length > 0 ? mrkdwn`` : renderSkipped(plan);

export const tellRouteCheck = ({ facts, plan }: Told): StepWords => ({
  title: 'Check the routes',
  before: mrkdwn`These are the routes to ${request(facts)}.${renderNone(plan)}`,
  after: mrkdwn`Each table ${plan === null ? mrkdwn`that you chose` : mrkdwn`named above`} must be there. \`blackhole\` means that the peering is not active yet.`,
});

export const tellConsoleRouteCheck = ({ plan }: Told): StepWords => ({
  title: 'Check the routes',
  before: mrkdwn`Look at each table ${plan === null ? mrkdwn`that you chose` : mrkdwn`named above`}.${renderNone(plan)}`,
  after: mrkdwn`_Blackhole_ means that the peering is not active yet.`,
});
