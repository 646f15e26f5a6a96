import type { Deps } from '../src/deps.ts';
import type { Timing } from '../src/domain/timing.ts';
import { isPutOff, VpcbotError } from '../src/errors.ts';
import type { TimescaleProject } from '../src/timescale/api.ts';

type Needs = Pick<Deps, 'store' | 'timing' | 'now' | 'log'>;

interface PeeringReading {
  /** Requests that there is something to say of. */
  readonly speakOf: readonly number[];
  /** Epoch ms; null: those that were not read now are read with the next reading of the project. */
  readonly goOnAt: number | null;
}

/** How long to wait after a reading that failed, in ms. */
export const waitAfter = ({ lookHour, retryMost }: Timing, error: VpcbotError): number =>
  Math.max(error.retryable ? lookHour : retryMost, error.retryAfter ?? 0);

/** Where one call ended so, the next would as well. */
const STOPS: readonly string[] = [
  'TIMESCALE_PACED',
  'TIMESCALE_RATE_LIMITED',
  'TIMESCALE_UNREACHABLE',
  'TIMESCALE_UNAUTHORIZED',
];

/**
 * The peerings of VPCs that no look of their own reads, one call for each, those first that were read
 * longest ago: the pace may not allow for all of them at once.
 */
export const observePeerings = async (
  { store, timing, now, log }: Needs,
  project: string,
  api: TimescaleProject,
): Promise<PeeringReading> => {
  const speakOf: number[] = [];
  for (const { vpcId, seenAt, ...ref } of await store.findRestingVpcs(project)) {
    try {
      const listing = await api.listPeerings(ref);
      if (listing.kind === 'vpc-not-found') continue;
      const time = { now: now(), timing };
      speakOf.push(...(await store.recordPeeringListing(vpcId, listing.peerings, time, seenAt)));
    } catch (error) {
      if (!(error instanceof VpcbotError)) throw error;
      if (!isPutOff(error))
        log.warn({ err: error, project, vpcId }, 'the peerings of a VPC could not be read');
      if (!STOPS.includes(error.code)) continue;
      const isLate = seenAt === null || now() - seenAt >= timing.observeProjectEvery / 2;
      return { speakOf, goOnAt: isLate ? now() + waitAfter(timing, error) : null };
    }
  }
  return { speakOf, goOnAt: null };
};
