import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as ec2 from '@aws-sdk/client-ec2';
import * as sts from '@aws-sdk/client-sts';
import { z } from 'zod';

const SPECS = process.env['VPCBOT_SPECS'] ?? resolve(import.meta.dirname, '../../../shared/specs');
const STORED = join(SPECS, 'clouds/aws-ec2-2016-11-15.vpc-peering-subset.min.json');

export const hasEc2Specs = existsSync(STORED);

/** What an element may hold, whichever description it was read from. */
export type Model =
  | { readonly kind: 'structure'; readonly members: ReadonlyMap<string, () => Model> }
  | { readonly kind: 'list'; readonly item: string; readonly of: () => Model }
  | { readonly kind: 'scalar'; readonly type: Scalar };
type Scalar = 'text' | 'whole' | 'flag' | 'time';

/** Null: the operation answers nothing; undefined: there is no such operation. */
export type Models = (operation: string) => Model | null | undefined;

const traits = z.looseObject({ xmlName: z.string().optional() });
const SCALARS: Readonly<Record<number, Scalar>> = { 0: 'text', 1: 'whole', 2: 'flag', 4: 'time', 5: 'time' };
/** Added to a code: a list of it. */
const LIST_OF = 64;
const structure = z.tuple(
  [z.literal(3), z.string(), z.string(), z.unknown(), z.array(z.string()), z.array(z.unknown())],
  z.unknown(),
);
const listSchema = z.tuple([z.literal(1), z.string(), z.string(), z.unknown(), z.unknown()]);
/** A scalar with traits of its own: a secret. */
const named = z.tuple([z.literal(0), z.string(), z.string(), z.unknown(), z.unknown()]);
const member = z.tuple([z.unknown(), z.union([traits, z.number()])]);

/** A schema of the SDK, with the name that it goes by in XML where its place gives it one. */
const readSchema = (given: unknown): { readonly xmlName: string | null; readonly model: Model } => {
  const schema: unknown = typeof given === 'function' ? given() : given;
  if (typeof schema === 'number') {
    if (schema >= LIST_OF) {
      const of = () => readSchema(schema - LIST_OF).model;
      return { xmlName: null, model: { kind: 'list', item: 'member', of } };
    }
    const type = SCALARS[schema];
    if (type !== undefined) return { xmlName: null, model: { kind: 'scalar', type } };
  }
  const asStructure = structure.safeParse(schema);
  if (asStructure.success) {
    const [, , , , names, schemas] = asStructure.data;
    const members = names.map((name, index) => {
      const own = schemas[index];
      const placed = member.safeParse(own);
      const named = placed.success && typeof placed.data[1] === 'object' ? placed.data[1].xmlName : undefined;
      return [named ?? name, () => readSchema(own).model] as const;
    });
    return { xmlName: null, model: { kind: 'structure', members: new Map(members) } };
  }
  const asList = listSchema.safeParse(schema);
  if (asList.success) {
    const { xmlName } = readSchema(asList.data[4]);
    const of = () => readSchema(asList.data[4]).model;
    return { xmlName: null, model: { kind: 'list', item: xmlName ?? 'member', of } };
  }
  const asNamed = named.safeParse(schema);
  if (asNamed.success) return readSchema(asNamed.data[4]);
  const [inner, own] = member.parse(schema);
  return {
    xmlName: typeof own === 'object' ? (own.xmlName ?? null) : null,
    model: readSchema(inner).model,
  };
};

const operationSchema = z.tuple([
  z.literal(9),
  z.string(),
  z.string(),
  z.unknown(),
  z.unknown(),
  z.unknown(),
]);

/** As the SDK reads the answers of a service. */
const modelsOf =
  (service: object): Models =>
  (operation) => {
    const found = operationSchema.safeParse(Reflect.get(service, `${operation}$`));
    if (!found.success) return undefined;
    const output = found.data[5];
    const resolved: unknown = typeof output === 'function' ? output() : output;
    return resolved === 'unit' ? null : readSchema(resolved).model;
  };

export const sdkModels = modelsOf(ec2);
export const stsModels = modelsOf(sts);

interface Shape {
  readonly shape?: string | undefined;
  readonly type?: string | undefined;
  readonly locationName?: string | undefined;
  readonly members?: Readonly<Record<string, Shape>> | undefined;
  readonly member?: Shape | undefined;
}
const shape: z.ZodType<Shape> = z.lazy(() =>
  z.looseObject({
    shape: z.string().optional(),
    type: z.string().optional(),
    locationName: z.string().optional(),
    members: z.record(z.string(), shape).optional(),
    member: shape.optional(),
  }),
);
const stored = z.looseObject({
  operations: z.record(z.string(), z.looseObject({ output: shape.optional() })),
  shapes: z.record(z.string(), shape),
});

const TYPES: Readonly<Record<string, Scalar>> = { integer: 'whole', boolean: 'flag', timestamp: 'time' };

/** As the stored description of the API has it; it knows fewer operations than the SDK. */
export const openStoredModels = (): Models => {
  const { operations, shapes } = stored.parse(JSON.parse(readFileSync(STORED, 'utf8')));
  const read = (given: Shape): Model => {
    const own = given.shape === undefined ? given : (shapes[given.shape] ?? {});
    if (own.members !== undefined) {
      const members = Object.entries(own.members).map(
        ([name, each]) => [each.locationName ?? name, () => read(each)] as const,
      );
      return { kind: 'structure', members: new Map(members) };
    }
    const item = own.member;
    if (item !== undefined) {
      return { kind: 'list', item: item.locationName ?? 'member', of: () => read(item) };
    }
    return { kind: 'scalar', type: TYPES[own.type ?? ''] ?? 'text' };
  };
  return (operation) => {
    const found = operations[operation];
    if (found === undefined) return undefined;
    return found.output === undefined ? null : read(found.output);
  };
};
