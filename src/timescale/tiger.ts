import { z } from 'zod';
import { type ErrorCode, VpcbotError } from '../errors.ts';
import type { Deletion, PeeringCreation, TimescaleProject, VpcCreation } from './api.ts';
import { type Credential, type Http, type HttpAnswer, type HttpRequest, saidIn } from './http.ts';
import {
  keyOwnerAnswer,
  peeringAnswer,
  peeringListAnswer,
  vpcAnswer,
  vpcListAnswer,
} from './tiger-answers.ts';

export interface TigerOptions {
  /** Default Tiger Cloud's own. */
  readonly apiUrl?: string;
  readonly projectId: string;
  readonly publicKey: string;
  readonly secretKey: string;
  readonly http: Http;
}

const TIGER_CLOUD = 'https://console.cloud.tigerdata.com/public/api/v1';

// Tiger tells refusals apart by words alone: no code of theirs is documented.
const LIMIT = /\b(limits?|quotas?|maximum|exceed(s|ed)?)\b/i;
/** What else may have a maximum: the length of a name, the size of a range. */
const OTHER_LIMIT = /\b(rate|requests?|length|characters?|prefix|mask|netmask)\b/i;
const NO_SUCH_VPC = /vpc (was )?not found|vpc does not exist/i;
const BUSY = /already being updated/i;

const isDone = ({ status }: HttpAnswer): boolean => status >= 200 && status < 300;
const isMissing = (answer: HttpAnswer): boolean =>
  answer.status === 404 || (!isDone(answer) && NO_SUCH_VPC.test(saidIn(answer.json) ?? ''));
const messageOf = (answer: HttpAnswer): string => saidIn(answer.json) ?? `HTTP ${answer.status}`;

const failed = (code: ErrorCode, doing: string, { status, json }: HttpAnswer): VpcbotError => {
  const said = saidIn(json);
  return new VpcbotError(code, { doing, status, ...(said === undefined ? {} : { said }) });
};

/** What no caller has an answer for: a key that is refused, and a redirect. */
const assertKnown = (doing: string, answer: HttpAnswer): void => {
  const { status } = answer;
  if (status === 401 || status === 403) throw failed('TIMESCALE_UNAUTHORIZED', doing, answer);
  if (!isDone(answer) && status < 400) throw failed('TIMESCALE_UNREADABLE', doing, answer);
};

/** Something else is changed there at the moment: the same creation succeeds later. */
const assertIdle = (doing: string, answer: HttpAnswer): void => {
  if (!isDone(answer) && BUSY.test(messageOf(answer))) throw failed('TIMESCALE_BUSY', doing, answer);
};

const read = <Value>(schema: z.ZodType<Value>, doing: string, answer: HttpAnswer): Value => {
  if (!isDone(answer)) throw failed('TIMESCALE_REFUSED', doing, answer);
  const parsed = schema.safeParse(answer.json);
  if (parsed.success) return parsed.data;
  const said = answer.json === undefined ? 'no json' : z.prettifyError(parsed.error);
  throw new VpcbotError('TIMESCALE_UNREADABLE', { doing, said, status: answer.status });
};

const judgeVpcCreation = (doing: string, answer: HttpAnswer): VpcCreation => {
  if (isDone(answer)) return { kind: 'created', vpc: read(vpcAnswer, doing, answer) };
  const message = messageOf(answer);
  // Before the key is blamed: a plan's limit may come as a 403.
  const overLimit = answer.status >= 400 && LIMIT.test(message) && !OTHER_LIMIT.test(message);
  if (overLimit) return { kind: 'over-limit', message };
  assertKnown(doing, answer);
  assertIdle(doing, answer);
  return { kind: 'refused', message };
};

const judgePeeringCreation = (doing: string, answer: HttpAnswer): PeeringCreation => {
  assertKnown(doing, answer);
  assertIdle(doing, answer);
  if (isDone(answer)) return { kind: 'created', peering: read(peeringAnswer, doing, answer) };
  return { kind: isMissing(answer) ? 'vpc-not-found' : 'refused', message: messageOf(answer) };
};

