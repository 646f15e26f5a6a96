import { actIn } from './button-gesture.ts';
import type { Desk } from './desk.ts';
import { readValue, type Target, type Wanted } from './field-value.ts';
import { type Field, fieldsOf, memberOf, withValue } from './fields.ts';
import {
  type Answer,
  type GestureOptions,
  type Impossible,
  impossible,
  isImpossible,
  quietAnswer,
} from './gesture.ts';
import { isJson, wordsOf } from './json.ts';
import { listedIn, readOptions, type Suggestion } from './menu-options.ts';
import { chooseFromMenu, findMenu, type OverflowMenu } from './overflow-gesture.ts';
import { isThere, nameWanted, patience, type Scene, scenesOf, type Where } from './scene.ts';
import { seeView } from './seen.ts';
import { suggest } from './suggestions.ts';

export interface FieldOptions extends GestureOptions, Where {
  /** What is typed into an external menu before choosing; the value itself where left out. */
  readonly query?: string;
  /** Says no to the confirmation dialog. */
  readonly decline?: boolean;
}

const findTarget = (desk: Desk, user: string, wanted: string, where: Where): Target | null => {
  const isByIds = where.block !== undefined;
  for (const scene of scenesOf(desk, user, where)) {
    const fields = fieldsOf(scene.blocks).filter(({ blockId }) => isThere(where, blockId));
    const field =
      (isByIds ? fields.find(({ actionId }) => actionId === wanted) : undefined) ??
      fields.find(({ label }) => label === wanted) ??
      fields.find(
        ({ actionId, element }) => actionId === wanted || wordsOf(element['placeholder']) === wanted,
      );
    if (field !== undefined) return { scene, field, isByIds };
  }
  return null;
};

const complain = (desk: Desk, user: string, name: string, where: Where): Impossible => {
  const labels = scenesOf(desk, user, where).flatMap(({ blocks }) =>
    fieldsOf(blocks).map(({ label }) => label),
  );
  const wanted = nameWanted(name, where);
  return impossible(`no field ${wanted} is there for "${user}" but ${labels.join(', ') || 'none'}`);
};

/** Waits for it where it is not there yet. */
const findSoon = async (
  desk: Desk,
  user: string,
  name: string,
  where: Where,
): Promise<Target | Impossible> => {
  const look = (): Target | null => findTarget(desk, user, name, where);
  return (await desk.changes.until(look, where.waitMs ?? patience)) ?? complain(desk, user, name, where);
};

/** What a menu lists while the person has typed `query`; an external one asks the app. */
export const lookUp = async (
  desk: Desk,
  user: string,
  name: string,
  query: string,
  where: Where = {},
): Promise<readonly Suggestion[] | Impossible> => {
  const target = await findSoon(desk, user, name, where);
  if (isImpossible(target)) return target;
  if (!target.field.type.includes('external')) {
    const typed = query.toLowerCase();
    return listedIn(desk, user, target.field).filter(({ text }) => text.toLowerCase().includes(typed));
  }
  const answer = await suggest(desk, user, target.scene, target.field, query);
  return isImpossible(answer) ? answer : readOptions(answer);
};

const isMenu = (found: Target | OverflowMenu): found is OverflowMenu => 'element' in found;

/** Fills a field by its label or action_id: text, an option's words or value, a name, or several of them; null empties it. */
export const fillField = async (
  desk: Desk,
  user: string,
  name: string,
  wanted: Wanted,
  options: FieldOptions = {},
): Promise<Answer | Impossible> => {
  const found = await desk.changes.until<Target | OverflowMenu>(
    () => findTarget(desk, user, name, options) ?? findMenu(desk, user, name, String(wanted), options),
    options.waitMs ?? patience,
  );
  if (found === null) return complain(desk, user, name, options);
  if (isMenu(found)) return chooseFromMenu(desk, user, found, String(wanted), options);
  const value = await readValue(desk, user, found, wanted, options.query);
  if (isImpossible(value)) return value;
  return options.decline === true ? quietAnswer : setField(desk, user, found, value, options);
};

/** Types into the view as it is now: the app may have updated or closed it during a look-up. */
const typeInto = (desk: Desk, user: string, { scene, field }: Target, value: unknown): Scene | Impossible => {
  if (scene.kind === 'message') {
    desk.drafts.keep(user, scene.message, field, value);
    return scene;
  }
  const view = desk.views.find(scene.view.id);
  if (view === undefined) return impossible(`the view with "${field.label}" has closed`);
  return { ...scene, view: desk.views.type(view, withValue(view.values, field, value)) };
};

const setField = async (
  desk: Desk,
  user: string,
  target: Target,
  value: unknown,
  options: FieldOptions,
): Promise<Answer | Impossible> => {
  const now = typeInto(desk, user, target, value);
  if (isImpossible(now)) return now;
  const { field } = target;
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

/** What stands in these Slack's client keeps to itself until Enter is pressed. */
const isText = ({ type }: Field): boolean => type.endsWith('_input');

/** Keeps what a person has typed or chosen so far, as a client does between gestures; the app hears nothing. */
export const typeField = async (
  desk: Desk,
  user: string,
  name: string,
  wanted: Wanted,
  options: FieldOptions = {},
): Promise<{ readonly value: unknown } | Impossible> => {
  const target = await findSoon(desk, user, name, options);
  if (isImpossible(target)) return target;
  if (target.field.dispatches && !isText(target.field)) {
    return impossible(`"${target.field.label || name}" tells the app at once: it is filled, not typed into`);
  }
  const value = await readValue(desk, user, target, wanted, options.query);
  if (isImpossible(value)) return value;
  const now = typeInto(desk, user, target, value);
  return isImpossible(now) ? now : { value };
};
