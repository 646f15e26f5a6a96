import type { CloudFacts } from './news.ts';
import type { World } from './world.ts';

/** The clouds change by their own clock, so somebody has to look. Real ms. */
const LOOK_EVERY = 400;
/** How far the clouds' clock may be from where it should be before it counts as moved, in real ms. */
const CLOCK_SLACK = 2_000;

type Clock = CloudFacts['clock'];

/** Where the control API shows each. */
const PATHS = {
  tiger: 'tiger/state',
  managed: 'managed/state',
  aws: 'aws/state',
  google: 'google/state',
  compute: 'google/compute',
  azure: 'azure/state',
  faults: 'faults',
  slack: 'slack/state',
  clock: 'clock',
} as const satisfies Record<keyof CloudFacts, string>;

const readClouds = async (control: string): Promise<CloudFacts> => {
  const read = async <Name extends keyof CloudFacts>(name: Name): Promise<CloudFacts[Name]> =>
    (await (await fetch(`${control}/control/${PATHS[name]}`)).json()) as CloudFacts[Name];
  const [tiger, managed, aws, google, compute, azure, faults, { isLimited }, { now, scale }] =
    await Promise.all([
      read('tiger'),
      read('managed'),
      read('aws'),
      read('google'),
      read('compute'),
      read('azure'),
      read('faults'),
      read('slack'),
      read('clock'),
    ]);
  const clock = { now, scale, readAt: Date.now() };
  return { tiger, managed, aws, google, compute, azure, faults, slack: { isLimited }, clock };
};

/** Whether somebody moved it or changed its speed: whoever knows the one cannot work out the other. */
const isMoved = (before: Clock, { now, scale, readAt }: Clock): boolean =>
  scale !== before.scale ||
  Math.abs(now - before.now - (readAt - before.readAt) * scale) > CLOCK_SLACK * Math.max(1, scale);

/** Tells of the clouds at once, and whenever they look different; returns how to stop. */
export const watchClouds = (world: Pick<World, 'urls'>, tell: (clouds: CloudFacts) => void): (() => void) => {
  let before = '';
  let clockBefore: Clock | null = null;
  const look = async (): Promise<void> => {
    const clouds = await readClouds(world.urls().control);
    const { clock, ...rest } = clouds;
    const now = JSON.stringify(rest);
    if (now === before && clockBefore !== null && !isMoved(clockBefore, clock)) return;
    before = now;
    clockBefore = clock;
    tell(clouds);
  };
  const timer = setInterval(() => void look().catch(() => {}), LOOK_EVERY);
  void look().catch(() => {});
  return () => clearInterval(timer);
};
