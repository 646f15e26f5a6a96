const HOUR = 60 * 60_000;

/** What nobody may exceed, whoever they are. */
export interface Limits {
  /** VPCs and peerings that one person may ask for within an hour. */
  readonly creationsPerHour: number;
}

export const DEFAULT_LIMITS: Limits = { creationsPerHour: 20 };

/** Somebody asked for as much as one person may within an hour; `from`: when the next is possible, epoch ms. */
export interface TooMany {
  readonly kind: 'too-many';
  readonly most: number;
  readonly from: number;
}

/** What was asked for before that is forgotten. */
export const countedSince = (now: number): number => now - HOUR;

/**
 * Whether one person may ask for one more VPC or peering; null: they may. `askedAt`: when they did, over all
 * projects. It holds for admins, too: what is taken over is somebody's account, and theirs can do most.
 */
export const judgeCreations = (askedAt: readonly number[], most: number, now: number): TooMany | null => {
  const recent = askedAt.filter((at) => at > countedSince(now)).sort((a, b) => a - b);
  const oldest = recent.at(-most);
  return oldest === undefined ? null : { kind: 'too-many', most, from: oldest + HOUR };
};
