import { expect, test } from 'vitest';
import { createGate, done, inMs, type OpenQueue, setStage, until, untilQueueHolds, vpc } from './stage.ts';

const HOUR = 3_600_000;

export const testWaking = (open: OpenQueue): void => {
  test('a wake-up runs its job once and leaves nothing behind', async () => {
    const runs: number[] = [];
    const { queue, wake } = await setStage(open, {
      processors: {
        'advance-vpc': async ({ vpcId }) => {
          runs.push(vpcId);
          return done;
        },
      },
    });
    await wake(vpc(7));
    await until(() => runs.length > 0);
    await untilQueueHolds(queue, {});
    expect(runs).toEqual([7]);
  });

  test('two wake-ups of a sleeping job run it once, and now', async () => {
    const gate = createGate();
    const runs: number[] = [];
    const { queue, wake } = await setStage(open, {
      concurrency: 1,
      processors: {
        'advance-vpc': async ({ vpcId }) => {
          runs.push(vpcId);
          if (vpcId === 2) await gate.opened;
          return inMs(HOUR);
        },
      },
    });
    await wake(vpc(1));
    await untilQueueHolds(queue, { delayed: 1 });
    await wake(vpc(2));
    await until(() => runs.length === 2);
    await Promise.all([wake(vpc(1)), wake(vpc(1))]);
    gate.open();
    await until(() => runs.length === 3);
    await untilQueueHolds(queue, { delayed: 2 });
    expect(runs).toEqual([1, 2, 1]);
  });

  test('twenty wake-ups at once of one job run it once', async () => {
    const gate = createGate();
    const runs: number[] = [];
    const { queue, wake } = await setStage(open, {
      concurrency: 1,
      processors: {
        'advance-vpc': async ({ vpcId }) => {
          runs.push(vpcId);
          if (vpcId === 1) await gate.opened;
          return done;
        },
      },
    });
    await wake(vpc(1));
    await until(() => runs.length === 1);
    await Promise.all(Array.from({ length: 20 }, () => wake(vpc(2))));
    gate.open();
    await until(() => runs.length > 1);
    await untilQueueHolds(queue, {});
    expect(runs).toEqual([1, 2]);
  });

  test('a job woken while it runs is left alone and looks again when it asked to', async () => {
    const gate = createGate();
    const starts: number[] = [];
    let askedFor = 0;
    const { queue, wake } = await setStage(open, {
      processors: {
        'advance-vpc': async () => {
          starts.push(Date.now());
          if (starts.length > 1) return done;
          await gate.opened;
          askedFor = Date.now() + 400;
          return { kind: 'again', at: askedFor };
        },
      },
    });
    await wake(vpc(1));
    await until(() => starts.length === 1);
    await wake(vpc(1));
    gate.open();
    await until(() => starts.length === 2);
    await untilQueueHolds(queue, {});
    expect(starts).toHaveLength(2);
    expect(starts[1]).toBeGreaterThanOrEqual(askedFor);
  });

  test('a job that is done runs again when it is woken again', async () => {
    let runs = 0;
    const { queue, wake } = await setStage(open, {
      processors: {
        'observe-project': async () => {
          runs += 1;
          return done;
        },
      },
    });
    for (const expected of [1, 2]) {
      await wake({ name: 'observe-project', payload: { project: 'a:b c' } });
      await until(() => runs === expected);
      await untilQueueHolds(queue, {});
    }
  });
};
