import { actIn } from './button-gesture.ts';
import { choicesOf } from './choices.ts';
import type { Desk } from './desk.ts';
import { type Field, fieldsOf, holdsMany, memberOf, optionsOf, withValue } from './fields.ts';
import {
  type Answer,
  type GestureOptions,
  type Impossible,
  impossible,
  isImpossible,
  quietAnswer,
} from './gesture.ts';
import { isJson, type Json, wordsOf } from './json.ts';
import { chooseFromMenu, findMenu, type OverflowMenu } from './overflow-gesture.ts';
import { patience, type Scene, scenesOf, type Where } from './scene.ts';
import { seeView } from './seen.ts';
import { readSuggestions, type Suggestion, suggest } from './suggestions.ts';

interface Target {
  readonly scene: Scene;
  readonly field: Field;
}

export interface FieldOptions extends GestureOptions, Where {
  /** What is typed into an external menu before choosing; the value itself where left out. */
  readonly query?: string;
  /** Says no to the confirmation dialog. */
  readonly decline?: boolean;
}

const findTarget = (desk: Desk, user: string, wanted: string, where: Where): Target | null => {
  for (const scene of scenesOf(desk, user, where)) {
    const fields = fieldsOf(scene.blocks);
    const field =
      fields.find(({ label }) => label === wanted) ??
      fields.find(
        ({ actionId, element }) => actionId === wanted || wordsOf(element['placeholder']) === wanted,
      );
    if (field !== undefined) return { scene, field };
  }
  return null;
};

const offersNo = (field: Field, wanted: string, offered: readonly string[]): Impossible => {
  const there = offered.map((one) => `"${one}"`).join(', ');
  return impossible(`"${field.label}" offers no "${wanted}" but ${there === '' ? 'nothing' : there}`);
};

const pickOption = (field: Field, options: readonly Json[], wanted: string): Json | Impossible =>
  options.find((option) => wordsOf(option['text']) === wanted || option['value'] === wanted) ??
  (field.type.includes('external') && options.length === 1 ? options[0] : undefined) ??
  offersNo(
    field,
    wanted,
    options.map((option) => wordsOf(option['text'])),
  );

/** The id behind `@ada`, `#vpc-requests` or the id itself. */
const pickChoice = (desk: Desk, user: string, field: Field, wanted: string): string | Impossible => {
  const name = wanted.replace(/^[@#]/, '');
  const choices = choicesOf(desk, user, field.element);
  const found = choices.find((choice) => choice.id === wanted || choice.name === name);
  return (
    found?.id ??
    offersNo(
      field,
      wanted,
      choices.map((choice) => choice.name),
    )
  );
};

const valueFor = async (
  desk: Desk,
  user: string,
  { scene, field }: Target,
  wanted: string,
  query = wanted,
): Promise<unknown> => {
  const { type, element } = field;
  if (/users|channels|conversations/.test(type)) return pickChoice(desk, user, field, wanted);
  if (type === 'datetimepicker') return Number(wanted);
  if (!memberOf(type).startsWith('selected_option')) return wanted;
  const source = type.includes('external') ? await suggest(desk, user, scene, field, query) : element;
  return isImpossible(source) ? source : pickOption(field, optionsOf(source), wanted);
};

const resolve = async (
  desk: Desk,
  user: string,
  target: Target,
  wanted: string | readonly string[] | null,
  query?: string,
): Promise<unknown> => {
  const isMany = holdsMany(target.field.type);
  if (wanted === null) return isMany ? [] : null;
  if (!isMany) return wanted === '' ? null : valueFor(desk, user, target, String(wanted), query);
  const values: unknown[] = [];
  for (const one of Array.isArray(wanted) ? wanted : [wanted]) {
    const value = await valueFor(desk, user, target, one, query);
    if (isImpossible(value)) return value;
    values.push(value);
  }
  return values;
};

/** The menu of an external select while the person has typed `query`. */
export const lookUp = async (
  desk: Desk,
  user: string,
  name: string,
  query: string,
  where: Where = {},
): Promise<readonly Suggestion[] | Impossible> => {
  const target = await desk.changes.until(
    () => findTarget(desk, user, name, where),
    where.waitMs ?? patience,
  );
  if (target === null) return impossible(`no field "${name}" is there for "${user}"`);
  const answer = await suggest(desk, user, target.scene, target.field, query);
  return isImpossible(answer) ? answer : readSuggestions(answer);
};

const isMenu = (found: Target | OverflowMenu): found is OverflowMenu => 'element' in found;

/** Fills a field by its label or action_id: text, an option's words or value, a name, or several of them; null empties it. */
export const fillField = async (
  desk: Desk,
  user: string,
  name: string,
  wanted: string | readonly string[] | null,
  options: FieldOptions = {},
): Promise<Answer | Impossible> => {
  const found = await desk.changes.until<Target | OverflowMenu>(
    () => findTarget(desk, user, name, options) ?? findMenu(desk, user, name, String(wanted), options),
    options.waitMs ?? patience,
  );
  if (found === null) {
    const labels = scenesOf(desk, user, options).flatMap(({ blocks }) =>
      fieldsOf(blocks).map(({ label }) => label),
    );
    return impossible(`no field "${name}" is there for "${user}" but ${labels.join(', ') || 'none'}`);
  }
  if (isMenu(found)) return chooseFromMenu(desk, user, found, String(wanted), options);
  const value = await resolve(desk, user, found, wanted, options.query);
  if (isImpossible(value)) return value;
  return options.decline === true ? quietAnswer : setField(desk, user, found, value, options);
};

/** Types into the view as it is now: the app may have updated or closed it during a look-up. */
const typeInto = (desk: Desk, scene: Scene, field: Field, value: unknown): Scene | Impossible => {
  if (scene.kind === 'message') return scene;
  const view = desk.views.find(scene.view.id);
  if (view === undefined) return impossible(`the view with "${field.label}" has closed`);
  return { ...scene, view: desk.views.type(view, withValue(view.values, field, value)) };
};

const setField = async (
  desk: Desk,
  user: string,
  { scene, field }: Target,
  value: unknown,
  options: FieldOptions,
): Promise<Answer | Impossible> => {
  const now = typeInto(desk, scene, field, value);
  if (isImpossible(now)) return now;
  if (!field.dispatches)
    return { ...quietAnswer, view: now.kind === 'view' ? seeView(desk, now.view) : null };
  const action = {
    type: field.type,
    action_id: field.actionId,
    block_id: field.blockId,
    [memberOf(field.type)]: value,
  };
  const answer = await actIn(desk, user, now, action, options);
  const { confirm } = field.element;
  return { ...answer, confirmed: isJson(confirm) ? confirm : null };
};
