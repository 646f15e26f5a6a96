import { blockOn, frameOf, type Surface } from './block-shapes.ts';
import { optionGroups, options } from './composition-limits.ts';
import { asList, asObjects, asText, isJson, type Json } from './json.ts';
import { type Check, exactlyOne, listOf, problem, shape } from './shape.ts';

const twice = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

const inner = (block: Json): readonly Json[] => [block, ...asObjects(block['child_blocks']).flatMap(inner)];

/** Rules that look at all blocks of a message or view together. */
const findBlocksProblems = (surface: Surface, blocks: unknown, at: string): string[] => {
  const each = listOf(blockOn(surface), surface === 'message' ? 50 : 100, 0)(blocks, at);
  const all = asObjects(blocks).flatMap(inner);
  const ids = all.map((block) => asText(block['block_id'])).filter((id) => id !== '');
  const focused = all
    .flatMap((block) => [block['element'], block['accessory'], ...asList(block['elements'])])
    .filter((element) => isJson(element) && element['focus_on_load'] === true);
  const markdown = all
    .filter((block) => block['type'] === 'markdown')
    .reduce((sum, block) => sum + asText(block['text']).length, 0);
  return [
    ...each,
    ...twice(ids).map((id) => problem(at, `block_id "${id}" already exists`)),
    ...(focused.length > 1 ? [problem(at, 'focus_on_load may be true on one element only')] : []),
    ...(markdown > 12_000 ? [problem(at, 'markdown must be less than 12001 characters in total')] : []),
    ...(all.filter((block) => block['type'] === 'table').length > 1
      ? [problem(at, 'only one table is allowed per message')]
      : []),
  ];
};

/**
 * What Slack would refuse in a message (`{blocks}`) or a view, one line each; empty when it would take it.
 * Sources: docs.slack.dev/reference/block-kit, docs.slack.dev/reference/views, comments of @slack/types.
 */
export const findBlockProblems = (surface: Surface, payload: unknown): string[] => {
  if (!isJson(payload)) return [problem('', 'must be an object')];
  if (surface === 'message') {
    return payload['blocks'] === undefined ? [] : findBlocksProblems('message', payload['blocks'], '/blocks');
  }
  const blocks = asObjects(payload['blocks']);
  const needsSubmit = surface === 'modal' && payload['submit'] === undefined;
  return [
    ...frameOf(surface)(payload, '/view'),
    ...findBlocksProblems(surface, payload['blocks'], '/view/blocks'),
    ...(needsSubmit && blocks.some((block) => block['type'] === 'input')
      ? [problem('/view', 'missing required field: submit')]
      : []),
  ];
};

/** An answer without options is valid: the menu then says that nothing was found. */
const emptyOr =
  (check: Check): Check =>
  (value, at) =>
    Array.isArray(value) && value.length === 0 ? [] : check(value, at);

const suggestions = shape(
  {},
  { options: emptyOr(options), option_groups: emptyOr(optionGroups) },
  exactlyOne('options', 'option_groups'),
);

/** What Slack would refuse in the answer to a `block_suggestion`. */
export const findOptionProblems = (answer: Json): readonly string[] => suggestions(answer, '');
