import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { openContract } from '../timescale/openapi-contract.ts';

const SPECS = process.env['VPCBOT_SPECS'] ?? resolve(import.meta.dirname, '../../../shared/specs');
const DOCUMENT = join(SPECS, 'timescale/aiven-openapi-vpc-subset.json');

export const hasManagedSpecs = existsSync(DOCUMENT);

type Json = z.infer<ReturnType<typeof z.json>>;
type JsonObject = { [name: string]: Json };

/** Where the stored document is behind the API, or says less than is so. */
type Lag = { readonly because: string } & (
  | { readonly kind: 'nullable'; readonly property: string; readonly beside?: string }
  /** A property of the objects that have `beside`. */
  | {
      readonly kind: 'extra';
      readonly property: string;
      readonly beside: string;
      readonly schema: JsonObject;
    }
  | { readonly kind: 'word'; readonly property: string; readonly beside: string; readonly word: string }
  | { readonly kind: 'operation'; readonly method: string; readonly path: string; readonly like: string }
);

const TEXT: JsonObject = { type: 'string' };
const NONE_THERE = 'the document writes "always null" beside "string"; the other clouds have no such thing';
const CLOUD_EXTRA = "each cloud adds its own identifiers, which Aiven's Terraform provider reads";

export const LAGS: readonly Lag[] = [
  { kind: 'nullable', property: 'peer_region', because: NONE_THERE },
  { kind: 'nullable', property: 'peer_resource_group', because: NONE_THERE },
  { kind: 'nullable', property: 'peer_azure_app_id', because: NONE_THERE },
  { kind: 'nullable', property: 'peer_azure_tenant_id', because: NONE_THERE },
  {
    kind: 'nullable',
    property: 'state_info',
    because: 'it is null while a peering is APPROVED and later again (terraform-provider-aiven #304)',
  },
  {
    kind: 'nullable',
    property: 'pending_build_only_peering_connections',
    because: 'no rebuild is scheduled as a rule',
  },
  {
    kind: 'nullable',
    property: 'project_vpc_id',
    because: 'null is the public internet (terraform-provider-aiven 4.42.0)',
  },
  {
    kind: 'nullable',
    property: 'service_name',
    beside: 'event_type',
    because: "not every event is a service's",
  },
  {
    kind: 'extra',
    property: 'peering_connection_id',
    beside: 'peer_vpc',
    schema: TEXT,
    because: 'the document is older than it (go-client-codegen has it)',
  },
  {
    kind: 'extra',
    property: 'aws_vpc_peering_connection_id',
    beside: 'warnings',
    schema: TEXT,
    because: CLOUD_EXTRA,
  },
  { kind: 'extra', property: 'to_project_id', beside: 'warnings', schema: TEXT, because: CLOUD_EXTRA },
  { kind: 'extra', property: 'to_vpc_network', beside: 'warnings', schema: TEXT, because: CLOUD_EXTRA },
  { kind: 'extra', property: 'to-tenant-id', beside: 'warnings', schema: TEXT, because: CLOUD_EXTRA },
  { kind: 'extra', property: 'to-network-id', beside: 'warnings', schema: TEXT, because: CLOUD_EXTRA },
  {
    kind: 'extra',
    property: 'error_code',
    beside: 'more_info',
    schema: TEXT,
    because: 'newer answers have it beside the message',
  },
  {
    kind: 'word',
    property: 'state',
    beside: 'peer_vpc',
    word: 'ERROR',
    because: 'the document is older than the state (go-client-codegen has it)',
  },
  {
    kind: 'operation',
    method: 'post',
    path: '/project/{project}/vpcs/{project_vpc_id}/peering-connections/refresh',
    like: 'VpcGet',
    because: 'only aiven-client tells of it: it returns the VPC',
  },
];

const isObject = (node: Json | undefined): node is JsonObject =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

const amendProperty = (lags: readonly Lag[], name: string, schema: Json, siblings: JsonObject): Json => {
  const own = lags.filter(
    (lag) =>
      (lag.kind === 'nullable' || lag.kind === 'word') &&
      lag.property === name &&
      (lag.beside === undefined || lag.beside in siblings),
  );
  const words = own.flatMap((lag) => (lag.kind === 'word' ? [lag.word] : []));
  const isEnum = isObject(schema) && Array.isArray(schema['enum']);
  const wider = isEnum ? { ...schema, enum: [...z.array(z.json()).parse(schema['enum']), ...words] } : schema;
  return own.some(({ kind }) => kind === 'nullable') ? { anyOf: [wider, { type: 'null' }] } : wider;
};

/** Objects have what the document lists and what it lags behind in, and no more. */
const amendSchema = (lags: readonly Lag[], node: Json): Json => {
  if (Array.isArray(node)) return node.map((each) => amendSchema(lags, each));
  if (!isObject(node)) return node;
  const inner = Object.fromEntries(
    Object.entries(node).map(([name, value]) => [name, amendSchema(lags, value)]),
  );
  const properties = inner['properties'];
  if (!isObject(properties) || Object.keys(properties).length === 0) return inner;
  const own = Object.entries(properties).map(([name, schema]) => [
    name,
    amendProperty(lags, name, schema, properties),
  ]);
  const extras = lags.flatMap((lag) =>
    lag.kind === 'extra' && lag.beside in properties ? [[lag.property, lag.schema]] : [],
  );
  return { ...inner, properties: Object.fromEntries([...own, ...extras]), additionalProperties: false };
};

/** The document describes good answers only; what a refusal looks like stands in each of them. */
const REFUSAL: JsonObject = {
  type: 'object',
  properties: {
    message: TEXT,
    errors: {
      type: 'array',
      minItems: 1,
      items: {
        type: 'object',
        properties: { message: TEXT, more_info: TEXT, status: { type: 'integer' } },
        required: ['message', 'status'],
      },
    },
  },
  required: ['message', 'errors'],
};

const operation = z.looseObject({ operationId: z.string(), responses: z.record(z.string(), z.json()) });
const document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.looseObject({ schemas: z.json() }),
});
type Document = z.infer<typeof document>;

const amendPaths = (lags: readonly Lag[], paths: Document['paths']): Document['paths'] => {
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const more = lags.flatMap((lag): readonly (readonly [string, Document['paths'][string]])[] => {
    if (lag.kind !== 'operation') return [];
    const like = operations.find(({ operationId }) => operationId === lag.like);
    if (like === undefined) throw new Error(`no operation ${lag.like}`);
    return [[lag.path, { [lag.method]: { ...like, operationId: lag.path.split('/').at(-1) ?? '' } }]];
  });
  const refused = {
    description: 'Refusal',
    content: { 'application/json': { schema: amendSchema(lags, REFUSAL) } },
  };
  return Object.fromEntries(
    [...Object.entries(paths), ...more].map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, found]) => [
          method,
          { ...found, responses: { ...found.responses, '4XX': refused } },
        ]),
      ),
    ]),
  );
};

/** The Aiven API's document with what it lags behind in made good. */
export const openManagedContract = (lags: readonly Lag[] = LAGS) => {
  const parsed = document.parse(JSON.parse(readFileSync(DOCUMENT, 'utf8')));
  const { components, paths } = parsed;
  const schemas = amendSchema(lags, components.schemas);
  return openContract({ ...parsed, paths: amendPaths(lags, paths), components: { ...components, schemas } });
};
