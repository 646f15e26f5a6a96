import type { Clouds } from './clouds/api.ts';
import type { Networks } from './clouds/networks.ts';
import type { Resolver } from './dns/resolver.ts';
import type { Limits } from './domain/creation-cap.ts';
import type { Project } from './domain/project.ts';
import type { Timing } from './domain/timing.ts';
import type { Wake } from './queue/jobs.ts';
import type { Directory } from './slack/directory.ts';
import type { Files } from './slack/files.ts';
import type { HomeTab } from './slack/home-tab.ts';
import type { Inspection } from './slack/inspection.ts';
import type { Permalink } from './slack/permalink.ts';
import type { Thread } from './slack/thread.ts';
import type { Store } from './store/store.ts';
import type { TimescaleProject } from './timescale/api.ts';

export interface Log {
  info(object: object, message: string): void;
  warn(object: object, message: string): void;
  error(object: object, message: string): void;
}

/** What a handler or a job may be handed. Each takes the part it needs. */
export interface Deps {
  readonly store: Store;
  /** Never rejects: where the queue is down it logs, and `sweep` finds what the store says is due. */
  readonly wake: Wake;
  /** Whether a job can be woken now. Never rejects. */
  readonly isQueueReady: () => Promise<boolean>;
  readonly thread: Thread;
  readonly permalink: Permalink;
  readonly files: Files;
  readonly homeTab: HomeTab;
  readonly inspection: Inspection;
  readonly directory: Directory;
  /** By the word people type. */
  readonly projects: ReadonlyMap<string, Project>;
  /** The provider's side of a configured project. */
  readonly timescale: (project: string) => TimescaleProject;
  /** The customer's side, as far as the configuration lets the bot see it. */
  readonly clouds: Clouds;
  /** What people who wait are shown of it. Never rejects. */
  readonly networks: Networks;
  /** Looks up host names, bounded by `timing.dnsCall`. */
  readonly resolver: Resolver;
  readonly limits: Limits;
  readonly timing: Timing;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** From 0 to 1. */
  readonly random: () => number;
  /** A name no other run has: what a claim is made under. */
  readonly newRun: () => string;
  readonly log: Log;
}
