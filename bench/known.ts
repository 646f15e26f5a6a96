import * as addressPlan from './address-plan.ts';
import * as looks from './looks.ts';
import { formatMs, type Part, type SpeedRow, slopeOf, times } from './speed-row.ts';

/** Calls to Timescale for a look, against a loop that reads each peering by itself. */
export const calls: Part = async () => {
  const { vpcs, peerings, looks: each, ours, onePerPeering, ratio } = await looks.run();
  return [
    {
      what: `calls for a look at a VPC with ${peerings} pending peerings`,
      ours: String(ours / (vpcs * each)),
      other: `one GET per peering ${onePerPeering / (vpcs * each)}`,
      ratio: `${times(ratio)} fewer`,
      aim: 'one call',
      holds: ours === vpcs * each,
    },
  ];
};

const ASKED = ['next free /24', 'overlap report of a /20'];

/** The slowest and the fastest of the other sides at the largest size each was asked at. */
export const address: Part = async ({ rounds }) => {
  const rows = addressPlan.run(rounds);
  const acts = [...new Set(rows.map(({ act }) => act))];
  return acts.map((act): SpeedRow => {
    const own = rows.filter((row) => row.act === act && row.side === 'here');
    const costs = own.flatMap(({ taken, ms }) => (ms === null ? [] : [{ size: taken, cost: ms }]));
    const largest = own.at(-1)?.taken ?? 0;
    const others = rows.filter((row) => row.act === act && row.side !== 'here' && row.taken === largest);
    const loop = others.find(({ side }) => side.startsWith('ip-cidr'));
    const slope = slopeOf(costs);
    const isHeld = ASKED.includes(act);
    const holds = slope <= 1.1 && (!isHeld || (loop?.ratio ?? Number.POSITIVE_INFINITY) >= 100);
    return {
      what: `address plan: ${act}, ${costs.map(({ size }) => size.toLocaleString('en-US')).join(', ')} taken`,
      ours: costs.map(({ cost }) => formatMs(cost)).join(', '),
      other: `loop over ip-cidr ${loop?.ms == null ? 'too long' : formatMs(loop.ms)}`,
      ratio: `${loop?.ratio == null ? '' : `${times(loop.ratio)} faster, `}slope ${slope.toFixed(2)}`,
      aim: `${isHeld ? '100x faster, ' : ''}slope at most 1.1`,
      holds,
    };
  });
};
