import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Slack waits three seconds for an acknowledgement. */
const ACKNOWLEDGED = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const TAKEN = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

const SECOND = 1_000;

/** Of words that others choose: so many at most, and the rest under one name. */
const WORDS_MOST = 60;

const createBound = () => {
  const known = new Set<string>();
  return (word: string): string => {
    if (!known.has(word) && known.size >= WORDS_MOST) return 'other';
    known.add(word);
    return word;
  };
};

const createCounters = (registers: Registry[]) => {
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: Label[],
    buckets = TAKEN,
  ) => new Histogram({ name, help, labelNames, buckets, registers });
  const call = ['product', 'project', 'operation', 'code'];
  return {
    commands: counter('vpcbot_commands_total', 'Commands by verb', ['verb']),
    gestures: counter('vpcbot_gestures_total', 'What people did in Slack, by kind', ['kind']),
    unanswered: counter('vpcbot_gestures_unanswered_total', 'Gestures that Slack got no answer to', ['kind']),
    acknowledged: histogram(
      'vpcbot_acknowledgement_seconds',
      'From a gesture to the answer that Slack waits for',
      ['kind'],
      ACKNOWLEDGED,
    ),
    runs: counter('vpcbot_job_runs_total', 'Runs of jobs, by job and how they ended', ['job', 'end']),
    ran: histogram('vpcbot_job_seconds', 'How long a run of a job takes', ['job']),
    timescale: counter('vpcbot_timescale_calls_total', 'Calls to Timescale and how they ended', call),
    timescaleTook: histogram('vpcbot_timescale_call_seconds', 'How long a call to Timescale takes', [
      'product',
      'operation',
    ]),
    paced: counter('vpcbot_timescale_put_off_total', 'Calls that our own pace put off', ['project']),
    clouds: counter('vpcbot_cloud_calls_total', 'Calls to the clouds of the other side', [
      'cloud',
      'operation',
      'code',
    ]),
    cloudTook: histogram('vpcbot_cloud_call_seconds', 'How long a call to a cloud takes', [
      'cloud',
      'operation',
    ]),
    slack: counter('vpcbot_slack_calls_total', 'Calls of Slack’s Web API and how they ended', [
      'method',
      'error',
    ]),
    slackTook: histogram('vpcbot_slack_call_seconds', 'How long a call of Slack’s Web API takes', ['method']),
  };
};

interface Called {
  readonly operation: string;
  readonly code: string;
  readonly ms: number;
}

/** What is counted as it happens. No label holds an id or anybody's name. */
export const createMetrics = (build: { readonly version: string; readonly node: string }) => {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counted = createCounters(registers);
  const boundError = createBound();
  const boundMethod = createBound();
  new Gauge({
    name: 'vpcbot_build_info',
    help: 'Always 1; which vpcbot this is',
    labelNames: ['version', 'node'],
    registers,
  }).set({ ...build }, 1);
  return {
    registry,
    gesture: (kind: string, verb: string | null): void => {
      counted.gestures.inc({ kind });
      if (verb !== null) counted.commands.inc({ verb });
    },
    acknowledged: (kind: string, ms: number): void => counted.acknowledged.observe({ kind }, ms / SECOND),
    unanswered: (kind: string): void => counted.unanswered.inc({ kind }),
    ran: (job: string, end: string, ms: number): void => {
      counted.runs.inc({ job, end });
      counted.ran.observe({ job }, ms / SECOND);
    },
    timescale: (place: { readonly product: string; readonly project: string }, called: Called): void => {
      const { operation, code, ms } = called;
      if (code === 'TIMESCALE_PACED') {
        counted.paced.inc({ project: place.project });
        return;
      }
      counted.timescale.inc({ ...place, operation, code });
      counted.timescaleTook.observe({ product: place.product, operation }, ms / SECOND);
    },
    cloud: (cloud: string, { operation, code, ms }: Called): void => {
      counted.clouds.inc({ cloud, operation, code });
      counted.cloudTook.observe({ cloud, operation }, ms / SECOND);
    },
    slack: ({
      method,
      error,
      ms,
    }: {
      readonly method: string;
      readonly error: string;
      readonly ms: number;
    }): void => {
      const bound = boundMethod(method);
      counted.slack.inc({ method: bound, error: boundError(error) });
      counted.slackTook.observe({ method: bound }, ms / SECOND);
    },
  };
};
