import type { KnownBlock } from '@slack/types';
import type { Guide } from '../domain/guide.ts';
import { tellAwsGuide } from './aws-guide.ts';
import { tellAzureGuide } from './azure-guide.ts';
import { context, type Message, message, section } from './blocks.ts';
import { tellGoogleGuide } from './google-guide.ts';
import { type GuideWords, listTitles } from './guide-steps.ts';
import { code, join, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { listPortRemarks } from './port-words.ts';
import { nameTool } from './tool-words.ts';

const CONFLICTS_SHOWN = 8;

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

const renderInTheWay = (conflicts: readonly Mrkdwn[]): Mrkdwn =>
  join([
    mrkdwn`*Stop first.* This is in the way, and none of these steps changes it. Settle it before you accept anything:`,
    ...conflicts.slice(0, CONFLICTS_SHOWN).map((what) => mrkdwn`• ${what}`),
  ]);

const buildBlocks = (guide: Guide, words: GuideWords): readonly KnownBlock[] => [
  ...(words.inTheWay.length === 0 ? [] : [section(renderInTheWay(words.inTheWay))]),
  ...words.identifiers,
  section(mrkdwn`*Careful.* ${words.warning}`),
  ...words.steps.flatMap(({ blocks }) => blocks),
  context(words.permissions),
  ...[...words.remarks, ...listPortRemarks(guide.facts.vpcRegion, guide.facts.ports)].map(context),
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
