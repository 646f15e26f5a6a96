import { findOptionProblems } from './block-limits.ts';
import { actIn, chooseOverflow, deafLine } from './button-gesture.ts';
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
import { asText, type Json, wordsOf } from './json.ts';
import { interaction, messageScene, viewScene } from './payloads.ts';
import { patience, type Scene, scenesOf, type Where } from './scene.ts';
import { seeView } from './seen.ts';

interface Target {
  readonly scene: Scene;
  readonly field: Field;
}

export type FieldOptions = GestureOptions & Where;

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

const suggest = async (
  desk: Desk,
  user: string,
  { scene, field }: Target,
  query: string,
): Promise<readonly Json[] | Impossible> => {
  const least = Number(field.element['min_query_length'] ?? 3);
  if (query.length < least) return impossible(`"${field.label}" is looked up from ${least} characters on`);
  const payload = {
    ...interaction(desk, 'block_suggestion', user),
    ...(scene.kind === 'message' ? messageScene(desk, scene.message) : viewScene(desk, scene.view)),
    action_id: field.actionId,
    block_id: field.blockId,
    value: query,
  };
  const delivered = await desk.delivery.send('interactive', payload);
  if (delivered.kind === 'failed') return impossible(deafLine(delivered.code));
  const problems = findOptionProblems(delivered.payload);
  return problems.length > 0
    ? impossible(`invalid options: ${problems.join('; ')}`)
    : optionsOf(delivered.payload);
};

const pick = (field: Field, options: readonly Json[], wanted: string): Json | Impossible => {
  const found =
    options.find((option) => wordsOf(option['text']) === wanted || option['value'] === wanted) ??
    (field.type.includes('external') && options.length === 1 ? options[0] : undefined);
  const there = options.map((option) => `"${wordsOf(option['text'])}"`).join(', ');
  return (
    found ?? impossible(`"${field.label}" offers no "${wanted}" but ${there === '' ? 'nothing' : there}`)
  );
};

/** `@ada` or `#vpc-requests` as an id, where the field holds ids. */
const idOf = ({ directory }: Desk, type: string, wanted: string): string => {
  const name = wanted.replace(/^[@#]/, '');
  const all: readonly { id: string; name: string }[] = type.includes('users')
    ? directory.users()
    : directory.channels();
  return all.find((one) => one.name === name)?.id ?? wanted;
};

const valueFor = async (desk: Desk, user: string, target: Target, wanted: string): Promise<unknown> => {
  const { type, element } = target.field;
  if (/users|channels|conversations/.test(type)) return idOf(desk, type, wanted);
  if (type === 'datetimepicker') return Number(wanted);
  const isMenu = memberOf(type).startsWith('selected_option');
  if (!isMenu) return wanted;
  const options = type.includes('external') ? await suggest(desk, user, target, wanted) : optionsOf(element);
  return isImpossible(options) ? options : pick(target.field, options, wanted);
};

const resolve = async (
  desk: Desk,
  user: string,
  target: Target,
  wanted: string | readonly string[] | null,
): Promise<unknown> => {
  const isMany = holdsMany(target.field.type);
  if (wanted === null) return isMany ? [] : null;
  if (!isMany) return wanted === '' ? null : valueFor(desk, user, target, String(wanted));
  const values: unknown[] = [];
  for (const one of Array.isArray(wanted) ? wanted : [wanted]) {
    const value = await valueFor(desk, user, target, one);
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
): Promise<readonly { text: string; value: string }[] | Impossible> => {
  const target = await desk.changes.until(
    () => findTarget(desk, user, name, where),
    where.waitMs ?? patience,
  );
  if (target === null) return impossible(`no field "${name}" is there for "${user}"`);
  const options = await suggest(desk, user, target, query);
  if (isImpossible(options)) return options;
  return options.map((option) => ({ text: wordsOf(option['text']), value: asText(option['value']) }));
};

/** Fills a field by its label or action_id: text, an option's words or value, a name, or several of them; null empties it. */
export const fillField = async (
  desk: Desk,
  user: string,
  name: string,
  wanted: string | readonly string[] | null,
  options: FieldOptions = {},
): Promise<Answer | Impossible> => {
  const overflow =
    typeof wanted === 'string' ? await chooseOverflow(desk, user, name, wanted, options) : null;
  if (overflow !== null) return overflow;
  const target = await desk.changes.until(
    () => findTarget(desk, user, name, options),
    options.waitMs ?? patience,
  );
  if (target === null) {
    const labels = scenesOf(desk, user, options).flatMap(({ blocks }) =>
      fieldsOf(blocks).map(({ label }) => label),
    );
    return impossible(`no field "${name}" is there for "${user}" but ${labels.join(', ') || 'none'}`);
  }
  const value = await resolve(desk, user, target, wanted);
  if (isImpossible(value)) return value;
  return setField(desk, user, target, value, options);
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
  return actIn(desk, user, now, action, options);
};
