import { setTimeout as pause } from 'node:timers/promises';
import type { Person } from '../person.ts';
import type { Program } from '../program.ts';
import type { SeenMessage, SeenView } from '../slack/seen.ts';
import { type WatchedChannel, watchChannel } from './channel.ts';
import type { Screen } from './screen.ts';
import { StoryFailed } from './story-failed.ts';
import type { World } from './world.ts';

export const CHANNEL = 'C0VPC';

/** How long one turn of a story may take before it counts as not come true, in ms. */
const PATIENCE = 20_000;
const GLANCE = 100;

export interface Stage extends World {
  readonly controlUrl: string;
  readonly bot: Program;
  readonly screen: Screen;
}

export type Wait = <T>(
  what: string,
  find: (messages: readonly SeenMessage[]) => T | null | undefined | Promise<T | null | undefined>,
) => Promise<T>;

/** Looks again and again until there is something to see; what the channel says meanwhile is printed. */
const createWait =
  ({ bot }: Stage, channel: WatchedChannel): Wait =>
  async (what, find) => {
    const until = performance.now() + PATIENCE;
    while (performance.now() < until) {
      const found = await find(await channel.look());
      if (found !== null && found !== undefined) return found;
      if (bot.hasEnded()) throw new StoryFailed(`${what}, but the bot ended`);
      await pause(GLANCE);
    }
    throw new StoryFailed(`${what}, for ${PATIENCE / 1_000} s`);
  };

/** Watches the channel over somebody's shoulder. */
export const watch = (stage: Stage, reader: Person): Wait =>
  createWait(stage, watchChannel(reader, CHANNEL, stage.screen));

/** What a person has before them above the channel, once it is as it should be. */
export const waitForView = async (
  who: Person,
  what: string,
  isReady: (view: SeenView) => boolean,
): Promise<SeenView> => {
  const until = performance.now() + PATIENCE;
  while (performance.now() < until) {
    const view = await who.view();
    if (view !== null && isReady(view)) return view;
    await pause(GLANCE);
  }
  throw new StoryFailed(what);
};

/** The form that a person has before them, once it can be sent. */
export const waitForForm = (who: Person, what: string): Promise<SeenView> =>
  waitForView(who, what, ({ submit }) => submit !== null);
