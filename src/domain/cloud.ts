export const CLOUDS = ['aws', 'google', 'azure'] as const;
export type Cloud = (typeof CLOUDS)[number];

export interface CloudPlace {
  /** Null: one whose networks cannot be peered with here. */
  readonly cloud: Cloud | null;
  /** The cloud's own word: `europe-west1` of `timescale-google-europe-west1`. */
  readonly region: string;
}

const NAMED = /(?:^|-)(aws|google|azure)-(.+)$/;
const AWS_SHAPE = /^[a-z]{2}(?:-[a-z]+)+-[0-9]+$/;

const isCloud = (word: string | undefined): word is Cloud => CLOUDS.some((cloud) => cloud === word);

/**
 * The cloud of a Timescale region. Managed Service names it in the word; Tiger Cloud has VPCs on AWS
 * alone and uses AWS's words.
 */
export const findCloud = (region: string): CloudPlace => {
  const [, cloud, rest] = NAMED.exec(region) ?? [];
  if (isCloud(cloud) && rest !== undefined) return { cloud, region: rest };
  return { cloud: AWS_SHAPE.test(region) ? 'aws' : null, region };
};

/** Tiger Cloud names no cloud in its regions; Managed Service does. */
export const isTigerRegion = (region: string): boolean => {
  const place = findCloud(region);
  return place.cloud === 'aws' && place.region === region;
};
