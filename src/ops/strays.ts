interface Log {
  error(object: object, message: string): void;
}

/**
 * Lets the process live on when something rejects and nobody listens: Slack's SDK does so with a payload
 * that is no object, and everybody else's commands would end with it. Nothing of ours hangs on such a
 * promise: what is true stands in the store. It is logged as an error, for there is a bug behind it.
 */
export const outliveStrays = (log: Log): void => {
  process.on('unhandledRejection', (err) => log.error({ err }, 'a rejection that nobody handled'));
};
