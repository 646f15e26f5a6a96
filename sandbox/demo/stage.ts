import { scaledClock } from '../clock.ts';
import { startSandbox } from '../start.ts';
import { steerableClock } from '../steerable-clock.ts';
import type { Pace } from './paces.ts';
import { openFolder } from './setting.ts';
import { workspaceHere } from './workspace.ts';

/** A sandbox in which nothing has happened yet, and a folder for the bot's files: what each reset makes anew. */
export const openStage = async ({ scale }: Pace) => {
  const clock = steerableClock(scale);
  const sandbox = await startSandbox({ clock, slackClock: scaledClock(1), workspace: workspaceHere });
  return { sandbox, clock, folder: openFolder() };
};

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The folder first: it goes at once. */
export const closeStage = async ({ sandbox, folder }: Stage): Promise<void> => {
  folder.remove();
  await sandbox.stop();
};
