import { z } from 'zod';
import { controlRoute, type Entry, type PartialRoute, readBody, type Visit } from '../routes.ts';
import { showNetworks, twoSidedEntries } from '../two-sided-control.ts';
import { type Azure, readVnetId, showVnetPeering, vnetId } from './networks.ts';

const newPeering = z.strictObject({ name: z.string().min(1), remoteVnet: z.string().startsWith('/') });
const newGrant = z.strictObject({ tenant: z.string().min(1), app: z.string().min(1) });

const showAzure = ({ networks, tenantOf, appsOf }: Azure) => ({
  networks: showNetworks(networks, showVnetPeering).map((network) => ({
    ...network,
    tenant: tenantOf(network.id),
    apps: appsOf(network.id),
  })),
});
export type AzureShown = ReturnType<typeof showAzure>;

/** What the owner of Azure subscriptions would do there, under `/control/azure`. */
export const azureControl = (azure: Azure): PartialRoute => {
  const { networks, grant } = azure;
  const path = '/subscriptions/:subscription/resource-groups/:group/vnets/:vnet';
  const idOf = ({ parts }: Visit) => vnetId(parts('subscription'), parts('group'), parts('vnet'));
  const grants: Entry = {
    method: 'POST',
    path: `${path}/grants`,
    run: (visit) => {
      const { tenant, app } = readBody(newGrant, visit.request);
      grant(idOf(visit), tenant, app);
      return { status: 201, body: { tenant, app } };
    },
  };
  const readPeering = ({ request }: Visit) => {
    const { name, remoteVnet } = readBody(newPeering, request);
    return { name, to: readVnetId(remoteVnet) };
  };
  const state = () => showAzure(azure);
  const entries = twoSidedEntries({ networks, path, idOf, readPeering, show: showVnetPeering, state });
  return controlRoute('/control/azure', [grants, ...entries]);
};
