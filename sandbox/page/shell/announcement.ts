import type { SeenMessage } from '../../slack/seen.ts';
import { firstLineOf } from './message-line.ts';

/** At most one announcement in so many ms. */
const SPEAK_EVERY = 1_000;
const WORDS_MOST = 120;

const shortened = (words: string): string =>
  words.length > WORDS_MOST ? `${words.slice(0, WORDS_MOST - 1).trimEnd()}…` : words;

const wordsOf = (message: SeenMessage): string => `${message.author}: ${shortened(firstLineOf(message))}`;

/** `vpcbot: R1: it is the turn of …`; several that came at once are told as one. */
export const announcementOf = (messages: readonly SeenMessage[]): string => {
  const last = messages.at(-1);
  if (last === undefined) return '';
  return messages.length === 1
    ? wordsOf(last)
    : `${messages.length} new messages. The last from ${wordsOf(last)}`;
};

/** Says the first at once, and what comes meanwhile together after a while. */
export const createSpeaker = (say: (words: string) => void) => {
  let waiting: SeenMessage[] = [];
  let timer: ReturnType<typeof setTimeout> | null = null;
  const speak = (): void => {
    timer = null;
    if (waiting.length === 0) return;
    say(announcementOf(waiting));
    waiting = [];
    timer = setTimeout(speak, SPEAK_EVERY);
  };
  return {
    hear: (message: SeenMessage): void => {
      waiting.push(message);
      timer ??= setTimeout(speak, 0);
    },
    stop: (): void => {
      if (timer !== null) clearTimeout(timer);
    },
  };
};
