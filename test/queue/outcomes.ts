import { expect, test } from 'vitest';
import { VpcbotError } from '../../src/errors.ts';
import { done, inMs, type OpenQueue, setStage, until, untilQueueHolds, vpc } from './stage.ts';

const HOUR = 3_600_000;

export const testOutcomes = (open: OpenQueue): void => {
  test('looking again keeps the one job and uses up nothing', async () => {
    let looks = 0;
    const { queue, wake, jobs } = await setStage(open, {
      processors: {
        'advance-vpc': async () => {
          looks += 1;
          if (looks < 6) return inMs(20);
          return looks === 6 ? inMs(HOUR) : done;
        },
      },
    });
    await wake(vpc(1));
    await until(() => looks === 6);
    await untilQueueHolds(queue, { delayed: 1 });
    await wake(vpc(1));
    await untilQueueHolds(queue, {});
    expect(jobs.counts()['advance-vpc']).toEqual({ done: 1, again: 6, retried: 0, broken: 0 });
  });

  test.each([
    {
      because: 'what heals by itself is tried again soon',
      error: new VpcbotError('TIMESCALE_UNREACHABLE', { doing: 'listing vpcs' }),
      end: 'retried',
      after: 50,
      level: 'warn',
    },
    {
      because: 'another process writes, or the disk is full for a moment',
      error: Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
      end: 'retried',
      after: 50,
      level: 'warn',
    },
    {
      because: 'the other side named the pause',
      error: new VpcbotError('SLACK_RATE_LIMITED', { doing: 'posting', retryAfter: 300 }),
      end: 'retried',
      after: 300,
      level: 'warn',
    },
    {
      because: 'a key that is refused needs a person',
      error: new VpcbotError('TIMESCALE_UNAUTHORIZED', { doing: 'listing vpcs' }),
      end: 'broken',
      after: 500,
      level: 'error',
    },
    {
      because: 'a bug must not spin',
      error: new TypeError('undefined is not a function'),
      end: 'broken',
      after: 500,
      level: 'error',
    },
  ] as const)(
    'a job that fails is tried again after $after ms: $because',
    async ({ error, end, after, level }) => {
      const starts: number[] = [];
      const { queue, wake, jobs, log } = await setStage(open, {
        concurrency: 1,
        processors: {
          'advance-vpc': async ({ vpcId }) => {
            if (vpcId === 2) return done;
            starts.push(Date.now());
            if (starts.length === 1) throw error;
            return done;
          },
        },
      });
      await wake(vpc(1));
      await wake(vpc(2));
      await until(() => jobs.counts()['advance-vpc'].done >= 1);
      await until(() => starts.length === 2);
      await untilQueueHolds(queue, {});
      const [first = 0, second = 0] = starts;
      expect(second - first).toBeGreaterThanOrEqual(after);
      expect(jobs.counts()['advance-vpc']).toMatchObject({ done: 2, [end]: 1 });
      expect(log.lines).toMatchObject([{ level, fields: { err: error, job: 'advance-vpc-1' } }]);
    },
  );

  test('a job that fails again and again waits longer each time, and starts afresh once it went well', async () => {
    const starts: number[] = [];
    const { queue, wake } = await setStage(open, {
      processors: {
        'advance-vpc': async () => {
          starts.push(Date.now());
          if (starts.length === 4) return inMs(HOUR);
          if (starts.length === 6) return done;
          throw new VpcbotError('TIMESCALE_UNAVAILABLE', { doing: 'listing vpcs' });
        },
      },
    });
    await wake(vpc(1));
    await until(() => starts.length === 4);
    await untilQueueHolds(queue, { delayed: 1 });
    await wake(vpc(1));
    await until(() => starts.length === 6);
    const gap = (index: number) => (starts[index] ?? 0) - (starts[index - 1] ?? 0);
    expect(gap(1)).toBeGreaterThanOrEqual(50);
    expect(gap(2)).toBeGreaterThanOrEqual(100);
    expect(gap(3)).toBeGreaterThanOrEqual(200);
    expect(gap(5)).toBeLessThan(400);
  });
};
