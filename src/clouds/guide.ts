import { planForGuide } from '../domain/aws-guide-plan.ts';
import {
  type AwsGuide,
  type AwsGuideFacts,
  type AzureGuide,
  type AzureGuideFacts,
  type CleanUpGuide,
  fitChoice,
  type GoogleGuide,
  type GoogleGuideFacts,
  type Guide,
  type GuideChoice,
  type GuideFacts,
  type TypedChoice,
} from '../domain/guide.ts';
import { guideAwsCleanUp } from './aws-clean-up.ts';
import { guideAccept, guideWithCli } from './aws-cli.ts';
import { buildPeeringUrl, guideWithConsole } from './aws-console.ts';
import { listPermissions } from './aws-permissions.ts';
import { guideWithTerraform } from './aws-terraform.ts';
import { guideAzureCleanUp } from './azure-clean-up.ts';
import { guideWithAz } from './azure-cli.ts';
import { AZURE_PERMISSIONS } from './azure-permissions.ts';
import { guideWithAzureTerraform } from './azure-terraform.ts';
import { guideGoogleCleanUp } from './google-clean-up.ts';
import { guideCreate, guideWithGcloud } from './google-cli.ts';
import { buildPeeringsUrl, guideWithGoogleConsole } from './google-console.ts';
import { listGooglePermissions } from './google-permissions.ts';
import { guideWithGoogleTerraform } from './google-terraform.ts';

/**
 * As Timescale's docs and AWS's peering guide have it: accept in the accepter's region, a route to the
 * Timescale VPC from every route table of the clients, and TCP 5432 out. Nothing is needed inwards.
 */
const buildAwsGuide = (facts: AwsGuideFacts, choice: GuideChoice): AwsGuide => {
  const { tool, security } = choice;
  const plan = planForGuide(facts, security);
  const frame = { kind: facts.kind, facts, security, plan, permissions: listPermissions(choice) };
  switch (tool) {
    case 'console':
      return { ...frame, tool, steps: guideWithConsole(facts, security, plan) };
    case 'cli':
      return { ...frame, tool, steps: guideWithCli(facts, security, plan) };
    case 'terraform':
      return { ...frame, tool, ...guideWithTerraform(facts, security, plan) };
    default:
      return tool satisfies never;
  }
};

/** Nothing is accepted and no route is added: Google Cloud exchanges those of subnets by itself. */
const buildGoogleGuide = (facts: GoogleGuideFacts, choice: GuideChoice): GoogleGuide => {
  const { tool, security } = choice;
  const frame = { kind: facts.kind, facts, security, permissions: listGooglePermissions(choice) };
  switch (tool) {
    case 'console':
      return { ...frame, tool, steps: guideWithGoogleConsole(facts, security) };
    case 'cli':
      return { ...frame, tool, steps: guideWithGcloud(facts, security) };
    case 'terraform':
      return { ...frame, tool, ...guideWithGoogleTerraform(facts, security) };
    default:
      return tool satisfies never;
  }
};

/** Azure routes between peered networks by itself, and lets traffic out to them. */
const buildAzureGuide = (facts: AzureGuideFacts, { tool, security }: GuideChoice): AzureGuide => {
  const frame = { kind: facts.kind, facts, security, permissions: AZURE_PERMISSIONS };
  return tool === 'terraform'
    ? { ...frame, tool, ...guideWithAzureTerraform(facts) }
    : { ...frame, tool: 'cli', steps: guideWithAz(facts) };
};

/** Whoever has not chosen is shown what is planned. */
const chooseFor = (facts: GuideFacts, { tool, security }: TypedChoice): GuideChoice => {
  const planned = facts.kind === 'aws' ? facts.seen?.facts.choice.security : undefined;
  return fitChoice(facts.kind, { tool, security: security === '' ? (planned ?? '') : security });
};

/** What the owner of the other network does to let the traffic through. */
export function buildGuide(facts: GuideFacts, choice: TypedChoice): Guide {
  const fit = chooseFor(facts, choice);
  switch (facts.kind) {
    case 'aws':
      return buildAwsGuide(facts, fit);
    case 'google':
      return buildGoogleGuide(facts, fit);
    case 'azure':
      return buildAzureGuide(facts, fit);
    default:
      return facts satisfies never;
  }
}

/** How what stays behind on the other side goes away. */
export function buildCleanUp(facts: GuideFacts): CleanUpGuide {
  switch (facts.kind) {
    case 'aws':
      return guideAwsCleanUp(facts);
    case 'google':
      return guideGoogleCleanUp(facts);
    case 'azure':
      return guideAzureCleanUp(facts);
    default:
      return facts satisfies never;
  }
}

/** The shortest way to do the other side's part. */
export interface ActGuide {
  readonly ports: readonly number[];
  /** With credentials of the owner of the other network. Null: it takes more than one command. */
  readonly command: string | null;
  /** Where it is done by hand. Null: it cannot be. */
  readonly consoleUrl: string | null;
}

export function guideAct(facts: GuideFacts): ActGuide {
  switch (facts.kind) {
    case 'aws':
      return { ports: facts.ports, command: guideAccept(facts).command, consoleUrl: buildPeeringUrl(facts) };
    case 'google':
      return { ports: facts.ports, command: guideCreate(facts).command, consoleUrl: buildPeeringsUrl(facts) };
    case 'azure':
      return { ports: facts.ports, command: null, consoleUrl: null };
    default:
      return facts satisfies never;
  }
}
