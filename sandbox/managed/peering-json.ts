import { z } from 'zod';
import type { Peer } from './far-side.ts';
import type { ManagedPeeringRow, ManagedPeeringView } from './peering-view.ts';
import type { ManagedState } from './state.ts';
import type { ManagedVpcRow } from './vpcs.ts';

const word = z.string().min(1).max(1024);
const wordOrNot = word.nullable().default(null);

export const peeringBody = z.object({
  peer_cloud_account: word,
  peer_vpc: word,
  peer_region: wordOrNot,
  peer_resource_group: wordOrNot,
  peer_azure_app_id: wordOrNot,
  peer_azure_tenant_id: wordOrNot,
  user_peer_network_cidrs: z.array(z.string()).max(128).default([]),
});
export type NewPeering = z.infer<typeof peeringBody>;

interface PeeringWithView {
  readonly row: ManagedPeeringRow;
  readonly view: ManagedPeeringView;
}

export const peerOf = (body: NewPeering): Peer => ({
  account: body.peer_cloud_account,
  vpc: body.peer_vpc,
  region: body.peer_region,
  resourceGroup: body.peer_resource_group,
  appId: body.peer_azure_app_id,
  tenantId: body.peer_azure_tenant_id,
});

const show = ({ row, view }: PeeringWithView, showsId: boolean) => {
  const { peer } = row;
  return {
    ...(showsId ? { peering_connection_id: row.id } : {}),
    peer_cloud_account: peer.account,
    peer_vpc: peer.vpc,
    peer_region: peer.region,
    peer_resource_group: peer.resourceGroup,
    peer_azure_app_id: peer.appId,
    peer_azure_tenant_id: peer.tenantId,
    user_peer_network_cidrs: row.userCidrs,
    vpc_peering_connection_type: row.side.type,
    state: view.state,
    state_info: view.info,
    create_time: new Date(row.createdAt).toISOString(),
    update_time: new Date(view.since).toISOString(),
  };
};

export const showPeerings = ({ peerings, settingsOf }: ManagedState, vpc: ManagedVpcRow) =>
  peerings.views(vpc).map((each) => show(each, settingsOf(vpc.project).showsPeeringIds));

/** One of them, by the row that it was a moment ago. */
export const showPeering = (state: ManagedState, vpc: ManagedVpcRow, { id }: ManagedPeeringRow) => {
  const each = state.peerings.views(vpc).find(({ row }) => row.id === id);
  return each === undefined ? null : show(each, state.settingsOf(vpc.project).showsPeeringIds);
};
