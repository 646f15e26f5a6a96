import { switchboard } from '../handlers/index.ts';
import { BREAK_GLASS } from '../src/slack/break-glass-form.ts';
import { GET_CERTIFICATE } from '../src/slack/certificate.ts';
import { EXPORT_HISTORY } from '../src/slack/history-message.ts';
import { HOME_HELP } from '../src/slack/home.ts';
import {
  HOW_TO_ACCEPT,
  REPEAT_PEERING,
  SAID_ACCEPTED,
  SAID_ACCEPTED_THERE,
  SEND_TO_SOMEONE,
} from '../src/slack/pending-peer-buttons.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../src/slack/quota-card.ts';
import { ASK_QUOTA_AGAIN } from '../src/slack/quota-notice.ts';
import { ASK_AGAIN, CANCEL_REQUEST, RETRY_REQUEST } from '../src/slack/request-buttons.ts';
import {
  CHANGE_SIDE_PLAN,
  COMPLETE_SIDE,
  DECLINE_COMPLETION,
  LOOK_AT_SIDE,
  UNDO_COMPLETION,
} from '../src/slack/side-buttons.ts';
import { TIMESCALE_RAISED, TIMESCALE_REFUSED } from '../src/slack/timescale-buttons.ts';
import { VERBS, type Verb } from '../src/slack/verbs.ts';
import { nameOf } from './many-rows.ts';

/**
 * When Slack is answered: `first`, by what only reads or opens a form, or `once-recorded`, by what a crash in between
 * must not make look like a yes.
 */
export type Acks = 'first' | 'once-recorded';

/** What a person does to the bot: a line that they type, or the value of the button that they press. */
export type Gesture = { readonly name: string; readonly acks: Acks } & (
  | {
      readonly kind: 'command';
      readonly line: (n: number) => string;
      /** Typed before each, so that there is something to record. */
      readonly before?: string;
    }
  | { readonly kind: 'button'; readonly value: (n: number) => string }
);

const PROJECT = 'p0';

const LINES: Readonly<Record<Verb, (n: number) => string>> = {
  help: () => '',
  create: () => `create ${PROJECT} us-east-1`,
  list: () => `list ${PROJECT}`,
  show: (n) => `show ${nameOf(n).vpc}`,
  peer: (n) => `peer ${nameOf(n).vpc}`,
  unpeer: (n) => `unpeer ${nameOf(n).pcx}`,
  services: () => `services ${PROJECT}`,
  attach: () => 'attach',
  detach: () => 'detach orders-db',
  migrate: () => 'migrate orders-db public',
  rename: (n) => `rename ${nameOf(n).vpc} other-${n}`,
  delete: (n) => `delete ${nameOf(n).vpc}`,
  regions: () => `regions ${PROJECT}`,
  cidr: () => `cidr ${PROJECT} /24`,
  check: () => 'check 10.0.0.0/24',
  quota: () => `quota ${PROJECT}`,
  verify: (n) => `verify ${nameOf(n).vpc}`,
  cancel: (n) => `cancel R${n}`,
  retry: (n) => `retry R${n}`,
  subscribe: () => `subscribe ${PROJECT}`,
  unsubscribe: () => `unsubscribe ${PROJECT}`,
  history: (n) => `history ${nameOf(n).vpc}`,
  doctor: () => 'doctor',
};

/** How many of the first requests wait for approval: their ask has the request's own number. */
export const ASKS = 100;

const ON_ASKS: readonly string[] = [
  APPROVE_QUOTA,
  DENY_QUOTA,
  BREAK_GLASS,
  ASK_QUOTA_AGAIN,
  TIMESCALE_RAISED,
  TIMESCALE_REFUSED,
];
const ON_SIDES: readonly string[] = [
  COMPLETE_SIDE,
  CHANGE_SIDE_PLAN,
  DECLINE_COMPLETION,
  UNDO_COMPLETION,
  LOOK_AT_SIDE,
];

const valueFor =
  (action: string) =>
  (n: number): string => {
    if (ON_ASKS.includes(action)) return String(((n - 1) % ASKS) + 1);
    return ON_SIDES.includes(action) ? `${n}.1` : String(n);
  };

/** Of `handlers/vpc-command.ts` and `handlers/subscribe.ts`. */
const RECORDING: readonly Verb[] = ['retry', 'subscribe', 'unsubscribe'];

const BEFORE: { readonly [V in Verb]?: string } = {
  subscribe: `unsubscribe ${PROJECT}`,
  unsubscribe: `subscribe ${PROJECT}`,
};

/** By which of `handlers/press.ts`, or by its own handler, each is made. Complete, or it does not compile. */
const BUTTONS: Readonly<Record<keyof typeof switchboard.buttons, Acks>> = {
  [APPROVE_QUOTA]: 'once-recorded',
  [DENY_QUOTA]: 'first',
  [BREAK_GLASS]: 'first',
  [TIMESCALE_RAISED]: 'first',
  [TIMESCALE_REFUSED]: 'first',
  [ASK_QUOTA_AGAIN]: 'once-recorded',
  [CANCEL_REQUEST]: 'once-recorded',
  [RETRY_REQUEST]: 'once-recorded',
  [ASK_AGAIN]: 'once-recorded',
  [REPEAT_PEERING]: 'once-recorded',
  [SAID_ACCEPTED]: 'once-recorded',
  [SAID_ACCEPTED_THERE]: 'once-recorded',
  [HOW_TO_ACCEPT]: 'first',
  [SEND_TO_SOMEONE]: 'first',
  [COMPLETE_SIDE]: 'once-recorded',
  [CHANGE_SIDE_PLAN]: 'first',
  [DECLINE_COMPLETION]: 'first',
  [UNDO_COMPLETION]: 'once-recorded',
  [LOOK_AT_SIDE]: 'once-recorded',
  [EXPORT_HISTORY]: 'first',
  [GET_CERTIFICATE]: 'first',
  [HOME_HELP]: 'first',
};

/** Nor is the bench run where one is in no list: `tsx` does not judge types. */
const refuseGaps = (what: string, wanted: object, listed: object): void => {
  const missing = Object.keys(wanted).filter((name) => !Object.hasOwn(listed, name));
  if (missing.length > 0) throw new Error(`bench/gestures.ts lists no ${what} ${missing.join(', ')}`);
};
refuseGaps('command', VERBS, LINES);
refuseGaps('button', switchboard.buttons, BUTTONS);

const toCommand = ([verb, line]: readonly [string, (n: number) => string]): Gesture => {
  const known = verb as Verb;
  const before = BEFORE[known];
  const acks = RECORDING.includes(known) ? 'once-recorded' : 'first';
  return { kind: 'command', name: `/vpc ${verb}`, acks, line, ...(before === undefined ? {} : { before }) };
};

/** Every command, and every button of the switchboard. */
export const GESTURES: readonly Gesture[] = [
  ...Object.entries(LINES).map(toCommand),
  ...Object.entries(BUTTONS).map(
    ([name, acks]): Gesture => ({ kind: 'button', name, acks, value: valueFor(name) }),
  ),
];
