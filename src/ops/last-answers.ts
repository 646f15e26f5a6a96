/** What an outside thing answered last. */
export interface LastAnswer {
  /** Null: it was not asked since the start. */
  readonly works: boolean | null;
  /** Null: never, as far as is known. */
  readonly answeredSecondsAgo: number | null;
  /** Why it does not work. */
  readonly code?: string;
}

interface Known {
  works: boolean | null;
  code: string | null;
  at: number | null;
}

/** A refusal is an answer, too: there is somebody who reads what is asked. */
const ANSWERS = ['ok', 'TIMESCALE_BUSY', 'TIMESCALE_REFUSED', 'CLOUD_BUSY', 'CLOUD_REFUSED'];
/** Says nothing of the other side: it was not asked. */
const NOT_ASKED = 'TIMESCALE_PACED';

/** Remembers when each outside thing answered last. Only those that are named here. */
export const createLastAnswers = (names: readonly string[], now: () => number) => {
  const known = new Map<string, Known>(names.map((name) => [name, { works: null, code: null, at: null }]));
  return {
    called: (name: string, code: string): void => {
      const mine = known.get(name);
      if (mine === undefined || code === NOT_ASKED) return;
      mine.works = ANSWERS.includes(code);
      mine.code = mine.works ? null : code;
      if (mine.works) mine.at = now();
    },
    /** `before`: when they answered as far as the store knows, from before the start. */
    read: (before: ReadonlyMap<string, number> = new Map()): Readonly<Record<string, LastAnswer>> =>
      Object.fromEntries(
        [...known].map(([name, { works, code, at }]) => {
          const last = Math.max(at ?? 0, before.get(name) ?? 0);
          const answeredSecondsAgo = last === 0 ? null : Math.max(0, Math.round((now() - last) / 1_000));
          return [name, { works, answeredSecondsAgo, ...(code === null ? {} : { code }) }];
        }),
      ),
  };
};
