import { type IncomingMessage, request } from 'node:http';
import { serve } from '../../sandbox/http.ts';

/** What providers hand out, and nobody may repeat. */
const HANDED_OUT = /(?:<SecretAccessKey>|<SessionToken>|"access_token":\s*")([^<"]{8,})/g;

const textOf = async (message: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  for await (const part of message) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
};

/** All that a caller sent, also as it was before it was encoded. */
const repeat = ({ headers }: Pick<IncomingMessage, 'headers'>, body: string): string => {
  const [, basic = ''] = /^Basic (.+)$/.exec(headers.authorization ?? '') ?? [];
  const token = headers['x-amz-security-token'] ?? '';
  const form = decodeURIComponent(body.replaceAll('+', ' ').replaceAll(/%(?![0-9A-F]{2})/g, '%25'));
  return ['bad', headers.authorization, Buffer.from(basic, 'base64').toString(), token, form].join(' ');
};

const asXml = (said: string): string =>
  `<Response><Errors><Error><Code>InvalidParameterValue</Code><Message>${said.replaceAll(/[<&]/g, ' ')}</Message></Error></Errors><RequestID>r</RequestID></Response>`;
const asStsXml = (said: string): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>${said.replaceAll(/[<&]/g, ' ')}</Message></Error></ErrorResponse>`;

/**
 * Stands before a provider: passes everything on and notes the secrets in its answers or, while it is told to, answers
 * itself, with an error that repeats all that it was sent. `kind`: whose errors.
 */
export const openEcho = async (target: string, kind: 'json' | 'ec2' | 'sts') => {
  const secrets = new Set<string>();
  let status: number | null = null;
  let repeated = 0;
  const { origin, pathname } = new URL(target);
  const pass = (method: string, url: URL, headers: IncomingMessage['headers'], bytes: Buffer) =>
    new Promise<{ status: number; headers: Record<string, string>; body: string }>((resolve, reject) => {
      const on = request(
        `${origin}${url.pathname}${url.search}`,
        { method, headers, agent: false },
        (answer) => {
          textOf(answer).then((body) => {
            for (const [, secret = ''] of body.matchAll(HANDED_OUT)) secrets.add(secret);
            const type = answer.headers['content-type'] ?? 'text/plain';
            const flavor = answer.headers['metadata-flavor'];
            const more = typeof flavor === 'string' ? { 'metadata-flavor': flavor } : {};
            resolve({ status: answer.statusCode ?? 0, headers: { 'content-type': type, ...more }, body });
          }, reject);
        },
      );
      on.once('error', reject);
      on.end(bytes);
    });
  const server = await serve(({ method, url, headers, bytes, body }) => {
    if (status === null) return pass(method, url, headers, bytes);
    repeated += 1;
    const said = repeat({ headers }, body);
    const xml = { status, headers: { 'content-type': 'text/xml' } };
    if (kind === 'ec2') return { ...xml, body: asXml(said) };
    if (kind === 'sts') return { ...xml, body: asStsXml(said) };
    return {
      status,
      body: {
        message: said,
        errors: [{ message: said }],
        error: { code: status, message: said, errors: [{ reason: 'x', message: said }] },
      },
    };
  });
  return {
    url: `${server.url}${pathname === '/' ? '' : pathname}`,
    /** Null: passes on. */
    answer: (next: number | null): void => {
      status = next;
    },
    handedOut: (): readonly string[] => [...secrets],
    /** How often it answered itself. */
    repeated: (): number => repeated,
    stop: server.stop,
  };
};
