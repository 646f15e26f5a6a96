import { Gauge, type Registry } from 'prom-client';
import type { LastAnswer } from './last-answers.ts';

/** What the store counts when it is asked. Ages in milliseconds; null: there is none. */
export interface Figures {
  readonly notices: { readonly waiting: number; readonly oldest: number | null };
  readonly pending: { readonly oldest: number | null; readonly byAge: Readonly<Record<string, number>> };
  /** How late the latest is, by kind of work. */
  readonly overdue: Readonly<Record<string, number>>;
  readonly requests: Readonly<Record<string, number>>;
  /** Claims that nobody gave back in time. */
  readonly expiredClaims: Readonly<Record<string, number>>;
}

export interface GaugeFacts {
  readonly readFigures: () => Promise<Figures>;
  readonly countJobs: () => Promise<Readonly<Record<string, number>>>;
  readonly isQueueReady: () => Promise<boolean>;
  readonly isSlackConnected: () => boolean;
  readonly readTimescale: () => Promise<Readonly<Record<string, LastAnswer>>>;
}

type Values = readonly (readonly [labels: Record<string, string>, value: number])[];

/** Many Prometheus servers may ask, and none needs to know better than this: ms. */
const KEPT_FOR = 2_000;

/** One asking serves all gauges of a scrape. Null: the other side does not answer. */
const keepFor = <T>(ask: () => Promise<T>): (() => Promise<T | null>) => {
  let asked: { readonly at: number; readonly answer: Promise<T | null> } | null = null;
  return () => {
    const at = performance.now();
    if (asked === null || at - asked.at > KEPT_FOR) asked = { at, answer: ask().catch(() => null) };
    return asked.answer;
  };
};

const byLabel = (label: string, counts: Readonly<Record<string, number>> | undefined): Values =>
  Object.entries(counts ?? {}).map(([name, count]) => [{ [label]: name }, count]);

const seconds = (ms: number | null | undefined): Values => [[{}, Math.max(0, (ms ?? 0) / 1_000)]];

const listStoreGauges = (figures: () => Promise<Figures | null>) => {
  const of = (read: (figures: Figures) => Values) => async () => {
    const found = await figures();
    return found === null ? [] : read(found);
  };
  return {
    vpcbot_store_up: ['1: the database answers', async () => [[{}, (await figures()) === null ? 0 : 1]]],
    vpcbot_notices_waiting: ['Notices that are not said yet', of(({ notices }) => [[{}, notices.waiting]])],
    vpcbot_notices_oldest_seconds: [
      'Age of the oldest notice that is not said yet; 0: none waits',
      of(({ notices }) => seconds(notices.oldest)),
    ],
    vpcbot_peerings_pending: [
      'Peerings that wait for the other side, by how long',
      of(({ pending }) => byLabel('age', pending.byAge)),
    ],
    vpcbot_peerings_pending_oldest_seconds: [
      'How long the oldest peering waits for the other side; 0: none does',
      of(({ pending }) => seconds(pending.oldest)),
    ],
    vpcbot_overdue_seconds: [
      'How late the latest work is, by kind',
      of(({ overdue }) => Object.entries(overdue).map(([work, ms]) => [{ work }, Math.max(0, ms / 1_000)])),
    ],
    vpcbot_requests: ['Requests by state', of(({ requests }) => byLabel('state', requests))],
    vpcbot_claims_expired: [
      'Claims past their lease, that nobody has taken over',
      of(({ expiredClaims }) => byLabel('of', expiredClaims)),
    ],
  } satisfies Record<string, readonly [help: string, read: () => Promise<Values>]>;
};

/** What is asked for when somebody asks: nothing of it is counted in between. */
export const registerGauges = (registry: Registry, facts: GaugeFacts): void => {
  const register = (name: string, help: string, labelNames: string[], read: () => Promise<Values>): void => {
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        const values = await read();
        this.reset();
        for (const [labels, value] of values) this.set(labels, value);
      },
    });
  };
  const labels: Readonly<Record<string, string[]>> = {
    vpcbot_peerings_pending: ['age'],
    vpcbot_overdue_seconds: ['work'],
    vpcbot_requests: ['state'],
    vpcbot_claims_expired: ['of'],
  };
  for (const [name, [help, read]] of Object.entries(listStoreGauges(keepFor(facts.readFigures)))) {
    register(name, help, labels[name] ?? [], read);
  }
  register('vpcbot_queue_up', '1: the queue answers', [], async () => [
    [{}, (await facts.isQueueReady()) ? 1 : 0],
  ]);
  register('vpcbot_queue_jobs', 'Jobs in the queue by state', ['state'], async () => {
    const isReady = await facts.isQueueReady();
    return isReady ? byLabel('state', await facts.countJobs().catch(() => ({}))) : [];
  });
  register('vpcbot_slack_connected', '1: the way from Slack is open', [], async () => [
    [{}, facts.isSlackConnected() ? 1 : 0],
  ]);
  register(
    'vpcbot_timescale_answer_age_seconds',
    'How long ago Timescale last gave a good answer, by project',
    ['project'],
    async () =>
      Object.entries(await facts.readTimescale().catch(() => ({}))).flatMap(
        ([project, { answeredSecondsAgo: age }]): Values => (age === null ? [] : [[{ project }, age]]),
      ),
  );
};
