import { asList, asText, isJson, type Json } from './json.ts';
import {
  anything,
  both,
  type Check,
  exactlyOne,
  flag,
  kindOf,
  listOf,
  oneOf,
  problem,
  shape,
  text,
} from './shape.ts';

/** Limits of composition objects, from docs.slack.dev/reference/block-kit/composition-objects and @slack/types. */
const type = { type: anything };

export const id = text(255);

export const plainText = (max: number): Check =>
  kindOf('text', () => ({ plain_text: shape({ ...type, text: text(max) }, { emoji: flag }) }));

export const anyText = (max: number): Check =>
  kindOf('text', () => ({
    plain_text: shape({ ...type, text: text(max) }, { emoji: flag }),
    mrkdwn: shape({ ...type, text: text(max) }, { verbatim: flag }),
  }));

export const confirm = shape(
  { text: anyText(300) },
  {
    title: plainText(100),
    confirm: plainText(30),
    deny: plainText(30),
    style: oneOf('primary', 'danger'),
  },
);

const optionOf = (words: Check): Check =>
  shape({ text: words, value: text(75) }, { description: plainText(75), url: text(3000) });
export const option = optionOf(plainText(75));
export const richOption = optionOf(anyText(75));

export const options = listOf(option, 100);
export const optionGroups = listOf(shape({ label: plainText(75), options }), 100);

const offered = (element: Json): readonly Json[] => {
  const groups = asList(element['option_groups']).filter(isJson);
  return [element, ...groups].flatMap((group) => asList(group['options']).filter(isJson));
};

/** Slack refuses an initial option that is not, letter for letter, one of those offered. */
const initialIsOffered: Check = (value, at) => {
  const element = value as Json;
  const initial = [element['initial_option'], ...asList(element['initial_options'])].filter(isJson);
  const has = (wanted: Json): boolean =>
    offered(element).some(
      (given) =>
        given['value'] === wanted['value'] &&
        asText((given['text'] as Json | undefined)?.['text']) ===
          asText((wanted['text'] as Json | undefined)?.['text']),
    );
  return initial.every(has) ? [] : [problem(at, 'initial option must be one of the options')];
};

export const distinctValues: Check = (value, at) => {
  const values = offered(value as Json).map((given) => given['value']);
  return new Set(values).size === values.length ? [] : [problem(at, 'option values must be unique')];
};

/** An initial choice is one of those offered, and no value is offered twice. */
export const chosenFrom = both(initialIsOffered, distinctValues);
export const source = both(exactlyOne('options', 'option_groups'), chosenFrom);

const saysSomething: Check = (value, at) =>
  Object.keys(value as Json).length === 0 ? [problem(at, 'a filter needs at least one of its members')] : [];

/** Which conversations a menu lists. */
export const filter = shape(
  {},
  {
    include: listOf(oneOf('im', 'mpim', 'private', 'public'), 4),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
  saysSomething,
);
