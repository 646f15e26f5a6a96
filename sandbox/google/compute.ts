import { z } from 'zod';
import type { Clock } from '../clock.ts';
import { delaysEntry } from '../delay-changes.ts';
import type { Faults } from '../faults.ts';
import type { SandboxRequest, SandboxResponse } from '../http.ts';
import { callEntries, ok, providerApi, runOperation } from '../provider-api.ts';
import { controlRoute, findEntry, type PartialRoute, readBody } from '../routes.ts';
import { lookCalls } from './compute-look.ts';
import { peeringCalls } from './compute-peerings.ts';
import { routeCalls, routesEntry } from './compute-routes.ts';
import { showCompute } from './compute-show.ts';
import type { Compute } from './compute-state.ts';
import { refuseAsGoogle } from './google-refusal.ts';
import { resourceManager } from './resource-manager.ts';
import { createTokens, type Tokens, tokenRoutes } from './tokens.ts';

export const GOOGLE_BASE = '/google';
const COMPUTE_BASE = `${GOOGLE_BASE}/compute/v1`;
const CALLS = [...lookCalls, ...routeCalls, ...peeringCalls];

const NOT_SIGNED_IN =
  'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.';

const respondTo =
  (compute: Compute, tokens: Tokens) =>
  async (request: SandboxRequest): Promise<SandboxResponse> => {
    const user = tokens.find(request);
    if (user === null) return refuseAsGoogle(401, 'authError', NOT_SIGNED_IN);
    const found = findEntry(CALLS, COMPUTE_BASE, request);
    if (found === null) {
      return refuseAsGoogle(404, 'notFound', 'The requested URL was not found on this server.');
    }
    const { entry, visit } = found;
    compute.calls.count(`${visit.parts('project')} ${entry.name}`);
    const run = () => entry.run({ ...visit, compute, user });
    return runOperation({ run }, visit, refuseAsGoogle);
  };

const denied = z.strictObject({ deny: z.array(z.string().regex(/^compute\./)) });

/** What the owners of projects do to the bot there. */
const computeControl = (compute: Compute): PartialRoute =>
  controlRoute('/control/google', [
    { method: 'GET', path: '/compute', run: () => ok(showCompute(compute)) },
    {
      method: 'POST',
      path: '/projects/:project/permissions',
      run: ({ request, parts }) => {
        const { deny } = readBody(denied, request);
        compute.deny(parts('project'), deny);
        return ok({ deny });
      },
    },
    routesEntry(compute),
    delaysEntry({ delays: compute.delays.all, setDelays: compute.delays.set }),
    ...callEntries(compute.calls),
  ]);

interface ComputeApi {
  readonly compute: Compute;
  /** Of those who call: their tokens end by it. */
  readonly callersClock: Clock;
  readonly faults: Faults;
}

/** The Compute API, tokens for it, and its control. A fault's label is `METHOD /projects/…`. */
export const computeRoutes = ({ compute, callersClock, faults }: ComputeApi): readonly PartialRoute[] => {
  const tokens = createTokens(callersClock);
  const api = providerApi({
    base: COMPUTE_BASE,
    target: 'google',
    faults,
    respond: respondTo(compute, tokens),
    refuse: refuseAsGoogle,
  });
  return [
    api,
    resourceManager(compute, tokens, GOOGLE_BASE),
    ...tokenRoutes(tokens, GOOGLE_BASE, callersClock),
    computeControl(compute),
  ];
};
