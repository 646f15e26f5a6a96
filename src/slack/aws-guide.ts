import type { AwsGuide, AwsGuideFacts } from '../domain/guide.ts';
import { COMMAND_WORDS, CONSOLE_WORDS, TERRAFORM_WORDS } from './aws-guide-words.ts';
import { listInTheWay, listRouteRemarks } from './aws-seen-words.ts';
import { fields } from './blocks.ts';
import { type GuideWords, type Told, tellCommand, tellFile, tellPage } from './guide-steps.ts';
import { code, listSome, type Mrkdwn, mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { nameRegion } from './region-words.ts';

const PERMISSIONS_SHOWN = 20;

const tellSteps = (guide: AwsGuide): readonly Told[] => {
  switch (guide.tool) {
    case 'console': {
      const where = mrkdwn`region ${code(guide.facts.peering.peer.region)}`;
      return guide.steps.map((step, index) =>
        tellPage(CONSOLE_WORDS[step.act](guide, null), step, where, index + 1),
      );
    }
    case 'cli':
      return guide.steps.map((step, index) =>
        tellCommand(COMMAND_WORDS[step.act](guide, step.about), step, index + 1),
      );
    case 'terraform':
      return [
        tellFile(guide.file),
        ...guide.steps.map((step, index) =>
          tellCommand(TERRAFORM_WORDS[step.act](guide, step.about), step, index + 2),
        ),
      ];
    default:
      return guide satisfies never;
  }
};

const listIdentifiers = ({ peering: { provisionedId, peer }, ...vpc }: AwsGuideFacts): readonly Mrkdwn[] => [
  mrkdwn`*Peering request*\n${code(provisionedId)}`,
  mrkdwn`*Your account*\n${code(peer.accountId)}`,
  mrkdwn`*Your VPC*\n${code(peer.vpcId)}`,
  mrkdwn`*Your region*\n${code(peer.region)}`,
  mrkdwn`*Timescale range*\n${code(vpc.vpcCidr.text)}`,
  mrkdwn`*Timescale region*\n${code(nameRegion(vpc.vpcRegion))}`,
];

export const renderAwsPermissions = (permissions: readonly string[]): Mrkdwn =>
  mrkdwn`Your AWS identity needs ${listSome(permissions.map(code), PERMISSIONS_SHOWN)}.`;

const SEEN = mrkdwn`vpcbot has looked into this account: the ids are those that it found, and what is there already is left out.`;

export const tellAwsGuide = (guide: AwsGuide): GuideWords => {
  const { provisionedId, peer } = guide.facts.peering;
  const { plan } = guide;
  return {
    how: mrkdwn`how to accept the peering request ${code(provisionedId)} in ${nameAccount(peer)}`,
    inTheWay: plan === null ? [] : listInTheWay(plan, peer),
    identifiers: [fields(listIdentifiers(guide.facts))],
    warning: mrkdwn`Never accept a request from an account you do not expect. What proves this one is its id, with your VPC and its region: it must be ${code(provisionedId)} for ${code(peer.vpcId)} in ${code(peer.region)}. Leave any other alone.`,
    steps: tellSteps(guide),
    permissions: renderAwsPermissions(guide.permissions),
    // Timescale reads the ranges once, when the peering is made.
    remarks: [
      ...(plan === null ? [] : [SEEN, ...listRouteRemarks(plan)]),
      mrkdwn`If your VPC gets another range later, ask for the peering again: Timescale does not notice it.`,
    ],
  };
};
