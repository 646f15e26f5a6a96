/**
 * The catalogue. Retry policy, tests and log searches read the code, never the sentence.
 * `retryable` says whether the same call may succeed later without a person;
 * `outcome` says whether the thing asked for may have happened all the same.
 */
const CATALOGUE = {
  CONFIG_INVALID: { sentence: 'the configuration has problems', retryable: false, outcome: 'not-done' },
  STORE_LOCKED: {
    sentence: 'another vpcbot process has this database',
    retryable: false,
    outcome: 'not-done',
  },
  STORE_CORRUPT: { sentence: 'the database is damaged', retryable: false, outcome: 'not-done' },
  STORE_UNUSABLE: { sentence: 'the database cannot be used', retryable: false, outcome: 'not-done' },
  STORE_NOT_UPGRADED: {
    sentence: 'the database could not be brought up to date',
    retryable: false,
    outcome: 'not-done',
  },
  BACKUP_REFUSED: { sentence: 'there is no backup', retryable: false, outcome: 'not-done' },
  STORE_NEWER: { sentence: 'the database is from a newer vpcbot', retryable: false, outcome: 'not-done' },
  QUEUE_DOWN: { sentence: 'the queue does not answer', retryable: true, outcome: 'unknown' },
  QUEUE_UNFIT: {
    sentence: 'the queue cannot be used as it is set up',
    retryable: false,
    outcome: 'not-done',
  },
  SLACK_UNREACHABLE: { sentence: 'slack did not answer', retryable: true, outcome: 'unknown' },
  SLACK_RATE_LIMITED: { sentence: 'slack asked for a pause', retryable: true, outcome: 'not-done' },
  SLACK_REFUSED: { sentence: 'slack refused', retryable: false, outcome: 'not-done' },
  TIMESCALE_UNREACHABLE: { sentence: 'timescale did not answer', retryable: true, outcome: 'unknown' },
  TIMESCALE_UNAVAILABLE: {
    sentence: 'timescale answered with a server error',
    retryable: true,
    outcome: 'unknown',
  },
  TIMESCALE_RATE_LIMITED: { sentence: 'timescale asked for a pause', retryable: true, outcome: 'not-done' },
  TIMESCALE_PACED: { sentence: 'vpcbot’s own pace puts it off', retryable: true, outcome: 'not-done' },
  TIMESCALE_BUSY: {
    sentence: 'timescale is still changing it',
    retryable: true,
    outcome: 'not-done',
  },
  TIMESCALE_UNAUTHORIZED: { sentence: 'timescale refused the key', retryable: false, outcome: 'not-done' },
  TIMESCALE_REFUSED: { sentence: 'timescale refused', retryable: false, outcome: 'not-done' },
  TIMESCALE_UNREADABLE: {
    sentence: 'timescale answered something that cannot be read',
    retryable: true,
    outcome: 'unknown',
  },
  CLOUD_UNREACHABLE: { sentence: 'the cloud did not answer', retryable: true, outcome: 'unknown' },
  CLOUD_RATE_LIMITED: { sentence: 'the cloud asked for a pause', retryable: true, outcome: 'not-done' },
  /** Somebody else changes the same network at this moment. */
  CLOUD_BUSY: { sentence: 'the cloud is still changing it', retryable: true, outcome: 'not-done' },
  /** The role or the service account may not do this. */
  CLOUD_DENIED: { sentence: 'the cloud does not allow it', retryable: false, outcome: 'not-done' },
  /** No credentials, or none that the cloud takes: the role cannot be assumed. */
  CLOUD_UNAUTHORIZED: {
    sentence: 'the cloud refused the credentials',
    retryable: false,
    outcome: 'not-done',
  },
  CLOUD_REFUSED: { sentence: 'the cloud refused', retryable: false, outcome: 'not-done' },
  CLOUD_UNREADABLE: {
    sentence: 'the cloud answered something that cannot be read',
    retryable: true,
    outcome: 'unknown',
  },
} as const satisfies Record<
  string,
  { sentence: string; retryable: boolean; outcome: 'not-done' | 'unknown' }
>;

export type ErrorCode = keyof typeof CATALOGUE;

export interface ErrorDetails {
  /** What was being done, lower case: `creating vpc "payments-eu"`. */
  readonly doing: string;
  /** What the other side said, where it said something. */
  readonly said?: string | undefined;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** The permission that is missing: `ec2:CreateRoute`. */
  readonly action?: string | undefined;
  /** Milliseconds to wait before the next try, where the other side named them (Retry-After). */
  readonly retryAfter?: number | undefined;
  /** Where it was begun before this went wrong. Default: as the code has it. */
  readonly outcome?: 'unknown';
  readonly cause?: unknown;
}

export class VpcbotError extends Error {
  readonly code: ErrorCode;
  readonly retryable: boolean;
  readonly outcome: 'not-done' | 'unknown';
  readonly said: string | undefined;
  readonly status: number | undefined;
  readonly retryAfter: number | undefined;
  readonly action: string | undefined;
  /** As the details have it. */
  readonly doing: string;

  constructor(code: ErrorCode, details: ErrorDetails) {
    const { sentence, retryable, outcome } = CATALOGUE[code];
    const said = details.said === undefined ? '' : `: ${details.said}`;
    super(`${details.doing}: ${sentence}${said}`, { cause: details.cause });
    this.name = 'VpcbotError';
    this.code = code;
    this.retryable = retryable;
    this.outcome = details.outcome ?? outcome;
    this.said = details.said;
    this.status = details.status;
    this.retryAfter = details.retryAfter;
    this.action = details.action;
    this.doing = details.doing;
  }
}

/** Nothing failed: the call was put off by our own pace, and is made at its turn. */
export const isPutOff = (error: unknown): boolean =>
  error instanceof VpcbotError && error.code === 'TIMESCALE_PACED';

/** The database is locked or its disk is full: the same act may succeed later without a person. */
export const isStoreAway = (error: unknown): boolean =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^SQLITE_(BUSY|LOCKED|FULL|IOERR|READONLY|CANTOPEN)/.test(error.code);
