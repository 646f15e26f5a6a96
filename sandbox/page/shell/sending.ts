import { type Signal, useSignal } from '@preact/signals';
import type { SeenWorkspace } from '../../slack/feed.ts';
import { CannotAct, useActs } from '../acts.ts';
import { useAnnouncer } from '../announce.ts';
import { useMemory } from '../memory.ts';
import { actFor } from './composer-line.ts';

/** Who says what only this tab sees. */
const SLACKBOT = 'Slackbot';

export interface SendingProps {
  readonly channel: string;
  readonly threadTs: string | null;
  readonly workspace: SeenWorkspace;
  readonly draft: Signal<string>;
}

const quietMessage = {
  author: SLACKBOT,
  blocks: [],
  buttons: [],
  files: [],
  metadata: null,
  isBroadcast: false,
  isEphemeral: true,
  isEdited: false,
} as const;

const causeOf = (error: unknown): string =>
  error instanceof CannotAct ? error.message : 'the demo does not answer';

/** Sends lines off, and says as Slackbot what became of those that failed. */
export const useSending = ({ channel, threadTs, workspace, draft }: SendingProps) => {
  const acts = useActs();
  const announcer = useAnnouncer();
  const memory = useMemory();
  /** How many lines are on their way. */
  const pending = useSignal(0);

  const note = (words: string): void => {
    memory
      .place(channel)
      .note({ ...quietMessage, channel, threadTs, text: words, lines: [words] }, Date.now());
    announcer.alarm(`${SLACKBOT}: ${words}`);
  };
  const fail = (words: string, line: string): void => {
    note(words);
    if (draft.peek() === '') draft.value = line;
  };
  const carryOut = async (text: string): Promise<string | null> => {
    const act = actFor(text, workspace.commands, threadTs !== null);
    switch (act.kind) {
      case 'nothing':
        return null;
      case 'refused':
        return act.why;
      case 'say':
        await acts.say(channel, act.text, threadTs);
        return null;
      case 'command':
        return (await acts.command(channel, act.line)).error;
      default:
        return act satisfies never;
    }
  };
  const send = async (text: string): Promise<void> => {
    pending.value += 1;
    try {
      const error = await carryOut(text);
      if (error !== null) fail(error, text);
    } catch (error) {
      fail(`This was not sent: ${causeOf(error)}. It stands in the message box again.`, text);
    } finally {
      pending.value -= 1;
    }
  };
  return { send: (text: string): void => void send(text), pending };
};
