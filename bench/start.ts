import { copyFileSync } from 'node:fs';
import { writeManyRows } from './many-rows.ts';
import { formatMs, median, type Part, times } from './speed-row.ts';
import { onStage, projectNames } from './stage.ts';

const ROWS = 100_000;
const PROJECTS = 100;
const AIM = 5_000;

/** From the start of the process until it is ready, with every one of many rows overdue, and with none there. */
export const start: Part = ({ rounds, tell }) =>
  onStage(async (stage) => {
    const { slack } = await stage.sandbox();
    const provider = await stage.provider(ROWS, PROJECTS);
    const projects = projectNames(PROJECTS);
    const many = stage.database('many');
    tell(`writing ${ROWS} rows`);
    await writeManyRows(many, { rows: ROWS, projects, channel: 'C0VPC', now: Date.now(), lookAt: 0 });
    const startOn = async (database: string): Promise<number> => {
      const env = stage.env({ slack, provider, projects, redisUrl: await stage.redis(), database });
      const { program, ms } = await stage.bot(env);
      await program.stop();
      return ms;
    };
    const measured: { readonly full: number; readonly empty: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      tell(`round ${round + 1} of ${rounds}`);
      const copy = stage.database(`copy-${round}`);
      copyFileSync(many.slice('file:'.length), copy.slice('file:'.length));
      const empty = await startOn(stage.database(`empty-${round}`));
      measured.push({ full: await startOn(copy), empty });
    }
    const full = median(measured.map((one) => one.full));
    return [
      {
        what: 'start to ready, 100,000 rows overdue',
        ours: formatMs(full),
        other: `empty store ${formatMs(median(measured.map(({ empty }) => empty)))}`,
        ratio: times(median(measured.map((one) => one.full / one.empty))),
        aim: `under ${formatMs(AIM)}`,
        holds: full < AIM,
      },
    ];
  });
