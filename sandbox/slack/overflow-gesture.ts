import { actIn } from './button-gesture.ts';
import type { Desk } from './desk.ts';
import { type Answer, type GestureOptions, type Impossible, impossible, quietAnswer } from './gesture.ts';
import { asList, asObjects, asText, isJson, type Json, wordsOf } from './json.ts';
import { isThere, type Scene, scenesOf, type Where } from './scene.ts';

/** The three dots with the options behind them. */
export interface OverflowMenu {
  readonly scene: Scene;
  readonly blockId: unknown;
  readonly element: Json;
}

/** How people call a menu that has no words of its own. */
const anyMenu = '…';

const blocksIn = (blocks: readonly Json[]): readonly Json[] =>
  blocks.flatMap((block) => [block, ...blocksIn(asObjects(block['child_blocks']))]);

const hasOption = (element: Json, wanted: string): boolean =>
  asObjects(element['options']).some((option) => isOption(option, wanted));

const isOption = (option: Json, wanted: string): boolean =>
  wordsOf(option['text']) === wanted || option['value'] === wanted;

/** The menu with this action_id, or for `…` the newest with that option. */
export const findMenu = (
  desk: Desk,
  user: string,
  name: string,
  wanted: string,
  where: Where,
): OverflowMenu | null => {
  for (const scene of scenesOf(desk, user, where)) {
    for (const block of blocksIn(scene.blocks)) {
      if (!isThere(where, asText(block['block_id']))) continue;
      const element = [block['accessory'], ...asList(block['elements'])]
        .filter(isJson)
        .filter((one) => one['type'] === 'overflow')
        .find((one) => one['action_id'] === name || (name === anyMenu && hasOption(one, wanted)));
      if (element !== undefined) return { scene, blockId: block['block_id'], element };
    }
  }
  return null;
};

/** Chooses from an overflow menu by the option's words or value. */
export const chooseFromMenu = async (
  desk: Desk,
  user: string,
  { scene, blockId, element }: OverflowMenu,
  wanted: string,
  options: GestureOptions & Pick<Where, 'block'> & { readonly decline?: boolean },
): Promise<Answer | Impossible> => {
  const all = asObjects(element['options']);
  // Who names the block means ids, which go before words that are alike.
  const byValue = options.block === undefined ? undefined : all.find((one) => one['value'] === wanted);
  const option = byValue ?? all.find((one) => isOption(one, wanted));
  if (option === undefined) {
    return impossible(
      `the menu offers no "${wanted}" but ${all.map((one) => `"${wordsOf(one['text'])}"`).join(', ')}`,
    );
  }
  if (options.decline === true) return quietAnswer;
  const action = {
    type: 'overflow',
    action_id: element['action_id'],
    block_id: blockId,
    selected_option: option,
  };
  const answer = await actIn(desk, user, scene, action, options);
  const { confirm } = element;
  return { ...answer, confirmed: isJson(confirm) ? confirm : null };
};
