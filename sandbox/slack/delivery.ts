import type { Fault } from '../faults.ts';
import type { Json } from './json.ts';
import { postSigned } from './signed-http.ts';
import type { EnvelopeType, Socket } from './socket.ts';

/** How payloads reach the app: over its Socket Mode connections, or signed to its address. */
export type Delivery = 'socket' | { readonly eventsUrl: string };

export type Delivered =
  | { readonly kind: 'acked'; readonly ms: number; readonly payload: Json }
  | { readonly kind: 'failed'; readonly code: 'operation_timeout' | 'dispatch_failed'; readonly ms: number };

/** Real milliseconds within which an app must acknowledge. */
const patience = 3_000;

/** Since then, to a hundredth of a millisecond. */
const msSince = (startedAt: number): number => Math.round((performance.now() - startedAt) * 100) / 100;

const overSocket = (socket: Socket, type: EnvelopeType, payload: Json): Promise<Delivered> =>
  new Promise((resolve) => {
    const startedAt = performance.now();
    const ms = (): number => msSince(startedAt);
    const late = setTimeout(() => resolve({ kind: 'failed', code: 'operation_timeout', ms: ms() }), patience);
    const isSent = socket.send(type, payload, (answer) => {
      clearTimeout(late);
      resolve({ kind: 'acked', ms: ms(), payload: answer });
    });
    if (isSent) return;
    clearTimeout(late);
    resolve({ kind: 'failed', code: 'dispatch_failed', ms: ms() });
  });

const overHttp = async (
  url: string,
  secret: string,
  type: EnvelopeType,
  payload: Json,
): Promise<Delivered> => {
  const startedAt = performance.now();
  const post = async (retry?: { num: number; reason: string }): Promise<Delivered> => {
    const options = { timeout: patience, ...(retry === undefined ? {} : { retry }) };
    return { kind: 'acked', ...(await postSigned(url, secret, type, payload, options)) };
  };
  try {
    return await post();
  } catch (error) {
    const isLate = error instanceof Error && error.name === 'TimeoutError';
    // Slack tries events again, the first time at once; commands and interactivity never.
    const again = { num: 1, reason: isLate ? 'http_timeout' : 'http_error' };
    const second = type === 'events_api' ? await post(again).catch(() => null) : null;
    const ms = msSince(startedAt);
    return second ?? { kind: 'failed', code: isLate ? 'operation_timeout' : 'dispatch_failed', ms };
  }
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Delivers as the fault (if any) has it: the app hears it too late, acknowledges in vain, or never hears it. */
const meddle = async (fault: Fault | null, deliver: () => Promise<Delivered>): Promise<Delivered> => {
  if (fault === null) return deliver();
  const giveUp = async (): Promise<Delivered> => {
    await wait(patience);
    return { kind: 'failed', code: 'operation_timeout', ms: patience };
  };
  switch (fault.kind) {
    case 'slow':
      return Promise.race([giveUp(), wait(fault.ms ?? 1_000).then(deliver)]);
    case 'lose-answer':
      return (await Promise.all([giveUp(), deliver()]))[0];
    case 'drop':
    case 'status':
      return { kind: 'failed', code: 'dispatch_failed', ms: 0 };
    default:
      return fault.kind satisfies never;
  }
};

interface DeliveryOptions {
  readonly socket: Socket;
  readonly signingSecret: string;
  readonly start: Delivery;
  /** Hears when payloads go another way. */
  readonly changed: () => void;
  /** What is to go wrong with a payload of this type. */
  readonly takeFault: (type: EnvelopeType) => Fault | null;
}

export const createDelivery = (options: DeliveryOptions) => {
  const { socket, signingSecret, start, changed, takeFault } = options;
  let way = start;
  const deliver = (type: EnvelopeType, payload: Json): Promise<Delivered> =>
    way === 'socket'
      ? overSocket(socket, type, payload)
      : overHttp(way.eventsUrl, signingSecret, type, payload);
  return {
    set: (next: Delivery): void => {
      way = next;
      changed();
    },
    get: (): Delivery => way,
    /** Whether there is an app that would get a payload; one with an address is taken to be there. */
    isConnected: (): boolean => way !== 'socket' || socket.connections() > 0,
    send: (type: EnvelopeType, payload: Json): Promise<Delivered> =>
      meddle(takeFault(type), () => deliver(type, payload)),
  };
};

export type Deliver = ReturnType<typeof createDelivery>;
