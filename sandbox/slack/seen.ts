import type { Desk } from './desk.ts';
import { type Field, fieldsOf, valueIn, valuesOf } from './fields.ts';
import type { FileFacts } from './files.ts';
import { asObjects, asText, isJson, type Json, wordsOf } from './json.ts';
import { listedIn, type Suggestion } from './menu-options.ts';
import type { Message } from './messages.ts';
import { renderMrkdwn } from './prose.ts';
import { renderBlocks, shownValue } from './reading.ts';
import type { View } from './views.ts';

export interface SeenButton {
  readonly text: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly value: string;
  readonly url: string | null;
  /** Its confirmation dialog as it was sent. */
  readonly confirm: Json | null;
}

export interface SeenFile extends FileFacts {
  /** What one reads in it; null where it is no text. */
  readonly text: string | null;
}

export interface SeenMessage {
  readonly ts: string;
  readonly channel: string;
  /** The handle of who said it. */
  readonly author: string;
  /** What one reads: the blocks where there are any, else the text. */
  readonly lines: readonly string[];
  /** The `text` argument: what a notification shows. */
  readonly text: string;
  readonly blocks: readonly Json[];
  readonly buttons: readonly SeenButton[];
  readonly files: readonly SeenFile[];
  readonly metadata: Json | null;
  readonly threadTs: string | null;
  readonly isBroadcast: boolean;
  readonly isEphemeral: boolean;
  readonly isEdited: boolean;
}

export interface SeenRoot extends SeenMessage {
  readonly replies: readonly SeenMessage[];
}

interface SeenField {
  readonly label: string;
  readonly actionId: string;
  readonly blockId: string;
  readonly type: string;
  readonly hint: string;
  readonly isOptional: boolean;
  /** What it shows; empty where nothing is filled in. */
  readonly shown: string;
  readonly value: unknown;
  /** What it lists by itself, or Slack for it; none where the app is asked. */
  readonly options: readonly Suggestion[];
  /** What stands in red beside it. */
  readonly error: string | null;
}

export interface SeenView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly title: string;
  readonly submit: string | null;
  /** The words that close it; null where the app leaves them to Slack. */
  readonly close: string | null;
  readonly callbackId: string;
  readonly privateMetadata: string;
  readonly hash: string;
  readonly lines: readonly string[];
  readonly fields: readonly SeenField[];
  readonly buttons: readonly SeenButton[];
  readonly errors: Readonly<Record<string, string>>;
  readonly blocks: readonly Json[];
}

const pressable = ['button', 'workflow_button', 'icon_button'];

const elementsOf = (block: Json): readonly unknown[] => [
  block['accessory'],
  ...asObjects(block['elements']),
  ...asObjects(block['actions']),
];

/** Every button in these blocks, in reading order. */
export const buttonsOf = (blocks: readonly Json[]): readonly SeenButton[] =>
  blocks.flatMap((block) => [
    ...elementsOf(block)
      .filter(isJson)
      .filter((element) => pressable.includes(asText(element['type'])))
      .map((element) => ({
        text: wordsOf(element['text']),
        actionId: asText(element['action_id']),
        blockId: asText(block['block_id']),
        value: asText(element['value']),
        url: asText(element['url']) || null,
        confirm: isJson(element['confirm']) ? element['confirm'] : null,
      })),
    ...buttonsOf([
      ...asObjects(block['child_blocks']),
      ...(block['type'] === 'carousel' ? asObjects(block['elements']) : []),
    ]),
  ]);

const sayFile = ({ name, title, size }: FileFacts): string =>
  `(file ${title === name ? '' : `"${title}": `}${name}, ${size} bytes)`;

const linesOf = ({ directory }: Desk, { blocks, text, files, channel }: Message): readonly string[] => {
  const words = text === '' && files.length > 0 ? [] : renderMrkdwn(text, directory).split('\n');
  const read = blocks.length > 0 ? renderBlocks(blocks, directory, valuesOf(blocks, {}, channel)) : words;
  return [...read, ...files.map(sayFile)];
};

export const seeMessage = (desk: Desk, message: Message): SeenMessage => ({
  ts: message.ts,
  channel: message.channel,
  author: desk.directory.user(message.user)?.name ?? message.user,
  lines: linesOf(desk, message),
  text: message.text,
  blocks: message.blocks,
  buttons: buttonsOf(message.blocks),
  files: message.files.map((file) => ({ ...file, text: desk.files.textOf(file.id) })),
  metadata: message.metadata,
  threadTs: message.threadTs,
  isBroadcast: message.isBroadcast,
  isEphemeral: message.shownTo !== null,
  // Slack shows as edited only what was edited in words.
  isEdited: message.editedTs !== null && message.blocks.length === 0,
});

const seeField = (desk: Desk, view: View, field: Field): SeenField => ({
  label: field.label,
  actionId: field.actionId,
  blockId: field.blockId,
  type: field.type,
  hint: field.hint,
  isOptional: field.isOptional,
  shown: shownValue(valueIn(view.values, field), desk.directory),
  value: valueIn(view.values, field),
  options: listedIn(desk, view.user, field),
  error: view.errors[field.blockId] ?? null,
});

export const seeView = (desk: Desk, view: View): SeenView => {
  const blocks = asObjects(view.payload['blocks']);
  const submit = wordsOf(view.payload['submit']);
  return {
    id: view.id,
    type: view.type,
    title: wordsOf(view.payload['title']),
    submit: submit === '' ? null : submit,
    close: wordsOf(view.payload['close']) || null,
    callbackId: asText(view.payload['callback_id']),
    privateMetadata: asText(view.payload['private_metadata']),
    hash: view.hash,
    lines: renderBlocks(blocks, desk.directory, view.values),
    fields: fieldsOf(blocks).map((field) => seeField(desk, view, field)),
    buttons: buttonsOf(blocks),
    errors: view.errors,
    blocks,
  };
};

/** The channel before this person: roots in order, each with its thread, their own ephemerals among them. */
export const seeChannel = (desk: Desk, user: string, channel: string): readonly SeenRoot[] => {
  const seen = desk.messages.visibleTo(user, channel).map((message) => seeMessage(desk, message));
  return seen
    .filter(({ threadTs, isBroadcast }) => threadTs === null || isBroadcast)
    .map((root) => ({
      ...root,
      replies: root.threadTs === null ? seen.filter(({ threadTs }) => threadTs === root.ts) : [],
    }));
};

const sayMessage = (message: SeenMessage, note: string): readonly string[] => {
  const [first = '', ...rest] = message.lines;
  const secret = message.isEphemeral ? ' (only you can see this)' : '';
  return [`${message.author}${note}${secret}: ${first}`, ...rest.map((line) => `  ${line}`)];
};

const sayReply = (message: SeenMessage): readonly string[] =>
  sayMessage(message, message.isBroadcast ? ' (also sent to the channel)' : '').map(
    (line, index) => `${index === 0 ? '  ↳ ' : '    '}${line}`,
  );

/** The channel as text lines, thread lines indented. */
export const readChannel = (desk: Desk, user: string, channel: string): readonly string[] =>
  seeChannel(desk, user, channel).flatMap((root) => [
    ...sayMessage(root, root.threadTs === null ? '' : ' (from a thread)'),
    ...root.replies.flatMap(sayReply),
  ]);
