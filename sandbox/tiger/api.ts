import type { Faults } from '../faults.ts';
import type { SandboxRequest, SandboxResponse } from '../http.ts';
import { providerApi, type Refuse, runOperation } from '../provider-api.ts';
import { findEntry, type PartialRoute } from '../routes.ts';
import type { ProjectSeed } from './demo-projects.ts';
import { operationsFor } from './operations.ts';
import type { TigerState } from './state.ts';

/** Where the API stands under its host, as on the real one. */
export const TIGER_BASE = '/public/api/v1';

const refuse: Refuse = (status, code, message) => ({ status, body: { code, message } });

const findKey = (state: TigerState, header: string | undefined): ProjectSeed | null => {
  const token = /^Basic (.+)$/i.exec(header ?? '')?.[1];
  if (token === undefined) return null;
  const given = Buffer.from(token, 'base64').toString('utf8');
  const { projects } = state;
  return projects.find(({ publicKey, secretKey }) => given === `${publicKey}:${secretKey}`) ?? null;
};

const respond = async (state: TigerState, request: SandboxRequest): Promise<SandboxResponse> => {
  const key = findKey(state, request.headers.authorization);
  if (key === null) return refuse(401, 'UNAUTHENTICATED', 'invalid client credentials');
  const found = findEntry(operationsFor(state, key), TIGER_BASE, request);
  if (found === null) return refuse(404, 'NOT_FOUND', 'no such endpoint');
  const { entry, visit } = found;
  state.count(entry.name);
  const project = visit.parts('project');
  if (entry.path.includes(':project') && project !== key.id) {
    return refuse(
      403,
      'FORBIDDEN',
      `missing project permission: PROJECT_PERMISSION_READ for project ${project}`,
    );
  }
  return runOperation(entry, visit, refuse);
};

/** Tiger Cloud's REST API. */
export const tigerApi = (state: TigerState, faults: Faults): PartialRoute =>
  providerApi({
    base: TIGER_BASE,
    target: 'tiger',
    faults,
    respond: (request) => respond(state, request),
    refuse,
  });
