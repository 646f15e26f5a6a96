import type { Change } from './changes.ts';
import type { Delivered } from './delivery.ts';
import type { Desk } from './desk.ts';
import { asText, type Json } from './json.ts';
import { type Responded, respond } from './response.ts';
import type { ResponsePass } from './response-urls.ts';
import { type SeenMessage, type SeenView, seeMessage, seeView } from './seen.ts';
import type { EnvelopeType } from './socket.ts';

/** What a person got for a gesture. */
export interface Answer {
  /** Real milliseconds until the app acknowledged; null where it did not, or was not asked. */
  readonly ackedInMs: number | null;
  /** The line Slack shows when something went wrong. */
  readonly error: string | null;
  /** Why, in Slack's words for developers: `operation_timeout`, `invalid_blocks` and what is wrong with them. */
  readonly problems: readonly string[];
  /** What appeared or changed meanwhile: their own ephemerals, and messages in the channel of the gesture. */
  readonly messages: readonly SeenMessage[];
  /** The top modal afterwards. */
  readonly view: SeenView | null;
  /** The confirmation dialog that was agreed to on the way. */
  readonly confirmed: Json | null;
  /** How the second copy fared where the payload was delivered twice. */
  readonly duplicate: Pick<Answer, 'ackedInMs' | 'problems'> | null;
}

/** A gesture that cannot be made: nothing was sent. `why` says what there is instead. */
export interface Impossible {
  readonly kind: 'impossible';
  readonly why: string;
}

export const impossible = (why: string): Impossible => ({ kind: 'impossible', why });

export const isImpossible = (value: unknown): value is Impossible =>
  (value as Impossible | null)?.kind === 'impossible';

export interface GestureOptions {
  /** Delivers the same payload a second time at once. */
  readonly duplicate?: boolean;
  /** Real milliseconds to wait after the acknowledgement for something to see. */
  readonly settleMs?: number;
}

export interface Gesture extends GestureOptions {
  readonly user: string;
  readonly channel: string | null;
  readonly type: EnvelopeType;
  readonly payload: Json;
  /** The line Slack shows where the app does not acknowledge; null where it shows none. */
  readonly lineFor: (code: string) => string | null;
  /** Carries out what the acknowledgement says; returns what Slack finds wrong with it. */
  readonly onAck?: (payload: Json) => readonly string[];
}

export const quietAnswer: Answer = {
  ackedInMs: null,
  error: null,
  problems: [],
  messages: [],
  view: null,
  confirmed: null,
  duplicate: null,
};

const seenIn = (desk: Desk, heard: readonly Change[], { user, channel }: Gesture): readonly SeenMessage[] => {
  const stamps = heard
    .filter(({ kind }) => kind === 'message' || kind === 'ephemeral')
    .filter((change) => change.user === user || (change.user === null && change.channel === channel))
    .map((change) => [change.channel ?? '', asText(change.what['ts'])] as const);
  const found = new Map(stamps.map(([place, ts]) => [`${place}/${ts}`, desk.messages.find(place, ts)]));
  return [...found.values()].flatMap((message) => (message === undefined ? [] : [seeMessage(desk, message)]));
};

const copyOf = (delivered: Delivered | null): Answer['duplicate'] => {
  if (delivered === null) return null;
  return delivered.kind === 'acked'
    ? { ackedInMs: delivered.ms, problems: [] }
    : { ackedInMs: null, problems: [delivered.code] };
};

/** Whether it may be the app's answer: not what the person themselves types or reads meanwhile. */
const isAnswer = ({ kind, what }: Change): boolean => kind !== 'read' && what['event'] !== 'typed';

/** Delivers a gesture, carries out its acknowledgement and waits until there is something to see. */
export const perform = async (desk: Desk, gesture: Gesture): Promise<Answer> => {
  const { user, channel, type, payload } = gesture;
  const heard: Change[] = [];
  const stop = desk.changes.subscribe((change) => heard.push(change));
  const first = desk.delivery.send(type, payload);
  const second = gesture.duplicate === true ? desk.delivery.send(type, payload) : null;
  const delivered = await first;
  const problems =
    delivered.kind === 'failed' ? [delivered.code] : (gesture.onAck?.(delivered.payload) ?? []);
  const concerns = (change: Change): boolean =>
    isAnswer(change) &&
    (change.user === user || (change.user === null && change.channel !== null && change.channel === channel));
  const settleMs = delivered.kind === 'failed' || problems.length > 0 ? 0 : (gesture.settleMs ?? 500);
  await desk.changes.until(() => (heard.some(concerns) ? true : null), settleMs);
  stop();
  const top = desk.views.top(user);
  return {
    ...quietAnswer,
    ackedInMs: delivered.kind === 'acked' ? delivered.ms : null,
    error: problems[0] === undefined ? null : gesture.lineFor(problems[0]),
    problems,
    messages: seenIn(desk, heard, gesture),
    view: top === null ? null : seeView(desk, top),
    duplicate: copyOf(second === null ? null : await second),
  };
};

const complaintsOf = (responded: Responded): readonly string[] =>
  responded.kind === 'refused' ? [responded.error, ...responded.problems] : [];

/** Shows what an acknowledgement says, where it says something. */
export const sayAck =
  (desk: Desk, pass: ResponsePass) =>
  (payload: Json): readonly string[] =>
    payload['text'] === undefined && payload['blocks'] === undefined
      ? []
      : complaintsOf(respond(desk, pass, payload));
