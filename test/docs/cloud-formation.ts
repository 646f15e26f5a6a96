import { parse } from 'yaml';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json | undefined } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const SHORT = ['Ref', 'Condition', 'Sub', 'If', 'Equals', 'And', 'Join', 'Split', 'GetAtt'] as const;

/** `!Sub x` -> `{ 'Fn::Sub': 'x' }`; what stands after a tag may be a text, a list or a map. */
const customTags = SHORT.flatMap((name) => {
  const key = name === 'Ref' || name === 'Condition' ? name : `Fn::${name}`;
  const tag = `!${name}`;
  return [
    { tag, resolve: (text: string) => ({ [key]: text }) },
    {
      tag,
      collection: 'seq' as const,
      resolve: (list: { toJSON(): unknown }) => ({ [key]: list.toJSON() }),
    },
  ];
});

/** A template of CloudFormation's, its short tags written out. */
export const readTemplate = (text: string): Json => parse(text, { customTags });

const NOTHING = Symbol('AWS::NoValue');
type Value = Json | typeof NOTHING;

export type Parameters = Readonly<Record<string, string | readonly string[]>>;

const partOf = (value: Json | undefined, ...path: readonly string[]): Json | undefined =>
  path.reduce<Json | undefined>((part, key) => (isObject(part) ? part[key] : undefined), value);

const listOf = (value: Json | undefined): readonly Json[] => {
  if (Array.isArray(value)) return value;
  throw new Error(`no list: ${JSON.stringify(value)}`);
};

/** What CloudFormation would make of a part of a template. Throws on what is not defined. */
export const createResolver = (template: Json, given: Parameters) => {
  const parameters: Record<string, Json> = { 'AWS::Partition': 'aws', 'AWS::AccountId': '123456789012' };
  for (const [name, declared] of Object.entries(partOf(template, 'Parameters') ?? {})) {
    const value = given[name] ?? partOf(declared, 'Default');
    if (value === undefined) throw new Error(`parameter ${name} is missing`);
    parameters[name] = value as Json;
  }
  const refer = (name: string): Value => {
    if (name === 'AWS::NoValue') return NOTHING;
    const value = parameters[name];
    if (value === undefined) throw new Error(`${name} is not declared`);
    return value;
  };
  const textOf = (value: Value): string => {
    if (typeof value === 'string') return value;
    throw new Error(`no text: ${JSON.stringify(value)}`);
  };
  const holds = (condition: Json | undefined): boolean => {
    if (typeof condition === 'string') return holds(partOf(template, 'Conditions', condition));
    const named = partOf(condition, 'Condition');
    if (named !== undefined) return holds(named);
    const all = partOf(condition, 'Fn::And');
    if (all !== undefined) return listOf(all).every(holds);
    const [one, other] = listOf(partOf(condition, 'Fn::Equals')).map(resolve);
    return one === other;
  };
  const call = (name: string, input: Json): Value => {
    switch (name) {
      case 'Ref':
        return refer(textOf(input));
      case 'Fn::Sub':
        return textOf(input).replaceAll(/\$\{([^}]+)\}/g, (_, key: string) => textOf(refer(key)));
      case 'Fn::If': {
        const [condition, yes = null, no = null] = listOf(input);
        return resolve(holds(condition) ? yes : no);
      }
      case 'Fn::Join': {
        const [delimiter = '', parts = []] = listOf(input);
        return listOf(resolve(parts) as Json)
          .map(textOf)
          .join(textOf(delimiter));
      }
      case 'Fn::Split': {
        const [delimiter = '', text = ''] = listOf(input);
        return textOf(resolve(text)).split(textOf(delimiter));
      }
      default:
        throw new Error(`${name} is not known`);
    }
  };
  const resolve = (value: Json): Value => {
    if (Array.isArray(value)) return value.map(resolve).filter((item): item is Json => item !== NOTHING);
    if (!isObject(value)) return value;
    const [[name, input] = ['', null], ...more] = Object.entries(value);
    if (more.length === 0 && /^(Ref|Fn::.+)$/.test(name)) return call(name, input ?? null);
    const members = Object.entries(value).map(([key, item]) => [key, resolve(item ?? null)] as const);
    return Object.fromEntries(members.filter((member): member is [string, Json] => member[1] !== NOTHING));
  };
  return (...path: readonly string[]): Json => resolve(partOf(template, ...path) ?? null) as Json;
};
