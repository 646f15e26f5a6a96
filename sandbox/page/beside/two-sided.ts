import type { CloudFacts } from '../../demo/news.ts';
import type { SaidState } from './tone.ts';

/** A peering as its owner sees it in the cloud's console. */
export interface OwnPeering {
  readonly name: string;
  /** The other network, short. */
  readonly to: string;
  readonly state: SaidState;
  /** The cloud's own sentence about it; empty where it has none. */
  readonly detail: string;
  /** Which routes it exchanges beside those of subnets; empty where that is not to be chosen. */
  readonly flags: string;
  readonly isByBot: boolean;
}

/** A network of the company's own. */
export interface OwnNetwork {
  /** What it belongs to: a project, or a resource group. */
  readonly owner: string;
  readonly name: string;
  readonly ranges: readonly string[];
  /** Where the control API has it. */
  readonly path: string;
  readonly peerings: readonly OwnPeering[];
}

/** Timescale's side of a peering that still lacks the other: what its owner has to make. */
export interface Match {
  readonly network: OwnNetwork;
  /** What is to be filled in, by the names of the control API. */
  readonly body: Readonly<Record<string, string>>;
}

export interface TwoSidedFacts {
  readonly networks: readonly OwnNetwork[];
  readonly waiting: readonly Match[];
}

type GoogleNetwork = CloudFacts['google']['networks'][number];
type ComputePeering = CloudFacts['compute']['networks'][number]['peerings'][number];
type AzureNetwork = CloudFacts['azure']['networks'][number];

/** Managed Service has a network of its own in the cloud for each of its VPCs. */
const isTimescales = ({ id }: { readonly id: string }): boolean => /\/project-vpc-[0-9a-f]{8}$/.test(id);

const lastPart = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

/** `projects/acme-net/global/networks/prod` */
const readGoogleId = (id: string) => {
  const [, project = '', , , name = ''] = id.split('/');
  return { project, name };
};

const COMPUTE = 'https://www.googleapis.com/compute/v1/';

const googleState = (state: string): SaidState =>
  state === 'ACTIVE' ? { words: 'ACTIVE', tone: 'well' } : { words: 'INACTIVE', tone: 'over' };

const sayFlags = ({ importCustomRoutes, exportCustomRoutes }: ComputePeering): string => {
  if (importCustomRoutes && exportCustomRoutes) return 'Custom routes go both ways.';
  if (importCustomRoutes) return 'Custom routes are imported.';
  return exportCustomRoutes ? 'Custom routes are exported.' : 'Custom routes stay here.';
};

/** Whoever the bot is at Google: its own service account, or the one whose place it takes. */
const isBot = (user: string | null): boolean => user?.startsWith('vpcbot@') ?? false;

type Google = Pick<CloudFacts, 'google' | 'compute'>;

const ownGoogleNetwork = ({ id, ranges, peerings }: GoogleNetwork, { compute }: Google): OwnNetwork => {
  const inside = compute.networks.find((network) => network.id === id);
  const { project, name } = readGoogleId(id);
  return {
    owner: project,
    name,
    ranges,
    path: `/control/google/projects/${project}/networks/${name}`,
    peerings: peerings.map((peering) => {
      const to = readGoogleId(peering.network.replace(COMPUTE, ''));
      const seen = inside?.peerings.find(({ name }) => name === peering.name);
      return {
        name: peering.name,
        to: `${to.project}/${to.name}`,
        state: googleState(peering.state),
        detail: peering.stateDetails,
        flags: seen === undefined ? '' : sayFlags(seen),
        isByBot: isBot(seen?.madeBy ?? null),
      };
    }),
  };
};

/** Google Cloud's networks, and what Timescale waits for there. */
export const readGoogle = (clouds: Google): TwoSidedFacts => {
  const { google } = clouds;
  const own = google.networks.filter((network) => !isTimescales(network));
  const waiting = google.networks.filter(isTimescales).flatMap((theirs) =>
    theirs.peerings
      .filter(({ stateDetails }) => stateDetails.includes('Waiting for peer network'))
      .flatMap(({ network }) => {
        const mine = own.find(({ id }) => network === `${COMPUTE}${id}`);
        const { project: peerProject, name: peerNetwork } = readGoogleId(theirs.id);
        const body = { name: `to-${peerNetwork}`, peerProject, peerNetwork };
        return mine === undefined ? [] : [{ network: ownGoogleNetwork(mine, clouds), body }];
      }),
  );
  return { networks: own.map((network) => ownGoogleNetwork(network, clouds)), waiting };
};

const AZURE_TONES = { Initiated: 'moves', Connected: 'well', Disconnected: 'over' } as const;

export interface AzureOwnNetwork extends OwnNetwork {
  readonly tenant: string;
  /** The applications that may peer with it. */
  readonly apps: readonly string[];
}

const ownAzureNetwork = ({ id, ranges, peerings, tenant, apps }: AzureNetwork): AzureOwnNetwork => {
  const [, , subscription = '', , group = '', , , , name = ''] = id.split('/');
  return {
    owner: group,
    name,
    ranges,
    tenant: tenant ?? '',
    apps,
    path: `/control/azure/subscriptions/${subscription}/resource-groups/${group}/vnets/${name}`,
    peerings: peerings.map((peering) => {
      const { peeringState, remoteVirtualNetwork } = peering.properties;
      return {
        name: peering.name,
        to: lastPart(remoteVirtualNetwork.id),
        state: { words: peeringState, tone: AZURE_TONES[peeringState] },
        detail: '',
        flags: '',
        isByBot: false,
      };
    }),
  };
};

/** Azure's virtual networks, and what Timescale waits for there. */
export const readAzure = ({ azure }: Pick<CloudFacts, 'azure'>) => {
  const own = azure.networks.filter((network) => !isTimescales(network));
  const waiting = azure.networks.filter(isTimescales).flatMap((theirs) =>
    theirs.peerings
      .filter(({ properties }) => properties.peeringState === 'Initiated')
      .flatMap(({ properties }) => {
        const mine = own.find(({ id }) => id === properties.remoteVirtualNetwork.id);
        const body = { name: `to-${lastPart(theirs.id)}`, remoteVnet: theirs.id };
        return mine === undefined ? [] : [{ network: ownAzureNetwork(mine), body }];
      }),
  );
  return { networks: own.map(ownAzureNetwork), waiting } satisfies TwoSidedFacts;
};
