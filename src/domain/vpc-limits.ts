import { type Cloud, findCloud, isTigerRegion } from './cloud.ts';

export interface PeeringLimit {
  readonly most: number;
  /** Who sets it: Timescale for Tiger Cloud, else the cloud, as long as nobody had it raised. */
  readonly by: 'timescale' | Cloud;
}

/**
 * How many networks a VPC in this region is peered with at most. Tiger docs, "VPC peering": 50. AWS:
 * 50 active peerings for each VPC. Google Cloud: 25 for each network. Azure: not known; null.
 */
export const findPeeringLimit = (region: string): PeeringLimit | null => {
  if (isTigerRegion(region)) return { most: 50, by: 'timescale' };
  const { cloud } = findCloud(region);
  if (cloud === 'aws') return { most: 50, by: cloud };
  return cloud === 'google' ? { most: 25, by: cloud } : null;
};

/** How many endpoints its services share there (Tiger docs, "VPC peering"). Null: they need none, or nobody knows. */
export const findEndpointLimit = (region: string): number | null => (isTigerRegion(region) ? 50 : null);

/** From so many on a limit is worth saying. */
export const isNear = (used: number, most: number): boolean => used >= most - 5;
