import type { KnownBlock, ModalView } from '@slack/types';
import type { ViewValues } from '../../src/slack/view-values.ts';

export const blocksOf = (view: ModalView): readonly KnownBlock[] => view.blocks as readonly KnownBlock[];

/** What Slack sends when a person leaves every field as the form has it, and types in the rest. */
export const fill = (view: ModalView, typed: Readonly<Record<string, string>> = {}): ViewValues => {
  const values: Record<string, ViewValues[string]> = {};
  for (const block of blocksOf(view)) {
    if (block.type !== 'input') continue;
    const { element } = block;
    if (element.type !== 'static_select' && element.type !== 'plain_text_input') continue;
    const action = element.action_id ?? '';
    if (element.type === 'plain_text_input') {
      values[block.block_id ?? ''] = { [action]: { value: typed[action] ?? element.initial_value ?? null } };
    } else {
      const value = typed[action] ?? element.initial_option?.value;
      values[block.block_id ?? ''] = {
        [action]: { selected_option: value === undefined ? null : { value } },
      };
    }
  }
  return values;
};
