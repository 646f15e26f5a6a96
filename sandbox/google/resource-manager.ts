import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { ok, runOperation } from '../provider-api.ts';
import { findEntry, type PartialRoute, readBody } from '../routes.ts';
import type { Compute } from './compute-state.ts';
import { refuseAsGoogle } from './google-refusal.ts';
import type { Tokens } from './tokens.ts';

const asked = z.looseObject({ permissions: z.array(z.string()) });
const ENTRY = { method: 'POST', path: '/v3/projects/:call' };

/** Which of some permissions the caller has in a project: `projects.testIamPermissions` of the Resource Manager. */
export const resourceManager =
  (compute: Compute, tokens: Tokens, base: string): PartialRoute =>
  async (request) => {
    const found = findEntry([ENTRY], base, request);
    const [, project] = /^([^:]+):testIamPermissions$/.exec(found?.visit.parts('call') ?? '') ?? [];
    if (found === null || project === undefined) return null;
    if (tokens.find(request) === null) return refuseAsGoogle(401, 'authError', 'Invalid Credentials');
    const run = (): SandboxResponse => {
      compute.calls.count(`${project} projects.testIamPermissions`);
      const { permissions } = readBody(asked, request);
      const granted = permissions.filter((permission) => compute.mayDo(project, permission));
      return ok(granted.length === 0 ? {} : { permissions: granted });
    };
    return runOperation({ run }, found.visit, refuseAsGoogle);
  };
