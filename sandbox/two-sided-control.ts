import { z } from 'zod';
import type { SandboxResponse } from './http.ts';
import { type Entry, readBody, type Visit } from './routes.ts';
import type { PeeringAnswer, SideView, TwoSidedNetworks } from './two-sided.ts';

const ranges = z.strictObject({ ranges: z.array(z.string()) });

interface TwoSidedControl {
  readonly networks: TwoSidedNetworks;
  /** One network: `/projects/:project/networks/:network`. */
  readonly path: string;
  readonly idOf: (visit: Visit) => string;
  /** The body of a new peering: its name and the id of the other network. */
  readonly readPeering: (visit: Visit) => { readonly name: string; readonly to: string };
  readonly show: (side: SideView) => unknown;
  /** What `/state` answers. */
  readonly state: () => object;
}

/** Networks with their peerings, these as the cloud shows them. */
export const showNetworks = <Peering>(networks: TwoSidedNetworks, show: (side: SideView) => Peering) =>
  networks.networks().map((network) => ({ ...network, peerings: networks.peeringsOf(network.id).map(show) }));

const respond = (answer: PeeringAnswer, show: (side: SideView) => unknown): SandboxResponse => {
  switch (answer.kind) {
    case 'done':
      return { status: 201, body: show(answer.side) };
    case 'no-network':
      return { status: 404, body: { code: 'NOT_FOUND', message: `no network ${answer.id}` } };
    case 'taken':
      return { status: 409, body: { code: 'CONFLICT', message: `there is the peering ${answer.name}` } };
    case 'overlap': {
      const message = `the range ${answer.range} overlaps with ${answer.other} of the peer network`;
      return { status: 400, body: { code: 'INVALID_REQUEST', message } };
    }
    default:
      return answer satisfies never;
  }
};

/** What the owner of networks does in their cloud. */
export const twoSidedEntries = (control: TwoSidedControl): readonly Entry[] => {
  const { networks, path, idOf, readPeering, show, state } = control;
  return [
    {
      method: 'GET',
      path: '/state',
      run: () => ({ status: 200, body: state() }),
    },
    {
      method: 'PUT',
      path,
      run: (visit) => {
        const network = { id: idOf(visit), ...readBody(ranges, visit.request) };
        networks.put(network);
        return { status: 200, body: network };
      },
    },
    {
      method: 'DELETE',
      path,
      run: (visit) => ({ status: networks.remove(idOf(visit)) ? 204 : 404 }),
    },
    {
      method: 'POST',
      path: `${path}/peerings`,
      run: (visit) => {
        const { name, to } = readPeering(visit);
        return respond(networks.peer(name, idOf(visit), to), show);
      },
    },
    {
      method: 'DELETE',
      path: `${path}/peerings/:peering`,
      run: (visit) => ({ status: networks.unpeer(idOf(visit), visit.parts('peering')) ? 204 : 404 }),
    },
  ];
};
