import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { person } from '../sandbox/person.ts';
import { openDatabase } from '../src/store/open.ts';
import { ASKS, GESTURES, type Gesture } from './gestures.ts';
import { writeManyRows } from './many-rows.ts';
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
/** What a gesture set going has ended when the next one comes: an answer is waited for this long, then comes a rest, in ms. */
const ANSWER_MOST = 150;
const REST = 10;
/** An app that has not answered by then counts as this slow, in ms. */
const SLACKS_PATIENCE = 3_000;
const AIM = { p50: 1.3, p99: 2 };
const CHANNEL = 'C0VPC';

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

/** One gesture from its press to Slack's having the acknowledgement, in ms. */
const acknowledge = async (side: Side, gesture: Gesture, n: number, settleMs: number): Promise<number> => {
  const answer =
    gesture.kind === 'command'
      ? await side.command(CHANNEL, `/vpc ${gesture.line(n)}`.trim(), { settleMs })
      : await sendButton(side, gesture.name, gesture.value(n), settleMs);
  if (answer.ackedInMs !== null) return answer.ackedInMs;
  if (answer.problems.includes('operation_timeout')) return SLACKS_PATIENCE;
  throw new Error(`${gesture.name}: ${answer.problems.join(', ')}`);
};

/** A form that came of it is closed: people do not type over it. */
const closeForm = async (side: Side): Promise<void> => {
  if ((await side.view()) !== null) await side.close();
};

interface Samples {
  readonly ours: number[];
  readonly bare: number[];
}

/** One person at the bot's Slack, and one at that of the bare app. */
interface Sides {
  readonly ours: Side;
  readonly bare: Side;
}

/** Gestures go to the two in turn. */
const sample = async (sides: Sides, gesture: Gesture, many: number, from: number): Promise<Samples> => {
  const samples: Samples = { ours: [], bare: [] };
  for (let at = 0; at < many; at += 1) {
    const n = ASKS + 1 + ((from + at) % (ROWS - ASKS));
    samples.ours.push(await acknowledge(sides.ours, gesture, n, ANSWER_MOST));
    await pause(REST);
    await closeForm(sides.ours);
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
    env: { ...env, SLACK_API_URL: others.slack },
  });
  await bare.says('the word that it is ready', says('the bare app is ready'), START_MOST);
  return { ours: person(urls.control, 'U0ADA'), bare: person(others.control, 'U0ADA') };
};

type Rounds = readonly Samples[];

/** Ours to bare in each round, and the medians over the rounds. */
const compare = (rounds: Rounds, part: number) => ({
  ours: median(rounds.map(({ ours }) => quantile(ours, part))),
  bare: median(rounds.map(({ bare }) => quantile(bare, part))),
  ratio: median(rounds.map(({ ours, bare }) => quantile(ours, part) / quantile(bare, part))),
});

const toRow = (what: string, rounds: Rounds): SpeedRow => {
  const [p50, p99] = [compare(rounds, 0.5), compare(rounds, 0.99)];
  return {
    what: `ack of ${what}, p50 and p99`,
    ours: `${formatMs(p50.ours)}, ${formatMs(p99.ours)}`,
    other: `bare Bolt ${formatMs(p50.bare)}, ${formatMs(p99.bare)}`,
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

const poolRounds = (each: readonly Rounds[], kind: Gesture['kind'], rounds: number): Rounds => {
  const own = each.filter((_, at) => GESTURES[at]?.kind === kind);
  return Array.from({ length: rounds }, (_, round) => pool(own.flatMap((all) => all[round] ?? [])));
};

/**
 * How soon each command and each button is acknowledged in Socket Mode, by the bot on Redis and by
 * a Bolt app that only acknowledges: each a process of its own on a sandbox of its own, in turn.
 */
export const ack: Part = (options) =>
  onStage(async (stage) => {
    const sides = await prepare(stage, await stage.redis());
    const each = await measure(sides, 12, options);
    return [
      toRow('all commands', poolRounds(each, 'command', options.rounds)),
      toRow('all buttons', poolRounds(each, 'button', options.rounds)),
      ...GESTURES.map((gesture, at) => toRow(`\`${gesture.name}\``, each[at] ?? [])),
    ];
  });

/** The same on the embedded queue, whose engine runs in the bot's own process. */
export const ackEmbedded: Part = (options) =>
  onStage(async (stage) => {
    const sides = await prepare(stage, null);
    const each = await measure(sides, 5, options);
    return [
      toRow('all commands, embedded queue', poolRounds(each, 'command', options.rounds)),
      toRow('all buttons, embedded queue', poolRounds(each, 'button', options.rounds)),
    ];
  });
