import { expect, test } from 'vitest';
import {
  createGate,
  done,
  inMs,
  type OpenQueue,
  setStage,
  startJobs,
  until,
  untilQueueHolds,
  vpc,
} from './stage.ts';

const HOUR = 3_600_000;

export const testStopping = (open: OpenQueue): void => {
  test('the sweep runs at the start, and an emptied queue is filled again by the heartbeat', async () => {
    let sweeps = 0;
    let looks = 0;
    const { queue, wake, empty } = await setStage(open, {
      timing: { sweepEvery: 100 },
      processors: {
        sweep: async () => {
          sweeps += 1;
          return done;
        },
        'advance-vpc': async () => {
          looks += 1;
          return inMs(HOUR);
        },
      },
    });
    await wake(vpc(1));
    await until(() => sweeps > 0 && looks === 1);
    await empty();
    const before = sweeps;
    await until(() => sweeps > before + 1);
    await wake(vpc(1));
    await until(() => looks === 2);
    await untilQueueHolds(queue, { delayed: 1 });
  });

  test('a stop waits for a job that settles in time', async () => {
    const gate = createGate();
    const settled: number[] = [];
    const { queue, wake, jobs } = await setStage(open, {
      processors: {
        'advance-vpc': async ({ vpcId }) => {
          await gate.opened;
          settled.push(vpcId);
          return done;
        },
      },
    });
    await wake(vpc(1));
    await untilQueueHolds(queue, { active: 1 });
    const stopped = jobs.stop();
    await wake(vpc(2));
    gate.open();
    await stopped;
    expect(settled).toEqual([1]);
    const held = Object.values(await queue.countJobs()).reduce((sum, count) => sum + count, 0);
    expect(held).toBe(1);
  });

  test('a stop hands a hung job back within the limit, and the next worker runs it', async () => {
    const { queue, wake, jobs, log } = await setStage(open, {
      timing: { drain: 300 },
      processors: { 'advance-vpc': () => new Promise(() => undefined) },
    });
    await wake(vpc(1));
    await untilQueueHolds(queue, { active: 1 });
    const before = Date.now();
    await jobs.stop();
    expect(Date.now() - before).toBeLessThan(300 + 1_000 + 500);
    expect(log.lines).toMatchObject([{ level: 'warn', fields: { running: 1 } }]);
    const next = startJobs(queue, { processors: {}, log });
    await until(() => next.counts()['advance-vpc'].done === 1);
    await untilQueueHolds(queue, {});
  });

  test('a queue that is there is ready', async () => {
    const { queue } = await setStage(open, { processors: {} });
    expect(await queue.isReady()).toBe(true);
  });
};
