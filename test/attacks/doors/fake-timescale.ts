import type { PeerNetwork } from '../../../src/domain/peer-network.ts';
import { samePeer } from '../../../src/domain/peer-network.ts';
import type { SeenPeering } from '../../../src/domain/peering.ts';
import type { Product } from '../../../src/domain/project.ts';
import type { SeenService } from '../../../src/domain/service.ts';
import { writeTimescaleEnd } from '../../../src/domain/timescale-end.ts';
import type { SeenVpc } from '../../../src/domain/vpc.ts';
import { VpcbotError } from '../../../src/errors.ts';
import type { TimescaleProject } from '../../../src/timescale/api.ts';

/** What a project has at its provider. */
export interface Held {
  readonly vpcs: readonly SeenVpc[];
  readonly peerings: readonly { readonly vpcId: string; readonly seen: SeenPeering }[];
  readonly services: readonly SeenService[];
}

const endOf = (peer: PeerNetwork, id: number): string => {
  switch (peer.kind) {
    case 'aws':
      return writeTimescaleEnd({ kind: 'aws', peeringId: `pcx-${String(id).padStart(17, '0')}` });
    case 'google':
      return writeTimescaleEnd({ kind: 'google', projectId: 'timescale-mst', network: `vpc-${id}` });
    case 'azure':
      return writeTimescaleEnd({
        kind: 'azure',
        tenantId: 'tenant',
        networkId: `/subscriptions/s/vnet-${id}`,
      });
    default:
      return peer satisfies never;
  }
};

/** What becomes of a peering stands in the name of its peer, so that a test gets what it needs. */
const stateOf = (peer: PeerNetwork): SeenPeering['state'] => {
  if (peer.kind !== 'aws') return peer.kind === 'google' ? 'pending-peer' : 'active';
  if (peer.vpcId.endsWith('ff')) return 'pending-peer';
  if (peer.vpcId.endsWith('01')) return 'invalid-specification';
  return peer.vpcId.endsWith('02') ? 'rejected-by-peer' : 'active';
};

/** A provider that does everything at once. */
export const createFakeTimescale = (
  product: Product,
  projectId: string,
  held: Held,
): TimescaleProject & { held(): Held } => {
  let { vpcs, peerings, services } = held;
  let count = 100 + vpcs.length + peerings.length;
  const next = (): number => {
    count += 1;
    return count;
  };
  return {
    held: () => ({ vpcs, peerings, services }),
    findKeyOwner: async () => ({
      projectId,
      projectName: projectId,
      plan: product === 'tiger' ? 'scale' : null,
    }),
    listVpcs: async () => vpcs,
    getVpc: async (id) => vpcs.find(({ providerId }) => providerId === id) ?? null,
    createVpc: async ({ name, region, cidr }) => {
      if (name.includes('refuse')) return { kind: 'refused', message: 'no <!channel> *here*' };
      if (name.includes('limit')) return { kind: 'over-limit', message: 'the limit of VPCs is reached' };
      const vpc: SeenVpc = {
        providerId: String(next()),
        name: product === 'tiger' ? name : null,
        region,
        cidr,
        cidrText: cidr.text,
        state: product === 'tiger' ? null : 'active',
      };
      vpcs = [...vpcs, vpc];
      return { kind: 'created', vpc };
    },
    deleteVpc: async (id) => {
      vpcs = vpcs.filter(({ providerId }) => providerId !== id);
      return { kind: 'deleted' };
    },
    listRegions: async () =>
      product === 'tiger'
        ? null
        : ['timescale-aws-us-east-1', 'timescale-google-europe-west1', 'timescale-azure-westeurope'],
    listPeerings: async ({ providerId }) => ({
      kind: 'listed',
      peerings: peerings.filter(({ vpcId }) => vpcId === providerId).map(({ seen }) => seen),
      vpcState: null,
    }),
    createPeering: async ({ providerId }, peer) => {
      const there = peerings.find(({ vpcId, seen }) => vpcId === providerId && samePeer(seen.peer, peer));
      if (there !== undefined) return { kind: 'refused', message: 'it is there already' };
      const id = next();
      const seen: SeenPeering = {
        providerId: String(id),
        peer,
        state: stateOf(peer),
        rawStatus: 'SEEN',
        provisionedId: endOf(peer, id),
        message: null,
        peerRanges: [],
        warnings: [],
      };
      peerings = [...peerings, { vpcId: providerId, seen }];
      return { kind: 'created', peering: seen };
    },
    deletePeering: async (_, { providerId }) => {
      peerings = peerings.filter(({ seen }) => seen.providerId !== providerId);
      return { kind: 'deleted' };
    },
    refreshPeerings: async () => {},
    renameVpc: async () => ({ kind: 'accepted' }),
    listServices: async () => services,
    getService: async (id) => services.find(({ providerId }) => providerId === id) ?? null,
    getCertificate: async () =>
      product === 'managed' ? '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n' : null,
    moveService: async (id, { to }) => {
      if (id === 'svc-stuck') throw new VpcbotError('TIMESCALE_UNAVAILABLE', { doing: 'moving a service' });
      services = services.map((each) => (each.providerId === id ? { ...each, vpcProviderId: to } : each));
      return { kind: 'accepted' };
    },
  };
};
