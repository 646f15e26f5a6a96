import * as apart from './apart.ts';
import * as hand from './news.ts';
import { formatMs, type Part, type SpeedRow, times } from './speed-row.ts';

/** From “active” at Timescale to the message, by a hand-moved clock: what the ladder of looks costs people. */
export const news: Part = async () => {
  const rows = await hand.run();
  return rows.map(
    ({ rung, interval, median, longest, ratio }): SpeedRow => ({
      what: `change to message, idle, ${rung}`,
      ours: `${formatMs(median)}, at most ${formatMs(longest)}`,
      other: `looks every ${formatMs(interval)}`,
      ratio: times(ratio),
      aim: '1x',
      holds: ratio <= 1,
    }),
  );
};

/** The same in real time on Redis, beside 20 VPCs of another project, whose provider is well, hangs or refuses. */
export const newsLoaded: Part = async () => {
  const rows = await apart.run();
  return rows.map(
    ({ neighbour, median, longest, ratio }): SpeedRow => ({
      what: `change to message, loaded: the other project's provider ${neighbour === 'well' ? 'is well' : neighbour}`,
      ours: `${formatMs(median)}, at most ${formatMs(longest)}`,
      other: `looks every ${formatMs(apart.LOOK_EVERY_MS)}`,
      ratio: `${times(median / apart.LOOK_EVERY_MS)}, ${times(ratio)} of a well one`,
      aim: '1x of the interval',
      holds: median <= apart.LOOK_EVERY_MS,
    }),
  );
};
