import type {
  GoogleCommandAct,
  GoogleConsoleAct,
  GoogleGuide,
  GoogleGuideFacts,
  GoogleTerraformAct,
} from '../domain/guide.ts';
import type { ActWords, StepWords } from './guide-steps.ts';
import { code, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { namePorts } from './port-words.ts';

type Words<A extends string> = ActWords<A, Pick<GoogleGuide, 'facts' | 'security'>>;

const range = ({ vpcCidr }: GoogleGuideFacts): Mrkdwn => code(vpcCidr.text);
const project = ({ peering }: GoogleGuideFacts): Mrkdwn => mrkdwn`project ${code(peering.peer.projectId)}`;
const network = ({ peering }: GoogleGuideFacts): Mrkdwn => code(peering.peer.network);
const theirs = ({ end }: GoogleGuideFacts): Mrkdwn =>
  mrkdwn`${code(end.network)} of project ${code(end.projectId)}`;

const ONE_AT_A_TIME = mrkdwn`If it says that a peering operation is in progress, do it again in a minute: Google Cloud makes one peering at a time.`;
const OTHERS_DENY = mrkdwn`A firewall policy of your organization may deny it as well: ask whoever keeps it.`;

/** `looks`: how a rule that denies it looks in this tool. */
const egress = ({ facts, security }: Pick<GoogleGuide, 'facts' | 'security'>, looks: Mrkdwn): StepWords => {
  const next =
    security === 'new'
      ? mrkdwn`Note the lowest priority of those.`
      : mrkdwn`If there is one, follow these instructions with a new firewall rule instead.`;
  return {
    title: 'Check that the traffic gets out',
    before: mrkdwn`It changes nothing. Google Cloud lets all traffic out unless a rule denies it.`,
    after: mrkdwn`${looks} covers ${range(facts)}, unless a rule with a lower priority number allows it. ${next} ${OTHERS_DENY}`,
  };
};

const DENYING = mrkdwn`\`[]\` is fine. In the way is a rule with \`denied\` and \`"disabled": false\` whose range in \`destinationRanges\``;

const ruleBefore = (facts: GoogleGuideFacts): Mrkdwn =>
  mrkdwn`This lets ${namePorts(facts.ports)} out to ${range(facts)} and nothing else. The rule that denies it stays as it is.`;

export const GOOGLE_COMMAND_WORDS: Words<GoogleCommandAct> = {
  network: ({ facts }) => ({
    title: 'Use the right project',
    before: mrkdwn`The commands need credentials for ${project(facts)}.`,
    after: mrkdwn`If it does not find the network, switch to an identity that may see it first.`,
  }),
  create: ({ facts }) => ({
    title: 'Create the peering',
    before: mrkdwn`It leads from ${network(facts)} to ${theirs(facts)}.`,
    after: mrkdwn`It ends with \`Updated\` and the network. ${ONE_AT_A_TIME}`,
  }),
  egress: (guide) => egress(guide, DENYING),
  rule: ({ facts }) => ({
    title: 'Let the traffic out',
    before: mrkdwn`${ruleBefore(facts)} It asks for a number below that one’s priority.`,
    after: mrkdwn``,
  }),
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn`\`INACTIVE\` means that the two sides do not name each other: compare every word.`,
  }),
};

export const GOOGLE_CONSOLE_WORDS: Words<GoogleConsoleAct> = {
  create: ({ facts }) => ({
    title: 'Create the peering',
    before: mrkdwn`It leads from ${network(facts)} to ${theirs(facts)}.`,
    after: mrkdwn`Leave the rest as it is. The peering then stands in the list. ${ONE_AT_A_TIME}`,
  }),
  egress: (guide) =>
    egress(guide, mrkdwn`In the way is a rule of your network with _Egress_ and _Deny_ whose destination`),
  rule: ({ facts }) => ({
    title: 'Let the traffic out',
    before: ruleBefore(facts),
    after: mrkdwn`As _Priority_, type a number below that of the rule that denies it. The rule then stands in the list.`,
  }),
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn`_Inactive_ means that the two sides do not name each other: compare every word.`,
  }),
};

export const GOOGLE_TERRAFORM_WORDS: Words<GoogleTerraformAct> = {
  egress: (guide) => egress(guide, mrkdwn`This takes the gcloud CLI. ${DENYING}`),
  init: () => ({
    title: 'Prepare Terraform',
    before: mrkdwn`In the directory of that file:`,
    after: mrkdwn`It ends with \`Terraform has been successfully initialized!\``,
  }),
  plan: ({ facts, security }) => ({
    title: 'Look at what it would do',
    before: mrkdwn`It needs credentials for ${project(facts)}.${security === 'new' ? mrkdwn` It asks for a number below the priority of the rule that denies the traffic.` : mrkdwn``}`,
    after: mrkdwn`It adds ${security === 'new' ? 'the peering and one firewall rule' : 'the peering'}, with \`0 to change, 0 to destroy\`.`,
  }),
  apply: () => ({
    title: 'Do it',
    before: mrkdwn`This carries out that plan and nothing else.`,
    after: mrkdwn`It ends with \`Apply complete!\`. If it says that a peering operation is in progress, plan it and do it again in a minute: Google Cloud makes one peering at a time.`,
  }),
  refresh: ({ security }) => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute. It changes nothing at Google Cloud.${security === 'new' ? mrkdwn` It asks for the same number again.` : mrkdwn``}`,
    after: mrkdwn``,
  }),
};
