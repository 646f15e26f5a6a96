import type {
  AwsCleanUp,
  AwsGuide,
  AwsGuideFacts,
  CleanUpAct,
  CommandAct,
  ConsoleAct,
  TerraformAct,
} from '../domain/guide.ts';
import type { ActWords, StepWords } from './guide-steps.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

type Words<A extends string> = ActWords<A, Pick<AwsGuide, 'facts' | 'security'>>;

const range = ({ vpcCidr }: AwsGuideFacts): Mrkdwn => code(vpcCidr.text);
const request = ({ peering }: AwsGuideFacts): Mrkdwn => code(peering.provisionedId);
const account = ({ peering }: AwsGuideFacts): Mrkdwn => mrkdwn`account ${code(peering.peer.accountId)}`;
const network = ({ peering }: AwsGuideFacts): Mrkdwn => code(peering.peer.vpcId);

const STOP = mrkdwn`If one of them differs, or AWS does not find the request, stop: do not accept it, and tell whoever sent you here.`;
const CHOOSE_TABLES = mrkdwn`Choose the tables of the subnets that your clients run in`;
const ATTACH = mrkdwn`It works only once it is attached: add it to whatever connects (instances, tasks, functions), beside the groups they have.`;
const CANNOT_GET_OUT = mrkdwn`If nothing does, follow these instructions with a new or an existing security group instead.`;

const outbound = (facts: AwsGuideFacts, needs: Mrkdwn): StepWords => ({
  title: 'Check that the traffic gets out',
  before: mrkdwn`${needs} changes nothing. It lists, for each security group, where TCP 5432 may go.`,
  after: mrkdwn`The group of your clients must have a range in \`out\` that covers ${range(facts)}, such as \`0.0.0.0/0\`. ${CANNOT_GET_OUT}`,
});

export const COMMAND_WORDS: Words<CommandAct> = {
  account: ({ facts }) => ({
    title: 'Use the right account',
    before: mrkdwn`The commands need credentials of ${account(facts)}.`,
    after: mrkdwn`If it prints another number, switch to that account first.`,
  }),
  request: () => ({
    title: 'Look at the request',
    before: mrkdwn`Do this before you accept anything.`,
    after: mrkdwn`\`requesterAccount\` is the account that asks; vpcbot does not know it. ${STOP}`,
  }),
  accept: () => ({
    title: 'Accept it',
    before: mrkdwn`Only if all of that is as it must be.`,
    after: mrkdwn``,
  }),
  tables: ({ facts }) => ({
    title: 'Choose the route tables',
    before: mrkdwn`These are the route tables of ${network(facts)}.`,
    after: mrkdwn`${CHOOSE_TABLES}; a subnet that no table lists uses the one with \`"main": true\`. \`taken\` must be \`null\`: if it leads anywhere but to ${request(facts)}, ask whoever keeps your network before you go on.`,
  }),
  routes: ({ facts }) => ({
    title: 'Add the route',
    before: mrkdwn`It asks for the ids of the tables that you chose, and sends ${range(facts)} from each to ${request(facts)}.`,
    after: mrkdwn`That is one line for each table. \`RouteAlreadyExists\` means that the range already leads somewhere there.`,
  }),
  groups: ({ facts }) => ({
    title: 'Find the security group',
    before: mrkdwn`These are the security groups of ${network(facts)}.`,
    after: mrkdwn`Choose one that your clients have.`,
  }),
  'new-group': ({ facts }) => ({
    title: 'Let the traffic out',
    before: mrkdwn`This makes a security group that lets TCP 5432 out to ${range(facts)} and nothing else. No other group is changed.`,
    after: mrkdwn`It prints the new group’s id. ${ATTACH}`,
  }),
  rule: ({ facts }) => ({
    title: 'Let the traffic out',
    before: mrkdwn`It asks for the id of that group and adds one rule: TCP 5432 to ${range(facts)}. Nothing is revoked.`,
    after: mrkdwn`\`InvalidPermission.Duplicate\` means that the rule is there already.`,
  }),
  outbound: ({ facts }) => outbound(facts, mrkdwn`This`),
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn``,
  }),
  'check-routes': ({ facts }) => ({
    title: 'Check the routes',
    before: mrkdwn`These are the routes to ${request(facts)}.`,
    after: mrkdwn`Each table that you chose must be there. \`blackhole\` means that the peering is not active yet.`,
  }),
};

const PLANNED = {
  new: mrkdwn`the acceptance, one route for each table, the security group and its rule`,
  existing: mrkdwn`the acceptance, one route for each table and one rule`,
  leave: mrkdwn`the acceptance and one route for each table`,
} as const;

