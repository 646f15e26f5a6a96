import { playCreate } from './create-story.ts';
import { DRIFT_TIMING, playDrift } from './drift-story.ts';
import { EXPIRY_TIMING, playExpiry } from './expiry-story.ts';
import { playMigrate } from './migrate-story.ts';
import { CLOUDS, type Cloud, PRODUCTS, type Product } from './place.ts';
import { playQuota, QUOTA_SETTINGS } from './quota-story.ts';
import type { Settings } from './setting.ts';
import type { Stage } from './stage.ts';

export interface Story {
  /** In half a line. */
  readonly about: string;
  readonly products: readonly Product[];
  readonly clouds: readonly Cloud[];
  /** What the bot's configuration has beside the usual. */
  readonly settings?: Settings;
  /** Plays it, and returns what came true in a sentence. Throws StoryFailed with what it waited for in vain. */
  readonly play: (stage: Stage) => Promise<string>;
}

const EVERYWHERE = { products: PRODUCTS, clouds: CLOUDS } as const;

/** What `npm run tour -- --story <name>` can play. */
export const STORIES = {
  create: { about: 'a VPC and its first peering', ...EVERYWHERE, play: playCreate },
  migrate: {
    about: 'a service that moves into a VPC, and into another one',
    products: ['tiger'],
    clouds: ['aws'],
    // The VPCs of this story are not the bot's own: it is to notice them soon.
    settings: { timing: { observeProjectEvery: '1s' } },
    play: playMigrate,
  },
  quota: {
    about: 'a VPC over the quota: approved, refused by Timescale, made after all',
    ...EVERYWHERE,
    settings: QUOTA_SETTINGS,
    play: playQuota,
  },
  expiry: {
    about: 'a peering request that nobody accepts in time',
    products: PRODUCTS,
    // Nothing expires on Google Cloud and Azure.
    clouds: ['aws'],
    settings: { timing: EXPIRY_TIMING },
    play: playExpiry,
  },
  drift: {
    about: 'what others change at Timescale and in the cloud, told once',
    ...EVERYWHERE,
    settings: { timing: DRIFT_TIMING },
    play: playDrift,
  },
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof STORIES;

export const isStory = (name: string): name is StoryName => Object.hasOwn(STORIES, name);
