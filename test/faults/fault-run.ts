/** What one run under a seeded schedule of faults came to; a line of results.jsonl holds it. */
export interface FaultRun {
  readonly seed: number;
  readonly how: 'process' | 'in process';
  readonly queue: 'redis' | 'embedded' | 'by hand';
  /** How often each kind of fault was injected. */
  readonly faults: Readonly<Record<string, number>>;
  readonly requests: number;
  readonly ms: number;
  /** Empty: every invariant holds. */
  readonly broken: readonly string[];
}
