import { playCreate } from './create-story.ts';
import { EXPIRY_TIMING, playExpiry } from './expiry-story.ts';
import { playMigrate } from './migrate-story.ts';
import { playQuota, QUOTA_SETTINGS } from './quota-story.ts';
import type { Story } from './stage.ts';

/** What `npm run tour -- --story <name>` can play. */
export const STORIES = {
  create: { play: playCreate },
  // The VPCs of this story are not the bot's own: it is to notice them soon.
  migrate: { play: playMigrate, settings: { timing: { observeProjectEvery: '1s' } } },
  quota: { play: playQuota, settings: QUOTA_SETTINGS },
  expiry: { play: playExpiry, settings: { timing: EXPIRY_TIMING } },
} as const satisfies Record<string, Story>;

const isStory = (name: string): name is keyof typeof STORIES => Object.hasOwn(STORIES, name);

/** Reads the command line; null: it names no story. */
export const readStory = (args: readonly string[]): Story | null => {
  const at = args.indexOf('--story');
  const name = at === -1 ? 'create' : (args[at + 1] ?? '');
  return isStory(name) ? STORIES[name] : null;
};
