import type { Cidr } from '../domain/cidr.ts';
import type { CommandStep, GuideFacts, LabelledValue } from '../domain/guide.ts';
import { buildAwsCommand, buildFilter, type Options, quoteQuery } from './shell.ts';

/** Enough to name the request and the network that it goes to. */
export type PeeringFacts = Pick<GuideFacts, 'peering'>;

export const POSTGRES_PORT = 5432;

/** AWS's console, the CLI and Terraform make it under the same name, so it is found again whichever it was. */
export const nameGroup = ({ peering }: PeeringFacts): string => `timescale-${peering.provisionedId}`;

export const describeGroup = ({ vpcCidr }: Pick<GuideFacts, 'vpcCidr'>): string =>
  `TCP ${POSTGRES_PORT} to the Timescale VPC ${vpcCidr.text}`;

/** Every command goes to the region of the accepter's VPC: AWS shows and accepts the request nowhere else. */
export const buildEc2Command = ({ peering }: PeeringFacts, verb: string, options: Options): string =>
  buildAwsCommand('ec2', verb, { region: peering.peer.region, ...options });

export const ofVpc = ({ peering }: PeeringFacts): string => buildFilter('vpc-id', peering.peer.vpcId);

/** One rule as `authorize-` and `revoke-security-group-egress` read it. */
export const buildPermission = (to: Cidr): string =>
  `IpProtocol=tcp,FromPort=${POSTGRES_PORT},ToPort=${POSTGRES_PORT},IpRanges=[{CidrIp=${to.text}}]`;

interface Change {
  readonly does: CommandStep['does'];
  readonly prints?: readonly string[];
  readonly compare?: readonly LabelledValue[];
}

export const buildStep = <A>(
  act: A,
  command: string,
  { does, prints = [], compare = [] }: Change,
): CommandStep<A> => ({ act, does, command, prints, compare });

/** A rule for all protocols (`-1`) has no ports. */
export const buildOutboundLook = (facts: PeeringFacts): string => {
  const tcp = `IpProtocol==${quoteQuery('tcp')}&&FromPort<=\`${POSTGRES_PORT}\`&&ToPort>=\`${POSTGRES_PORT}\``;
  return buildEc2Command(facts, 'describe-security-groups', {
    filters: ofVpc(facts),
    query: `SecurityGroups[].{group:GroupId,name:GroupName,out:IpPermissionsEgress[?IpProtocol==${quoteQuery('-1')}||(${tcp})].IpRanges[].CidrIp}`,
    output: 'json',
  });
};
