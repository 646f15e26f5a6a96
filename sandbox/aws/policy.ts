import { z } from 'zod';

const oneOrMore = z
  .union([z.string(), z.array(z.string())])
  .transform((value): readonly string[] => (typeof value === 'string' ? [value] : value));

/** `ForAllValues:StringLike` and `StringEqualsIfExists` in their parts. */
const OPERATOR =
  /^(?:(ForAllValues|ForAnyValue):)?(String|Arn)(Not)?(Equals|Like)(IgnoreCase)?(IfExists)?$|^(Bool|Null)(IfExists)?$/;

const statement = z
  .strictObject({
    Sid: z.string().optional(),
    Effect: z.enum(['Allow', 'Deny']),
    Action: oneOrMore.optional(),
    NotAction: oneOrMore.optional(),
    Resource: oneOrMore.optional(),
    NotResource: oneOrMore.optional(),
    Condition: z
      .record(
        z.string().regex(OPERATOR, 'the sandbox does not know this operator'),
        z.record(z.string(), oneOrMore),
      )
      .optional(),
  })
  .refine(
    ({ Action, NotAction }) => (Action === undefined) !== (NotAction === undefined),
    'one of Action and NotAction',
  )
  .refine(
    ({ Resource, NotResource }) => (Resource === undefined) !== (NotResource === undefined),
    'one of Resource and NotResource',
  );

/** An identity-based policy of IAM, as JSON. Policy variables such as `${aws:username}` are not replaced. */
export const policyDocument = z.strictObject({
  Version: z.literal('2012-10-17'),
  Id: z.string().optional(),
  Statement: z.union([z.array(statement), statement.transform((one) => [one])]),
});

type Statement = z.output<typeof statement>;
export type Policy = z.output<typeof policyDocument>;

/** What a call is about, by IAM's condition keys. A list where a key has several values. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

/** One permission that a call takes. */
export interface Need {
  /** `ec2:CreateRoute` */
  readonly action: string;
  /** An ARN, or `*` where the action knows no resources. */
  readonly resource: string;
  readonly context: Context;
}

export type Verdict = 'allowed' | 'denied' | 'not-allowed';

/** Whether a text is what a pattern with `*` and `?` means; IAM escapes nothing. */
const isLike = (pattern: string, text: string, isCaseSensitive = true): boolean => {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, isCaseSensitive ? 's' : 'is').test(text);
};

const valuesOf = (context: Context, key: string): readonly string[] | null => {
  const hit = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  if (hit === undefined) return null;
  return typeof hit === 'string' ? [hit] : hit;
};

const matchesOne = (operator: RegExpExecArray, wanted: readonly string[], value: string): boolean => {
  const [, , type, not, how, ignoreCase] = operator;
  const hit = wanted.some((pattern) => {
    if (how === 'Like' || type === 'Arn') return isLike(pattern, value, ignoreCase === undefined);
    return ignoreCase === undefined ? pattern === value : pattern.toLowerCase() === value.toLowerCase();
  });
  return not === undefined ? hit : !hit;
};

const isMet = (name: string, key: string, wanted: readonly string[], context: Context): boolean => {
  const operator = OPERATOR.exec(name);
  const values = valuesOf(context, key);
  if (operator === null) return false;
  const [, set, , not, , , ifExists, plain, plainIfExists] = operator;
  if (plain === 'Null') return wanted.includes(String(values === null));
  // A key that is not there is unlike anything, and like nothing.
  if (values === null) return (ifExists ?? plainIfExists ?? not) !== undefined || set === 'ForAllValues';
  if (plain === 'Bool') return values.some((value) => wanted.includes(value));
  return set === 'ForAllValues'
    ? values.every((value) => matchesOne(operator, wanted, value))
    : values.some((value) => matchesOne(operator, wanted, value));
};

const applies = (rule: Statement, { action, resource, context }: Need): boolean => {
  const hasAction = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => isLike(pattern, action, false));
  const hasResource = (patterns: readonly string[]): boolean =>
    patterns.some((pattern) => isLike(pattern, resource));
  if (rule.Action === undefined ? hasAction(rule.NotAction ?? []) : !hasAction(rule.Action)) return false;
  if (rule.Resource === undefined ? hasResource(rule.NotResource ?? []) : !hasResource(rule.Resource))
    return false;
  return Object.entries(rule.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => isMet(operator, key, wanted, context)),
  );
};

/** As IAM judges it: a Deny outweighs every Allow. */
export const judgeNeed = ({ Statement: statements }: Policy, need: Need): Verdict => {
  const own = statements.filter((rule) => applies(rule, need));
  if (own.some(({ Effect }) => Effect === 'Deny')) return 'denied';
  return own.length > 0 ? 'allowed' : 'not-allowed';
};

/** A policy in short: actions with or without `ec2:`, of all resources. */
export const policyOf = (allow: readonly string[], deny: readonly string[]): Policy => {
  const list = (Effect: 'Allow' | 'Deny', actions: readonly string[]): readonly Statement[] =>
    actions.length === 0
      ? []
      : [
          {
            Effect,
            Action: actions.map((name) => (name.includes(':') ? name : `ec2:${name}`)),
            Resource: ['*'],
          },
        ];
  return { Version: '2012-10-17', Statement: [...list('Allow', allow), ...list('Deny', deny)] };
};
