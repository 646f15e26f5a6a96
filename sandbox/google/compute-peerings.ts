import { z } from 'zod';
import type { SandboxResponse } from '../http.ts';
import { ok } from '../provider-api.ts';
import { Refusal } from '../refusal.ts';
import { readBody } from '../routes.ts';
import type { PeeringAnswer, SideView } from '../two-sided.ts';
import { showOperation } from './compute-json.ts';
import { type ComputeOperation, type PeeringFlags, USUAL_FLAGS } from './compute-state.ts';
import { type ComputeCall, type ComputeVisit, findNetwork, NETWORK_PATH } from './compute-visit.ts';
import { networkId } from './networks.ts';

const NAME = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

const flag = z.boolean().optional();
const networkPeering = z.looseObject({
  name: z.string().optional(),
  network: z.string().optional(),
  exchangeSubnetRoutes: flag,
  importCustomRoutes: flag,
  exportCustomRoutes: flag,
  importSubnetRoutesWithPublicIp: flag,
  exportSubnetRoutesWithPublicIp: flag,
  stackType: z.enum(['IPV4_ONLY', 'IPV4_IPV6']).optional(),
});
/** Both ways to say it: the older one names the network beside the peering. */
const newPeering = z.looseObject({
  name: z.string().optional(),
  peerNetwork: z.string().optional(),
  networkPeering: networkPeering.optional(),
});

const invalid = (field: string, value: string, why: string): Refusal =>
  new Refusal(400, 'invalid', `Invalid value for field '${field}': '${value}'. ${why}`);

/** The URL of a network in any of the forms that Google takes. */
const readNetwork = (text: string, ownProject: string): string => {
  const path = text.replace(/^https:\/\/(www|compute)\.googleapis\.com\/compute\/v1\//, '');
  const [, project, name] = /^(?:projects\/([^/]+)\/)?global\/networks\/([^/]+)$/.exec(path) ?? [];
  if (name !== undefined) return networkId(project ?? ownProject, name);
  throw invalid('resource.networkPeering.network', text, 'The URL is malformed.');
};

const readName = (name: string | undefined): string => {
  if (name !== undefined && NAME.test(name)) return name;
  throw invalid(
    'resource.networkPeering.name',
    name ?? '',
    "Must be a match of regex '[a-z](?:[-a-z0-9]{0,61}[a-z0-9])?'",
  );
};

/** What is said of flags, over what they were. */
const readFlags = (said: Partial<z.output<typeof networkPeering>>, before: PeeringFlags): PeeringFlags => ({
  importCustomRoutes: said.importCustomRoutes ?? before.importCustomRoutes,
  exportCustomRoutes: said.exportCustomRoutes ?? before.exportCustomRoutes,
  importSubnetRoutesWithPublicIp:
    said.importSubnetRoutesWithPublicIp ?? before.importSubnetRoutesWithPublicIp,
  exportSubnetRoutesWithPublicIp:
    said.exportSubnetRoutesWithPublicIp ?? before.exportSubnetRoutesWithPublicIp,
  stackType: said.stackType ?? before.stackType,
});

const made = (answer: PeeringAnswer, network: string): SideView => {
  switch (answer.kind) {
    case 'done':
      return answer.side;
    case 'no-network':
      throw new Refusal(404, 'notFound', `The resource '${answer.id}' was not found`);
    case 'taken': {
      const message = `There is already a peering (${answer.name}) with the same name or peer network on ${network}.`;
      throw new Refusal(409, 'alreadyExists', message);
    }
    case 'overlap': {
      const message = `An IP range in the peer network (${answer.other}) overlaps with an IP range in the local network (${answer.range}).`;
      throw new Refusal(400, 'badRequest', message);
    }
    default:
      return answer satisfies never;
  }
};

const findSide = ({ compute }: ComputeVisit, id: string, name: string): SideView => {
  const side = compute.networks.peeringsOf(id).find((each) => each.name === name);
  if (side === undefined) throw new Refusal(400, 'invalid', `There is no peering ${name} on network ${id}`);
  return side;
};

/** What a change does to which network, and which one is at the other end. */
interface Change {
  readonly target: string;
  readonly other: string;
  readonly act: () => void;
}

const change =
  (type: ComputeOperation['type'], prepare: (visit: ComputeVisit) => Change) =>
  (visit: ComputeVisit): SandboxResponse => {
    const { compute, user, parts, request } = visit;
    const requestId = request.url.searchParams.get('requestId');
    const begin = (): ComputeOperation => {
      const { target, other, act } = prepare(visit);
      return compute.begin(
        { type, target, touches: [target, other], user, project: parts('project') },
        requestId,
        act,
      );
    };
    const operation = compute.begunAs(requestId) ?? begin();
    return ok(showOperation(operation, compute.isDone(operation)));
  };

const addPeering = change('addPeering', (visit) => {
  const { id } = findNetwork(visit, 'compute.networks.addPeering');
  const body = readBody(newPeering, visit.request);
  const said = body.networkPeering ?? {};
  const name = readName(said.name ?? body.name);
  const to = readNetwork(said.network ?? body.peerNetwork ?? '', visit.parts('project'));
  if (said.exchangeSubnetRoutes === false) {
    const field = 'resource.networkPeering.exchangeSubnetRoutes';
    throw invalid(field, 'false', 'Subnet routes are always exchanged.');
  }
  const { compute } = visit;
  const act = (): void => {
    const side = made(compute.networks.peer(name, id, to), id);
    compute.setFlags(side, readFlags(said, USUAL_FLAGS));
    compute.setMaker(side, visit.user);
  };
  return { target: id, other: to, act };
});

const removePeering = change('removePeering', (visit) => {
  const { id } = findNetwork(visit, 'compute.networks.removePeering');
  const { name } = readBody(z.looseObject({ name: z.string() }), visit.request);
  const { to } = findSide(visit, id, name);
  return { target: id, other: to, act: () => void visit.compute.networks.unpeer(id, name) };
});

/** Flags alone can be changed. */
const updatePeering = change('updatePeering', (visit) => {
  const { id } = findNetwork(visit, 'compute.networks.updatePeering');
  const { networkPeering: said } = readBody(z.looseObject({ networkPeering }), visit.request);
  const side = findSide(visit, id, readName(said.name));
  const { compute } = visit;
  const act = (): void => compute.setFlags(side, readFlags(said, compute.flagsOf(side)));
  return { target: id, other: side.to, act };
});

export const peeringCalls: readonly ComputeCall[] = [
  { name: 'networks.addPeering', method: 'POST', path: `${NETWORK_PATH}/addPeering`, run: addPeering },
  {
    name: 'networks.removePeering',
    method: 'POST',
    path: `${NETWORK_PATH}/removePeering`,
    run: removePeering,
  },
  {
    name: 'networks.updatePeering',
    method: 'PATCH',
    path: `${NETWORK_PATH}/updatePeering`,
    run: updatePeering,
  },
];
