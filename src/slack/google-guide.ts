import type { GoogleGuide, GoogleGuideFacts } from '../domain/guide.ts';
import { fields } from './blocks.ts';
import { GOOGLE_COMMAND_WORDS, GOOGLE_CONSOLE_WORDS, GOOGLE_TERRAFORM_WORDS } from './google-guide-words.ts';
import { type GuideWords, type Told, tellCommand, tellFile, tellPage } from './guide-steps.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { nameRegion } from './region-words.ts';
import { nameEnd } from './timescale-end-words.ts';

const PERMISSIONS_SHOWN = 20;
const NOTHING_TO_ACCEPT = mrkdwn`There is nothing to accept and no route to add: the two networks tell each other the routes of their subnets.`;

const tellSteps = (guide: GoogleGuide): readonly Told[] => {
  switch (guide.tool) {
    case 'console': {
      const where = nameAccount(guide.facts.peering.peer);
      return guide.steps.map((step, index) =>
        tellPage(GOOGLE_CONSOLE_WORDS[step.act](guide, null), step, where, index + 1),
      );
    }
    case 'cli':
      return guide.steps.map((step, index) =>
        tellCommand(GOOGLE_COMMAND_WORDS[step.act](guide, step.about), step, index + 1),
      );
    case 'terraform':
      return [
        tellFile(guide.file),
        ...guide.steps.map((step, index) =>
          tellCommand(GOOGLE_TERRAFORM_WORDS[step.act](guide, step.about), step, index + 2),
        ),
      ];
    default:
      return guide satisfies never;
  }
};

const listIdentifiers = ({ peering: { peer }, end, ...vpc }: GoogleGuideFacts): readonly Mrkdwn[] => [
  mrkdwn`*Timescale project*\n${code(end.projectId)}`,
  mrkdwn`*Timescale network*\n${code(end.network)}`,
  mrkdwn`*Your project*\n${code(peer.projectId)}`,
  mrkdwn`*Your network*\n${code(peer.network)}`,
  mrkdwn`*Timescale range*\n${code(vpc.vpcCidr.text)}`,
  mrkdwn`*Timescale region*\n${code(nameRegion(vpc.vpcRegion))}`,
];

export const tellGoogleGuide = (guide: GoogleGuide): GuideWords => {
  const { peering, end } = guide.facts;
  return {
    how: mrkdwn`how to create the matching peering from ${code(peering.peer.network)} in ${nameAccount(peering.peer)} to Timescale’s ${nameEnd(peering)}`,
    inTheWay: [],
    identifiers: [fields(listIdentifiers(guide.facts))],
    warning: mrkdwn`Connect only to exactly this project and network: ${code(end.projectId)} and ${code(end.network)}. Whatever is at the other end of a peering can send to your network.`,
    steps: tellSteps(guide),
    permissions: mrkdwn`Your Google Cloud identity needs ${listSome(guide.permissions.map(code), PERMISSIONS_SHOWN)}.`,
    remarks: [
      guide.facts.customRoutes.exported
        ? mrkdwn`${NOTHING_TO_ACCEPT} Custom routes are exported, for clients that come through a VPN or Interconnect of yours: ask Timescale’s support whether its side imports them.`
        : mrkdwn`${NOTHING_TO_ACCEPT} Clients that come through a VPN or Interconnect of yours also need the peering to export custom routes: \`gcloud compute networks peerings update\` with \`--export-custom-routes\`, once Timescale’s support says that its side imports them.`,
    ],
  };
};
