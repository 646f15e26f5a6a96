import { Refusal } from '../refusal.ts';
import type { PartialRoute } from '../routes.ts';
import type { Authentication } from './authenticate.ts';
import { checkNeeds } from './authorize.ts';
import type { Aws } from './clouds.ts';
import { egressOperations } from './egress-operations.ts';
import { instanceOperations } from './instance-operations.ts';
import type { Operation } from './operation.ts';
import { peeringOperations } from './peering-operations.ts';
import { type AmazonOptions, type Query, queryApi } from './query-api.ts';
import { regionOperations } from './region-operations.ts';
import { routeOperations } from './route-operations.ts';
import { routeTableOperations } from './route-table-operations.ts';
import { securityGroupOperations } from './security-group-operations.ts';
import { subnetOperations } from './subnet-operations.ts';
import { tagOperations } from './tag-operations.ts';
import { vpcOperations } from './vpc-operations.ts';
import { writeXml, type XmlMembers } from './xml.ts';

export const EC2_BASE = '/aws/ec2';
const VERSION = '2016-11-15';

export const EC2_OPERATIONS: readonly Operation[] = [
  ...regionOperations,
  ...vpcOperations,
  ...subnetOperations,
  ...routeTableOperations,
  ...routeOperations,
  ...peeringOperations,
  ...securityGroupOperations,
  ...egressOperations,
  ...instanceOperations,
  ...tagOperations,
];

const authFailure = (message: string): Refusal => new Refusal(401, 'AuthFailure', message);
const NOT_VALIDATED = 'AWS was not able to validate the provided access credentials';

const refuseCaller = (authentication: Exclude<Authentication, { kind: 'caller' }>): Refusal => {
  switch (authentication.kind) {
    case 'unsigned':
      return new Refusal(400, 'MissingParameter', 'The request must contain the parameter AWSAccessKeyId');
    case 'unknown-key':
    case 'wrong-signature':
      return authFailure(NOT_VALIDATED);
    case 'expired':
      return new Refusal(400, 'RequestExpired', 'Request has expired.');
    case 'wrong-service':
      return authFailure(`Credential should be scoped to correct service: '${authentication.service}'.`);
    case 'unknown-region':
      return authFailure(`Credential should be scoped to a valid region, not '${authentication.region}'.`);
    default:
      return authentication satisfies never;
  }
};

const refuseByFault = (status: number): Refusal => {
  if (status === 503 || status === 429) {
    return new Refusal(503, 'RequestLimitExceeded', 'Request limit exceeded.');
  }
  if (status === 401) return authFailure(NOT_VALIDATED);
  if (status === 403) {
    return new Refusal(403, 'UnauthorizedOperation', 'You are not authorized to perform this operation.');
  }
  if (status >= 500) return new Refusal(status, 'InternalError', 'An internal error has occurred');
  return new Refusal(status, 'OperationNotPermitted', `refused with ${status}`);
};

/** One action, as this caller may do it. Throws what EC2 refuses, a dry run included. */
export const runAction = (
  aws: Aws,
  now: number,
  { action, parameters, caller, region }: Query,
): XmlMembers => {
  const operation = EC2_OPERATIONS.find(({ name }) => name === action);
  if (operation === undefined) {
    throw new Refusal(400, 'InvalidAction', `The action ${action} is not valid for this web service.`);
  }
  const scene = { caller, account: caller.account, region, aws, now };
  const prepared = operation.prepare(parameters, scene);
  checkNeeds(aws, caller, prepared.needs);
  if (prepared.isDryRun) {
    throw new Refusal(412, 'DryRunOperation', 'Request would have succeeded, but DryRun flag is set.');
  }
  return prepared.run();
};

/** EC2 of all accounts and regions. A fault's label is `ACTION ACCOUNT REGION`. */
export const ec2Api = (options: AmazonOptions): PartialRoute =>
  queryApi(
    {
      name: 'ec2',
      base: EC2_BASE,
      version: VERSION,
      namespace: `http://ec2.amazonaws.com/doc/${VERSION}/`,
      refuseCaller,
      refuseByFault,
      labelOf: ({ action, caller, region }) => `${action} ${caller.account} ${region}`,
      run: (query) => runAction(options.aws, options.clock.now(), query),
      writeResult: (_, result, requestId) => ({ requestId, ...result }),
      writeRefusal: ({ code, message }, requestId) =>
        writeXml('Response', { Errors: { Error: { Code: code, Message: message } }, RequestID: requestId }),
    },
    options,
  );
