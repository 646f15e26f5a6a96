import { type Field, type Values, valueIn } from './fields.ts';
import { asText } from './json.ts';

const judgeText = ({ type, element }: Field, text: string): string | null => {
  const least = Number(element['min_length'] ?? 0);
  const most = Number(element['max_length'] ?? 3_000);
  if (text.length < least) return `Must be at least ${least} characters.`;
  if (text.length > most) return `Must be at most ${most} characters.`;
  if (type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text)) return 'Must be an email address.';
  if (type === 'url_text_input' && !URL.canParse(text)) return 'Must be a link.';
  return type === 'number_input' ? judgeNumber(element, text) : null;
};

const judgeNumber = (element: Field['element'], text: string): string | null => {
  const number = Number(text);
  if (Number.isNaN(number)) return 'Must be a number.';
  if (element['is_decimal_allowed'] !== true && !Number.isInteger(number)) return 'Must be a whole number.';
  if (number < Number(element['min_value'] ?? -Infinity))
    return `Must be at least ${asText(element['min_value'])}.`;
  return number > Number(element['max_value'] ?? Infinity)
    ? `Must be at most ${asText(element['max_value'])}.`
    : null;
};

const judgeField = (field: Field, value: unknown): string | null => {
  const isEmpty = value === null || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty) return field.isOptional ? null : 'Please complete this required field.';
  const most = Number(field.element['max_selected_items'] ?? Infinity);
  if (Array.isArray(value)) return value.length > most ? `Choose at most ${most}.` : null;
  return typeof value === 'string' && field.type.endsWith('_input') ? judgeText(field, value) : null;
};

/** What Slack's client refuses by itself before it sends a form, by block_id. */
export const findGaps = (fields: readonly Field[], values: Values): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields
      .filter(({ isInput }) => isInput)
      .map((field) => [field.blockId, judgeField(field, valueIn(values, field))] as const)
      .filter((gap): gap is readonly [string, string] => gap[1] !== null),
  );
