import type { AzureCommandAct, AzureGuideFacts, CommandStep } from '../domain/guide.ts';
import { buildVnetPeeringCommand, nameVnetPeering } from './azure-commands.ts';
import { buildStep } from './command-step.ts';
import { askForSecret, buildCommand } from './shell.ts';

type Step = CommandStep<AzureCommandAct>;

/** A session of a person for the same subscription would be used in the application's place. */
const SIGN_OUT: Step = buildStep('sign-out', buildCommand(['az', 'account', 'clear'], {}), { does: 'look' });

/** Azure asks both directories whether the application may join their networks. */
const guideSignIn = ({ peering: { peer }, end }: AzureGuideFacts): Step => {
  const signIn = (tenant: string): string =>
    `${buildCommand(['az', 'login'], {
      'service-principal': [],
      username: peer.appId,
      tenant,
      query: '[0].tenantId',
      output: 'tsv',
    })} --password="$secret"`;
  const ask = askForSecret('secret', 'Password of the application');
  return buildStep('sign-in', `${ask} && ${signIn(peer.tenantId)} && ${signIn(end.tenantId)}`, {
    does: 'look',
    compare: [
      { label: 'first line', value: peer.tenantId },
      { label: 'second line', value: end.tenantId },
    ],
  });
};

/** Without `--allow-vnet-access` the two networks are joined, and no traffic passes. */
const guideCreate = (facts: AzureGuideFacts): Step => {
  const command = buildVnetPeeringCommand(facts, 'create', {
    name: nameVnetPeering(facts),
    'remote-vnet': facts.end.networkId,
    'allow-vnet-access': [],
    query: 'peeringState',
    output: 'tsv',
  });
  return buildStep('create', command, { does: 'change', prints: ['Connected'] });
};

const guideCheck = (facts: AzureGuideFacts): Step => {
  const command = buildVnetPeeringCommand(facts, 'show', {
    name: nameVnetPeering(facts),
    query: '{state:peeringState,access:allowVirtualNetworkAccess,remote:remoteVirtualNetwork.id}',
    output: 'json',
  });
  const compare = [
    { label: 'state', value: 'Connected' },
    { label: 'access', value: 'true' },
    { label: 'remote', value: facts.end.networkId },
  ];
  return buildStep('check-peering', command, { does: 'look', compare });
};

/** From the right identity to the last look, for the Azure CLI. */
export const guideWithAz = (facts: AzureGuideFacts): readonly Step[] => [
  SIGN_OUT,
  guideSignIn(facts),
  guideCreate(facts),
  guideCheck(facts),
];
