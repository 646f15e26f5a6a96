import fc from 'fast-check';
import { hostileJson, hostileText, mutated } from './hostile-values.ts';

/** An answer over HTTP, or none. */
export type HttpAnswer =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | { readonly kind: 'broken'; readonly how: 'refused' | 'cut' | 'late' };

const stringify = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
};

const nested = (depth: number, open: string, close: string): string =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

/** No JSON, or more of it than anybody wants. */
const STRANGE: readonly string[] = [
  '',
  ' ',
  'null',
  'true',
  '1e999',
  '"text"',
  '[',
  '{"a":',
  '<html><body><h1>502 Bad Gateway</h1></body></html>',
  '<?xml version="1.0"?><Response><Errors/></Response>',
  '\uFEFF{}',
  '{"message":"\\ud83d"}',
  '{"__proto__":{"polluted":1},"message":"x"}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  `{"message":"${'x'.repeat(200_000)}"}`,
  `{"message":"${'a'.repeat(3_000)}!"}`,
  `{"errors":[${'{"message":"e"},'.repeat(5_000)}{"message":"f"}]}`,
  nested(10_000, '[', ']'),
  nested(10_000, '{"a":', '}'),
  `[${'null,'.repeat(20_000)}null]`,
  `{"message":"${'vpc '.repeat(20_000)}"}`,
];

const json = (bodies: readonly unknown[]): fc.Arbitrary<string> => {
  const good = fc.constantFrom(...bodies);
  return fc.oneof(
    { weight: 3, arbitrary: good.map(stringify) },
    { weight: 8, arbitrary: mutated(good, 4).map(stringify) },
    { weight: 1, arbitrary: hostileJson.map(stringify) },
    {
      weight: 1,
      arbitrary: fc.tuple(good, fc.nat()).map(([body, at]) => {
        const text = stringify(body);
        return text.slice(0, at % (text.length + 1));
      }),
    },
    { weight: 1, arbitrary: hostileText.map((message) => stringify({ message, errors: [{ message }] })) },
  );
};

const header = fc.constantFrom<Readonly<Record<string, string>>>(
  { 'content-type': 'application/json' },
  { 'content-type': 'text/html' },
  { 'content-type': 'application/octet-stream' },
  {},
  { 'retry-after': '1' },
  { 'retry-after': '99999999999999999999' },
  { 'retry-after': '-1' },
  { 'retry-after': 'soon' },
  { 'retry-after': 'Wed, 21 Oct 2065 07:28:00 GMT', date: 'never' },
  { 'retry-after': `${'1'.repeat(3_000)}` },
  { location: 'http://169.254.169.254/latest/meta-data' },
);

const status = fc.oneof(
  { weight: 12, arbitrary: fc.constant(200) },
  { weight: 4, arbitrary: fc.constantFrom(201, 202, 400, 403, 404, 409, 429, 500, 503) },
  { weight: 1, arbitrary: fc.constantFrom(204, 206, 301, 302, 304, 307, 401, 408, 418, 422, 502, 504, 599) },
);

/** Right answers and wrong ones, with whatever may come around them. */
export const hostileAnswers = (bodies: readonly unknown[]): fc.Arbitrary<HttpAnswer> =>
  fc.oneof(
    {
      weight: 15,
      arbitrary: fc.record({
        kind: fc.constant('answer' as const),
        status,
        headers: header,
        body: json(bodies),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('answer' as const),
        status,
        headers: header,
        body: fc.constantFrom(...STRANGE),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('broken' as const),
        how: fc.constantFrom('refused', 'cut', 'late'),
      }),
    },
  );

const BODILESS = [204, 205, 304];

const respond = (answer: HttpAnswer): Response => {
  if (answer.kind === 'answer') {
    const { status: code, headers, body } = answer;
    return new Response(BODILESS.includes(code) ? null : body, { status: code, headers });
  }
  if (answer.how === 'late') throw new DOMException('The operation timed out.', 'TimeoutError');
  if (answer.how === 'cut') throw new TypeError('terminated', { cause: new Error('other side closed') });
  throw new TypeError('fetch failed', {
    cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }),
  });
};

/**
 * Lets `act` run in a world where every call of `fetch` gets the next of these answers, and after the
 * last one nothing but refused connections.
 */
export const withAnswers = async <T>(answers: readonly HttpAnswer[], act: () => Promise<T>): Promise<T> => {
  const real = globalThis.fetch;
  let next = 0;
  globalThis.fetch = async () => {
    const answer = answers[next] ?? { kind: 'broken', how: 'refused' };
    next += 1;
    return respond(answer);
  };
  try {
    return await act();
  } finally {
    globalThis.fetch = real;
  }
};
