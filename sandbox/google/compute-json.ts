import type { CloudNetwork, SideView } from '../two-sided.ts';
import { type Compute, type ComputeOperation, numericId, type PeeringFlags } from './compute-state.ts';
import { projectOf, showNetworkPeering } from './networks.ts';

export const SELF = 'https://www.googleapis.com/compute/v1';
/** Subnets of the sandbox stand in one region. */
export const SUBNET_REGION = 'europe-west1';
/** Before anything that the sandbox tells of. */
export const MADE_AT = '2024-01-01T00:00:00.000-08:00';

const nameOf = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const showPeering = (side: SideView, flags: PeeringFlags) => ({
  ...showNetworkPeering(side),
  autoCreateRoutes: true,
  ...flags,
});

/** One for each range of the network. */
export const listSubnetworks = ({ id, ranges }: CloudNetwork) => {
  const project = projectOf(id);
  return ranges.map((ipCidrRange, index) => {
    const name = `${nameOf(id)}-${index + 1}`;
    const region = `${SELF}/projects/${project}/regions/${SUBNET_REGION}`;
    const selfLink = `${region}/subnetworks/${name}`;
    return {
      kind: 'compute#subnetwork',
      id: numericId(selfLink),
      creationTimestamp: MADE_AT,
      name,
      network: `${SELF}/${id}`,
      ipCidrRange,
      region,
      selfLink,
      privateIpGoogleAccess: false,
      purpose: 'PRIVATE',
      stackType: 'IPV4_ONLY',
    };
  });
};

export const showNetwork = (compute: Compute, network: CloudNetwork) => {
  const { id } = network;
  const peerings = compute.networks.peeringsOf(id).map((side) => showPeering(side, compute.flagsOf(side)));
  return {
    kind: 'compute#network',
    id: numericId(id),
    creationTimestamp: MADE_AT,
    name: nameOf(id),
    selfLink: `${SELF}/${id}`,
    autoCreateSubnetworks: false,
    subnetworks: listSubnetworks(network).map(({ selfLink }) => selfLink),
    // Google leaves out what is empty.
    ...(peerings.length === 0 ? {} : { peerings }),
    routingConfig: { routingMode: 'REGIONAL' },
    mtu: 1460,
    networkFirewallPolicyEnforcementOrder: 'AFTER_CLASSIC_FIREWALL',
  };
};

export const showOperation = (operation: ComputeOperation, isDone: boolean) => {
  const { name, project, type, target, user, startsAt, endsAt } = operation;
  const start = new Date(startsAt).toISOString();
  return {
    kind: 'compute#operation',
    id: numericId(name),
    name,
    operationType: `compute.networks.${type}`,
    targetLink: `${SELF}/${target}`,
    targetId: numericId(target),
    status: isDone ? 'DONE' : 'RUNNING',
    user,
    progress: isDone ? 100 : 0,
    insertTime: start,
    startTime: start,
    ...(isDone ? { endTime: new Date(endsAt).toISOString() } : {}),
    selfLink: `${SELF}/projects/${project}/global/operations/${name}`,
  };
};
