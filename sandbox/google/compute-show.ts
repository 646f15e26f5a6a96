import type { CloudNetwork } from '../two-sided.ts';
import { listSubnetworks, SUBNET_REGION } from './compute-json.ts';
import { listHops } from './compute-routes.ts';
import type { Compute } from './compute-state.ts';
import { projectOf } from './networks.ts';

/** The last part of what a route leads to: a gateway, the network itself, a peering or an address. */
const nameHop = (to: Readonly<Record<string, string>>): string =>
  (Object.values(to)[0] ?? '').split('/').at(-1) ?? '';

const showNetwork = (compute: Compute, network: CloudNetwork) => ({
  id: network.id,
  subnets: listSubnetworks(network).map(({ name, ipCidrRange }) => ({
    name,
    range: ipCidrRange,
    region: SUBNET_REGION,
  })),
  peerings: compute.networks.peeringsOf(network.id).map((side) => {
    const { importCustomRoutes, exportCustomRoutes } = compute.flagsOf(side);
    return { name: side.name, importCustomRoutes, exportCustomRoutes, madeBy: compute.makerOf(side) };
  }),
  routes: listHops(compute, network).map(({ name, destRange, to }) => ({ name, destRange, to: nameHop(to) })),
});

/** What the Compute API knows of the customer's networks beyond who is peered with whom. */
export const showCompute = (compute: Compute) => {
  const networks = compute.networks
    .networks()
    .filter(({ id }) => !compute.isForeign(projectOf(id)))
    .map((network) => showNetwork(compute, network));
  const projects = [...new Set(networks.map(({ id }) => projectOf(id)))];
  return { projects: projects.map((id) => ({ id, denied: compute.denied(id) })), networks };
};
export type ComputeShown = ReturnType<typeof showCompute>;
