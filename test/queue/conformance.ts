import { testOutcomes } from './outcomes.ts';
import { testSpeaking } from './speaking.ts';
import type { OpenQueue } from './stage.ts';
import { testStopping } from './stopping.ts';
import { testWaking } from './waking.ts';

/** What both engines promise. */
export const testQueue = (open: OpenQueue): void => {
  testWaking(open);
  testSpeaking(open);
  testOutcomes(open);
  testStopping(open);
};
