import {
  anyText,
  chosenFrom,
  confirm,
  distinctValues,
  filter,
  id,
  option,
  optionGroups,
  options,
  plainText,
  richOption,
  source,
} from './composition-limits.ts';
import { asText, type Json } from './json.ts';
import {
  anything,
  type Check,
  exactlyOne,
  flag,
  kindOf,
  listOf,
  oneOf,
  problem,
  shape,
  text,
  whole,
} from './shape.ts';

/** Limits of elements, from docs.slack.dev/reference/block-kit/block-elements and @slack/types. */
const type = { type: anything };
const choices = { options, option_groups: optionGroups };

const action = { action_id: id, confirm, focus_on_load: flag };
const select = { ...action, placeholder: plainText(150) };
const severalOf = { max_selected_items: whole(1, 100) };
const minQuery = { min_query_length: whole(0, 3000) };
const words = {
  action_id: id,
  placeholder: plainText(150),
  focus_on_load: flag,
  dispatch_action_config: shape({
    trigger_actions_on: listOf(oneOf('on_enter_pressed', 'on_character_entered'), 2),
  }),
};

const lengthsAgree: Check = (value, at) => {
  const { min_length: min, max_length: max, initial_value: initial } = value as Json;
  const tooLong = typeof max === 'number' && asText(initial).length > max;
  return [
    ...(typeof min === 'number' && typeof max === 'number' && min > max
      ? [problem(at, 'min_length must not exceed max_length')]
      : []),
    ...(tooLong ? [problem(`${at}/initial_value`, `must be less than ${Number(max) + 1} characters`)] : []),
  ];
};

const button: Check = shape(
  { ...type, text: plainText(75) },
  {
    action_id: id,
    value: text(2000),
    url: text(3000),
    style: oneOf('primary', 'danger'),
    confirm,
    accessibility_label: text(75),
  },
);

const feedback = shape({ text: plainText(75), value: text(2000) }, { accessibility_label: text(75) });

export const image: Check = shape(
  { ...type, alt_text: text(2000, 0) },
  { image_url: text(3000), slack_file: anything },
  exactlyOne('image_url', 'slack_file'),
);

const pickers: Record<string, Check> = {
  checkboxes: shape(
    { ...type, options: listOf(richOption, 10) },
    { ...action, initial_options: listOf(richOption, 10) },
    chosenFrom,
  ),
  radio_buttons: shape(
    { ...type, options: listOf(richOption, 10) },
    { ...action, initial_option: richOption },
    chosenFrom,
  ),
  datepicker: shape(type, { ...select, initial_date: text(10) }),
  timepicker: shape(type, { ...select, initial_time: text(5), timezone: text(255) }),
  datetimepicker: shape(type, { ...action, initial_date_time: whole(1_000_000_000, 9_999_999_999) }),
};

const selects: Record<string, Check> = {
  static_select: shape(type, { ...select, ...choices, initial_option: option }, source),
  multi_static_select: shape(
    type,
    { ...select, ...severalOf, ...choices, initial_options: listOf(option, 100) },
    source,
  ),
  external_select: shape(type, { ...select, ...minQuery, initial_option: option }),
  multi_external_select: shape(type, {
    ...select,
    ...severalOf,
    ...minQuery,
    initial_options: listOf(option, 100),
  }),
  users_select: shape(type, { ...select, initial_user: id }),
  multi_users_select: shape(type, { ...select, ...severalOf, initial_users: listOf(id, 100, 0) }),
  channels_select: shape(type, { ...select, initial_channel: id, response_url_enabled: flag }),
  multi_channels_select: shape(type, { ...select, ...severalOf, initial_channels: listOf(id, 100, 0) }),
  conversations_select: shape(type, {
    ...select,
    initial_conversation: id,
    default_to_current_conversation: flag,
    response_url_enabled: flag,
    filter,
  }),
  multi_conversations_select: shape(type, {
    ...select,
    ...severalOf,
    initial_conversations: listOf(id, 100, 0),
    default_to_current_conversation: flag,
    filter,
  }),
};

const inputs: Record<string, Check> = {
  plain_text_input: shape(
    type,
    {
      ...words,
      initial_value: text(3000, 0),
      multiline: flag,
      min_length: whole(0, 3000),
      max_length: whole(1, 3000),
    },
    lengthsAgree,
  ),
  email_text_input: shape(type, { ...words, initial_value: text(3000, 0) }),
  url_text_input: shape(type, { ...words, initial_value: text(3000, 0) }),
  number_input: shape(
    { ...type, is_decimal_allowed: flag },
    { ...words, initial_value: text(3000, 0), min_value: text(3000), max_value: text(3000) },
  ),
  rich_text_input: shape(type, {
    ...words,
    initial_value: anything,
    min_lines: whole(1, 100),
    max_lines: whole(1, 100),
  }),
  file_input: shape(type, { action_id: id, filetypes: listOf(text(255), 100), max_files: whole(1, 10) }),
};

const pressed: Record<string, Check> = {
  button,
  workflow_button: shape(
    { ...type, text: plainText(75), workflow: anything },
    {
      action_id: id,
      style: oneOf('primary', 'danger'),
      confirm,
      accessibility_label: text(75),
    },
  ),
  overflow: shape({ ...type, options: listOf(option, 5) }, { action_id: id, confirm }, distinctValues),
};

/** Which elements may stand where in a block. */
export const elements = {
  actions: kindOf('element', () => ({
    ...pressed,
    ...pickers,
    ...selects,
    rich_text_input: inputs['rich_text_input'] ?? anything,
  })),
  accessory: kindOf('element', () => {
    const { datetimepicker: _unsupported, ...others } = pickers;
    return { ...pressed, ...others, ...selects, image };
  }),
  input: kindOf('element', () => ({ ...pickers, ...selects, ...inputs })),
  context: kindOf('element', () => ({
    image,
    plain_text: anyText(3000),
    mrkdwn: anyText(3000),
  })),
  contextActions: kindOf('element', () => ({
    feedback_buttons: shape(
      { ...type, positive_button: feedback, negative_button: feedback },
      { action_id: id },
    ),
    icon_button: shape(
      { ...type, icon: text(255), text: plainText(75) },
      {
        action_id: id,
        value: text(2000),
        confirm,
        accessibility_label: text(75),
        visible_to_user_ids: listOf(id, 100, 0),
      },
    ),
  })),
  button: kindOf('element', () => ({ button })),
};
