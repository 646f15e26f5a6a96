import type { SeenMessage } from '../../slack/seen.ts';

/** What one reads first in a message. */
export const firstLineOf = ({ lines, text }: SeenMessage): string =>
  lines.find((line) => line.trim() !== '') ?? text;
