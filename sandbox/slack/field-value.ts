import { choicesOf } from './choices.ts';
import type { Desk } from './desk.ts';
import { directChannelOf } from './directory.ts';
import { type Field, holdsMany, memberOf, optionsOf, valueIn } from './fields.ts';
import { type Impossible, impossible, isImpossible } from './gesture.ts';
import { isJson, type Json, wordsOf } from './json.ts';
import type { Scene } from './scene.ts';
import { suggest } from './suggestions.ts';

/** A field, and where it stands. */
export interface Target {
  readonly scene: Scene;
  readonly field: Field;
  /** Who names its block means ids: those of a field or option go before words that are alike. */
  readonly isByIds: boolean;
}

const offersNo = (field: Field, wanted: string, offered: readonly string[]): Impossible => {
  const there = offered.map((one) => `"${one}"`).join(', ');
  return impossible(`"${field.label}" offers no "${wanted}" but ${there === '' ? 'nothing' : there}`);
};

const pickOption = (
  { field, isByIds }: Target,
  options: readonly Json[],
  wanted: string,
): Json | Impossible =>
  (isByIds ? options.find((option) => option['value'] === wanted) : undefined) ??
  options.find((option) => wordsOf(option['text']) === wanted || option['value'] === wanted) ??
  (field.type.includes('external') && options.length === 1 ? options[0] : undefined) ??
  offersNo(
    field,
    wanted,
    options.map((option) => wordsOf(option['text'])),
  );

/** The id behind `@ada`, `#vpc-requests` or the id itself; direct messages that are chosen are there from then on. */
const pickChoice = (desk: Desk, user: string, field: Field, wanted: string): string | Impossible => {
  const name = wanted.replace(/^[@#]/, '');
  const choices = choicesOf(desk, user, field.element);
  const found = choices.find((choice) => choice.id === wanted || choice.name === name);
  if (found?.id === directChannelOf(user)) return desk.directory.openDirect(user).id;
  const names = choices.map((choice) => choice.name);
  return found?.id ?? offersNo(field, wanted, names);
};

/** What the field holds already, which an external menu need not list again. */
const heldOptions = (desk: Desk, user: string, { scene, field }: Target): readonly Json[] => {
  const values = scene.kind === 'view' ? scene.view.values : desk.drafts.valuesFor(user, scene.message);
  const held = valueIn(values, field);
  return (Array.isArray(held) ? held : [held]).filter(isJson);
};

const valueFor = async (
  desk: Desk,
  user: string,
  target: Target,
  wanted: string,
  query = wanted,
): Promise<unknown> => {
  const { scene, field } = target;
  const { type, element } = field;
  if (/users|channels|conversations/.test(type)) return pickChoice(desk, user, field, wanted);
  if (type === 'datetimepicker') return Number(wanted);
  if (!memberOf(type).startsWith('selected_option')) return wanted;
  if (!type.includes('external')) return pickOption(target, optionsOf(element), wanted);
  const held = heldOptions(desk, user, target).find((option) => option['value'] === wanted);
  if (held !== undefined) return held;
  const source = await suggest(desk, user, scene, field, query);
  return isImpossible(source) ? source : pickOption(target, optionsOf(source), wanted);
};

/** Text, an option's words or value, a name, or several of them; null empties the field. */
export type Wanted = string | readonly string[] | null;

/** The value that the words of a person mean in this field. */
export const readValue = async (
  desk: Desk,
  user: string,
  target: Target,
  wanted: Wanted,
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
