import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { person } from '../sandbox/person.ts';
import { openDatabase } from '../src/store/open.ts';
import { type Acks, ASKS, GESTURES, type Gesture } from './gestures.ts';
import { writeManyRows } from './many-rows.ts';
import { openQuiet, type Quiet } from './quiet.ts';
import {
  formatMs,
  median,
  type Part,
  type PartOptions,
  quantile,
  type SpeedRow,
  times,
} from './speed-row.ts';
import { onStage, projectNames, type Stage, says } from './stage.ts';

const ROWS = 400;
const START_MOST = 120_000;
/** For an answer to see, in ms; then the bot is left in peace until it is quiet. */
const ANSWER_MOST = 150;
/** Between two gestures at the bare app, in ms. */
const REST = 10;
/** An app that has not answered by then counts as this slow, in ms. */
const SLACKS_PATIENCE = 3_000;
const AIM = { p50: 1.3, p99: 2 };
const CHANNEL = 'C0VPC';
/** Where commands are typed: not the project's own channel, which cannot subscribe to it. */
const TYPED_IN = 'C0PAYMENTS';

type Side = ReturnType<typeof person>;

const sendButton = (side: Side, action: string, value: string, settleMs: number) => {
  const container = {
    type: 'message',
    channel_id: CHANNEL,
    message_ts: '1700000000.000001',
    is_ephemeral: false,
  };
  const actions = [
    { type: 'button', action_id: action, block_id: 'bench', value, action_ts: '1700000000.000002' },
  ];
  const message = { ts: container.message_ts, text: 'bench', blocks: [] };
  return side.pressRaw({ channel: { id: CHANNEL }, container, message, actions }, { settleMs });
};

const typeLine = (side: Side, line: string, settleMs: number) =>
  side.command(TYPED_IN, `/vpc ${line}`.trim(), { settleMs });

/** One gesture from its press to Slack's having the acknowledgement, in ms. */
const acknowledge = async (side: Side, gesture: Gesture, n: number, settleMs: number): Promise<number> => {
  const answer =
    gesture.kind === 'command'
      ? await typeLine(side, gesture.line(n), settleMs)
      : await sendButton(side, gesture.name, gesture.value(n), settleMs);
  if (answer.ackedInMs !== null) return answer.ackedInMs;
  if (answer.problems.includes('operation_timeout')) return SLACKS_PATIENCE;
  throw new Error(`${gesture.name}: ${answer.problems.join(', ')}`);
};

/** What the gesture set going has ended, and a form that came of it is closed: people do not type over it. */
const settle = async ({ ours, quiet }: Sides): Promise<void> => {
  await quiet.until();
  if ((await ours.view()) === null) return;
  await ours.close();
  await quiet.until();
};

interface Samples {
  readonly ours: number[];
  readonly bare: number[];
}

/** One person at the bot's Slack, and one at that of the bare app. */
interface Sides {
  readonly ours: Side;
  readonly bare: Side;
  /** Of the bot. */
  readonly quiet: Quiet;
}

/** What there is to record anew. */
const makeReady = async (sides: Sides, gesture: Gesture): Promise<void> => {
  if (gesture.kind !== 'command' || gesture.before === undefined) return;
  await typeLine(sides.ours, gesture.before, ANSWER_MOST);
  await sides.quiet.until();
};

/** Gestures go to the two in turn, each to a bot that has nothing else to do. */
const sample = async (sides: Sides, gesture: Gesture, many: number, from: number): Promise<Samples> => {
  const samples: Samples = { ours: [], bare: [] };
  for (let at = 0; at < many; at += 1) {
    const n = ASKS + 1 + ((from + at) % (ROWS - ASKS));
    await makeReady(sides, gesture);
    samples.ours.push(await acknowledge(sides.ours, gesture, n, ANSWER_MOST));
    await settle(sides);
    samples.bare.push(await acknowledge(sides.bare, gesture, n, 0));
    await pause(REST);
  }
  return samples;
};

const askApprovers = (url: string, now: number): void => {
  const { db, close } = openDatabase(url);
  db.run(sql`update requests set state = 'waiting-for-approval' where id <= ${ASKS}`);
  db.run(
    sql`update vpcs set state = 'requested', look_again_at = null, provider_id = null where id <= ${ASKS}`,
  );
  db.run(sql`insert into quota_increases (id, request_id, project, state, used, "limit", asked_at)
    select id, id, project, 'asked', 3, 3, ${now} from requests where id <= ${ASKS}`);
  close();
};

