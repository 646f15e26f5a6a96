import { expect, test } from 'vitest';
import { createGate, done, inMs, type OpenQueue, setStage, speak, until, untilQueueHolds } from './stage.ts';

const HOUR = 3_600_000;

export const testSpeaking = (open: OpenQueue): void => {
  test('a speak woken twice while it runs runs once more', async () => {
    const gate = createGate();
    const runs: number[] = [];
    const { queue, wake } = await setStage(open, {
      processors: {
        speak: async ({ requestId }) => {
          runs.push(requestId);
          if (runs.length === 1) await gate.opened;
          return done;
        },
      },
    });
    await wake(speak(3));
    await until(() => runs.length === 1);
    await wake(speak(3));
    await wake(speak(3));
    gate.open();
    await until(() => runs.length > 1);
    await untilQueueHolds(queue, {});
    expect(runs).toEqual([3, 3]);
  });

  test('a speak woken while it runs, which then sleeps, speaks at the end of its sleep at the latest', async () => {
    const gate = createGate();
    const starts: number[] = [];
    const { queue, wake } = await setStage(open, {
      processors: {
        speak: async () => {
          starts.push(Date.now());
          if (starts.length > 1) return done;
          await gate.opened;
          return inMs(300);
        },
      },
    });
    await wake(speak(3));
    await until(() => starts.length === 1);
    await wake(speak(3));
    gate.open();
    await until(() => starts.length > 1);
    await untilQueueHolds(queue, {});
    // The wake-up that was kept follows once the sleeper is done: one run more than needed, never one less.
    expect(starts).toHaveLength(3);
  });

  test('a speak that was woken while it ran and sleeps is still woken at once', async () => {
    const gate = createGate();
    let runs = 0;
    const { queue, wake } = await setStage(open, {
      processors: {
        speak: async () => {
          runs += 1;
          if (runs > 1) return done;
          await gate.opened;
          return inMs(HOUR);
        },
      },
    });
    await wake(speak(3));
    await until(() => runs === 1);
    await wake(speak(3));
    gate.open();
    await untilQueueHolds(queue, { delayed: 1 });
    await wake(speak(3));
    await until(() => runs > 1);
    await untilQueueHolds(queue, {});
  });
};
