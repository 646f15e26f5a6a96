import type { AzureGuideFacts } from '../domain/guide.ts';
import { buildCommand, type Options } from './shell.ts';

/** The virtual network of the other side, as every command about its peerings names it. */
const ofVnet = ({ peering: { peer } }: Pick<AzureGuideFacts, 'peering'>): Options => ({
  subscription: peer.subscriptionId,
  'resource-group': peer.resourceGroup,
  'vnet-name': peer.vnet,
});

export const buildVnetPeeringCommand = (
  facts: Pick<AzureGuideFacts, 'peering'>,
  verb: 'create' | 'show' | 'list' | 'delete',
  options: Options,
): string => buildCommand(['az', 'network', 'vnet', 'peering', verb], { ...ofVnet(facts), ...options });

const LONGEST_NAME = 80;

/**
 * The CLI and Terraform make the peering under this name, so it is found again whichever it was. Azure
 * takes letters, digits, `_`, `.` and `-`, 80 at most, and no mark at the end.
 */
export const nameVnetPeering = ({ end }: Pick<AzureGuideFacts, 'end'>): string =>
  `timescale-${end.networkId.split('/').at(-1) ?? ''}`
    .replace(/[^A-Za-z0-9_.-]+/g, '-')
    .slice(0, LONGEST_NAME)
    .replace(/(?<![.-])[.-]+$/, '');
