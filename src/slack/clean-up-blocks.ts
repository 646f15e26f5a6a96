import type { KnownBlock } from '@slack/types';
import type {
  AwsCleanUp,
  AzureCleanUpAct,
  CleanUpAct,
  CleanUpGuide,
  GoogleCleanUpAct,
} from '../domain/guide.ts';
import { CLEAN_UP_WORDS } from './aws-clean-up-words.ts';
import { renderAwsPermissions } from './aws-guide.ts';
import { context, section } from './blocks.ts';
import { type ActWords, tellCommand } from './guide-steps.ts';
import { code, link, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameAccount, namePlace } from './outcome-words.ts';
import { nameEnd } from './timescale-end-words.ts';

/** What of a peering that is gone stays on the other side. */
export const renderLeft = (guide: CleanUpGuide): Mrkdwn => {
  switch (guide.kind) {
    case 'aws': {
      const { peering, vpcCidr } = guide.facts;
      return mrkdwn`In ${namePlace(peering.peer)}, every route to ${code(vpcCidr.text)} through ${nameEnd(peering)} is a blackhole now. Delete it in the ${link(guide.consoleUrl, 'route tables')}, and the security group that was made for it.`;
    }
    case 'google': {
      const { peering } = guide.facts;
      return mrkdwn`In ${nameAccount(peering.peer)}, the peering of ${code(peering.peer.network)} with ${nameEnd(peering)} stays behind and is inactive. Delete it under ${link(guide.consoleUrl, 'VPC network peering')}, and the firewall rule that was made for it.`;
    }
    case 'azure': {
      const { peering } = guide.facts;
      return mrkdwn`In ${nameAccount(peering.peer)}, the peering of ${code(peering.peer.vnet)} with ${nameEnd(peering)} stays behind and is disconnected. Delete it, and the role of Timescale’s application on that network if no other peering needs it.`;
    }
    default:
      return guide satisfies never;
  }
};

/** In order; what a person does first is told first. */
const GOOGLE_WORDS: ActWords<GoogleCleanUpAct, null> = {
  peerings: () => ({
    title: 'Find the peering',
    before: mrkdwn`The gcloud CLI lists your peerings.`,
    after: mrkdwn`\`[]\` means that there are none.`,
  }),
  'delete-peering': () => ({
    title: 'Delete it',
    before: mrkdwn`It deletes the one to Timescale’s network, and no other.`,
    after: mrkdwn`It ends with \`Updated\` and your network; where there is no such peering, it prints nothing.`,
  }),
  'delete-rule': () => ({
    title: 'Delete the firewall rule',
    before: mrkdwn`Where one was made for it.`,
    after: mrkdwn`It says \`Deleted\`; where there is none, it prints nothing.`,
  }),
};

const AZURE_WORDS: ActWords<AzureCleanUpAct, null> = {
  peerings: () => ({
    title: 'Find the peering',
    before: mrkdwn`The Azure CLI lists your peerings.`,
    after: mrkdwn`\`[]\` means that there are none.`,
  }),
  'delete-peering': () => ({
    title: 'Delete it',
    before: mrkdwn`It deletes the one to Timescale’s network, and no other.`,
    after: mrkdwn`It prints nothing, and the first command does not show it any more.`,
  }),
};

/** Without `-refresh=false` Terraform looks for the peering first, which AWS forgets two days after its end. */
const TERRAFORM_DESTROYS = mrkdwn`If you did it with Terraform, run \`terraform destroy -refresh=false\` in that directory instead: it deletes the routes, the rules and the group that it made.`;

/** What has to be done at least; the rest is for whoever has one peering alone to clean up after. */
const AWS_AT_LEAST: readonly CleanUpAct[] = ['delete-routes', 'delete-group'];

const tellAws = (guide: AwsCleanUp, isOnly: boolean): readonly KnownBlock[] => {
  const steps = isOnly ? guide.steps : guide.steps.filter(({ act }) => AWS_AT_LEAST.includes(act));
  return [
    ...steps.flatMap(
      (step, at) => tellCommand(CLEAN_UP_WORDS[step.act](guide, step.about), step, at + 1).blocks,
    ),
    ...(isOnly ? [context(TERRAFORM_DESTROYS), context(renderAwsPermissions(guide.permissions))] : []),
  ];
};

const tellSteps = (guide: CleanUpGuide, isOnly: boolean): readonly KnownBlock[] => {
  switch (guide.kind) {
    case 'aws':
      return tellAws(guide, isOnly);
    case 'google':
      return guide.steps.flatMap(
        (step, at) => tellCommand(GOOGLE_WORDS[step.act](null, step.about), step, at + 1).blocks,
      );
    case 'azure':
      return guide.steps.flatMap(
        (step, at) => tellCommand(AZURE_WORDS[step.act](null, step.about), step, at + 1).blocks,
      );
    default:
      return guide satisfies never;
  }
};

/** `isOnly`: there is room for every step. */
export const buildCleanUpBlocks = (guide: CleanUpGuide, isOnly: boolean): readonly KnownBlock[] => [
  section(renderLeft(guide)),
  ...tellSteps(guide, isOnly),
];
