import type { KnownBlock } from '@slack/types';
import type { AzureBeforeAct, AzureGuide, AzureGuideFacts, CommandStep } from '../domain/guide.ts';
import { AZURE_BEFORE_WORDS, AZURE_COMMAND_WORDS, AZURE_TERRAFORM_WORDS } from './azure-guide-words.ts';
import { fields, section } from './blocks.ts';
import { copyWhole, type GuideWords, type Told, tellCommand, tellFile } from './guide-steps.ts';
import { code, codeWhole, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { namePorts } from './port-words.ts';
import { nameRegion } from './region-words.ts';
import { nameEnd } from './timescale-end-words.ts';

const PERMISSIONS_SHOWN = 20;

const tellSteps = (guide: AzureGuide): readonly Told[] => {
  switch (guide.tool) {
    case 'cli':
      return guide.steps.map((step, index) =>
        tellCommand(AZURE_COMMAND_WORDS[step.act](guide, step.about), step, index + 1),
      );
    case 'terraform':
      return [
        tellFile(guide.file),
        ...guide.steps.map((step, index) =>
          tellCommand(AZURE_TERRAFORM_WORDS[step.act](guide, step.about), step, index + 2),
        ),
      ];
    default:
      return guide satisfies never;
  }
};

const listIdentifiers = ({ peering: { peer }, end, ...vpc }: AzureGuideFacts): readonly Mrkdwn[] => [
  mrkdwn`*Timescale tenant*\n${code(end.tenantId)}`,
  mrkdwn`*Your tenant*\n${code(peer.tenantId)}`,
  mrkdwn`*Your subscription*\n${code(peer.subscriptionId)}`,
  mrkdwn`*Your resource group*\n${code(peer.resourceGroup)}`,
  mrkdwn`*Your virtual network*\n${code(peer.vnet)}`,
  mrkdwn`*Your application*\n${code(peer.appId)}`,
  mrkdwn`*Timescale range*\n${code(vpc.vpcCidr.text)}`,
  mrkdwn`*Timescale region*\n${code(nameRegion(vpc.vpcRegion))}`,
];

export const tellAzureGuide = (guide: AzureGuide): GuideWords => {
  const { peering, end, vpcCidr, ports } = guide.facts;
  return {
    how: mrkdwn`how to create the matching peering from ${code(peering.peer.vnet)} in ${nameAccount(peering.peer)} to Timescale’s ${nameEnd(peering)}`,
    inTheWay: [],
    identifiers: [
      fields(listIdentifiers(guide.facts)),
      section(mrkdwn`*Timescale network id*`),
      copyWhole(end.networkId),
    ],
    warning: mrkdwn`Connect only to exactly this tenant and network: ${code(end.tenantId)} and ${codeWhole(end.networkId)}. Whatever is at the other end of a peering can send to your network.`,
    steps: tellSteps(guide),
    permissions: mrkdwn`Your application needs ${listSome(guide.permissions.map(code), PERMISSIONS_SHOWN)}: the role \`Network Contributor\` has them.`,
    remarks: [
      mrkdwn`There is no route to add, and Azure lets traffic out to peered networks. Where a network security group of yours denies that, add an outbound rule to it: ${namePorts(ports)}, destination ${code(vpcCidr.text)}, with a number below that of the rule that denies it.`,
    ],
  };
};

/** What it takes before Timescale can be asked at all: an application of theirs, and a role for Timescale's. */
export const buildAzureBefore = (steps: readonly CommandStep<AzureBeforeAct>[]): readonly KnownBlock[] => [
  section(
    mrkdwn`*Before you ask.* Azure lets Timescale peer with your network only after these steps, with the Azure CLI. Whoever keeps your Azure directory may have done them already.`,
  ),
  ...steps.flatMap(
    (step, index) => tellCommand(AZURE_BEFORE_WORDS[step.act](null, step.about), step, index + 1).blocks,
  ),
];