export const TERRAFORM_WORDS: Words<TerraformAct> = {
  outbound: ({ facts }) => outbound(facts, mrkdwn`This takes the AWS CLI and`),
  init: () => ({
    title: 'Prepare Terraform',
    before: mrkdwn`In the directory of that file:`,
    after: mrkdwn`It ends with \`Terraform has been successfully initialized!\``,
  }),
  plan: ({ facts, security }) => ({
    title: 'Look at what it would do',
    before: mrkdwn`It needs credentials of ${account(facts)}.${security === 'existing' ? mrkdwn` It asks for the id of your clients’ security group.` : mrkdwn``} It routes from every table of the VPC; for some only, first write their ids into the file: \`default = ["rtb-…"]\`.`,
    after: mrkdwn`It adds ${PLANNED[security]}, with \`0 to change, 0 to destroy\`. It refuses a request that is for another VPC or account: then stop, and tell whoever sent you here.`,
  }),
  apply: ({ security }) => ({
    title: 'Do it',
    before: mrkdwn`This carries out that plan and nothing else.`,
    after: mrkdwn`It ends with \`Apply complete!\`${security === 'new' ? mrkdwn` and the id of the new group. ${ATTACH}` : mrkdwn`.`}`,
  }),
  refresh: ({ security }) => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute. It changes nothing at AWS.${security === 'existing' ? mrkdwn` It asks for the same id again.` : mrkdwn``}`,
    after: mrkdwn``,
  }),
};

/** The console shows what to compare, type and press; only what that leaves open is said. */
export const CONSOLE_WORDS: Words<ConsoleAct> = {
  request: ({ facts }) => ({
    title: 'Look at the request',
    before: mrkdwn`Sign in to ${account(facts)}. Do this before you accept anything.`,
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
  routes: () => ({
    title: 'Add the route',
    before: mrkdwn`Do this in each table that you chose.`,
    after: mrkdwn`If the destination is in a table already and leads elsewhere, ask whoever keeps your network before you go on.`,
  }),
  'new-group': () => ({
    title: 'Let the traffic out',
    before: mrkdwn`Make a security group. Add no inbound rule. Under _Outbound rules_, delete every rule that stands there and add this one. No other group is changed.`,
    after: ATTACH,
  }),
  rule: () => ({
    title: 'Let the traffic out',
    before: mrkdwn`Select a group that your clients have. Keep the rules that it has.`,
    after: mrkdwn`The rule is in the list of outbound rules.`,
  }),
  outbound: ({ facts }) => ({
    title: 'Check that the traffic gets out',
    before: mrkdwn`Select the group that your clients have. Change nothing.`,
    after: mrkdwn`A rule must allow _All traffic_, or TCP with port 5432, to a destination that covers ${range(facts)}, such as \`0.0.0.0/0\`. ${CANNOT_GET_OUT}`,
  }),
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn``,
  }),
  'check-routes': () => ({
    title: 'Check the routes',
    before: mrkdwn`Look at each table that you chose.`,
    after: mrkdwn`_Blackhole_ means that the peering is not active yet.`,
  }),
};

export const CLEAN_UP_WORDS: ActWords<CleanUpAct, Pick<AwsCleanUp, 'facts' | 'groupName'>> = {
  blackholes: ({ facts }) => ({
    title: 'Find the dead routes',
    before: mrkdwn`These are the route tables with routes to ${request(facts)} that lead nowhere.`,
    after: mrkdwn`\`[]\` means that there are none.`,
  }),
  'delete-routes': ({ facts }) => ({
    title: 'Delete them',
    before: mrkdwn`It deletes those routes and no other: a route to a peering that lives is left alone.`,
    after: mrkdwn`Run the first command again: it prints \`[]\`, and nothing in ${network(facts)} leads to ${request(facts)} any more.`,
  }),
  'groups-left': ({ facts, groupName }) => ({
    title: 'Find the security groups',
    before: mrkdwn`These groups let traffic out to ${range(facts)}.`,
    after: mrkdwn`${code(groupName)} was made for this peering alone. Keep all of them if another peering of your VPC uses the same range.`,
  }),
  'delete-group': () => ({
    title: 'Delete the one that was made for it',
    before: mrkdwn`Take it off your clients first.`,
    after: mrkdwn`\`DependencyViolation\` means that something still has it.`,
  }),
  'revoke-rule': ({ facts }) => ({
    title: 'Take back the rule in another group',
    before: mrkdwn`It asks for the group’s id and takes back TCP 5432 to ${range(facts)}, and nothing else.`,
    after: mrkdwn``,
  }),
};
