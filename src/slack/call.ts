import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { VpcbotError } from '../errors.ts';

/** Platform errors that mean "not now" rather than "no". */
const PASSING = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
];

const translate = (doing: string, cause: unknown): VpcbotError => {
  if (cause instanceof WebAPIRateLimitedError) {
    return new VpcbotError('SLACK_RATE_LIMITED', { doing, retryAfter: cause.retryAfter * 1_000, cause });
  }
  if (cause instanceof WebAPIPlatformError && !PASSING.includes(cause.data.error)) {
    return new VpcbotError('SLACK_REFUSED', { doing, said: cause.data.error, cause });
  }
  const status = cause instanceof WebAPIHTTPError ? { status: cause.statusCode } : {};
  return new VpcbotError('SLACK_UNREACHABLE', { doing, ...status, cause });
};

/** The channel is not there any more, or the bot is not in it: nothing can be said there. */
export const isPlaceGone = ({ said }: Pick<VpcbotError, 'said'>): boolean =>
  ['not_in_channel', 'channel_not_found', 'is_archived'].some((word) => word === said);

/** Carries out one call of Slack's Web API; what fails comes out with a code of the catalogue. */
export const callSlack = async <T>(doing: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act();
  } catch (cause) {
    throw translate(doing, cause);
  }
};
