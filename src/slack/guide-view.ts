import type { KnownBlock, ModalView, PlainTextOption } from '@slack/types';
import {
  FIRST_CHOICE,
  type Guide,
  type GuideChoice,
  SECURITY_CHOICES,
  type SecurityChoice,
  TOOLS,
  type Tool,
} from '../domain/guide.ts';
import { asPlain, MOST, section } from './blocks.ts';
import { buildGuideBlocks, TOOL_WORDS } from './guide-message.ts';
import { mrkdwn } from './mrkdwn.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const GUIDE_VIEW = 'guide_view';
/** Block and action ids. A choice is told at once, for the view to be built anew. */
export const GUIDE_TOOL = 'guide_tool';
export const GUIDE_SECURITY = 'guide_security';

/** Ids only: whoever chooses is judged again, from the store. */
export interface GuideMetadata {
  readonly peeringId: number;
}

const SECURITY_WORDS: { readonly [S in SecurityChoice]: { readonly words: string; readonly what: string } } =
  {
    new: {
      words: 'A new security group',
      what: 'It lets only this out, once it is attached to your clients.',
    },
    existing: { words: 'One that you have', what: 'It gets one rule more and loses none.' },
    leave: { words: 'Leave it as it is', what: 'You only check whether the traffic gets out.' },
  };

const optionOf = (value: string, words: string, what?: string): PlainTextOption => ({
  value,
  text: asPlain(words, MOST.option),
  ...(what === undefined ? {} : { description: asPlain(what, MOST.option) }),
});

export const toolOption = (tool: Tool): PlainTextOption => optionOf(tool, TOOL_WORDS[tool]);

export const securityOption = (security: SecurityChoice): PlainTextOption =>
  optionOf(security, SECURITY_WORDS[security].words, SECURITY_WORDS[security].what);

const buildChoices = ({ tool, security }: GuideChoice): readonly KnownBlock[] => [
  {
    ...section(mrkdwn`*Tool.* What do you work with?`),
    block_id: GUIDE_TOOL,
    accessory: {
      type: 'static_select',
      action_id: GUIDE_TOOL,
      placeholder: asPlain('Choose a tool', MOST.option),
      options: TOOLS.map(toolOption),
      initial_option: toolOption(tool),
    },
  },
  {
    ...section(mrkdwn`*Security group.* How does TCP 5432 get out to Timescale?`),
    block_id: GUIDE_SECURITY,
    accessory: {
      type: 'radio_buttons',
      action_id: GUIDE_SECURITY,
      options: SECURITY_CHOICES.map(securityOption),
      initial_option: securityOption(security),
    },
  },
];

/** The instructions with a choice of tool and of what becomes of the security group. */
export const buildGuideView = (guide: Guide, metadata: GuideMetadata): ModalView => ({
  type: 'modal',
  callback_id: GUIDE_VIEW,
  title: asPlain('How to accept it', MOST.title),
  close: asPlain('Close', MOST.title),
  private_metadata: JSON.stringify({ peeringId: metadata.peeringId }),
  blocks: [...buildChoices(guide), ...buildGuideBlocks(guide)],
});

/** What is chosen; a choice that is missing or not ours is the first one. */
export const parseGuideView = (values: ViewValues): GuideChoice => ({
  tool: TOOLS.find((tool) => tool === readField(values, GUIDE_TOOL)) ?? FIRST_CHOICE.tool,
  security:
    SECURITY_CHOICES.find((security) => security === readField(values, GUIDE_SECURITY)) ??
    FIRST_CHOICE.security,
});

/** Null where the view is not one of ours. */
export const parseGuideMetadata = (privateMetadata: string | undefined): GuideMetadata | null => {
  const { peeringId } = readMetadata(privateMetadata);
  return typeof peeringId === 'number' ? { peeringId } : null;
};
