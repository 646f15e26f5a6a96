import { playCreate } from './create-story.ts';
import { DRIFT_TIMING, playDrift } from './drift-story.ts';
import { EXPIRY_TIMING, playExpiry } from './expiry-story.ts';
import { MIGRATE_TIMING, playMigrate } from './migrate-story.ts';
import { CLOUDS, type Cloud } from './place.ts';
import { playQuota, QUOTA_SETTINGS } from './quota-story.ts';
import type { Settings } from './setting.ts';
import type { Stage } from './stage.ts';

export interface Story {
  /** In half a line. */
  readonly about: string;
  /** Where it can happen. */
  readonly clouds: readonly Cloud[];
  /** What the bot's configuration has beside the usual. */
  readonly settings?: Settings;
  /** Plays it, and returns what came true in a sentence. Throws StoryFailed with what it waited for in vain. */
  readonly play: (stage: Stage) => Promise<string>;
}

/** What `npm run tour -- --story <name>` can play. */
export const STORIES = {
  create: { about: 'a VPC and its first peering', clouds: CLOUDS, play: playCreate },
  migrate: {
    about: 'a service that moves into a VPC, and into another one',
    clouds: CLOUDS,
    settings: { timing: MIGRATE_TIMING },
    play: playMigrate,
  },
  quota: {
    about: 'a VPC over the quota: approved, refused by Timescale, made after all',
    clouds: CLOUDS,
    settings: QUOTA_SETTINGS,
    play: playQuota,
  },
  expiry: {
    about: 'a peering request that nobody accepts in time',
    // Nothing expires on Google Cloud and Azure.
    clouds: ['aws'],
    settings: { timing: EXPIRY_TIMING },
    play: playExpiry,
  },
  drift: {
    about: 'what others change at Timescale and in the cloud, told once',
    clouds: CLOUDS,
    settings: { timing: DRIFT_TIMING },
    play: playDrift,
  },
} as const satisfies Record<string, Story>;

export type StoryName = keyof typeof STORIES;

export const isStory = (name: string): name is StoryName => Object.hasOwn(STORIES, name);
