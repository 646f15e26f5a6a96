import type { AzureCleanUp, AzureCleanUpAct, AzureGuideFacts, CommandStep } from '../domain/guide.ts';
import { buildVnetPeeringCommand } from './azure-commands.ts';
import { buildStep } from './command-step.ts';
import { quoteQuery } from './shell.ts';

const PERMISSIONS = [
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/read',
  'Microsoft.Network/virtualNetworks/virtualNetworkPeerings/delete',
] as const;

/** Whatever it is called: what it leads to tells which one it is. */
const guideDelete = (facts: AzureGuideFacts): CommandStep<AzureCleanUpAct> => {
  const list = buildVnetPeeringCommand(facts, 'list', {
    query: `[?remoteVirtualNetwork.id==${quoteQuery(facts.end.networkId)}].name`,
    output: 'tsv',
  });
  const remove = `${buildVnetPeeringCommand(facts, 'delete', {})} --name "$peering"`;
  const command = `for peering in $(${list}); do ${remove}; done`;
  return buildStep('delete-peering', command, { does: 'change' });
};

/** After a peering or its VPC is deleted: this side of it stays, disconnected, until somebody deletes it. */
export const guideAzureCleanUp = (facts: AzureGuideFacts): AzureCleanUp => {
  const look = buildVnetPeeringCommand(facts, 'list', {
    query: '[].{name:name,state:peeringState,remote:remoteVirtualNetwork.id}',
    output: 'json',
  });
  return {
    kind: 'azure',
    facts,
    steps: [buildStep('peerings', look, { does: 'look' }), guideDelete(facts)],
    permissions: PERMISSIONS,
  };
};
