import type { ModalView } from '@slack/types';
import { asPlain, type Message, MOST } from './blocks.ts';

/** An answer where a form was: for submissions, which have no message to answer with. */
export const buildAnswerView = (title: string, { blocks }: Message): ModalView => ({
  type: 'modal',
  title: asPlain(title, MOST.title),
  close: asPlain('Close', MOST.title),
  blocks,
});
