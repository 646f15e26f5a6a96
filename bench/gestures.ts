import { switchboard } from '../handlers/index.ts';
import { BREAK_GLASS } from '../src/slack/break-glass-form.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../src/slack/quota-card.ts';
import { ASK_QUOTA_AGAIN } from '../src/slack/quota-notice.ts';
import {
  CHANGE_SIDE_PLAN,
  COMPLETE_SIDE,
  DECLINE_COMPLETION,
  LOOK_AT_SIDE,
  UNDO_COMPLETION,
} from '../src/slack/side-buttons.ts';
import { TIMESCALE_RAISED, TIMESCALE_REFUSED } from '../src/slack/timescale-buttons.ts';
import { nameOf } from './many-rows.ts';

/** What a person does to the bot: a line that they type, or the value of the button that they press. */
export type Gesture =
  | { readonly kind: 'command'; readonly name: string; readonly line: (n: number) => string }
  | { readonly kind: 'button'; readonly name: string; readonly value: (n: number) => string };

const PROJECT = 'p0';

const LINES: Readonly<Record<string, (n: number) => string>> = {
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

/** Every command, and every button of the switchboard. */
export const GESTURES: readonly Gesture[] = [
  ...Object.entries(LINES).map(([name, line]): Gesture => ({ kind: 'command', name: `/vpc ${name}`, line })),
  ...Object.keys(switchboard.buttons).map(
    (name): Gesture => ({ kind: 'button', name, value: valueFor(name) }),
  ),
];
