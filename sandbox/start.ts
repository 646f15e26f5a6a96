import { type Aws, type AwsAccount, createAws } from './aws/clouds.ts';
import { sharedControl } from './control.ts';
import { createFaults, type Faults } from './faults.ts';
import { type SteerableClock, steerableClock } from './steerable-clock.ts';
import type { Delays, ProjectSeed } from './tiger/demo-projects.ts';
import { createTiger, type Tiger } from './tiger/tiger.ts';

export interface SandboxOptions<C extends SteerableClock> {
  /** Default one that runs with the wall clock. */
  readonly clock?: C;
  readonly faults?: Faults;
  readonly projects?: readonly ProjectSeed[];
  readonly accounts?: readonly AwsAccount[];
  readonly delays?: Partial<Delays>;
  /** Default any free one. */
  readonly tigerPort?: number;
}

export interface Sandbox<C extends SteerableClock> {
  readonly tiger: Tiger;
  readonly aws: Aws;
  readonly clock: C;
  readonly faults: Faults;
  readonly urls: {
    /** A project's `apiUrl`. */
    readonly tiger: string;
    /** Where `/control/…` stands. */
    readonly control: string;
  };
  readonly stop: () => Promise<void>;
}

/** The outside world in one process. */
export async function startSandbox(
  options?: SandboxOptions<SteerableClock>,
): Promise<Sandbox<SteerableClock>>;
export async function startSandbox<C extends SteerableClock>(
  options: SandboxOptions<C> & { readonly clock: C },
): Promise<Sandbox<C>>;
export async function startSandbox(
  options: SandboxOptions<SteerableClock> = {},
): Promise<Sandbox<SteerableClock>> {
  const {
    clock = steerableClock(1),
    faults = createFaults(),
    projects,
    accounts,
    delays,
    tigerPort,
  } = options;
  const aws = createAws({ clock, ...(accounts === undefined ? {} : { accounts }) });
  const tiger = await createTiger({
    clock,
    faults,
    aws,
    more: [sharedControl(faults, clock)],
    ...(projects === undefined ? {} : { projects }),
    ...(delays === undefined ? {} : { delays }),
    ...(tigerPort === undefined ? {} : { port: tigerPort }),
  });
  return {
    tiger,
    aws,
    clock,
    faults,
    urls: { tiger: tiger.apiUrl, control: tiger.url },
    stop: tiger.stop,
  };
}
