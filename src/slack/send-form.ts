import type { InputBlock, ModalView } from '@slack/types';
import type { Cloud } from '../domain/cloud.ts';
import { firstChoice, securityOf, type TypedChoice, toolsOf } from '../domain/guide.ts';
import type { Peering } from '../domain/peering.ts';
import { asPlain, MOST, section, textInput } from './blocks.ts';
import { securityOption, toolOption } from './guide-view.ts';
import { mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { renderPart } from './timescale-end-words.ts';
import { GATES } from './tool-words.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const SEND_FORM = 'send_instructions_form';

/** Block and action ids. */
export const SEND_FIELDS = {
  person: 'send_person',
  channel: 'send_channel',
  tool: 'send_tool',
  security: 'send_security',
  note: 'send_note',
} as const;

/** What a message quotes whole. */
const LONGEST_NOTE = 300;

export interface TypedSending {
  readonly peeringId: number;
  /** Ids; empty where nobody is chosen. */
  readonly person: string;
  readonly channel: string;
  readonly choice: TypedChoice;
  readonly note: string;
}

export type SendingProblem = 'nobody' | 'two' | 'deactivated' | 'not-recorded';

const input = (
  field: keyof typeof SEND_FIELDS,
  label: string,
  element: InputBlock['element'],
): InputBlock => ({
  type: 'input',
  block_id: SEND_FIELDS[field],
  label: asPlain(label, MOST.hint),
  element,
});

const buildTo = (): readonly InputBlock[] => [
  {
    ...input('person', 'Person', {
      type: 'users_select',
      action_id: SEND_FIELDS.person,
      placeholder: asPlain('Choose who owns the other network', MOST.option * 2),
    }),
    optional: true,
    hint: asPlain('They get it from vpcbot as a direct message.', MOST.hint),
  },
  {
    ...input('channel', 'Or channel', {
      type: 'conversations_select',
      action_id: SEND_FIELDS.channel,
      placeholder: asPlain('Choose their channel', MOST.option * 2),
      filter: { include: ['public', 'private'], exclude_bot_users: true },
    }),
    optional: true,
    hint: asPlain('vpcbot must be in it: type /invite there first.', MOST.hint),
  },
];

const buildHow = (cloud: Cloud): readonly InputBlock[] => {
  const { tool, security } = firstChoice(cloud);
  const choices = securityOf(cloud);
  const tools = input('tool', 'Tool', {
    type: 'static_select',
    action_id: SEND_FIELDS.tool,
    options: toolsOf(cloud).map((one) => toolOption(cloud, one)),
    initial_option: toolOption(cloud, tool),
  });
  if (choices.length < 2) return [tools];
  const gate = input('security', GATES[cloud], {
    type: 'radio_buttons',
    action_id: SEND_FIELDS.security,
    options: choices.map((one) => securityOption(cloud, one)),
    initial_option: securityOption(cloud, security),
  });
  return [tools, gate];
};

/** Asks whom the way to accept a peering goes to. */
export const buildSendForm = (peering: Peering): ModalView => ({
  type: 'modal',
  callback_id: SEND_FORM,
  title: asPlain('Send to someone', MOST.title),
  submit: asPlain('Send', MOST.title),
  close: asPlain('Close', MOST.title),
  private_metadata: JSON.stringify({ peeringId: peering.id }),
  blocks: [
    section(
      mrkdwn`Sends how to ${renderPart(peering.peer, peering.provisionedId)} to whoever can do so in ${nameAccount(peering.peer)}, with its ids and the steps. The thread says that you sent it.`,
    ),
    ...buildTo(),
    ...buildHow(peering.peer.kind),
    textInput({
      block: SEND_FIELDS.note,
      action: SEND_FIELDS.note,
      label: 'Note',
      placeholder: 'What they should know about it',
      longest: LONGEST_NOTE,
      lines: true,
      optional: true,
    }),
  ],
});

/** Null where the form is not one of ours. */
export const parseSendForm = (
  values: ViewValues,
  privateMetadata: string | undefined,
): TypedSending | null => {
  const { peeringId } = readMetadata(privateMetadata);
  if (typeof peeringId !== 'number') return null;
  return {
    peeringId,
    person: readField(values, SEND_FIELDS.person),
    channel: readField(values, SEND_FIELDS.channel),
    choice: {
      tool: readField(values, SEND_FIELDS.tool),
      security: readField(values, SEND_FIELDS.security),
    },
    note: readField(values, SEND_FIELDS.note).trim(),
  };
};

const SENTENCES: { readonly [P in SendingProblem]: readonly [keyof typeof SEND_FIELDS, string] } = {
  nobody: ['person', 'Choose a person, or a channel below.'],
  two: ['channel', 'Choose a person or a channel, not both: send it twice for both.'],
  deactivated: ['person', 'Their Slack account is deactivated. Choose somebody else.'],
  'not-recorded': ['person', 'This did not work, and nothing was sent. Send it again in a minute.'],
};

/** What is wrong, under the field where it is wrong. */
export const sendErrors = (problem: SendingProblem): Record<string, string> => {
  const [field, sentence] = SENTENCES[problem];
  return { [SEND_FIELDS[field]]: sentence };
};
