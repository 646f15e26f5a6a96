import type { AwsShown } from '../aws/control.ts';
import type { AzureShown } from '../azure/control.ts';
import type { Faults } from '../faults.ts';
import type { ComputeShown } from '../google/compute-show.ts';
import type { GoogleShown } from '../google/control.ts';
import type { ManagedShown } from '../managed/control.ts';
import type { Told } from '../slack/feed.ts';
import type { TigerShown } from '../tiger/control.ts';

/** How fast time goes: the clouds' clock, and the bot's `timing` settings to match. */
export interface PaceFacts {
  readonly id: string;
  readonly name: string;
  readonly about: string;
}

export interface BotFacts {
  readonly state: 'starting' | 'ready' | 'stopping' | 'down';
  /** Epoch ms. */
  readonly since: number;
  readonly pid: number | null;
  /** What it said last, oldest first. */
  readonly lines: readonly string[];
  /** The id of its pace, and those there are. */
  readonly pace: string;
  readonly paces: readonly PaceFacts[];
}

/** What is left of it in JSON. */
export type Sent<T> = T extends Date
  ? string
  : T extends readonly (infer Each)[]
    ? readonly Sent<Each>[]
    : T extends object
      ? { readonly [Key in keyof T]: Sent<T[Key]> }
      : T;

/** The clouds as their control APIs under `/control/…/state` show them, each by its own shape. */
export interface CloudFacts {
  readonly tiger: Sent<TigerShown>;
  readonly managed: Sent<ManagedShown>;
  readonly aws: Sent<AwsShown>;
  readonly google: Sent<GoogleShown>;
  readonly compute: Sent<ComputeShown>;
  readonly azure: Sent<AzureShown>;
  readonly faults: Sent<ReturnType<Faults['list']>>;
  readonly slack: {
    /** Whether it refuses what exceeds its rate limits. */
    readonly isLimited: boolean;
  };
  /** The clouds' time, and the wall clock's when it was read, both in epoch ms. */
  readonly clock: { readonly now: number; readonly scale: number; readonly readAt: number };
}

/** What the page is told, one JSON text each, over the WebSocket at `/live?as=USER`. */
export type News =
  | Told
  | { readonly kind: 'bot'; readonly bot: BotFacts }
  | { readonly kind: 'clouds'; readonly clouds: CloudFacts }
  /** Everything began anew: what was told before no longer holds. */
  | { readonly kind: 'reset' };
