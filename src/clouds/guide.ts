import type { Guide, GuideChoice, GuideFacts } from '../domain/guide.ts';
import { guideAccept, guideWithCli } from './aws-cli.ts';
import { buildPeeringUrl, guideWithConsole } from './aws-console.ts';
import { listPermissions } from './aws-permissions.ts';
import { guideWithTerraform } from './aws-terraform.ts';

/**
 * What the owner of the peer's VPC does to let the traffic through, as Timescale's docs and AWS's
 * peering guide have it: accept in the accepter's region, a route to the Timescale VPC from every
 * route table of the clients, and TCP 5432 out. Nothing is needed inwards.
 */
export function buildGuide(facts: GuideFacts, { tool, security }: GuideChoice): Guide {
  const frame = { facts, security, permissions: listPermissions({ tool, security }) };
  switch (tool) {
    case 'console':
      return { ...frame, tool, steps: guideWithConsole(facts, security) };
    case 'cli':
      return { ...frame, tool, steps: guideWithCli(facts, security) };
    case 'terraform':
      return { ...frame, tool, ...guideWithTerraform(facts, security) };
    default:
      return tool satisfies never;
  }
}

/** The shortest way to accept. */
export interface AwsAcceptGuide {
  /** Of the AWS CLI, with credentials of the accepter's account. */
  readonly command: string;
  /** The peering connection in AWS's console, in the region where it is accepted. */
  readonly consoleUrl: string;
}

export function guideAwsAccept(peering: GuideFacts['peering']): AwsAcceptGuide {
  return { command: guideAccept({ peering }).command, consoleUrl: buildPeeringUrl({ peering }) };
}
