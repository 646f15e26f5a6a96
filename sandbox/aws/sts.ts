import { z } from 'zod';
import { Refusal } from '../refusal.ts';
import type { PartialRoute } from '../routes.ts';
import type { Caller } from './access-keys.ts';
import type { Authentication } from './authenticate.ts';
import { type AmazonOptions, type Query, queryApi } from './query-api.ts';
import { readQuery } from './query-fields.ts';
import { BOT_ACCOUNT, roleArn } from './roles.ts';
import { writeXml, type XmlMembers } from './xml.ts';

export const STS_BASE = '/aws/sts';
const VERSION = '2011-06-15';
const NAMESPACE = `https://sts.amazonaws.com/doc/${VERSION}/`;

const SHORTEST = 900;
const LONGEST = 43_200;
/** Of a role, unless its owner says otherwise; in seconds. */
const MOST_OF_ROLE = 3_600;

const assumeRole = z.strictObject({
  RoleArn: z.string(),
  RoleSessionName: z.string(),
  ExternalId: z.string().optional(),
  DurationSeconds: z
    .string()
    .regex(/^[0-9]{1,6}$/)
    .transform(Number)
    .default(MOST_OF_ROLE),
});
type AssumeRole = z.output<typeof assumeRole>;

const invalid = (message: string): Refusal => new Refusal(400, 'ValidationError', message);
const violates = (value: string | number, field: string, constraint: string): Refusal =>
  invalid(
    `1 validation error detected: Value '${value}' at '${field}' failed to satisfy constraint: ${constraint}`,
  );

const checkValues = ({ RoleArn, RoleSessionName, DurationSeconds }: AssumeRole): void => {
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName)) {
    throw violates(
      RoleSessionName,
      'roleSessionName',
      'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
    );
  }
  if (!/^arn:aws:iam::[0-9]{12}:role\/[\w+=,.@/-]+$/.test(RoleArn)) throw invalid(`${RoleArn} is invalid`);
  if (DurationSeconds < SHORTEST || DurationSeconds > LONGEST) {
    throw violates(
      DurationSeconds,
      'durationSeconds',
      `Member must have value between ${SHORTEST} and ${LONGEST}`,
    );
  }
  if (DurationSeconds > MOST_OF_ROLE) {
    throw invalid('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
};

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';

/** Every role trusts the bot's account, and nobody else, where the external id is its own. */
const isTrusted = ({ aws }: AmazonOptions, caller: Caller, { RoleArn, ExternalId }: AssumeRole): boolean => {
  const account = accountOf(RoleArn);
  const { externalId } = aws.roles.of(account);
  return (
    aws.networks.isAccount(account) &&
    RoleArn === roleArn(account) &&
    caller.account === BOT_ACCOUNT &&
    (externalId === null || externalId === ExternalId)
  );
};

const openSession = (options: AmazonOptions, caller: Caller, input: AssumeRole): XmlMembers => {
  checkValues(input);
  const { RoleArn, RoleSessionName, DurationSeconds } = input;
  if (!isTrusted(options, caller, input)) {
    const message = `User: ${caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${RoleArn}`;
    throw new Refusal(403, 'AccessDenied', message);
  }
  const { keys, callersClock } = options;
  const expiresAt = callersClock.now() + DurationSeconds * 1_000;
  const key = keys.open(accountOf(RoleArn), RoleSessionName, expiresAt);
  return {
    AssumedRoleUser: { AssumedRoleId: key.caller.userId, Arn: key.caller.arn },
    Credentials: {
      AccessKeyId: key.id,
      SecretAccessKey: key.secret,
      SessionToken: key.token ?? undefined,
      Expiration: new Date(expiresAt),
    },
  };
};

const run = (options: AmazonOptions, { action, parameters, caller }: Query): XmlMembers => {
  switch (action) {
    case 'AssumeRole':
      return openSession(options, caller, readQuery(assumeRole, parameters));
    case 'GetCallerIdentity':
      return { UserId: caller.userId, Account: caller.account, Arn: caller.arn };
    default: {
      const message = `Could not find operation ${action} for version ${VERSION}`;
      throw new Refusal(400, 'InvalidAction', message);
    }
  }
};

const wrongSignature = (message: string): Refusal => new Refusal(403, 'SignatureDoesNotMatch', message);

const refuseCaller = (authentication: Exclude<Authentication, { kind: 'caller' }>): Refusal => {
  switch (authentication.kind) {
    case 'unsigned':
      return new Refusal(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
    case 'unknown-key': {
      const message = 'The security token included in the request is invalid.';
      return new Refusal(403, 'InvalidClientTokenId', message);
    }
    case 'expired':
      return new Refusal(403, 'ExpiredToken', 'The security token included in the request is expired');
    case 'wrong-signature':
      return wrongSignature(
        'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
      );
    case 'wrong-service':
      return wrongSignature(`Credential should be scoped to correct service: '${authentication.service}'.`);
    case 'unknown-region':
      return wrongSignature(`Credential should be scoped to a valid region, not '${authentication.region}'.`);
    default:
      return authentication satisfies never;
  }
};

const refuseByFault = (status: number): Refusal => {
  if (status === 429 || status === 503) return new Refusal(400, 'Throttling', 'Rate exceeded');
  if (status >= 500) return new Refusal(status, 'InternalFailure', 'An internal failure has occurred');
  return new Refusal(status, 'AccessDenied', `refused with ${status}`);
};

/** STS as far as roles are taken with it. A fault's label is `ACTION ACCOUNT`, the account being the role's. */
export const stsApi = (options: AmazonOptions): PartialRoute =>
  queryApi(
    {
      name: 'sts',
      base: STS_BASE,
      version: VERSION,
      namespace: NAMESPACE,
      refuseCaller,
      refuseByFault,
      labelOf: ({ action, parameters, caller }) => {
        const { RoleArn } = parameters;
        return `${action} ${typeof RoleArn === 'string' ? accountOf(RoleArn) : caller.account}`;
      },
      run: (query) => run(options, query),
      writeResult: (action, result, requestId) => ({
        [`${action}Result`]: result,
        ResponseMetadata: { RequestId: requestId },
      }),
      writeRefusal: ({ status, code, message }, requestId) => {
        const error = { Type: status >= 500 ? 'Receiver' : 'Sender', Code: code, Message: message };
        return writeXml('ErrorResponse', { Error: error, RequestId: requestId }, NAMESPACE);
      },
    },
    options,
  );
