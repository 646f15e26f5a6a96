import { z } from 'zod';
import { delaysEntry } from '../delay-changes.ts';
import { callEntries } from '../provider-api.ts';
import { controlRoute, type Entry, type PartialRoute, readBody, type Visit } from '../routes.ts';
import { peeringBody, peerOf, showPeering } from './peering-json.ts';
import { managedServiceEntries, showManagedServices } from './service-control.ts';
import type { ManagedState } from './state.ts';
import { showVpc, showWholeVpc } from './vpc-operations.ts';

const settings = z
  .strictObject({
    vpcLimit: z.number().int().min(0),
    showsPeeringIds: z.boolean(),
    keepsNames: z.boolean(),
    afterDeletion: z.union([z.literal(403), z.literal(404)]),
  })
  .partial();
const newVpc = z.strictObject({ cloud: z.string(), cidr: z.string() });
const newState = z.strictObject({ state: z.string().min(1).nullable() });
const peeringState = peeringBody.extend({
  state: z.string().min(1).nullable(),
  state_info: z.unknown().default(null),
});

const VPCS = '/projects/:project/vpcs';
const VPC = `${VPCS}/:vpc`;

const vpcEntries = (state: ManagedState): readonly Entry[] => {
  const { vpcs } = state;
  const place = ({ parts }: Visit) => [parts('project'), parts('vpc')] as const;
  return [
    {
      method: 'POST',
      path: VPCS,
      run: ({ request, parts }) => {
        const row = vpcs.add(parts('project'), readBody(newVpc, request), 0);
        return { status: 201, body: showVpc(row, state.now()) };
      },
    },
    {
      method: 'DELETE',
      path: VPC,
      run: (visit) => {
        state.removeVpc(...place(visit));
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${VPC}/state`,
      run: (visit) => {
        vpcs.say(...place(visit), readBody(newState, visit.request).state);
        return { status: 200, body: showVpc(vpcs.get(...place(visit)), state.now()) };
      },
    },
  ];
};

const peeringEntries = (state: ManagedState): readonly Entry[] => {
  const { vpcs, peerings } = state;
  const vpcIn = ({ parts }: Visit) => vpcs.get(parts('project'), parts('vpc'));
  return [
    {
      method: 'POST',
      path: `${VPC}/peerings`,
      run: (visit) => {
        const body = readBody(peeringBody, visit.request);
        const row = peerings.create(vpcIn(visit), peerOf(body), body.user_peer_network_cidrs);
        return { status: 201, body: showPeering(state, vpcIn(visit), row) };
      },
    },
    {
      method: 'POST',
      path: `${VPC}/peerings/delete`,
      run: (visit) => {
        peerings.drop(vpcIn(visit), peerOf(readBody(peeringBody, visit.request)));
        return { status: 204 };
      },
    },
    {
      method: 'POST',
      path: `${VPC}/peerings/state`,
      run: (visit) => {
        const { state: word, state_info: info, ...peer } = readBody(peeringState, visit.request);
        const row = peerings.say(vpcIn(visit), peerOf(peer), word === null ? null : { state: word, info });
        return { status: 200, body: showPeering(state, vpcIn(visit), row) };
      },
    },
  ];
};

const showManaged = (state: ManagedState) => ({
  projects: state.projects.map(({ name }) => ({
    name,
    ...state.settingsOf(name),
    vpcs: state.vpcs.list(name).map((row) => showWholeVpc(state, row)),
    services: showManagedServices(state, name),
  })),
  delays: state.delays(),
});
export type ManagedShown = ReturnType<typeof showManaged>;

/** What Timescale's own people and other users would do, under `/control/managed`. */
export const managedControl = (state: ManagedState): PartialRoute => {
  const entries: readonly Entry[] = [
    {
      method: 'GET',
      path: '/state',
      run: () => ({ status: 200, body: showManaged(state) }),
    },
    delaysEntry(state),
    {
      method: 'POST',
      path: '/projects/:project',
      run: ({ request, parts }) => {
        const changes = Object.entries(readBody(settings, request)).filter(
          ([, value]) => value !== undefined,
        );
        state.changeSettings(parts('project'), Object.fromEntries(changes));
        return { status: 200, body: state.settingsOf(parts('project')) };
      },
    },
    ...vpcEntries(state),
    ...peeringEntries(state),
    ...managedServiceEntries(state),
    ...callEntries(state.calls),
  ];
  return controlRoute('/control/managed', entries);
};
