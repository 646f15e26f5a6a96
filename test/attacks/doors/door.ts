export interface DoorResult {
  readonly door: string;
  readonly inputs: number;
  readonly seed: number;
  readonly ms: number;
  /** Kind of answer -> how many. */
  readonly answers: Readonly<Record<string, number>>;
  /** Each names seed and index, so that it can be thrown again. Empty: the door held. */
  readonly broken: readonly string[];
}

export interface Door {
  readonly name: string;
  run(options: { readonly inputs: number; readonly seed: number }): Promise<DoorResult>;
}
