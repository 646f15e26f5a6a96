import { z } from 'zod';
import { controlRoute, type PartialRoute, readBody } from '../routes.ts';
import type { TwoSidedNetworks } from '../two-sided.ts';
import { showNetworks, twoSidedEntries } from '../two-sided-control.ts';
import { networkId, showNetworkPeering } from './networks.ts';

const newPeering = z.strictObject({
  name: z.string().regex(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/),
  peerProject: z.string().min(1),
  peerNetwork: z.string().min(1),
});

const showGoogle = (networks: TwoSidedNetworks) => ({ networks: showNetworks(networks, showNetworkPeering) });
export type GoogleShown = ReturnType<typeof showGoogle>;

/** What the owner of Google Cloud projects would do there, under `/control/google`. */
export const googleControl = (networks: TwoSidedNetworks): PartialRoute =>
  controlRoute(
    '/control/google',
    twoSidedEntries({
      networks,
      path: '/projects/:project/networks/:network',
      idOf: ({ parts }) => networkId(parts('project'), parts('network')),
      readPeering: ({ request }) => {
        const { name, peerProject, peerNetwork } = readBody(newPeering, request);
        return { name, to: networkId(peerProject, peerNetwork) };
      },
      show: showNetworkPeering,
      state: () => showGoogle(networks),
    }),
  );
