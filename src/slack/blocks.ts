import type {
  ActionsBlock,
  Button,
  ConfirmationDialog,
  ContextBlock,
  DividerBlock,
  HeaderBlock,
  InputBlock,
  KnownBlock,
  MrkdwnElement,
  PlainTextElement,
  PlainTextOption,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';
import { cutMrkdwn, type Mrkdwn } from './mrkdwn.ts';
import { oneLine, shorten } from './plain-words.ts';

/** What `chat.postMessage` and `respond` take: `text` says for notifications and screen readers what the blocks show. */
export interface Message {
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Slack's limits (UTF-16 units or pieces), as docs.slack.dev and @slack/types have them. */
export const MOST = {
  text: 3000,
  sectionText: 3000,
  field: 2000,
  fields: 10,
  header: 150,
  button: 75,
  title: 24,
  option: 75,
  options: 100,
  hint: 2000,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  messageBlocks: 50,
  /**
   * All texts of a message's blocks together. Undocumented: `chat.postMessage` answered
   * `msg_blocks_too_long` from 11,300 on (bolt-js issues 2509 and 2867).
   */
  messageText: 9000,
  id: 255,
} as const;

/** `verbatim` keeps Slack from making links and mentions out of words that look like some. */
const asMrkdwn = (text: Mrkdwn, most: number): MrkdwnElement => ({
  type: 'mrkdwn',
  text: cutMrkdwn(text, most),
  verbatim: true,
});

export const asPlain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: oneLine(text, most) || '-',
  emoji: false,
});

export const message = (text: Mrkdwn, blocks: readonly KnownBlock[]): Message => ({
  text: cutMrkdwn(text, MOST.text),
  blocks: blocks.slice(0, MOST.messageBlocks),
});

export const header = (text: string): HeaderBlock => ({ type: 'header', text: asPlain(text, MOST.header) });

export const section = (text: Mrkdwn): SectionBlock => ({
  type: 'section',
  text: asMrkdwn(text, MOST.sectionText),
});

/** A text with the one thing to do about it. */
export const sectionWith = (text: Mrkdwn, accessory: Button): SectionBlock => ({
  ...section(text),
  accessory,
});

export const fields = (texts: readonly Mrkdwn[]): SectionBlock => ({
  type: 'section',
  fields: texts.slice(0, MOST.fields).map((text) => asMrkdwn(text, MOST.field)),
});

export const context = (text: Mrkdwn): ContextBlock => ({
  type: 'context',
  elements: [asMrkdwn(text, MOST.sectionText)],
});

export const divider: DividerBlock = { type: 'divider' };

/** Text in fixed width that a person copies as it stands; Slack reads no formatting in it. */
export const copyable = (text: string): RichTextBlock => ({
  type: 'rich_text',
  elements: [
    { type: 'rich_text_preformatted', elements: [{ type: 'text', text: shorten(text, MOST.text) }] },
  ],
});

export const actions = (buttons: readonly Button[]): readonly ActionsBlock[] =>
  buttons.length === 0 ? [] : [{ type: 'actions', elements: [...buttons] }];

export interface ButtonWords {
  readonly action: string;
  readonly words: string;
  /** Opaque ids only: whoever presses is judged again, from the store. */
  readonly value: string;
  /** What a screen reader says, where the words alone do not name the thing; after them, where it lacks them. */
  readonly label?: string;
  readonly style?: 'primary' | 'danger';
  readonly confirm?: ConfirmationDialog;
}

/** The words that are seen stand in what is said: who speaks to their computer says those (WCAG 2.5.3). */
const nameButton = (words: string, label: string): string => {
  const seen = words.replace(/…$/, '');
  return label.toLowerCase().includes(seen.toLowerCase()) ? label : `${seen}: ${label}`;
};

export const button = ({ action, words, value, label, style, confirm }: ButtonWords): Button => ({
  type: 'button',
  action_id: action,
  text: asPlain(words, MOST.button),
  value,
  ...(label === undefined ? {} : { accessibility_label: oneLine(nameButton(words, label), MOST.button) }),
  ...(style === undefined ? {} : { style }),
  ...(confirm === undefined ? {} : { confirm }),
});

