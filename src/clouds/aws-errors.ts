import { type ErrorCode, VpcbotError } from '../errors.ts';

/** What a call is, for errors. */
export interface AwsCall {
  /** Lower case, with the place: `adding a route to rtb-1 in account 123456789012, us-east-1`. */
  readonly doing: string;
  /** As IAM names it: `ec2:CreateRoute`. */
  readonly action: string;
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  UnauthorizedOperation: 'CLOUD_DENIED',
  AccessDenied: 'CLOUD_DENIED',
  AccessDeniedException: 'CLOUD_DENIED',
  AuthFailure: 'CLOUD_UNAUTHORIZED',
  ExpiredToken: 'CLOUD_UNAUTHORIZED',
  ExpiredTokenException: 'CLOUD_UNAUTHORIZED',
  RequestExpired: 'CLOUD_UNAUTHORIZED',
  InvalidClientTokenId: 'CLOUD_UNAUTHORIZED',
  UnrecognizedClientException: 'CLOUD_UNAUTHORIZED',
  SignatureDoesNotMatch: 'CLOUD_UNAUTHORIZED',
  MissingAuthenticationToken: 'CLOUD_UNAUTHORIZED',
  OptInRequired: 'CLOUD_UNAUTHORIZED',
  // The SDK's own: it found no credentials of the bot's.
  CredentialsProviderError: 'CLOUD_UNAUTHORIZED',
  TokenProviderError: 'CLOUD_UNAUTHORIZED',
  RequestLimitExceeded: 'CLOUD_RATE_LIMITED',
  Throttling: 'CLOUD_RATE_LIMITED',
  ThrottlingException: 'CLOUD_RATE_LIMITED',
  ThrottledException: 'CLOUD_RATE_LIMITED',
  EC2ThrottledException: 'CLOUD_RATE_LIMITED',
  TooManyRequestsException: 'CLOUD_RATE_LIMITED',
  // Changes are asked for only of what was seen a moment ago: not all of EC2 knows it yet, or any more.
  'InvalidGroup.NotFound': 'CLOUD_BUSY',
  'InvalidVpcPeeringConnectionID.NotFound': 'CLOUD_BUSY',
};

const SAID_MOST = 500;
/** For sts:DecodeAuthorizationMessage, and of no use to a person. */
const ENCODED = /\.? ?Encoded authorization failure message:.*$/s;
/** It may be another one than the call's: who tags what it makes also needs ec2:CreateTags. */
const DENIED_ACTION = /not authorized to perform: ([a-z0-9-]+:[A-Za-z]+)/;
/** The SDK adds this to an answer that it could not read. */
const UNREADABLE = /Deserialization error/;

/** EC2's own word for what went wrong: `RouteAlreadyExists`; null: it was not AWS that answered. */
export const awsCodeOf = (error: unknown): string | null =>
  error instanceof Error && '$fault' in error ? error.name : null;

const statusOf = (error: Error): number | undefined => {
  if (!('$metadata' in error)) return undefined;
  const { $metadata: metadata } = error;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
};

const chooseCode = (error: Error, status: number | undefined): ErrorCode => {
  // The name is AWS's own text: every object has a `constructor`.
  const known = Object.hasOwn(CODES, error.name) ? CODES[error.name] : undefined;
  if (known !== undefined) return known;
  if (status !== undefined && status >= 500) return 'CLOUD_UNREACHABLE';
  if (UNREADABLE.test(error.message)) return 'CLOUD_UNREADABLE';
  return awsCodeOf(error) === null ? 'CLOUD_UNREACHABLE' : 'CLOUD_REFUSED';
};

const hide = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((shown, secret) => (secret === '' ? shown : shown.replaceAll(secret, '[secret]')), text);

const sayOf = (error: Error, secrets: readonly string[]): string => {
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'no answer in time';
  const words = hide(error.message.replace(ENCODED, ''), secrets).trim();
  // A connection that is refused on all addresses of a name has no words, only a code.
  const code = 'code' in error ? String(error.code) : error.name;
  return (words === '' ? code : words).slice(0, SAID_MOST);
};

/** AWS's error in the catalogue's words; it never holds one of `secrets`, which AWS may have repeated. */
export const readAwsError = (
  error: unknown,
  { doing, action }: AwsCall,
  secrets: readonly string[],
): VpcbotError => {
  if (error instanceof VpcbotError) return error;
  if (!(error instanceof Error)) return new VpcbotError('CLOUD_UNREACHABLE', { doing });
  const status = statusOf(error);
  const code = chooseCode(error, status);
  return new VpcbotError(code, {
    doing,
    said: sayOf(error, secrets),
    action: code === 'CLOUD_DENIED' ? (DENIED_ACTION.exec(error.message)?.[1] ?? action) : action,
    ...(status === undefined ? {} : { status }),
  });
};
