import type { Json } from '../../slack/json.ts';
import { asList, asObjects, asText, isJson, wordsOf } from '../read-json.ts';

/** One entry of a menu, radio buttons or checkboxes. */
export interface Choice {
  /** What the app gets; words may be alike, or like another's value. */
  readonly value: string;
  readonly words: string;
  readonly description: string;
  /** The heading it stands under; empty where under none. */
  readonly group: string;
  /** As a field holds it: the option, or the id of a person or place. */
  readonly held: Json | string;
}

const readOption = (option: Json, group = ''): Choice => ({
  value: asText(option['value']),
  words: wordsOf(option['text']),
  description: wordsOf(option['description']),
  group,
  held: option,
});

export const plainChoice = (value: string, words: string): Choice => ({
  value,
  words,
  description: '',
  group: '',
  held: value,
});

/** What the element lists by itself, groups one after another. */
export const optionsIn = (element: Json): readonly Choice[] => [
  ...asObjects(element['options']).map((option) => readOption(option)),
  ...asObjects(element['option_groups']).flatMap((group) =>
    asObjects(group['options']).map((option) => readOption(option, wordsOf(group['label']))),
  ),
];

/** The choices that a field holds; an id is named as in the list. */
export const chosenIn = (held: unknown, listed: readonly Choice[]): readonly Choice[] => {
  if (Array.isArray(held)) return asList(held).flatMap((one) => chosenIn(one, listed));
  if (isJson(held)) return [readOption(held)];
  if (typeof held !== 'string' || held === '') return [];
  return [listed.find(({ value }) => value === held) ?? plainChoice(held, held)];
};

const bare = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

/** Those that hold every typed word, in their order. */
export const filterChoices = (choices: readonly Choice[], typed: string): readonly Choice[] => {
  const wanted = bare(typed).split(/\s+/).filter(Boolean);
  return choices.filter(({ words, description }) => {
    const text = bare(`${words} ${description}`);
    return wanted.every((word) => text.includes(word));
  });
};

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** Neighbours under one heading together. */
export const inGroups = (choices: readonly Choice[]): readonly ChoiceGroup[] => {
  const starts = choices.flatMap(({ group }, at) => (at > 0 && choices[at - 1]?.group === group ? [] : [at]));
  return starts.map((start, at) => ({
    label: choices[start]?.group ?? '',
    choices: choices.slice(start, starts[at + 1]),
  }));
};
