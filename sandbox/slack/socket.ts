import { randomUUID } from 'node:crypto';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Upgrade } from '../http.ts';
import { asJson, isJson, type Json, parseJson } from './json.ts';

export type EnvelopeType = 'slash_commands' | 'interactive' | 'events_api';

export interface Acked {
  /** Real milliseconds from sending to the acknowledgement. */
  readonly ms: number;
  readonly payload: Json;
}

interface Waiting {
  readonly type: EnvelopeType;
  readonly payload: Json;
  readonly socket: WebSocket;
  readonly attempt: number;
  readonly settle: (payload: Json) => void;
}

const pingEvery = 10_000;

/** Socket Mode: hands out tickets, keeps the connections, sends envelopes and takes their acknowledgements. `changed` hears when one comes or goes. */
export const createSocket = (appId: string, changed: () => void) => {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, Waiting>();
  let turn = 0;

  const put = (socket: WebSocket, id: string, { type, payload, attempt }: Waiting): void => {
    const retry = attempt === 0 ? {} : { retry_attempt: attempt, retry_reason: 'timeout' };
    const accepts_response_payload = type !== 'events_api';
    socket.send(JSON.stringify({ envelope_id: id, type, payload, accepts_response_payload, ...retry }));
  };
  const redeliver = (socket: WebSocket): void => {
    for (const [id, lost] of waiting) {
      if (lost.type !== 'events_api' || open.includes(lost.socket)) continue;
      const again = { ...lost, socket, attempt: lost.attempt + 1 };
      waiting.set(id, again);
      put(socket, id, again);
    }
  };
  const receive = (text: string): void => {
    const frame = parseJson(text);
    if (!isJson(frame)) return;
    const id = String(frame['envelope_id']);
    waiting.get(id)?.settle(asJson(frame['payload']));
    waiting.delete(id);
  };
  const welcome = (socket: WebSocket): void => {
    open.push(socket);
    const pinging = setInterval(() => socket.ping(), pingEvery);
    socket.on('message', (data) => receive(String(data)));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      clearInterval(pinging);
      open.splice(open.indexOf(socket), 1);
      changed();
    });
    const debug_info = { host: 'sandbox', build_number: 1, approximate_connection_time: 18_060 };
    const hello = {
      type: 'hello',
      num_connections: open.length,
      debug_info,
      connection_info: { app_id: appId },
    };
    socket.send(JSON.stringify(hello));
    redeliver(socket);
    changed();
  };
  const upgrade: Upgrade = (incoming, raw, head) => {
    const ticket = new URL(incoming.url ?? '/', 'http://sandbox').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) return void raw.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    server.handleUpgrade(incoming, raw, head, welcome);
  };
  return {
    upgrade,
    /** Good for one connection. */
    ticket: (): string => {
      const ticket = randomUUID();
      tickets.add(ticket);
      return ticket;
    },
    connections: (): number => open.length,
    /** Gives the envelope to one of the connections; false when there is none. `settle` hears of the acknowledgement. */
    send: (type: EnvelopeType, payload: Json, settle: (payload: Json) => void): boolean => {
      const ready = open.filter((socket) => socket.readyState === socket.OPEN);
      const socket = ready[turn++ % Math.max(ready.length, 1)];
      if (socket === undefined) return false;
      const envelope: Waiting = { type, payload, socket, attempt: 0, settle };
      const id = randomUUID();
      waiting.set(id, envelope);
      put(socket, id, envelope);
      return true;
    },
    /** Asks every client to come back on a new connection, as Slack does when it recycles a host. */
    refresh: (reason = 'refresh_requested'): void => {
      const frame = JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } });
      for (const socket of [...open]) socket.send(frame);
    },
    /** Cuts the connections without a word. */
    drop: (): void => {
      for (const socket of [...open]) socket.terminate();
    },
    stop: (): void => {
      for (const socket of [...open]) socket.close(1001);
      for (const socket of [...open]) setTimeout(() => socket.terminate(), 500).unref();
      server.close();
    },
  };
};

export type Socket = ReturnType<typeof createSocket>;
