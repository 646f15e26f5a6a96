/** What the queue needs of a logger: pino's, or a test's. */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Remembers whether the queue answers, and says each change once however often it is noticed. */
export interface Watch {
  failed(err: unknown): void;
  answered(): void;
}

export const createWatch = (log: Log): Watch => {
  let down = false;
  return {
    failed(err) {
      if (down) return;
      down = true;
      log.warn({ err }, 'the queue does not answer; what is recorded goes on when it is back');
    },
    answered() {
      if (!down) return;
      down = false;
      log.info({}, 'the queue answers again');
    },
  };
};
