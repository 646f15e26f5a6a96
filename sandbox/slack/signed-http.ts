import { createHmac } from 'node:crypto';
import { asJson, asText, type Json, parseJson } from './json.ts';
import type { Acked, EnvelopeType } from './socket.ts';

/** The address answered with another status than 200, or not at all. */
class Undelivered extends Error {}

const formOf = (type: EnvelopeType, payload: Json): URLSearchParams =>
  type === 'interactive'
    ? new URLSearchParams({ payload: JSON.stringify(payload) })
    : new URLSearchParams(
        Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]),
      );

const answerOf = (type: string | null, body: string): Json => {
  if (body === '') return {};
  const parsed = (type ?? '').includes('json') ? parseJson(body) : undefined;
  return parsed === undefined
    ? { text: body }
    : typeof parsed === 'string'
      ? { text: parsed }
      : asJson(parsed);
};

/**
 * Sends a payload as Slack does over HTTP, signed with v0 over the wall clock's time whatever the sandbox's
 * clock says, because the app checks against its own. Throws `Undelivered`, or an AbortError after `timeout` ms.
 */
export const postSigned = async (
  eventsUrl: string,
  signingSecret: string,
  type: EnvelopeType,
  payload: Json,
  { timeout, retry }: { readonly timeout: number; readonly retry?: { num: number; reason: string } },
): Promise<Acked> => {
  const isEvent = type === 'events_api';
  const body = isEvent ? JSON.stringify(payload) : formOf(type, payload).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const mac = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  const startedAt = performance.now();
  const response = await fetch(eventsUrl, {
    method: 'POST',
    // Bytes, as fetch would add a charset to the type of a string and Bolt compares the whole header.
    body: new TextEncoder().encode(body),
    headers: {
      'content-type': isEvent ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${mac}`,
      ...(retry === undefined
        ? {}
        : { 'x-slack-retry-num': String(retry.num), 'x-slack-retry-reason': retry.reason }),
    },
    signal: AbortSignal.timeout(timeout),
  });
  const answer = await response.text();
  if (response.status !== 200) throw new Undelivered(`the app answered ${response.status} ${asText(answer)}`);
  return {
    ms: Math.round(performance.now() - startedAt),
    payload: answerOf(response.headers.get('content-type'), answer),
  };
};
