import { isAcceptedIn, listTablesWhere } from '../domain/aws-guide-plan.ts';
import type { AwsGuide, AwsGuideFacts, CommandAct, ConsoleAct, TerraformAct } from '../domain/guide.ts';
import {
  renderOut,
  tellAttach,
  tellConsoleAttach,
  tellConsoleOutbound,
  tellInterfaces,
  tellNewGroup,
  tellOutbound,
  tellRule,
} from './aws-group-words.ts';
import {
  CHOOSE_TABLES,
  renderSkipped,
  tellConsoleRouteCheck,
  tellConsoleRoutes,
  tellRouteCheck,
  tellRoutes,
  tellTables,
} from './aws-route-words.ts';
import { listTables } from './aws-seen-words.ts';
import type { ActWords } from './guide-steps.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

type Told = Pick<AwsGuide, 'facts' | 'security' | 'plan'>;
type Words<A extends string> = ActWords<A, Told>;

const account = ({ peering }: AwsGuideFacts): Mrkdwn => mrkdwn`account ${code(peering.peer.accountId)}`;

const STOP = mrkdwn`If one of them differs, or AWS does not find the request, stop: do not accept it, and tell whoever sent you here.`;
const ALREADY = mrkdwn`It is accepted already, so that step is left out.`;

const isAccepted = ({ plan }: Told): boolean => plan !== null && isAcceptedIn(plan);

export const COMMAND_WORDS: Words<CommandAct> = {
  account: ({ facts }) => ({
    title: 'Use the right account',
    before: mrkdwn`The commands need credentials of ${account(facts)}.`,
    after: mrkdwn`If it prints another number, switch to that account first.`,
  }),
  request: (guide) => ({
    title: 'Look at the request',
    before: isAccepted(guide) ? ALREADY : mrkdwn`Do this before you accept anything.`,
    after: mrkdwn`\`requesterAccount\` is the account that asks; vpcbot does not know it.${isAccepted(guide) ? mrkdwn`` : mrkdwn` Where \`status\` is \`active\`, it is accepted already: leave out the next step.`} ${STOP}`,
  }),
  accept: () => ({
    title: 'Accept it',
    before: mrkdwn`Only if all of that is as it must be.`,
    after: mrkdwn`\`InvalidStateTransition\` means that nothing waits to be accepted: look at the request again.`,
  }),
  tables: tellTables,
  routes: tellRoutes,
  groups: ({ facts }) => ({
    title: 'Find the security group',
    before: mrkdwn`These are the security groups of ${code(facts.peering.peer.vpcId)}.`,
    after: mrkdwn`Choose one that your clients have.`,
  }),
  'new-group': tellNewGroup,
  rule: tellRule,
  outbound: (guide) => tellOutbound(guide, mrkdwn`This`),
  interfaces: tellInterfaces,
  attach: tellAttach,
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn``,
  }),
  'check-routes': tellRouteCheck,
};

const PLANNED = {
  new: mrkdwn`the acceptance, one route for each table, the security group, its rules and what attaches it`,
  existing: mrkdwn`the acceptance, one route for each table and one rule for each port`,
  leave: mrkdwn`the acceptance and one route for each table`,
} as const;

const renderTables = ({ plan }: Told): Mrkdwn => {
  if (plan === null) {
    return mrkdwn` It routes from every table of the VPC; for some only, first write their ids into the file: \`default = ["rtb-…"]\`.`;
  }
  return listTablesWhere(plan, 'create').length === 0
    ? mrkdwn` No route is added.${renderSkipped(plan)}`
    : mrkdwn` It routes from these tables:\n${listTables(plan, 'create')}\n${renderSkipped(plan)}`;
};

/** Which variables a person fills in or strikes out before the plan. */
const renderVariables = ({ plan, security }: Told): Mrkdwn => {
  if (security === 'new') {
    return plan === null
      ? mrkdwn` What gets the group stands in \`network_interfaces\`, empty so far: \`default = { "eni-…" = "my client" }\`.`
      : mrkdwn` Strike out of \`network_interfaces\` what does not connect to Timescale, and add what is missing there.`;
  }
  return security === 'existing' && plan?.egress.kind !== 'rule'
    ? mrkdwn` It asks for the id of your clients’ security group.`
    : mrkdwn``;
};

const asksForGroup = ({ plan, security }: Told): boolean =>
  security === 'existing' && plan?.egress.kind !== 'rule';

export const TERRAFORM_WORDS: Words<TerraformAct> = {
  outbound: (guide) => tellOutbound(guide, mrkdwn`This takes the AWS CLI and`),
  init: () => ({
    title: 'Prepare Terraform',
    before: mrkdwn`In the directory of that file:`,
    after: mrkdwn`It ends with \`Terraform has been successfully initialized!\``,
  }),
  plan: (guide) => ({
    title: 'Look at what it would do',
    before: mrkdwn`It needs credentials of ${account(guide.facts)}.${renderVariables(guide)}${renderTables(guide)}`,
    after: mrkdwn`It adds ${PLANNED[guide.security]}, with \`0 to change, 0 to destroy\`. It refuses a request that is for another VPC or account: then stop, and tell whoever sent you here.`,
  }),
  apply: ({ facts, security }) => ({
    title: 'Do it',
    before: mrkdwn`This carries out that plan and nothing else.`,
    after: mrkdwn`It ends with \`Apply complete!\`${security === 'new' ? mrkdwn` and the id of the group, which lets ${renderOut(facts)}. It works only for what it is attached to.` : mrkdwn`.`}`,
  }),
  refresh: (guide) => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute. It changes nothing at AWS.${asksForGroup(guide) ? mrkdwn` It asks for the same id again.` : mrkdwn``}`,
    after: mrkdwn``,
  }),
};

/** The console shows what to compare, type and press; only what that leaves open is said. */
export const CONSOLE_WORDS: Words<ConsoleAct> = {
  request: (guide) => ({
    title: 'Look at the request',
    before: mrkdwn`Sign in to ${account(guide.facts)}. ${isAccepted(guide) ? ALREADY : mrkdwn`Do this before you accept anything.`}`,
    after: STOP,
  }),
  accept: () => ({
    title: 'Accept it',
    before: mrkdwn`Only if all of that is as it must be.`,
    after: mrkdwn`The status turns to _Provisioning_, then to _Active_.`,
  }),
  tables: () => ({
    title: 'Choose the route tables',
    before: mrkdwn`Look at each table of your VPC.`,
    after: mrkdwn`${CHOOSE_TABLES}; a subnet that no table lists uses the one with _Main: Yes_.`,
  }),
  routes: tellConsoleRoutes,
  'new-group': () => ({
    title: 'Let the traffic out',
    before: mrkdwn`Make a security group. Add no inbound rule. Under _Outbound rules_, delete every rule that stands there and add this one. No other group is changed.`,
    after: mrkdwn`The page of the new group opens. Next, it is attached.`,
  }),
  rule: ({ plan }) => ({
    title: 'Let the traffic out',
    before:
      plan === null || plan.egress.kind === 'no-group'
        ? mrkdwn`Select a group that your clients have. Keep the rules that it has.`
        : mrkdwn`This is the group. Keep the rules that it has.`,
    after: mrkdwn`The rule is in the list of outbound rules.`,
  }),
  outbound: tellConsoleOutbound,
  attach: tellConsoleAttach,
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn``,
  }),
  'check-routes': tellConsoleRouteCheck,
};
