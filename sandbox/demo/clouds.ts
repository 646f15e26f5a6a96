import type { CloudFacts } from './news.ts';
import type { World } from './world.ts';

/** The clouds change by their own clock, so somebody has to look. Real ms. */
const LOOK_EVERY = 400;

const readClouds = async (control: string): Promise<CloudFacts> => {
  const read = async (path: string): Promise<unknown> =>
    (await fetch(`${control}/control/${path}`)).json() as unknown;
  const [tiger, managed, aws, google, azure, faults, clock] = await Promise.all([
    read('tiger/state'),
    read('managed/state'),
    read('aws/state'),
    read('google/state'),
    read('azure/state'),
    read('faults'),
    read('clock'),
  ]);
  return { tiger, managed, aws, google, azure, faults, clock: clock as CloudFacts['clock'] };
};

/** Tells of the clouds at once, and whenever they look different; returns how to stop. */
export const watchClouds = (world: World, tell: (clouds: CloudFacts) => void): (() => void) => {
  let before = '';
  const look = async (): Promise<void> => {
    const clouds = await readClouds(world.urls().control);
    const { clock, ...rest } = clouds;
    const now = JSON.stringify([rest, clock.scale]);
    if (now === before) return;
    before = now;
    tell(clouds);
  };
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY);
  void look().catch(() => {});
  return () => clearInterval(timer);
};
