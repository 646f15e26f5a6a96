import type { Told } from '../slack/feed.ts';

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

/** The clouds as their control APIs under `/control/…/state` show them, each by its own shape. */
export interface CloudFacts {
  readonly tiger: unknown;
  readonly managed: unknown;
  readonly aws: unknown;
  readonly google: unknown;
  readonly azure: unknown;
  readonly faults: unknown;
  readonly clock: { readonly now: number; readonly scale: number };
}

/** What the page is told, one JSON text each, over the WebSocket at `/live?as=USER`. */
export type News =
  | Told
  | { readonly kind: 'bot'; readonly bot: BotFacts }
  | { readonly kind: 'clouds'; readonly clouds: CloudFacts }
  /** Everything began anew: what was told before no longer holds. */
  | { readonly kind: 'reset' };
