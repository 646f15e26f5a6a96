import { setTimeout as wait } from 'node:timers/promises';
import type { z } from 'zod';
import { VpcbotError } from '../errors.ts';
import {
  granted,
  network,
  networkList,
  type Operation,
  operation,
  routeList,
  subnetworkLists,
} from './google-answers.ts';
import { type GoogleCall, googleError } from './google-errors.ts';
import { createGoogleHttp } from './google-http.ts';
import type { GoogleAccess } from './google-token.ts';

const PAGE = 500;
/** Nobody has as many; an answer that always names another page is no list. */
const PAGES_MOST = 40;

export interface ComputeAccess extends GoogleAccess {
  /** Milliseconds between two looks at an operation, which takes Google some seconds. */
  readonly lookEvery?: number;
}

/** Google goes on with what was begun, whatever is in the way of following it. */
const doubt = (error: unknown): unknown => {
  if (!(error instanceof VpcbotError)) return error;
  const { code, doing, said, status, action, retryAfter } = error;
  return new VpcbotError(code, {
    doing,
    said,
    status,
    action,
    retryAfter,
    outcome: 'unknown',
    cause: error.cause,
  });
};

/** Of one project: what the bot reads and changes there, call by call. */
export const createCompute = (access: ComputeAccess) => {
  const { project, endpoint, timeout, lookEvery = 1_000 } = access;
  const http = createGoogleHttp(access);
  const host = endpoint?.replace(/(?<!\/)\/+$/, '');
  const compute = `${host ?? 'https://compute.googleapis.com'}/compute/v1/projects/${project}`;
  const resources = `${host ?? 'https://cloudresourcemanager.googleapis.com'}/v3/projects/${project}`;
  const urlOf = (name: string): string => `${compute}/global/networks/${encodeURIComponent(name)}`;

  const callTo = (doing: string, action: string | null): GoogleCall => ({
    doing: `${doing} in project ${project}`,
    action,
  });
  const notThere = ({ doing }: GoogleCall): VpcbotError =>
    new VpcbotError('CLOUD_REFUSED', { doing, said: 'not found', status: 404 });

  const listPages = async <T extends { nextPageToken?: string | undefined }>(
    call: GoogleCall,
    path: string,
    shape: z.ZodType<T>,
  ): Promise<readonly T[]> => {
    const pages: T[] = [];
    let next: string | undefined = '';
    while (next !== undefined && pages.length < PAGES_MOST) {
      const query: URLSearchParams = new URLSearchParams({
        maxResults: String(PAGE),
        ...(next === '' ? {} : { pageToken: next }),
      });
      const page: T | null = await http({
        ...call,
        method: 'GET',
        url: `${compute}/${path}?${query}`,
        shape,
      });
      if (page === null) throw notThere(call);
      pages.push(page);
      next = page.nextPageToken || undefined;
    }
    return pages;
  };

  const look = async (name: string, call: GoogleCall): Promise<Operation> => {
    const url = `${compute}/global/operations/${encodeURIComponent(name)}`;
    const action = 'compute.globalOperations.get';
    try {
      const seen = await http({ ...call, action, method: 'GET', url, shape: operation });
      if (seen === null) throw notThere(call);
      return seen;
    } catch (error) {
      throw doubt(error);
    }
  };

  /** Until it is done; throws what it came to, and CLOUD_BUSY where it takes longer than one call may. */
  const follow = async (begun: Operation, call: GoogleCall): Promise<void> => {
    const late = AbortSignal.timeout(timeout);
    let seen = begun;
    while (seen.status !== 'DONE') {
      if (late.aborted) {
        throw new VpcbotError('CLOUD_BUSY', {
          doing: call.doing,
          said: `the operation ${seen.name} runs on`,
          outcome: 'unknown',
        });
      }
      await wait(lookEvery);
      seen = await look(seen.name, call);
    }
    const { error, httpErrorStatusCode: status = 400 } = seen;
    if (error === undefined) return;
    const { errors } = error;
    const message = errors.map((each) => each.message || each.code).join('; ');
    throw googleError({ status, reasons: errors.map(({ code }) => code), message }, call);
  };

  const change = async (
    { at, verb, doing }: { at: string; verb: 'addPeering' | 'removePeering'; doing: string },
    body: unknown,
    requestId: string | null,
  ): Promise<void> => {
    const call = callTo(`${doing} network ${at}`, `compute.networks.${verb}`);
    const query = requestId === null ? '' : `?requestId=${requestId}`;
    const url = `${urlOf(at)}/${verb}${query}`;
    const begun = await http({ ...call, method: 'POST', url, body, shape: operation });
    if (begun === null) throw notThere(call);
    await follow(begun, call);
  };

  return {
    /** Null: there is none of that name. */
    findNetwork: (name: string) =>
      http({
        ...callTo(`looking at network ${name}`, 'compute.networks.get'),
        method: 'GET',
        url: urlOf(name),
        shape: network,
      }),
    listNetworks: async () => {
      const call = callTo('listing networks', 'compute.networks.list');
      return (await listPages(call, 'global/networks', networkList)).flatMap(({ items }) => items);
    },
    listSubnetworks: async () => {
      const call = callTo('listing subnets', 'compute.subnetworks.list');
      const pages = await listPages(call, 'aggregated/subnetworks', subnetworkLists);
      return pages.flatMap(({ items }) => Object.values(items).flatMap(({ subnetworks }) => subnetworks));
    },
    listRoutes: async () => {
      const call = callTo('listing routes', 'compute.routes.list');
      return (await listPages(call, 'global/routes', routeList)).flatMap(({ items }) => items);
    },
    /** `requestId`: under which Google does it once, however often it is asked for. */
    addPeering: (
      at: string,
      networkPeering: Readonly<Record<string, unknown>> & { readonly name: string },
      requestId: string,
    ) => {
      const doing = `adding peering ${networkPeering.name} to`;
      return change({ at, verb: 'addPeering', doing }, { networkPeering }, requestId);
    },
    removePeering: (at: string, name: string) =>
      change({ at, verb: 'removePeering', doing: `removing peering ${name} from` }, { name }, null),
    /** Those of `permissions` that the bot has in the project. */
    testPermissions: async (permissions: readonly string[]): Promise<readonly string[]> => {
      const call = callTo('asking for permissions', null);
      const url = `${resources}:testIamPermissions`;
      const answer = await http({ ...call, method: 'POST', url, body: { permissions }, shape: granted });
      if (answer === null) throw notThere(call);
      return answer.permissions;
    },
  };
};

export type Compute = ReturnType<typeof createCompute>;
