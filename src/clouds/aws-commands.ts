import type { Cidr } from '../domain/cidr.ts';
import type { AwsGuideFacts } from '../domain/guide.ts';
import { POSTGRES_PORT } from '../domain/service.ts';
import { buildCommand, type Options, quoteQuery } from './shell.ts';

/** Enough to name the request and the network that it goes to. */
export type PeeringFacts = Pick<AwsGuideFacts, 'peering'>;

/** A command of the AWS CLI, version 2. */
export const buildAwsCommand = (service: 'ec2' | 'sts', verb: string, options: Options): string =>
  buildCommand(['aws', service, verb], options);

/** `Name=vpc-id,Values=vpc-1` in the CLI's shorthand, where a comma in the value would begin another one. */
export const buildFilter = (name: string, value: string): string => {
  const plain = /^[A-Za-z0-9_./:-]+$/.test(value);
  const text = plain ? value : `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
  return `Name=${name},Values=${text}`;
};

/** AWS's console, the CLI and Terraform make it under the same name, so it is found again whichever it was. */
export const nameGroup = ({ peering }: PeeringFacts): string => `timescale-${peering.provisionedId}`;

export const describeGroup = ({ vpcCidr }: Pick<AwsGuideFacts, 'vpcCidr'>): string =>
  `TCP ${POSTGRES_PORT} to the Timescale VPC ${vpcCidr.text}`;

/** Every command goes to the region of the accepter's VPC: AWS shows and accepts the request nowhere else. */
export const buildEc2Command = ({ peering }: PeeringFacts, verb: string, options: Options): string =>
  buildAwsCommand('ec2', verb, { region: peering.peer.region, ...options });

export const ofVpc = ({ peering }: PeeringFacts): string => buildFilter('vpc-id', peering.peer.vpcId);

/** One rule as `authorize-` and `revoke-security-group-egress` read it. */
export const buildPermission = (to: Cidr): string =>
  `IpProtocol=tcp,FromPort=${POSTGRES_PORT},ToPort=${POSTGRES_PORT},IpRanges=[{CidrIp=${to.text}}]`;

/** A rule for all protocols (`-1`) has no ports. */
export const buildOutboundLook = (facts: PeeringFacts): string => {
  const tcp = `IpProtocol==${quoteQuery('tcp')}&&FromPort<=\`${POSTGRES_PORT}\`&&ToPort>=\`${POSTGRES_PORT}\``;
  return buildEc2Command(facts, 'describe-security-groups', {
    filters: ofVpc(facts),
    query: `SecurityGroups[].{group:GroupId,name:GroupName,out:IpPermissionsEgress[?IpProtocol==${quoteQuery('-1')}||(${tcp})].IpRanges[].CidrIp}`,
    output: 'json',
  });
};
