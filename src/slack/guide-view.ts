import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import type { Cloud } from '../domain/cloud.ts';
import { type Guide, securityOf, type Tool, type TypedChoice, toolsOf } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { asPlain, MOST, section } from './blocks.ts';
import { buildGuideBlocks } from './guide-message.ts';
import { mrkdwn } from './mrkdwn.ts';
import { namePorts } from './port-words.ts';
import { PART_WORDS } from './timescale-end-words.ts';
import { describeSecurity, GATES, nameTool } from './tool-words.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const GUIDE_VIEW = 'guide_view';
/** Block and action ids. A choice is told at once, for the view to be built anew. */
export const GUIDE_TOOL = 'guide_tool';
export const GUIDE_SECURITY = 'guide_security';

/** Ids only: whoever chooses is judged again, from the store. */
export interface GuideMetadata {
  readonly peeringId: number;
}

const optionOf = (value: string, words: string, what?: string): PlainTextOption => ({
  value,
  text: asPlain(words, MOST.option),
  ...(what === undefined ? {} : { description: asPlain(what, MOST.option) }),
});

export const toolOption = (cloud: Cloud, tool: Tool): PlainTextOption =>
  optionOf(tool, nameTool(cloud, tool));

export const securityOption = (cloud: Cloud, security: SecurityChoice): PlainTextOption => {
  const { words, what } = describeSecurity(cloud, security);
  return optionOf(security, words, what);
};

const buildTools = ({ kind, tool }: Guide): KnownBlock => ({
  ...section(mrkdwn`*Tool.* What do you work with?`),
  block_id: GUIDE_TOOL,
  accessory: {
    type: 'static_select',
    action_id: GUIDE_TOOL,
    placeholder: asPlain('Choose a tool', MOST.option),
    options: toolsOf(kind).map((one) => toolOption(kind, one)),
    initial_option: toolOption(kind, tool),
  },
});

/** Where there is one way only, nothing is asked. */
const buildSecurity = ({ kind, security, facts }: Guide): readonly KnownBlock[] => {
  const choices = securityOf(kind);
  if (choices.length < 2) return [];
  return [
    {
      ...section(mrkdwn`*${GATES[kind]}.* How does ${namePorts(facts.ports)} get out to Timescale?`),
      block_id: GUIDE_SECURITY,
      accessory: {
        type: 'radio_buttons',
        action_id: GUIDE_SECURITY,
        options: choices.map((one) => securityOption(kind, one)),
        initial_option: securityOption(kind, security),
      },
    },
  ];
};

/** The instructions with a choice of tool and of what becomes of the security group. */
export const buildGuideView = (guide: Guide, metadata: GuideMetadata): ModalView => ({
  type: 'modal',
  callback_id: GUIDE_VIEW,
  title: asPlain(PART_WORDS[guide.kind].title, MOST.title),
  close: asPlain('Close', MOST.title),
  private_metadata: JSON.stringify({ peeringId: metadata.peeringId }),
  blocks: [buildTools(guide), ...buildSecurity(guide), ...buildGuideBlocks(guide)],
});

/** What is chosen, as the view has it; whoever builds the guide takes what fits its cloud. */
export const parseGuideView = (values: ViewValues): TypedChoice => ({
  tool: readField(values, GUIDE_TOOL),
  security: readField(values, GUIDE_SECURITY),
});

/** Null where the view is not one of ours. */
export const parseGuideMetadata = (privateMetadata: string | undefined): GuideMetadata | null => {
  const { peeringId } = readMetadata(privateMetadata);
  return typeof peeringId === 'number' ? { peeringId } : null;
};
