import type { KnownBlock } from '@slack/types';
import type { AwsCleanUp, Guide } from '../domain/guide.ts';
import { renderAwsPermissions, tellAwsGuide } from './aws-guide.ts';
import { CLEAN_UP_WORDS } from './aws-guide-words.ts';
import { tellAzureGuide } from './azure-guide.ts';
import { context, type Message, message, section } from './blocks.ts';
import { tellGoogleGuide } from './google-guide.ts';
import { type GuideWords, listTitles, tellCommand } from './guide-steps.ts';
import { code, link, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { listPortRemarks } from './port-words.ts';
import { nameTool } from './tool-words.ts';

const tell = (guide: Guide): GuideWords => {
  switch (guide.kind) {
    case 'aws':
      return tellAwsGuide(guide);
    case 'google':
      return tellGoogleGuide(guide);
    case 'azure':
      return tellAzureGuide(guide);
    default:
      return guide satisfies never;
  }
};

const renderEnd = ({ facts: { vpcName } }: Guide): Mrkdwn =>
  mrkdwn`Do the steps in order. vpcbot sees by itself when the peering is active and says so in the thread of the request. Next, a service is attached to ${code(vpcName)}: until then nothing answers on its range.`;

const buildBlocks = (guide: Guide, words: GuideWords): readonly KnownBlock[] => [
  ...words.identifiers,
  section(mrkdwn`*Careful.* ${words.warning}`),
  ...words.steps.flatMap(({ blocks }) => blocks),
  context(words.permissions),
  ...[...words.remarks, ...listPortRemarks(guide.facts.vpcRegion)].map(context),
  section(renderEnd(guide)),
];

/** Everything but the first words, for a message and for a view. */
export const buildGuideBlocks = (guide: Guide): readonly KnownBlock[] => buildBlocks(guide, tell(guide));

/** A program's own name takes no article. */
const renderTool = ({ kind, tool }: Guide): string =>
  tool === 'terraform' ? nameTool(kind, tool) : `the ${nameTool(kind, tool)}`;

const renderLead = (guide: Guide, { how }: GuideWords, sentBy: string | null): Mrkdwn => {
  const asks = sentBy === null ? mrkdwn`` : mrkdwn`${mention(sentBy)} asks you for this. `;
  return mrkdwn`${asks}This is ${how} with ${renderTool(guide)}. It connects your network to the Timescale VPC ${code(guide.facts.vpcName)}.`;
};

/**
 * The instructions as a message, for a thread, a person or whoever asked alone. `sentBy`: the user who
 * has them sent to somebody else.
 */
export const buildGuideMessage = (guide: Guide, sentBy: string | null = null): Message => {
  const words = tell(guide);
  const lead = renderLead(guide, words, sentBy);
  const text = mrkdwn`${lead} ${words.warning} ${listTitles(words.steps)} ${renderEnd(guide)}`;
  return message(text, [section(lead), ...buildBlocks(guide, words)]);
};

/** Without `-refresh=false` Terraform looks for the peering first, which AWS forgets two days after its end. */
const TERRAFORM_DESTROYS = mrkdwn`If you did it with Terraform, run \`terraform destroy -refresh=false\` in that directory instead: it deletes the routes, the rule and the group that it made.`;

/** What somebody does on the other side after a peering or its VPC is deleted. */
export const buildCleanUpMessage = (guide: AwsCleanUp): Message => {
  const { facts, consoleUrl, permissions } = guide;
  const { provisionedId, peer } = facts.peering;
  const lead = mrkdwn`The peering ${code(provisionedId)} is gone. In ${nameAccount(peer)}, the routes to it stay behind as blackholes: whatever your clients send to ${code(facts.vpcCidr.text)} gets lost there until somebody deletes them.`;
  const steps = guide.steps.map((step, index) =>
    tellCommand(CLEAN_UP_WORDS[step.act](guide), step, index + 1),
  );
  const place = mrkdwn`The commands need credentials of ${nameAccount(peer)}. By hand, the routes are in ${link(consoleUrl, 'VPC › Route tables')} in region ${code(peer.region)}.`;
  const end = mrkdwn`Start with the first command: if it prints \`[]\`, no route is left.`;
  return message(mrkdwn`${lead} ${listTitles(steps)} ${TERRAFORM_DESTROYS} ${end}`, [
    section(lead),
    section(mrkdwn`${place} ${TERRAFORM_DESTROYS}`),
    ...steps.flatMap(({ blocks }) => blocks),
    context(renderAwsPermissions(permissions)),
    section(end),
  ]);
};
