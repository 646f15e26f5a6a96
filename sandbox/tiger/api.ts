import type { Faults } from '../faults.ts';
import { type SandboxRequest, type SandboxResponse, withFault } from '../http.ts';
import { BadBody, findEntry, type PartialRoute } from '../routes.ts';
import type { ProjectSeed } from './demo-projects.ts';
import { operationsFor } from './operations.ts';
import { Refusal } from './refusal.ts';
import type { TigerState } from './state.ts';

/** Where the API stands under its host, as on the real one. */
export const TIGER_BASE = '/public/api/v1';

const errorResponse = (status: number, code: string, message: string): SandboxResponse => ({
  status,
  body: { code, message },
});

/** What a switched-on fault answers. */
const refuseByFault = (status: number): SandboxResponse => {
  if (status === 429) return errorResponse(status, 'RATE_LIMITED', 'too many requests');
  if (status >= 500) return errorResponse(status, 'INTERNAL', 'internal server error');
  return errorResponse(status, 'REFUSED', `refused with ${status}`);
};

const findKey = (state: TigerState, header: string | undefined): ProjectSeed | null => {
  const token = /^Basic (.+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return null;
  const given = Buffer.from(token, 'base64').toString('utf8');
  const { projects } = state;
  return projects.find(({ publicKey, secretKey }) => given === `${publicKey}:${secretKey}`) ?? null;
};

const respond = async (state: TigerState, request: SandboxRequest): Promise<SandboxResponse> => {
  const key = findKey(state, request.headers.authorization);
  if (key === null) return errorResponse(401, 'UNAUTHENTICATED', 'invalid client credentials');
  const found = findEntry(operationsFor(state, key), TIGER_BASE, request);
  if (found === null) return errorResponse(404, 'NOT_FOUND', 'no such endpoint');
  const { entry, visit } = found;
  state.count(entry.name);
  const project = visit.parts('project');
  if (entry.path.includes(':project') && project !== key.id) {
    const message = `missing project permission: PROJECT_PERMISSION_READ for project ${project}`;
    return errorResponse(403, 'FORBIDDEN', message);
  }
  try {
    return await entry.run(visit);
  } catch (error) {
    if (error instanceof Refusal) return errorResponse(error.status, error.code, error.message);
    if (error instanceof BadBody) return errorResponse(400, 'INVALID_REQUEST', error.message);
    throw error;
  }
};

/** Tiger Cloud's REST API. A fault's label is `METHOD /path`, the path without the base. */
export const tigerApi =
  (state: TigerState, faults: Faults): PartialRoute =>
  async (request) => {
    const { pathname } = request.url;
    if (!pathname.startsWith(`${TIGER_BASE}/`)) return null;
    const label = `${request.method} ${pathname.slice(TIGER_BASE.length)}`;
    return withFault(faults.take('tiger', label), () => respond(state, request), refuseByFault);
  };
