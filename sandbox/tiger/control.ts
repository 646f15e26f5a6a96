import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { controlRoute, type Entry, type PartialRoute, readBody } from '../routes.ts';
import type { DEMO_DELAYS } from './demo-projects.ts';
import { serviceEntries, showServices } from './service-control.ts';
import type { TigerState } from './state.ts';

const milliseconds = z.number().min(0).optional();
const delayChanges = z.strictObject({
  vpcReadyAfter: milliseconds,
  peeringRequestedAfter: milliseconds,
  peeringActiveAfter: milliseconds,
  deleteTakes: milliseconds,
  moveTakes: milliseconds,
  dnsAfter: milliseconds,
} satisfies Record<keyof typeof DEMO_DELAYS, unknown>);
const limitChange = z.strictObject({ vpcs: z.number().int().min(0) });

const ok = (body: unknown): SandboxResponse => ({ status: 200, body });

const showProject = (state: TigerState, id: string) => ({
  vpcLimit: state.vpcLimit(id),
  vpcs: state.vpcs.list(id).map((vpc) => ({
    ...vpc,
    peerings: state.peerings.list(id, vpc.id).map((row) => ({ ...row, ...state.peerings.view(row) })),
  })),
  services: showServices(state, id),
});

/** What Tiger's own people and other users would do, under `/control/tiger`. */
export const tigerControl = (state: TigerState): PartialRoute => {
  const entries: readonly Entry[] = [
    {
      method: 'GET',
      path: '/state',
      run: () => {
        const projects = state.projects.map(({ id, name, plan }) => ({
          id,
          name,
          plan,
          ...showProject(state, id),
        }));
        return ok({ projects, delays: state.delays() });
      },
    },
    {
      method: 'POST',
      path: '/delays',
      run: ({ request }) => {
        const changes = Object.entries(readBody(delayChanges, request)).filter(
          ([, value]) => value !== undefined,
        );
        state.setDelays(Object.fromEntries(changes));
        return ok(state.delays());
      },
    },
    {
      method: 'POST',
      path: '/projects/:project/limit',
      run: ({ request, parts }) => {
        state.setVpcLimit(parts('project'), readBody(limitChange, request).vpcs);
        return ok({ vpcLimit: state.vpcLimit(parts('project')) });
      },
    },
    {
      method: 'DELETE',
      path: '/projects/:project/vpcs/:vpc',
      run: ({ parts }) => {
        state.removeVpc(parts('project'), parts('vpc'));
        return { status: 204 };
      },
    },
    ...serviceEntries(state),
    { method: 'GET', path: '/requests', run: () => ok(state.counts()) },
    {
      method: 'DELETE',
      path: '/requests',
      run: () => {
        state.forgetCounts();
        return { status: 204 };
      },
    },
  ];
  return controlRoute('/control/tiger', entries);
};
