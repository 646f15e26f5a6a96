import type { CommandStep, GoogleCleanUp, GoogleCleanUpAct, GoogleGuideFacts } from '../domain/guide.ts';
import { buildStep } from './command-step.ts';
import { buildGcloudCommand, buildPeeringsLook, linkNetwork, namePeering } from './google-commands.ts';
import { buildPeeringsUrl } from './google-console.ts';
import { quoteWord } from './shell.ts';

const PERMISSIONS = [
  'compute.networks.get',
  'compute.networks.removePeering',
  'compute.globalOperations.get',
  'compute.firewalls.list',
  'compute.firewalls.delete',
  'compute.networks.updatePolicy',
] as const;

/** Whatever it is called: what it leads to tells which one it is. */
const guideDelete = (facts: GoogleGuideFacts): CommandStep<GoogleCleanUpAct> => {
  const { end, peering } = facts;
  const { network } = peering.peer;
  const list = buildGcloudCommand(facts, ['networks', 'describe', network], {
    flatten: 'peerings[]',
    format: 'csv[no-heading](peerings.network,peerings.name)',
  });
  const find = `grep -F ${quoteWord(`/${linkNetwork(end.projectId, end.network)},`)} | cut -d , -f 2`;
  const remove = buildGcloudCommand(facts, ['networks', 'peerings', 'delete'], { network, quiet: [] });
  const command = `for peering in $(${list} | ${find}); do ${remove} "$peering"; done`;
  return buildStep('delete-peering', command, { does: 'change' });
};

/** No rule of that name is no mistake: most guides make none. */
const guideRule = (facts: GoogleGuideFacts): CommandStep<GoogleCleanUpAct> => {
  const list = buildGcloudCommand(facts, ['firewall-rules', 'list'], {
    filter: `name=${namePeering(facts)}`,
    format: 'value(name)',
  });
  const remove = buildGcloudCommand(facts, ['firewall-rules', 'delete'], { quiet: [] });
  const command = `for rule in $(${list}); do ${remove} "$rule"; done`;
  return buildStep('delete-rule', command, { does: 'change' });
};

/** After a peering or its VPC is deleted: this side of it stays until somebody deletes it. */
export const guideGoogleCleanUp = (facts: GoogleGuideFacts): GoogleCleanUp => ({
  kind: 'google',
  facts,
  steps: [
    buildStep('peerings', buildPeeringsLook(facts, ['name', 'network', 'state']), { does: 'look' }),
    guideDelete(facts),
    guideRule(facts),
  ],
  consoleUrl: buildPeeringsUrl(facts),
  permissions: PERMISSIONS,
});
