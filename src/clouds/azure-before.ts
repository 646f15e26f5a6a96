import type { AzureBeforeAct, CommandStep } from '../domain/guide.ts';
import { buildStep } from './command-step.ts';
import { askFor, buildCommand } from './shell.ts';

/* Timescale's own way for Azure. Nothing is known of the network yet, so each command asks, or uses what one before it found. */

type Step = CommandStep<AzureBeforeAct>;

const keep = (variable: string, command: string): string =>
  `${variable}=$(${command}) && printf '%s\\n' "$${variable}"`;

/** Whoever does this is signed in as a person who may administer applications. */
const NETWORK = [
  askFor('subscription', 'Id of the subscription'),
  askFor('group', 'Name of the resource group'),
  askFor('vnet', 'Name of the virtual network'),
  `vnet_id=$(${buildCommand(['az', 'network', 'vnet', 'show'], { query: 'id', output: 'tsv' })} --subscription "$subscription" --resource-group "$group" --name "$vnet")`,
  `${buildCommand(['az', 'account', 'show'], { query: 'tenantId', output: 'tsv' })} --subscription "$subscription"`,
].join(' && ');

/** Only its own directory has its password; others see no more than that it is there. */
const APP = keep(
  'app',
  buildCommand(['az', 'ad', 'app', 'create'], {
    'display-name': 'timescale-peering',
    'sign-in-audience': 'AzureADMultipleOrgs',
    query: 'appId',
    output: 'tsv',
  }),
);

const PRINCIPAL = keep(
  'principal',
  `${buildCommand(['az', 'ad', 'sp', 'create'], { query: 'id', output: 'tsv' })} --id "$app"`,
);

const PASSWORD = `${buildCommand(['az', 'ad', 'app', 'credential', 'reset'], { query: 'password', output: 'tsv' })} --id "$app"`;

const assign = (principal: string, role: string): string =>
  `${buildCommand(['az', 'role', 'assignment', 'create'], {
    'assignee-principal-type': 'ServicePrincipal',
    query: 'id',
    output: 'tsv',
  })} --role ${role} --assignee-object-id "${principal}" --scope "$vnet_id"`;

const TIMESCALE_PRINCIPAL = `${askFor('timescale_app', 'Id of the application of Timescale')} && ${keep(
  'timescale',
  `${buildCommand(['az', 'ad', 'sp', 'create'], { query: 'id', output: 'tsv' })} --id "$timescale_app"`,
)}`;

/** It may target this network with a peering and do nothing else. */
const ROLE =
  '{\\"Name\\":\\"timescale-peering\\",\\"Description\\":\\"May peer with networks in scope\\",' +
  '\\"Actions\\":[\\"Microsoft.Network/virtualNetworks/peer/action\\"],' +
  '\\"AssignableScopes\\":[\\"/subscriptions/$subscription\\"]}';

const TIMESCALE_ROLE = `role=$(${buildCommand(['az', 'role', 'definition', 'create'], { query: 'id', output: 'tsv' })} --subscription "$subscription" --role-definition "${ROLE}") && ${assign('$timescale', '"$role"')}`;

/** What it takes before Timescale can be asked for a peering with a network of Azure. */
export const AZURE_BEFORE: readonly Step[] = [
  buildStep('network', NETWORK, { does: 'look' }),
  buildStep('app', APP, { does: 'change' }),
  buildStep('principal', PRINCIPAL, { does: 'change' }),
  buildStep('password', PASSWORD, { does: 'change' }),
  buildStep('role', assign('$principal', "'Network Contributor'"), { does: 'change' }),
  buildStep('timescale-principal', TIMESCALE_PRINCIPAL, { does: 'change' }),
  buildStep('timescale-role', TIMESCALE_ROLE, { does: 'change' }),
];
