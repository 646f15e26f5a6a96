import { z } from 'zod';
import { delaysEntry } from '../delay-changes.ts';
import { callEntries, ok } from '../provider-api.ts';
import { controlRoute, type Entry, type PartialRoute, readBody } from '../routes.ts';
import { serviceEntries, showServices } from './service-control.ts';
import type { TigerState } from './state.ts';

const limitChange = z.strictObject({ vpcs: z.number().int().min(0) });

const showProject = (state: TigerState, id: string) => ({
  vpcLimit: state.vpcLimit(id),
  vpcs: state.vpcs.list(id).map((vpc) => ({
    ...vpc,
    peerings: state.peerings.list(id, vpc.id).map((row) => ({ ...row, ...state.peerings.view(row) })),
  })),
  services: showServices(state, id),
});

const showTiger = (state: TigerState) => ({
  projects: state.projects.map(({ id, name, plan }) => ({ id, name, plan, ...showProject(state, id) })),
  delays: state.delays(),
});
export type TigerShown = ReturnType<typeof showTiger>;

/** What Tiger's own people and other users would do, under `/control/tiger`. */
export const tigerControl = (state: TigerState): PartialRoute => {
  const entries: readonly Entry[] = [
    {
      method: 'GET',
      path: '/state',
      run: () => ok(showTiger(state)),
    },
    delaysEntry(state),
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
    ...callEntries(state),
  ];
  return controlRoute('/control/tiger', entries);
};