const judgeDeletion = (doing: string, answer: HttpAnswer): Deletion => {
  assertKnown(doing, answer);
  if (isDone(answer)) return { kind: 'deleted' };
  if (isMissing(answer)) return { kind: 'gone' };
  const message = messageOf(answer);
  const busy = answer.status === 409 || BUSY.test(message);
  return { kind: busy ? 'busy' : 'refused', message };
};

const basicCredential = (base: string, publicKey: string, secretKey: string): Credential => {
  const token = Buffer.from(`${publicKey}:${secretKey}`).toString('base64');
  return {
    id: `${base} ${publicKey}`,
    authorization: `Basic ${token}`,
    secrets: [secretKey, token],
  };
};

/** One project of Tiger Cloud, by its REST API (timescale/tiger-cli, openapi.yaml). */
export const createTigerProject = (options: TigerOptions): TimescaleProject => {
  const { projectId, publicKey, secretKey, http } = options;
  const base = (options.apiUrl ?? TIGER_CLOUD).replace(/\/+$/, '');
  const credential = basicCredential(base, publicKey, secretKey);
  const vpcs = `/projects/${encodeURIComponent(projectId)}/vpcs`;
  const vpcPath = (vpcId: string) => `${vpcs}/${encodeURIComponent(vpcId)}`;
  const peeringsPath = (vpcId: string) => `${vpcPath(vpcId)}/peerings`;

  const ask = (method: HttpRequest['method'], path: string, doing: string, body?: unknown) =>
    http({ method, url: `${base}${path}`, doing, credential, ...(body === undefined ? {} : { body }) });
  const look = async (path: string, doing: string): Promise<HttpAnswer> => {
    const answer = await ask('GET', path, doing);
    assertKnown(doing, answer);
    return answer;
  };

  return {
    findKeyOwner: async () => {
      const doing = `asking whose key "${publicKey}" is`;
      return read(keyOwnerAnswer, doing, await look('/auth/info', doing));
    },
    listVpcs: async () => {
      const doing = `listing vpcs of project "${projectId}"`;
      return read(vpcListAnswer, doing, await look(vpcs, doing));
    },
    getVpc: async (vpcId) => {
      const doing = `reading vpc "${vpcId}"`;
      const answer = await look(vpcPath(vpcId), doing);
      return isMissing(answer) ? null : read(vpcAnswer, doing, answer);
    },
    createVpc: async ({ name, region, cidr }) => {
      const doing = `creating vpc "${name}"`;
      const body = { name, region_code: region, cidr: cidr.text };
      return judgeVpcCreation(doing, await ask('POST', vpcs, doing, body));
    },
    deleteVpc: async (vpcId) => {
      const doing = `deleting vpc "${vpcId}"`;
      return judgeDeletion(doing, await ask('DELETE', vpcPath(vpcId), doing));
    },
    listPeerings: async (vpcId) => {
      const doing = `listing peerings of vpc "${vpcId}"`;
      const answer = await look(peeringsPath(vpcId), doing);
      if (isMissing(answer)) return { kind: 'vpc-not-found' };
      return { kind: 'listed', peerings: read(peeringListAnswer, doing, answer) };
    },
    createPeering: async (vpcId, { accountId, vpcId: peerVpcId, region }) => {
      const doing = `requesting a peering of vpc "${vpcId}" with "${peerVpcId}"`;
      const body = { peer_account_id: accountId, peer_region_code: region, peer_vpc_id: peerVpcId };
      return judgePeeringCreation(doing, await ask('POST', peeringsPath(vpcId), doing, body));
    },
    deletePeering: async (vpcId, peeringId) => {
      const doing = `deleting peering "${peeringId}" of vpc "${vpcId}"`;
      const path = `${peeringsPath(vpcId)}/${encodeURIComponent(peeringId)}`;
      return judgeDeletion(doing, await ask('DELETE', path, doing));
    },
  };
};
