import { and, eq, isNotNull, sql } from 'drizzle-orm';
import { DEFAULT_TIMING } from '../src/domain/timing.ts';
import { notices } from '../src/store/schema.ts';
import { type Bot, startBot } from '../test/journeys/bot.ts';
import { addNetwork, askForVpc } from './asking.ts';

/** How long people wait for the word that a peering is active, counted from the provider's change. */
export interface NewsRow {
  readonly rung: string;
  /** Between two looks there, in ms. */
  readonly interval: number;
  readonly samples: number;
  /** Milliseconds of the bot's clock. */
  readonly median: number;
  readonly longest: number;
  /** The median in parts of the interval. */
  readonly ratio: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SAMPLES = 15;
const { lookFirst, lookHour, lookDay, lookLater } = DEFAULT_TIMING;

const RUNGS = [
  { rung: 'first 10 minutes', interval: lookFirst, age: MINUTE, pressed: false },
  { rung: 'first hour', interval: lookHour, age: 15 * MINUTE, pressed: false },
  { rung: 'first day', interval: lookDay, age: 2 * HOUR, pressed: false },
  { rung: 'later', interval: lookLater, age: 50 * HOUR, pressed: false },
  { rung: 'later, after a press', interval: lookFirst, age: 50 * HOUR, pressed: true },
] as const;

interface Waiting {
  readonly requestId: number;
  readonly vpcId: number;
  readonly peeringId: number;
  readonly peerVpcId: string;
}

const askForAll = async (bot: Bot): Promise<readonly Waiting[]> => {
  const { store, projects, wake } = bot.bot().deps;
  const project = projects.get('payments');
  if (project === undefined) throw new Error('there is no project to measure');
  const all: Waiting[] = [];
  for (let at = 0; at < SAMPLES; at += 1) {
    const peer = addNetwork(bot.sandbox.aws, at);
    const asked = await askForVpc(store, { project, at, peers: [peer], now: bot.clock.now() });
    await wake({ name: 'advance-vpc', payload: { vpcId: asked.vpcId } });
    const view = await store.findVpcView(asked.requestId);
    const peeringId = view?.peerings[0]?.id;
    if (peeringId === undefined) throw new Error('the peering was not recorded');
    all.push({ ...asked, peeringId, peerVpcId: peer.vpcId });
  }
  return all;
};

const press = async (bot: Bot, { peeringId, vpcId }: Waiting): Promise<void> => {
  const { store, wake } = bot.bot().deps;
  const origin = { kind: 'action', id: `bench ${peeringId}`, team: 'T0BENCH' } as const;
  await store.sayAccepted(peeringId, null, { actor: 'U0OMAR', now: bot.clock.now(), origin });
  await wake({ name: 'advance-vpc', payload: { vpcId } });
};

const accept = (bot: Bot, { peerVpcId }: Waiting): void => {
  const pcx = bot.sandbox.aws.peerings().find(({ accepter }) => accepter.vpcId === peerVpcId);
  if (pcx === undefined || bot.sandbox.aws.accept(pcx.id).kind !== 'done')
    throw new Error('nothing to accept');
};

/** When the word was said, in the bot's time; null: not yet. */
const findSaid = (bot: Bot, requestId: number): number | null => {
  const isActive = eq(sql`json_extract(${notices.body}, '$.kind')`, 'peering-active');
  const said = and(eq(notices.requestId, requestId), isActive, isNotNull(notices.saidAt));
  return bot.bot().database.db.select({ at: notices.saidAt }).from(notices).where(said).get()?.at ?? null;
};

const quantile = (values: readonly number[], part: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ??
  Number.NaN;

const measureRung = async ({ rung, interval, age, pressed }: (typeof RUNGS)[number]): Promise<NewsRow> => {
  const delays = { vpcReadyAfter: 0, peeringRequestedAfter: 0, peeringActiveAfter: 0 };
  const bot = await startBot({ project: { vpcQuota: 1_000 }, delays });
  try {
    bot.sandbox.tiger.state.setVpcLimit('rp1pz7uyae', 1_000);
    await bot.sweep();
    const all = await askForAll(bot);
    await bot.passFast(MINUTE);
    bot.clock.advance(age - MINUTE);
    await bot.passFast(2 * interval);
    const accepted = new Map<number, number>();
    // One by one, for a channel takes one message a second, and each at another moment between two looks.
    for (const [at, one] of all.entries()) {
      if (at > 0) await bot.passFast(interval + Math.round(interval / SAMPLES));
      accept(bot, one);
      if (pressed) await press(bot, one);
      accepted.set(one.requestId, bot.clock.now());
    }
    await bot.passFast(3 * interval);
    const waited = [...accepted].map(([requestId, from]) => (findSaid(bot, requestId) ?? Number.NaN) - from);
    const median = quantile(waited, 0.5);
    return {
      rung,
      interval,
      samples: SAMPLES,
      median,
      longest: quantile(waited, 1),
      ratio: median / interval,
    };
  } finally {
    await bot.stop();
  }
};

/** A hand-moved clock: what the machine does in between takes no time. */
export const run = async (): Promise<readonly NewsRow[]> => {
  const rows: NewsRow[] = [];
  for (const rung of RUNGS) rows.push(await measureRung(rung));
  return rows;
};
