import { randomUUID } from 'node:crypto';
import type { App, ReceiverEvent } from '@slack/bolt';
import { beginLogFields } from '../log-context.ts';
import { parseCommand } from './command-text.ts';

/** What a person can do in Slack that Slack tells of. */
const KINDS = {
  block_actions: 'button',
  view_submission: 'submit',
  view_closed: 'close',
  block_suggestion: 'menu',
  shortcut: 'shortcut',
  message_action: 'shortcut',
  event_callback: 'event',
} as const;

export type GestureKind = (typeof KINDS)[keyof typeof KINDS] | 'command' | 'other';

export interface TellGestures {
  /** `verb`: of a command; null: it is none. */
  began(gesture: { readonly kind: GestureKind; readonly verb: string | null }): void;
  /** Slack got its answer after so many milliseconds. */
  acknowledged(gesture: { readonly kind: GestureKind; readonly ms: number }): void;
  /** It ended without an answer. */
  unanswered(gesture: { readonly kind: GestureKind }): void;
}

type Body = ReceiverEvent['body'];

const isKnown = (type: unknown): type is keyof typeof KINDS =>
  typeof type === 'string' && Object.hasOwn(KINDS, type);

const readKind = ({ type, command }: Body): GestureKind => {
  if (typeof command === 'string') return 'command';
  return isKnown(type) ? KINDS[type] : 'other';
};

/** The word that is bounded: what cannot be read counts as `unknown`, whatever was typed. */
const readVerb = ({ command, text }: Body): string | null =>
  typeof command === 'string' ? parseCommand(typeof text === 'string' ? text : '').kind : null;

const EVENT_MOST = 100;

const idIn = (value: unknown): string | undefined => {
  const id: unknown =
    typeof value === 'object' && value !== null && 'id' in value ? value.id : (value ?? undefined);
  return typeof id === 'string' && id !== '' ? id.slice(0, EVENT_MOST) : undefined;
};

/**
 * Slack's own id of it: of a form the view's, else the trigger's, as the audit trail keeps them; of an
 * event its id. A list to choose from has none, and gets one of ours.
 */
const readEvent = (body: Body): string =>
  (body['type'] === 'view_submission' ? idIn(body['view']) : undefined) ??
  idIn(body['trigger_id']) ??
  idIn(body['event_id']) ??
  idIn(body['view']) ??
  randomUUID();

/**
 * Every gesture passes here, whichever way Slack delivers it: it is counted, its answer is timed, and
 * whatever is logged because of it carries its id.
 */
export const watchGestures = (app: App, tell: TellGestures): void => {
  const processEvent = app.processEvent.bind(app);
  app.processEvent = async (event: ReceiverEvent): Promise<void> => {
    const began = performance.now();
    const kind = readKind(event.body);
    let answered = false;
    const ack: ReceiverEvent['ack'] = async (answer) => {
      await event.ack(answer);
      if (answered) return;
      answered = true;
      tell.acknowledged({ kind, ms: performance.now() - began });
    };
    await beginLogFields({ event: readEvent(event.body) }, async () => {
      tell.began({ kind, verb: readVerb(event.body) });
      try {
        await processEvent({ ...event, ack });
      } finally {
        if (!answered) tell.unanswered({ kind });
      }
    });
  };
};
