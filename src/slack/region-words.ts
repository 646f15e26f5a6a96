import { CLOUDS, findCloud } from '../domain/cloud.ts';
import { oneLine } from './plain-words.ts';

export const CLOUD_NAMES = { aws: 'AWS', google: 'Google Cloud', azure: 'Azure' } as const;

/**
 * A region as people read it. Managed Service puts the cloud into the word:
 * `timescale-google-europe-west1` -> `europe-west1 (Google Cloud)`; Tiger Cloud's `us-east-1` stays.
 */
export const nameRegion = (region: string): string => {
  const { cloud, region: own } = findCloud(region);
  return oneLine(cloud === null || own === region ? region : `${own} (${CLOUD_NAMES[cloud]})`);
};

/** Regions of one cloud; `null`: one that this product's VPCs cannot be peered in from here. */
export interface RegionGroup {
  readonly name: string;
  readonly regions: readonly string[];
}

/** The regions cloud by cloud, each in the order of the alphabet. A cloud that has none is not there. */
export const groupRegions = (regions: readonly string[]): readonly RegionGroup[] => {
  const sorted = [...new Set(regions)].sort();
  const of = (wanted: (typeof CLOUDS)[number] | null) =>
    sorted.filter((region) => findCloud(region).cloud === wanted);
  return [
    ...CLOUDS.map((cloud) => ({ name: CLOUD_NAMES[cloud], regions: of(cloud) })),
    { name: 'Other clouds', regions: of(null) },
  ].filter((group) => group.regions.length > 0);
};
