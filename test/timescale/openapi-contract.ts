import { Ajv, type AnySchema, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { z } from 'zod';

/** One request with its answer; `path` is under the document's server. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly status: number;
  readonly answer: unknown;
}

const content = z.object({ content: z.object({ 'application/json': z.object({ schema: z.unknown() }) }) });
const reference = z.object({ $ref: z.string() });
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(z.unknown()).default([]),
  requestBody: content.optional(),
  responses: z.record(z.string(), z.unknown()),
});
const document = z.object({
  paths: z.record(z.string(), z.record(z.string(), operation)),
  components: z.object({
    parameters: z.record(z.string(), z.object({ name: z.string(), in: z.string(), schema: z.unknown() })),
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), z.unknown()).default({}),
  }),
});
type Operation = z.infer<typeof operation>;
type Components = z.infer<typeof document>['components'];
type Validate = (schema: unknown, value: unknown) => readonly string[];

const lastOf = ($ref: string): string => $ref.split('/').at(-1) ?? '';

const createValidate = (components: Components): Validate => {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addFormat('cidr', /^(\d{1,3}\.){3}\d{1,3}\/\d{1,2}$/);
  ajv.addSchema({ $id: 'document', components });
  const checks = new Map<string, ValidateFunction>();
  const compile = (text: string): ValidateFunction => {
    const anchored: AnySchema = JSON.parse(text.replaceAll('"#/', '"document#/'));
    const check = checks.get(text) ?? ajv.compile(anchored);
    checks.set(text, check);
    return check;
  };
  return (schema, value) => {
    const check = compile(JSON.stringify(schema));
    if (check(value) === true) return [];
    return (check.errors ?? []).map((error) => `${ajv.errorsText([error])} ${JSON.stringify(error.params)}`);
  };
};

const findOperation = (paths: z.infer<typeof document>['paths'], { method, path }: Exchange) => {
  for (const [pattern, methods] of Object.entries(paths)) {
    const names = [...pattern.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
    const match = new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, '([^/]+)')}$`).exec(path);
    const found = methods[method.toLowerCase()];
    if (match === null || found === undefined) continue;
    return { found, parts: new Map(names.map((name, index) => [name, match[index + 1]])) };
  }
  return null;
};

const checkParts = (
  components: Components,
  validate: Validate,
  found: Operation,
  parts: Map<string, unknown>,
) =>
  found.parameters.flatMap((parameter) => {
    const { $ref } = reference.parse(parameter);
    const described = components.parameters[lastOf($ref)];
    if (described === undefined) return [`unknown ${$ref}`];
    return described.in === 'path' ? validate(described.schema, parts.get(described.name)) : [];
  });

const checkBody = (validate: Validate, { requestBody }: Operation, body: string): readonly string[] => {
  if (requestBody === undefined) return body === '' ? [] : ['a body that nobody asked for'];
  return validate(requestBody.content['application/json'].schema, JSON.parse(body));
};

const checkAnswer = (
  { responses: shared }: Components,
  validate: Validate,
  { responses, operationId }: Operation,
  { status, answer }: Exchange,
): readonly string[] => {
  const listed = responses[String(status)] ?? responses[`${Math.floor(status / 100)}XX`];
  if (listed === undefined) return [`${operationId} never answers ${status}`];
  const pointer = reference.safeParse(listed);
  const described = content.safeParse(pointer.success ? shared[lastOf(pointer.data.$ref)] : listed);
  if (described.success) return validate(described.data.content['application/json'].schema, answer);
  return answer === undefined ? [] : ['an answer that should have no body'];
};

/** Holds exchanges against an OpenAPI document. */
export const openContract = (parsed: unknown) => {
  const { paths, components } = document.parse(parsed);
  const validate = createValidate(components);
  return {
    operationOf: (exchange: Exchange) => findOperation(paths, exchange)?.found.operationId,
    /** The same of the answer alone, for what was asked wrongly on purpose. */
    problemsOfAnswer: (exchange: Exchange): readonly string[] => {
      const hit = findOperation(paths, exchange);
      return hit === null ? [] : checkAnswer(components, validate, hit.found, exchange);
    },
    /** Everything about an exchange that the document does not allow. */
    problemsOf: (exchange: Exchange): readonly string[] => {
      const hit = findOperation(paths, exchange);
      if (hit === null) return [`no operation for ${exchange.method} ${exchange.path}`];
      return [
        ...checkParts(components, validate, hit.found, hit.parts),
        ...checkBody(validate, hit.found, exchange.body),
        ...checkAnswer(components, validate, hit.found, exchange),
      ];
    },
  };
};
