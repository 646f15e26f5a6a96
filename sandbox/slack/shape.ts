import { isJson, type Json } from './json.ts';

/** Says what is wrong with a value that stands at the JSON pointer `at`; nothing when all is well. */
export type Check = (value: unknown, at: string) => readonly string[];

/** One line in the words of Slack's `response_metadata.messages`. */
export const problem = (at: string, what: string): string => `[ERROR] ${what} [json-pointer:${at}]`;

export const anything: Check = () => [];

export const text =
  (max: number, min = 1): Check =>
  (value, at) => {
    if (typeof value !== 'string') return [problem(at, 'must be a string')];
    // Slack counts characters, so an emoji outside the basic plane is one.
    const length = [...value].length;
    if (length < min) return [problem(at, `must be more than ${min - 1} characters`)];
    return length > max ? [problem(at, `must be less than ${max + 1} characters`)] : [];
  };

export const flag: Check = (value, at) =>
  typeof value === 'boolean' ? [] : [problem(at, 'must be a boolean')];

export const whole =
  (min: number, max: number): Check =>
  (value, at) =>
    Number.isInteger(value) && Number(value) >= min && Number(value) <= max
      ? []
      : [problem(at, `must be a whole number between ${min} and ${max}`)];

export const oneOf =
  (...values: readonly unknown[]): Check =>
  (value, at) =>
    values.includes(value) ? [] : [problem(at, `must be one of: ${values.join(', ')}`)];

export const listOf =
  (check: Check, max: number, min = 1): Check =>
  (value, at) => {
    if (!Array.isArray(value)) return [problem(at, 'must be an array')];
    if (value.length < min) return [problem(at, `no less than ${min} items allowed`)];
    const tooMany = value.length > max ? [problem(at, `no more than ${max} items allowed`)] : [];
    return [...tooMany, ...value.flatMap((item, index) => check(item, `${at}/${index}`))];
  };

/** An object with these members and no others. `also` sees the whole of it. */
export const shape =
  (required: Record<string, Check>, optional: Record<string, Check> = {}, also: Check = anything): Check =>
  (value, at) => {
    if (!isJson(value)) return [problem(at, 'must be an object')];
    const known = { ...required, ...optional };
    const missing = Object.keys(required).filter((name) => value[name] === undefined);
    const present = Object.entries(value).filter(([, member]) => member !== undefined);
    return [
      ...missing.map((name) => problem(at, `missing required field: ${name}`)),
      ...present.flatMap(([name, member]) =>
        Object.hasOwn(known, name)
          ? (known[name] ?? anything)(member, `${at}/${name}`)
          : [problem(at, `invalid additional property: ${name}`)],
      ),
      ...also(value, at),
    ];
  };

/** An object whose `type` chooses its check; `what` names the family in the complaint. */
export const kindOf =
  (what: string, checks: () => Record<string, Check>): Check =>
  (value, at) => {
    if (!isJson(value)) return [problem(at, 'must be an object')];
    const type = value['type'];
    if (type === undefined) return [problem(at, 'missing required field: type')];
    const check = Object.entries(checks()).find(([name]) => name === type)?.[1];
    return check === undefined
      ? [problem(`${at}/type`, `unsupported ${what} type: ${type}`)]
      : check(value, at);
  };

export const both =
  (...checks: readonly Check[]): Check =>
  (value, at) =>
    checks.flatMap((check) => check(value, at));

/** Exactly one of these members must stand in the object. */
export const exactlyOne =
  (...names: readonly string[]): Check =>
  (value, at) => {
    const given = names.filter((name) => (value as Json)[name] !== undefined);
    if (given.length === 1) return [];
    return [problem(at, `\`${names.join('` or `')}\` must be specified${given.length > 1 ? ' alone' : ''}`)];
  };
