import { randomUUID } from 'node:crypto';
import type { Clock } from '../clock.ts';
import type { Fault, Faults } from '../faults.ts';
import { type SandboxRequest, type SandboxResponse, withFault } from '../http.ts';
import { Refusal } from '../refusal.ts';
import type { PartialRoute } from '../routes.ts';
import type { AccessKeys, Caller } from './access-keys.ts';
import { type Authentication, authenticate } from './authenticate.ts';
import type { Aws } from './clouds.ts';
import { parseQuery, type QueryTree } from './query.ts';
import { writeXml, type XmlMembers } from './xml.ts';

export interface AmazonOptions {
  readonly aws: Aws;
  /** The clouds'. */
  readonly clock: Clock;
  /** Of those who call: their sessions end by it. */
  readonly callersClock: Clock;
  readonly keys: AccessKeys;
  readonly faults: Faults;
}

/** One call, and who makes it where. */
export interface Query {
  readonly action: string;
  readonly parameters: QueryTree;
  readonly caller: Caller;
  readonly region: string;
}

/** What one of AWS's services has of its own. */
interface Service {
  /** As the scope of a signature names it. */
  readonly name: Extract<Fault['target'], 'ec2' | 'sts'>;
  readonly base: string;
  readonly version: string;
  readonly namespace: string;
  readonly refuseCaller: (authentication: Exclude<Authentication, { kind: 'caller' }>) => Refusal;
  /** What a switched-on fault answers. */
  readonly refuseByFault: (status: number) => Refusal;
  readonly labelOf: (query: Query) => string;
  readonly run: (query: Query) => XmlMembers;
  /** The answer's members beside the element that is named by the action. */
  readonly writeResult: (action: string, result: XmlMembers, requestId: string) => XmlMembers;
  readonly writeRefusal: (refusal: Refusal, requestId: string) => string;
}

const readAction = (body: string, version: string): Pick<Query, 'action' | 'parameters'> => {
  const tree = parseQuery(body);
  if (tree === null) {
    throw new Refusal(400, 'MalformedQueryString', 'The query string contains a syntax error');
  }
  const { Action: action, Version: given, ...parameters } = tree;
  if (typeof action !== 'string') {
    throw new Refusal(400, 'MissingAction', 'The request must contain the parameter Action');
  }
  if (given === version) return { action, parameters };
  throw new Refusal(400, 'NoSuchVersion', `The requested version is not valid: it is ${version}`);
};

const respondTo = async (
  service: Service,
  { aws, keys, faults, callersClock }: AmazonOptions,
  request: SandboxRequest,
): Promise<SandboxResponse> => {
  const requestId = randomUUID();
  const headers = { 'content-type': 'text/xml;charset=UTF-8', 'x-amzn-requestid': requestId };
  const refuse = (refusal: Refusal): SandboxResponse => ({
    status: refusal.status,
    headers,
    body: service.writeRefusal(refusal, requestId),
  });
  const refusing = <Answer>(act: () => Answer): Answer | SandboxResponse => {
    try {
      return act();
    } catch (error) {
      if (error instanceof Refusal) return refuse(error);
      throw error;
    }
  };
  const answer = (query: Query): SandboxResponse => {
    const members = service.writeResult(query.action, service.run(query), requestId);
    return { status: 200, headers, body: writeXml(`${query.action}Response`, members, service.namespace) };
  };
  const dispatch = (): Promise<SandboxResponse> => {
    const { action, parameters } = readAction(request.body, service.version);
    const signed = authenticate(request, { service: service.name, keys, now: callersClock.now() });
    if (signed.kind !== 'caller') throw service.refuseCaller(signed);
    const query = { action, parameters, caller: signed.caller, region: signed.region };
    const label = service.labelOf(query);
    aws.calls.count(label);
    return withFault(
      faults.take(service.name, label),
      () => refusing(() => answer(query)),
      (status) => refuse(service.refuseByFault(status)),
    );
  };
  return refusing(dispatch);
};

/** A service of AWS that takes forms by POST and answers in XML. */
export const queryApi =
  (service: Service, options: AmazonOptions): PartialRoute =>
  async (request) => {
    const { method, url } = request;
    if (method !== 'POST' || url.pathname.replace(/\/$/, '') !== service.base) return null;
    return respondTo(service, options, request);
  };
