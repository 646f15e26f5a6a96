import type { CommandStep, GoogleCommandAct, GoogleGuideFacts } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { buildStep } from './command-step.ts';
import {
  buildEgressFilter,
  buildGcloudCommand,
  buildPeeringsLook,
  linkNetwork,
  linkWhole,
  namePeering,
} from './google-commands.ts';
import { askFor } from './shell.ts';

type Steps = readonly CommandStep<GoogleCommandAct>[];

/** Whoever is signed in may be somebody who does not see this project at all. */
const guideNetwork = (facts: GoogleGuideFacts): CommandStep<GoogleCommandAct> => {
  const { network } = facts.peering.peer;
  const command = buildGcloudCommand(facts, ['networks', 'describe', network], { format: 'value(name)' });
  return buildStep('network', command, { does: 'look', prints: [network] });
};

/** There is nothing to accept: the peering turns active once both networks name each other. */
export const guideCreate = (facts: GoogleGuideFacts): CommandStep<GoogleCommandAct> => {
  const { end, peering, customRoutes } = facts;
  const command = buildGcloudCommand(facts, ['networks', 'peerings', 'create', namePeering(facts)], {
    network: peering.peer.network,
    'peer-project': end.projectId,
    'peer-network': end.network,
    ...(customRoutes.exported ? { 'export-custom-routes': [] } : {}),
    ...(customRoutes.imported ? { 'import-custom-routes': [] } : {}),
  });
  return buildStep('create', command, { does: 'change' });
};

const guideEgress = (facts: GoogleGuideFacts): CommandStep<GoogleCommandAct> => {
  const command = buildGcloudCommand(facts, ['firewall-rules', 'list'], {
    filter: buildEgressFilter(facts),
    'sort-by': 'priority',
    format: 'json(name,priority,disabled,denied,allowed,destinationRanges)',
  });
  return buildStep('egress', command, { does: 'look' });
};

/** Rules with a lower number win, so its number depends on the rule that is in the way. */
const guideRule = (facts: GoogleGuideFacts): CommandStep<GoogleCommandAct> => {
  const create = buildGcloudCommand(facts, ['firewall-rules', 'create', namePeering(facts)], {
    network: facts.peering.peer.network,
    direction: 'EGRESS',
    action: 'ALLOW',
    rules: facts.ports.map((port) => `tcp:${port}`).join(','),
    'destination-ranges': facts.vpcCidr.text,
    format: 'value(name)',
  });
  const ask = askFor('priority', 'A number below the priority of the rule that denies it');
  return buildStep('rule', `${ask} && ${create} --priority "$priority"`, {
    does: 'change',
    prints: [namePeering(facts)],
  });
};

const guideCheck = (facts: GoogleGuideFacts): CommandStep<GoogleCommandAct> =>
  buildStep('check-peering', buildPeeringsLook(facts, ['name', 'network', 'state', 'stateDetails']), {
    does: 'look',
    compare: [
      { label: 'name', value: namePeering(facts) },
      { label: 'network', value: linkWhole(linkNetwork(facts.end.projectId, facts.end.network)) },
      { label: 'state', value: 'ACTIVE' },
    ],
  });

/** From the right project to the last look, for gcloud. */
export const guideWithGcloud = (facts: GoogleGuideFacts, security: SecurityChoice): Steps => [
  guideNetwork(facts),
  guideCreate(facts),
  guideEgress(facts),
  ...(security === 'new' ? [guideRule(facts)] : []),
  guideCheck(facts),
];

/** Before Terraform, which does not look at what others denied. */
export const guideEgressLook = (facts: GoogleGuideFacts): CommandStep<'egress'> => ({
  ...guideEgress(facts),
  act: 'egress',
});