/** The bot on this queue and a bare app, each on a sandbox of its own. */
const prepare = async (stage: Stage, redisUrl: string | null): Promise<Sides> => {
  const urls = await stage.sandbox();
  const provider = await stage.provider(ROWS, 1);
  const database = stage.database('ack');
  const projects = projectNames(1);
  const now = Date.now();
  await writeManyRows(database, { rows: ROWS, projects, channel: CHANNEL, now, lookAt: now + 3_600_000 });
  askApprovers(database, now);
  const env = stage.env({ slack: urls.slack, provider, projects, redisUrl, database });
  await stage.bot(env);
  const others = await stage.sandbox();
  const bare = stage.start('the bare app', 'bench/bare-app.ts', {
    env: {
      ...env,
      SLACK_API_URL: others.slack,
      BARE_DATABASE: join(stage.folder, 'bare.db'),
      BARE_RECORDS: GESTURES.filter(({ acks }) => acks === 'once-recorded')
        .map(({ name }) => name)
        .join(),
    },
  });
  await bare.says('the word that it is ready', says('the bare app is ready'), START_MOST);
  const quiet = await openQuiet(urls.control);
  await quiet.until();
  return { ours: person(urls.control, 'U0ADA'), bare: person(others.control, 'U0ADA'), quiet };
};

type Rounds = readonly Samples[];

/** Of each round, and the medians over the rounds. */
const compareMedians = (rounds: Rounds) => ({
  ours: median(rounds.map(({ ours }) => median(ours))),
  bare: median(rounds.map(({ bare }) => median(bare))),
  ratio: median(rounds.map(({ ours, bare }) => median(ours) / median(bare))),
});

/** Over the samples of all rounds: one round has too few of what is rare. */
const compareRare = (rounds: Rounds) => {
  const { ours, bare } = pool(rounds);
  const [p99, other] = [quantile(ours, 0.99), quantile(bare, 0.99)];
  return { ours: p99, bare: other, ratio: p99 / other };
};

const toRow = (what: string, acks: Acks, rounds: Rounds): SpeedRow => {
  const [p50, p99] = [compareMedians(rounds), compareRare(rounds)];
  const peer = acks === 'first' ? 'bare Bolt' : 'bare Bolt with one transaction';
  return {
    what: `ack of ${what}, p50 and p99`,
    ours: `${formatMs(p50.ours)}, ${formatMs(p99.ours)}`,
    other: `${peer} ${formatMs(p50.bare)}, ${formatMs(p99.bare)}`,
    ratio: `${times(p50.ratio)}, ${times(p99.ratio)}`,
    aim: `${AIM.p50}x, ${AIM.p99}x`,
    holds: p50.ratio <= AIM.p50 && p99.ratio <= AIM.p99,
  };
};

const pool = (all: readonly Samples[]): Samples => ({
  ours: all.flatMap(({ ours }) => ours),
  bare: all.flatMap(({ bare }) => bare),
});

/** Rounds over all gestures; `each[gesture][round]`. */
const measure = async (sides: Sides, many: number, { rounds, tell }: PartOptions) => {
  const each = GESTURES.map((): Samples[] => []);
  tell('warming up');
  for (const gesture of GESTURES) await sample(sides, gesture, 2, 0);
  for (let round = 0; round < rounds; round += 1) {
    tell(`round ${round + 1} of ${rounds}: ${GESTURES.length} gestures, ${many} times each`);
    for (const [at, gesture] of GESTURES.entries())
      each[at]?.push(await sample(sides, gesture, many, (round * GESTURES.length + at) * many));
  }
  return each;
};

const POOLS = [
  { what: 'all commands that only read or open a form', kind: 'command', acks: 'first' },
  { what: 'all commands that record', kind: 'command', acks: 'once-recorded' },
  { what: 'all buttons that only show or open a form', kind: 'button', acks: 'first' },
  { what: 'all buttons that record', kind: 'button', acks: 'once-recorded' },
] as const;

/** The gestures of a kind together, round by round. */
const toPools = (each: readonly Rounds[], rounds: number, where: string): readonly SpeedRow[] =>
  POOLS.map(({ what, kind, acks }) => {
    const own = each.filter((_, at) => GESTURES[at]?.kind === kind && GESTURES[at]?.acks === acks);
    const pooled = Array.from({ length: rounds }, (_, round) => pool(own.flatMap((all) => all[round] ?? [])));
    return toRow(`${what}${where}`, acks, pooled);
  });

const run = async (stage: Stage, redisUrl: string | null, many: number, options: PartOptions) => {
  const sides = await prepare(stage, redisUrl);
  try {
    return await measure(sides, many, options);
  } finally {
    sides.quiet.leave();
  }
};

/**
 * How soon each command and each button is acknowledged in Socket Mode, by the bot on Redis and by
 * a Bolt app that does as little as it can: each a process of its own on a sandbox of its own, in turn.
 */
export const ack: Part = (options) =>
  onStage(async (stage) => {
    const each = await run(stage, await stage.redis(), 5, options);
    return [
      ...toPools(each, options.rounds, ''),
      ...GESTURES.map(({ name, acks }, at) => toRow(`\`${name}\``, acks, each[at] ?? [])),
    ];
  });

/** The same on the embedded queue, whose engine runs in the bot's own process. */
export const ackEmbedded: Part = (options) =>
  onStage(async (stage) => toPools(await run(stage, null, 3, options), options.rounds, ', embedded queue'));
