import { type DestinationStream, type Logger, pino } from 'pino';
import { readLogFields } from '../log-context.ts';

/**
 * One JSON object a line, to standard output unless told otherwise; each tells the gesture, the
 * request and the run that it belongs to. An error of Redis carries the command that it answers, and
 * the first one of a connection holds the password: that is left out.
 */
export const createLog = (level: string, to?: DestinationStream): Logger => {
  const options = {
    level,
    redact: { paths: ['err.command'], remove: true },
    // A copy: pino puts the line's own fields into it.
    mixin: () => ({ ...readLogFields() }),
  };
  return to === undefined ? pino(options) : pino(options, to);
};