export interface ConfirmWords {
  readonly title: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly style: 'primary' | 'danger';
}

export const confirmation = ({ title, text, yes, no, style }: ConfirmWords): ConfirmationDialog => ({
  title: asPlain(title, MOST.confirmTitle),
  text: asPlain(text, MOST.confirmText),
  confirm: asPlain(yes, MOST.confirmButton),
  deny: asPlain(no, MOST.confirmButton),
  style,
});

/** One thing to choose: what people read, and the word that stands for it. */
export interface Choice {
  readonly words: string;
  readonly value: string;
  /** Other words that a menu which searches finds it by. */
  readonly also?: readonly string[];
}

/** Slack refuses two options of one value, so they are cut before they are compared. */
const asValue = (word: string): string => shorten(word, MOST.option);

export const asOption = ({ words, value }: Choice): PlainTextOption => ({
  text: asPlain(words, MOST.option),
  value: asValue(value),
});

const option = (word: string): PlainTextOption => asOption({ words: word, value: word });

interface FieldWords {
  readonly block: string;
  readonly action: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
  readonly dispatch?: boolean;
}

const inputOf = (words: FieldWords, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: words.block,
  label: asPlain(words.label, MOST.hint),
  element,
  ...(words.hint === undefined ? {} : { hint: asPlain(words.hint, MOST.hint) }),
  ...(words.optional === true ? { optional: true } : {}),
  ...(words.dispatch === true ? { dispatch_action: true } : {}),
});

export interface TextField extends FieldWords {
  readonly typed?: string | undefined;
  readonly placeholder?: string;
  readonly longest: number;
  readonly shortest?: number;
  readonly lines?: boolean;
}

export const textInput = (field: TextField): InputBlock =>
  inputOf(field, {
    type: 'plain_text_input',
    action_id: field.action,
    max_length: field.longest,
    ...(field.shortest === undefined ? {} : { min_length: field.shortest }),
    ...(field.lines === true ? { multiline: true } : {}),
    ...(field.placeholder === undefined ? {} : { placeholder: asPlain(field.placeholder, MOST.option * 2) }),
    ...(field.typed === undefined || field.typed === ''
      ? {}
      : { initial_value: shorten(field.typed, field.longest) }),
  });

export interface ChoiceField extends FieldWords {
  readonly chosen?: string | undefined;
  readonly choices: readonly string[];
  readonly placeholder: string;
}

/** A select of up to 100 words. Slack refuses one without options: give it at least one. */
export const selectInput = (field: ChoiceField): InputBlock => {
  const words = new Set(field.choices.filter((choice) => choice !== '').map(asValue));
  const choices = [...words].slice(0, MOST.options).map(option);
  const wanted = field.chosen === undefined ? undefined : asValue(field.chosen);
  const chosen = choices.find(({ value }) => value === wanted);
  return inputOf(field, {
    type: 'static_select',
    action_id: field.action,
    placeholder: asPlain(field.placeholder, MOST.option * 2),
    options: choices,
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  });
};

export interface GroupField extends FieldWords {
  /** The value of one of the choices. */
  readonly chosen?: string | undefined;
  readonly groups: readonly { readonly label: string; readonly choices: readonly Choice[] }[];
  readonly placeholder: string;
}

/** The same, in groups of up to 100 each. */
export const groupInput = (field: GroupField): InputBlock => {
  const seen = new Set<string>();
  const isNew = ({ value = '' }: PlainTextOption): boolean =>
    value !== '' && !seen.has(value) && seen.add(value) === seen;
  const groups = field.groups.flatMap(({ label, choices }) => {
    const options = choices.map(asOption).filter(isNew).slice(0, MOST.options);
    return options.length === 0 ? [] : [{ label: asPlain(label, MOST.option), options }];
  });
  const wanted = field.chosen === undefined ? undefined : asValue(field.chosen);
  const chosen = groups.flatMap(({ options }) => options).find(({ value }) => value === wanted);
  return inputOf(field, {
    type: 'static_select',
    action_id: field.action,
    placeholder: asPlain(field.placeholder, MOST.option * 2),
    option_groups: groups.slice(0, MOST.options),
    ...(chosen === undefined ? {} : { initial_option: chosen }),
  });
};
