import { type DestinationStream, type Logger, pino } from 'pino';

/**
 * One JSON object a line, to standard output unless told otherwise. An error of Redis carries the
 * command that it answers, and the first one of a connection holds the password: that is left out.
 */
export const createLog = (level: string, to?: DestinationStream): Logger => {
  const options = { level, redact: { paths: ['err.command'], remove: true } };
  return to === undefined ? pino(options) : pino(options, to);
};
