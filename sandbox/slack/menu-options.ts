import { choicesOf } from './choices.ts';
import type { Desk } from './desk.ts';
import type { Field } from './fields.ts';
import { asObjects, asText, type Json, wordsOf } from './json.ts';

/** One line of a menu. */
export interface Suggestion {
  readonly text: string;
  readonly value: string;
  /** The line below, and the heading above, where it has one. */
  readonly description?: string;
  readonly group?: string;
}

const readOption = (option: Json): Suggestion => {
  const description = wordsOf(option['description']);
  return {
    text: wordsOf(option['text']),
    value: asText(option['value']),
    ...(description === '' ? {} : { description }),
  };
};

/** The options of an element, or of an answer to a look-up, as a person reads them, groups one after another. */
export const readOptions = (source: Json): readonly Suggestion[] => [
  ...asObjects(source['options']).map(readOption),
  ...asObjects(source['option_groups']).flatMap((group) =>
    asObjects(group['options']).map((option) => ({ ...readOption(option), group: wordsOf(group['label']) })),
  ),
];

/** What a field lists by itself, or Slack for it; an external menu asks the app, and lists nothing. */
export const listedIn = (desk: Desk, user: string, { type, element }: Field): readonly Suggestion[] =>
  /users|channels|conversations/.test(type)
    ? choicesOf(desk, user, element).map(({ id, name }) => ({ text: name, value: id }))
    : readOptions(element);
