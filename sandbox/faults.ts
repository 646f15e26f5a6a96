/** What can go wrong with a request to the sandbox, and for which ones. */
export interface Fault {
  /** Which API of the sandbox; `app` is what Slack sends to the app. */
  readonly target: 'slack' | 'tiger' | 'managed' | 'ec2' | 'sts' | 'google' | 'app';
  /**
   * Part of the request's label: `chat.postMessage`, `POST /projects/p1/vpcs`, `CreateRoute 123456789012`.
   * Empty matches all.
   */
  readonly match: string;
  readonly kind: /** Answers `status` (with Retry-After where `retryAfter` seconds is set) and does nothing. */
    | 'status'
    /** Waits `ms` of real time, then does it and answers. */
    | 'slow'
    /** Closes the connection and does nothing. */
    | 'drop'
    /** Does it and closes the connection without an answer. */
    | 'lose-answer';
  readonly status?: number;
  /** What the answer says with that status; Slack refuses with 200. */
  readonly error?: string;
  readonly retryAfter?: number;
  readonly ms?: number;
  /** For how many matching requests. */
  readonly times: number;
}

/** The faults that are switched on, each used up after its `times`. */
export const createFaults = () => {
  let standing: { fault: Fault; left: number }[] = [];
  return {
    add: (fault: Fault) => {
      standing.push({ fault, left: fault.times });
    },
    /** Of all targets, or of one; with `part` only those whose match contains it. */
    clear: (target?: Fault['target'], part = '') => {
      standing = standing.filter(
        ({ fault }) => target !== undefined && (fault.target !== target || !fault.match.includes(part)),
      );
    },
    list: (): readonly { readonly fault: Fault; readonly left: number }[] => standing,
    /** The first fault that matches, one use of it spent. */
    take: (target: Fault['target'], label: string): Fault | null => {
      const hit = standing.find(({ fault }) => fault.target === target && label.includes(fault.match));
      if (hit === undefined) return null;
      hit.left -= 1;
      standing = standing.filter(({ left }) => left > 0);
      return hit.fault;
    },
  };
};

export type Faults = ReturnType<typeof createFaults>;
