import type { ConsoleStep, GoogleConsoleAct, GoogleGuideFacts } from '../domain/guide.ts';
import type { SecurityChoice } from '../domain/security-choice.ts';
import { at, buildPage } from './console-step.ts';
import { namePeering } from './google-commands.ts';

type Page = 'networking/peering/list' | 'networking/firewalls/list';

const buildUrl = ({ peering: { peer } }: Pick<GoogleGuideFacts, 'peering'>, page: Page): string =>
  `https://console.cloud.google.com/${page}?project=${encodeURIComponent(peer.projectId)}`;

export const buildPeeringsUrl = (facts: Pick<GoogleGuideFacts, 'peering'>): string =>
  buildUrl(facts, 'networking/peering/list');

const PEERINGS = ['VPC network', 'VPC network peering'] as const;
const FIREWALL = ['VPC network', 'Firewall'] as const;

const guideCreate = (facts: GoogleGuideFacts): ConsoleStep<GoogleConsoleAct> =>
  buildPage(
    { act: 'create', does: 'change', place: PEERINGS, url: buildPeeringsUrl(facts) },
    {
      open: ['Create peering connection', 'Continue'],
      enter: [
        at('Name', namePeering(facts)),
        at('Your VPC network', facts.peering.peer.network),
        at('Peered VPC network', 'In another project'),
        at('Project ID', facts.end.projectId),
        at('VPC network name', facts.end.network),
        ...(facts.customRoutes.exported ? [at('Export custom routes', 'selected')] : []),
        ...(facts.customRoutes.imported ? [at('Import custom routes', 'selected')] : []),
      ],
      press: 'Create',
    },
  );

const guideEgress = (facts: GoogleGuideFacts): ConsoleStep<GoogleConsoleAct> =>
  buildPage(
    { act: 'egress', does: 'look', place: FIREWALL, url: buildUrl(facts, 'networking/firewalls/list') },
    {},
  );

const guideRule = (facts: GoogleGuideFacts): ConsoleStep<GoogleConsoleAct> =>
  buildPage(
    { act: 'rule', does: 'change', place: FIREWALL, url: buildUrl(facts, 'networking/firewalls/list') },
    {
      open: ['Create firewall rule'],
      enter: [
        at('Name', namePeering(facts)),
        at('Network', facts.peering.peer.network),
        at('Direction of traffic', 'Egress'),
        at('Action on match', 'Allow'),
        at('Targets', 'All instances in the network'),
        at('Destination IPv4 ranges', facts.vpcCidr.text),
        at('TCP ports', facts.ports.join(',')),
      ],
      press: 'Create',
    },
  );

const guideCheck = (facts: GoogleGuideFacts): ConsoleStep<GoogleConsoleAct> =>
  buildPage(
    { act: 'check-peering', does: 'look', place: PEERINGS, url: buildPeeringsUrl(facts) },
    {
      compare: [
        at('Name', namePeering(facts)),
        at('Peered VPC network', facts.end.network),
        at('Peered project ID', facts.end.projectId),
        at('Status', 'Active'),
      ],
    },
  );

/** From the new peering to the last look, for Google's console. Labels are Google's own. */
export const guideWithGoogleConsole = (
  facts: GoogleGuideFacts,
  security: SecurityChoice,
): readonly ConsoleStep<GoogleConsoleAct>[] => [
  guideCreate(facts),
  guideEgress(facts),
  ...(security === 'new' ? [guideRule(facts)] : []),
  guideCheck(facts),
];
