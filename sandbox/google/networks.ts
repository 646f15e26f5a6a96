import type { Clock } from '../clock.ts';
import { createTwoSidedNetworks, type SideView } from '../two-sided.ts';

export interface GoogleNetwork {
  readonly project: string;
  readonly name: string;
  /** Of all its subnets. */
  readonly ranges: readonly string[];
}

/** What the sandbox starts with on the customer's side. */
const demoGoogleNetworks: readonly GoogleNetwork[] = [
  { project: 'acme-net', name: 'prod', ranges: ['10.130.0.0/20', '10.130.16.0/20'] },
  { project: 'acme-net', name: 'staging', ranges: ['10.140.0.0/20'] },
  { project: 'acme-data', name: 'warehouse', ranges: ['10.130.8.0/24'] },
];

/** As the Compute API names a network in a peering. */
export const networkId = (project: string, name: string): string =>
  `projects/${project}/global/networks/${name}`;

/** `acme-net` of `projects/acme-net/global/networks/prod`. */
export const projectOf = (id: string): string => id.split('/')[1] ?? '';

const WORDS = {
  waiting: 'Waiting for peer network to connect.',
  connected: 'Connected.',
  disconnected: 'Peering was deleted on the peer network.',
} as const;

/** A peering as `networks.get` of the Compute API shows it. */
export const showNetworkPeering = ({ name, to, state, since }: SideView) => ({
  name,
  network: `https://www.googleapis.com/compute/v1/${to}`,
  state: state === 'connected' ? 'ACTIVE' : 'INACTIVE',
  stateDetails: `[${new Date(since).toISOString()}]: ${WORDS[state]}`,
  exchangeSubnetRoutes: true,
});

/** Google Cloud in small: networks of all projects, peered from both ends. */
export const createGoogle = (options: {
  readonly clock: Clock;
  readonly networks?: readonly GoogleNetwork[];
}) => {
  const { clock, networks: seeds = demoGoogleNetworks } = options;
  const networks = seeds.map(({ project, name, ranges }) => ({ id: networkId(project, name), ranges }));
  return createTwoSidedNetworks({ clock, networks });
};
