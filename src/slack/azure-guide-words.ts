import type { AzureBeforeAct, AzureCommandAct, AzureGuide, AzureTerraformAct } from '../domain/guide.ts';
import type { ActWords } from './guide-steps.ts';
import { code, mrkdwn } from './mrkdwn.ts';

type Words<A extends string> = ActWords<A, Pick<AzureGuide, 'facts'>>;

const NOT_YET_ALLOWED = mrkdwn`If it says \`does not have authorization\`, the role may not have taken effect yet: sign in again and repeat it in some minutes.`;

export const AZURE_COMMAND_WORDS: Words<AzureCommandAct> = {
  'sign-out': () => ({
    title: 'Sign out',
    before: mrkdwn`Your own session would be used in the place of the application’s. Sign in again with \`az login\` when all is done.`,
    after: mrkdwn`It prints nothing.`,
  }),
  'sign-in': ({ facts }) => ({
    title: 'Sign in as the application, in both tenants',
    before: mrkdwn`It asks for the password of ${code(facts.peering.peer.appId)} and does not show it. Azure asks both your tenant and Timescale’s whether it may join their networks.`,
    after: mrkdwn``,
  }),
  create: ({ facts }) => ({
    title: 'Create the peering',
    before: mrkdwn`It leads from ${code(facts.peering.peer.vnet)} to Timescale’s network, and lets traffic pass.`,
    after: NOT_YET_ALLOWED,
  }),
  'check-peering': () => ({
    title: 'Check the peering',
    before: mrkdwn`It may take a minute.`,
    after: mrkdwn`\`Initiated\` or \`Disconnected\` means that the two sides do not name each other.`,
  }),
};

export const AZURE_TERRAFORM_WORDS: Words<AzureTerraformAct> = {
  init: () => ({
    title: 'Prepare Terraform',
    before: mrkdwn`In the directory of that file:`,
    after: mrkdwn`It ends with \`Terraform has been successfully initialized!\``,
  }),
  plan: ({ facts }) => ({
    title: 'Look at what it would do',
    before: mrkdwn`It asks for the password of ${code(facts.peering.peer.appId)}.`,
    after: mrkdwn`It adds the peering, with \`0 to change, 0 to destroy\`. The plan holds the password: delete it when all is done.`,
  }),
  apply: () => ({
    title: 'Do it',
    before: mrkdwn`This carries out that plan and nothing else.`,
    after: mrkdwn`It ends with \`Apply complete!\`. If it says \`does not have authorization\`, the role may not have taken effect yet: plan it and do it again in some minutes.`,
  }),
  refresh: () => ({
    title: 'Check the peering',
    before: mrkdwn`It asks for the same password again. It changes nothing at Azure.`,
    after: mrkdwn``,
  }),
};

export const AZURE_BEFORE_WORDS: ActWords<AzureBeforeAct, null> = {
  network: () => ({
    title: 'Find the network',
    before: mrkdwn`Sign in with \`az login\` as somebody who is an application administrator and may give roles on the network. Do all of this in one shell: each command uses what those before it found.`,
    after: mrkdwn`It prints the id of your tenant: type it into the form.`,
  }),
  app: () => ({
    title: 'Register an application',
    before: mrkdwn`Other tenants see that it is there. Only yours has its password.`,
    after: mrkdwn`It prints the application id: type it into the form.`,
  }),
  principal: () => ({
    title: 'Make it known in your tenant',
    before: mrkdwn`A service principal is what a role is given to.`,
    after: mrkdwn`It prints an id that the next commands use.`,
  }),
  password: () => ({
    title: 'Give it a password',
    before: mrkdwn`Whoever creates the peering in the end signs in with it.`,
    after: mrkdwn`It prints the password. Keep it where you keep secrets, and never type it into Slack: vpcbot and Timescale do not need it.`,
  }),
  role: () => ({
    title: 'Let it peer your network',
    before: mrkdwn`For this network only, it gets the role \`Network Contributor\`.`,
    after: mrkdwn`It prints the id of the assignment.`,
  }),
  'timescale-principal': () => ({
    title: 'Make Timescale’s application known in your tenant',
    before: mrkdwn`It asks for the id of that application: Timescale’s support tells it.`,
    after: mrkdwn`It prints an id. An error with \`must in the local tenant\` means that you are no application administrator.`,
  }),
  'timescale-role': () => ({
    title: 'Let it peer with your network',
    before: mrkdwn`It gets a role of its own that allows \`Microsoft.Network/virtualNetworks/peer/action\` on this network, and nothing else.`,
    after: mrkdwn`It prints the id of the assignment. If it does not find the role, repeat it in a minute.`,
  }),
};
