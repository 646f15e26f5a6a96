import type { SandboxResponse } from '../http.ts';
import { ok } from '../provider-api.ts';
import { Refusal } from '../refusal.ts';
import { listSubnetworks, SELF, SUBNET_REGION, showNetwork, showOperation } from './compute-json.ts';
import {
  type ComputeCall,
  type ComputeVisit,
  checkPermission,
  findNetwork,
  NETWORK_PATH,
  networksOf,
} from './compute-visit.ts';

const listNetworks = (visit: ComputeVisit): SandboxResponse => {
  const project = `projects/${visit.parts('project')}`;
  checkPermission(visit, 'compute.networks.list', project);
  return ok({
    kind: 'compute#networkList',
    id: `${project}/global/networks`,
    items: networksOf(visit).map((network) => showNetwork(visit.compute, network)),
    selfLink: `${SELF}/${project}/global/networks`,
  });
};

const listAllSubnetworks = (visit: ComputeVisit): SandboxResponse => {
  const project = `projects/${visit.parts('project')}`;
  checkPermission(visit, 'compute.subnetworks.list', project);
  const subnetworks = networksOf(visit).flatMap(listSubnetworks);
  const warning = { code: 'NO_RESULTS_ON_PAGE', message: 'There are no results for scope on this page.' };
  return ok({
    kind: 'compute#subnetworkAggregatedList',
    id: `${project}/aggregated/subnetworks`,
    items: {
      [`regions/${SUBNET_REGION}`]: subnetworks.length === 0 ? { warning } : { subnetworks },
      'regions/us-central1': { warning },
    },
    selfLink: `${SELF}/${project}/aggregated/subnetworks`,
  });
};

const getOperation = (visit: ComputeVisit): SandboxResponse => {
  const { compute, parts } = visit;
  const id = `projects/${parts('project')}/global/operations/${parts('operation')}`;
  checkPermission(visit, 'compute.globalOperations.get', id);
  const operation = compute.findOperation(parts('project'), parts('operation'));
  if (operation === null) throw new Refusal(404, 'notFound', `The resource '${id}' was not found`);
  return ok(showOperation(operation, compute.isDone(operation)));
};

/** Real ms between looks, and how many of them: Google lets the caller wait for up to two minutes. */
const LOOK_EVERY = 100;
const LOOKS = 10;

const waitForOperation = async (visit: ComputeVisit): Promise<SandboxResponse> => {
  const { compute, parts } = visit;
  const operation = compute.findOperation(parts('project'), parts('operation'));
  for (let look = 0; look < LOOKS && operation !== null && !compute.isDone(operation); look += 1) {
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
  }
  return getOperation(visit);
};

const listPeeringRoutes = (visit: ComputeVisit): SandboxResponse => {
  const { compute, request } = visit;
  const { id } = findNetwork(visit, 'compute.networks.listPeeringRoutes');
  const { searchParams } = request.url;
  const wanted = (name: string): string => {
    const value = searchParams.get(name);
    if (value === null) throw new Refusal(400, 'required', `Required field '${name}' not specified`);
    return value;
  };
  const [name, direction, region] = [wanted('peeringName'), wanted('direction'), wanted('region')];
  const side = compute.networks.peeringsOf(id).find((each) => each.name === name);
  if (side === undefined) throw new Refusal(404, 'notFound', `There is no peering ${name} on network ${id}`);
  const from = compute.networks.find(direction === 'INCOMING' ? side.to : id);
  const ranges = side.state === 'connected' && region === SUBNET_REGION ? (from?.ranges ?? []) : [];
  return ok({
    kind: 'compute#exchangedPeeringRoutesList',
    items: ranges.map((destRange) => ({
      destRange,
      type: 'SUBNET_PEERING_ROUTE',
      nextHopRegion: SUBNET_REGION,
      priority: 0,
      imported: true,
    })),
  });
};

const OPERATION = '/projects/:project/global/operations/:operation';

/** What changes nothing. */
export const lookCalls: readonly ComputeCall[] = [
  { name: 'networks.list', method: 'GET', path: '/projects/:project/global/networks', run: listNetworks },
  {
    name: 'networks.get',
    method: 'GET',
    path: NETWORK_PATH,
    run: (visit) => ok(showNetwork(visit.compute, findNetwork(visit, 'compute.networks.get'))),
  },
  {
    name: 'networks.listPeeringRoutes',
    method: 'GET',
    path: `${NETWORK_PATH}/listPeeringRoutes`,
    run: listPeeringRoutes,
  },
  {
    name: 'subnetworks.aggregatedList',
    method: 'GET',
    path: '/projects/:project/aggregated/subnetworks',
    run: listAllSubnetworks,
  },
  { name: 'globalOperations.get', method: 'GET', path: OPERATION, run: getOperation },
  { name: 'globalOperations.wait', method: 'POST', path: `${OPERATION}/wait`, run: waitForOperation },
];
