import { findOptionProblems } from './block-limits.ts';
import { deafLine } from './button-gesture.ts';
import type { Desk } from './desk.ts';
import type { Field } from './fields.ts';
import { type Impossible, impossible } from './gesture.ts';
import type { Json } from './json.ts';
import { interaction, sceneJson } from './payloads.ts';
import type { Scene } from './scene.ts';

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
