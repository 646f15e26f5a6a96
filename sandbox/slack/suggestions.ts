import { findOptionProblems } from './block-limits.ts';
import { deafLine } from './button-gesture.ts';
import type { Desk } from './desk.ts';
import type { Field } from './fields.ts';
import { type Impossible, impossible } from './gesture.ts';
import { asObjects, asText, type Json, wordsOf } from './json.ts';
import { interaction, sceneJson } from './payloads.ts';
import type { Scene } from './scene.ts';

/** One line of an external menu. */
export interface Suggestion {
  readonly text: string;
  readonly value: string;
  /** The line below, and the heading above, where it has one. */
  readonly description?: string;
  readonly group?: string;
}

/** Characters that must be typed where the menu does not say. */
const usualQueryLength = 3;

/** Asks the app what the menu offers while the person has typed `query`; Slack waits 3 s for it. */
export const suggest = async (
  desk: Desk,
  user: string,
  scene: Scene,
  field: Field,
  query: string,
): Promise<Json | Impossible> => {
  const least = Number(field.element['min_query_length'] ?? usualQueryLength);
  if (query.length < least) return impossible(`"${field.label}" is looked up from ${least} characters on`);
  const payload = {
    ...interaction(desk, 'block_suggestion', user),
    ...sceneJson(desk, user, scene),
    action_id: field.actionId,
    block_id: field.blockId,
    value: query,
  };
  const delivered = await desk.delivery.send('interactive', payload);
  if (delivered.kind === 'failed') return impossible(deafLine(delivered.code));
  const problems = findOptionProblems(delivered.payload);
  return problems.length > 0 ? impossible(`invalid options: ${problems.join('; ')}`) : delivered.payload;
};

const readOption = (option: Json): Suggestion => {
  const description = wordsOf(option['description']);
  return {
    text: wordsOf(option['text']),
    value: asText(option['value']),
    ...(description === '' ? {} : { description }),
  };
};

/** The menu as a person reads it, its groups one after another. */
export const readSuggestions = (answer: Json): readonly Suggestion[] => [
  ...asObjects(answer['options']).map(readOption),
  ...asObjects(answer['option_groups']).flatMap((group) =>
    asObjects(group['options']).map((option) => ({ ...readOption(option), group: wordsOf(group['label']) })),
  ),
];
