import { isListed } from './conversation-filter.ts';
import { asJson, asList, asObjects, asText, isJson, type Json, wordsOf } from './json.ts';

/** Something in a view or message that a person fills in. */
export interface Field {
  readonly blockId: string;
  readonly actionId: string;
  readonly type: string;
  /** What stands beside it: an input's label, else a section's text or the placeholder. */
  readonly label: string;
  readonly hint: string;
  readonly element: Json;
  readonly isInput: boolean;
  readonly isOptional: boolean;
  /** Whether a change of it is told to the app at once. */
  readonly dispatches: boolean;
}

/** Typed state as payloads carry it: block_id, action_id, value. */
export type Values = Readonly<Record<string, Readonly<Record<string, Json>>>>;

/** Where an element's state keeps its value, what it starts from, and whether it holds several. */
const states: Record<string, { readonly member: string; readonly initial: string; readonly many?: boolean }> =
  {
    plain_text_input: { member: 'value', initial: 'initial_value' },
    email_text_input: { member: 'value', initial: 'initial_value' },
    url_text_input: { member: 'value', initial: 'initial_value' },
    number_input: { member: 'value', initial: 'initial_value' },
    rich_text_input: { member: 'rich_text_value', initial: 'initial_value' },
    static_select: { member: 'selected_option', initial: 'initial_option' },
    external_select: { member: 'selected_option', initial: 'initial_option' },
    radio_buttons: { member: 'selected_option', initial: 'initial_option' },
    multi_static_select: { member: 'selected_options', initial: 'initial_options', many: true },
    multi_external_select: { member: 'selected_options', initial: 'initial_options', many: true },
    checkboxes: { member: 'selected_options', initial: 'initial_options', many: true },
    users_select: { member: 'selected_user', initial: 'initial_user' },
    channels_select: { member: 'selected_channel', initial: 'initial_channel' },
    conversations_select: { member: 'selected_conversation', initial: 'initial_conversation' },
    multi_users_select: { member: 'selected_users', initial: 'initial_users', many: true },
    multi_channels_select: { member: 'selected_channels', initial: 'initial_channels', many: true },
    multi_conversations_select: {
      member: 'selected_conversations',
      initial: 'initial_conversations',
      many: true,
    },
    datepicker: { member: 'selected_date', initial: 'initial_date' },
    timepicker: { member: 'selected_time', initial: 'initial_time' },
    datetimepicker: { member: 'selected_date_time', initial: 'initial_date_time' },
  };

export const memberOf = (type: string): string => states[type]?.member ?? 'value';

export const holdsMany = (type: string): boolean => states[type]?.many ?? false;

/** The conversation that a menu starts from where it defaults to the current one, and lists it. */
const currentFor = (element: Json, channel: string | null): string | null =>
  element['default_to_current_conversation'] === true && channel !== null && isListed(element, channel)
    ? channel
    : null;

const initialValue = (element: Json, channel: string | null): Json => {
  const type = asText(element['type']);
  const { initial, many } = states[type] ?? { initial: 'initial_value' };
  const current = currentFor(element, channel);
  // For one conversation the initial one goes before the current one, for several it is the other way round.
  const start =
    many === true ? (current === null ? (element[initial] ?? []) : [current]) : (element[initial] ?? current);
  return { type, [memberOf(type)]: start };
};

const elementsOf = (block: Json): readonly unknown[] => [
  block['element'],
  block['accessory'],
  ...(block['type'] === 'actions' ? asList(block['elements']) : []),
];

/** The fields of these blocks, in reading order; the blocks carry all their ids. */
export const fieldsOf = (blocks: readonly Json[]): readonly Field[] =>
  blocks.flatMap((block) => [
    ...elementsOf(block)
      .filter(isJson)
      .filter((element) => Object.hasOwn(states, asText(element['type'])))
      .map((element): Field => {
        const isInput = block['type'] === 'input';
        const placeholder = wordsOf(element['placeholder']);
        return {
          blockId: asText(block['block_id']),
          actionId: asText(element['action_id']),
          type: asText(element['type']),
          label: isInput
            ? wordsOf(block['label'])
            : block['type'] === 'section'
              ? wordsOf(block['text'])
              : placeholder,
          hint: wordsOf(block['hint']),
          element,
          isInput,
          isOptional: !isInput || block['optional'] === true,
          dispatches: !isInput || block['dispatch_action'] === true,
        };
      }),
    ...fieldsOf(asObjects(block['child_blocks'])),
  ]);

/** What the fields hold: the typed value where the same field was there before, else its initial value. */
export const valuesOf = (
  blocks: readonly Json[],
  typed: Values = {},
  channel: string | null = null,
): Values => {
  const values: Record<string, Record<string, Json>> = {};
  for (const { blockId, actionId, type, element } of fieldsOf(blocks)) {
    const before = typed[blockId]?.[actionId];
    const kept = before !== undefined && before['type'] === type ? before : initialValue(element, channel);
    values[blockId] = { ...values[blockId], [actionId]: kept };
  }
  return values;
};

export const withValue = (values: Values, { blockId, actionId, type }: Field, value: unknown): Values => ({
  ...values,
  [blockId]: { ...values[blockId], [actionId]: { type, [memberOf(type)]: value } },
});

export const valueIn = (values: Values, { blockId, actionId, type }: Field): unknown =>
  values[blockId]?.[actionId]?.[memberOf(type)] ?? null;

/** The options a menu lists by itself, its groups flattened. */
export const optionsOf = (source: Json): readonly Json[] => [
  ...asObjects(source['options']),
  ...asObjects(source['option_groups']).flatMap((group) => asObjects(asJson(group)['options'])),
];
