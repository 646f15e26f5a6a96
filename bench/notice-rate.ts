import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { openDatabase } from '../src/store/open.ts';
import { writeManyRows } from './many-rows.ts';
import { median, type Part, perSecond, times } from './speed-row.ts';
import { onStage, projectNames } from './stage.ts';

const CHANNELS = ['C0VPC', 'C0PAYMENTS'];
const WINDOW = 6_000;
/** The first of a channel may come at once; the steady state begins behind them. */
const SETTLE = 8_000;

interface Counts {
  readonly methods: Readonly<Record<string, { readonly requests: number; readonly limited: number }>>;
}

/** Every request has its card to say, half of them in each channel, while Slack's limits are on. */
export const notices: Part = ({ rounds, tell }) =>
  onStage(async (stage) => {
    const { slack, control } = await stage.sandbox();
    const rows = Math.ceil((SETTLE + (rounds + 2) * WINDOW) / 1_000) * CHANNELS.length;
    const provider = await stage.provider(rows, 1);
    const database = stage.database('notices');
    const projects = projectNames(1);
    const now = Date.now();
    await writeManyRows(database, { rows, projects, channel: 'C0VPC', now, lookAt: now + 3_600_000 });
    const { db, close } = openDatabase(database);
    db.run(sql`update requests set channel = 'C0PAYMENTS' where id % 2 = 0`);
    db.run(
      sql`update notices set said_at = null, channel = null, ts = null, shown = null, shown_version = null`,
    );
    close();
    await fetch(`${control}/control/slack/limits`, { method: 'POST', body: JSON.stringify({ on: true }) });
    await stage.bot(stage.env({ slack, provider, projects, redisUrl: await stage.redis(), database }));
    const read = async (): Promise<{ readonly posts: number; readonly limited: number }> => {
      const { methods } = (await (await fetch(`${control}/control/slack/requests`)).json()) as Counts;
      const limited = Object.values(methods).reduce((sum, one) => sum + one.limited, 0);
      return { posts: methods['chat.postMessage']?.requests ?? 0, limited };
    };
    await pause(SETTLE);
    const rates: number[] = [];
    const before = await read();
    for (let round = 0; round < rounds; round += 1) {
      const { posts } = await read();
      const from = performance.now();
      await pause(WINDOW);
      rates.push((((await read()).posts - posts) * 1_000) / (performance.now() - from));
      tell(`window ${round + 1} of ${rounds}: ${rates.at(-1)?.toFixed(2)} a second`);
    }
    const limited = (await read()).limited - before.limited;
    const ratio = median(rates) / CHANNELS.length;
    return [
      {
        what: `notices in ${CHANNELS.length} channels, and 429s`,
        ours: `${perSecond(median(rates))}, ${limited} refused`,
        other: `Slack's limit ${perSecond(CHANNELS.length)}`,
        ratio: times(ratio),
        aim: '0.9x, none refused',
        holds: ratio >= 0.9 && limited === 0,
      },
    ];
  });
