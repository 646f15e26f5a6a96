import type { Cidr } from '../domain/cidr.ts';
import type { AwsGuideFacts } from '../domain/guide.ts';
import { nameEnd } from '../domain/timescale-end.ts';
import { buildCommand, type Options, quoteQuery, quoteWord } from './shell.ts';

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
export const nameGroup = ({ peering }: PeeringFacts): string =>
  nameEnd({ kind: 'aws', peeringId: peering.provisionedId });

/** AWS takes 255 characters. */
const PORTS_DESCRIBED = 20;

export const describeGroup = ({ vpcCidr, ports }: Pick<AwsGuideFacts, 'vpcCidr' | 'ports'>): string =>
  ports.length > PORTS_DESCRIBED
    ? `TCP to the Timescale VPC ${vpcCidr.text}`
    : `TCP ${ports.join(', ')} to the Timescale VPC ${vpcCidr.text}`;

/** Every command goes to the region of the accepter's VPC: AWS shows and accepts the request nowhere else. */
export const buildEc2Command = ({ peering }: PeeringFacts, verb: string, options: Options): string =>
  buildAwsCommand('ec2', verb, { region: peering.peer.region, ...options });

export const ofVpc = ({ peering }: PeeringFacts): string => buildFilter('vpc-id', peering.peer.vpcId);

/** Prints the id of the group that a guide makes; nothing where there is none. */
export const buildGroupSearch = (facts: PeeringFacts): string =>
  buildEc2Command(facts, 'describe-security-groups', {
    filters: [ofVpc(facts), buildFilter('group-name', nameGroup(facts))],
    query: 'SecurityGroups[].GroupId',
    output: 'text',
  });

/** `ports`: a number, or a variable of the shell. */
const buildPermission = (port: number | '$port', to: Cidr): string =>
  `IpProtocol=tcp,FromPort=${port},ToPort=${port},IpRanges=[{CidrIp=${to.text}}]`;

/** One rule for each port, by a call of its own: one that is there already keeps none of the others away. */
export const buildAuthorize = (
  facts: AwsGuideFacts,
  ports: readonly number[],
  group: string | '$group',
): string => {
  const { vpcCidr } = facts;
  const verb = 'authorize-security-group-egress';
  const id = group === '$group' ? '"$group"' : quoteWord(group);
  const rest: Options = { query: 'Return', output: 'text' };
  const [port] = ports;
  if (ports.length === 1 && port !== undefined) {
    const permission = buildPermission(port, vpcCidr);
    return `${buildEc2Command(facts, verb, { 'ip-permissions': permission, ...rest })} --group-id ${id}`;
  }
  const each = `${buildEc2Command(facts, verb, rest)} --ip-permissions "${buildPermission('$port', vpcCidr)}" --group-id ${id}`;
  return `for port in ${ports.join(' ')}; do ${each}; done`;
};

/** Without the group that is in `$group`, as words for `--groups`. */
export const buildOtherGroups = (facts: PeeringFacts): string =>
  `$(${buildEc2Command(facts, 'describe-network-interfaces', { output: 'text' })} --network-interface-ids "$interface" --query "NetworkInterfaces[].Groups[?GroupId!='$group'].GroupId[]")`;

/** A rule for all protocols (`-1`) has no ports. */
const askOutlet = (port: number): string =>
  `tcp${port}:IpPermissionsEgress[?IpProtocol==${quoteQuery('-1')}||(IpProtocol==${quoteQuery('tcp')}&&FromPort<=\`${port}\`&&ToPort>=\`${port}\`)].IpRanges[].CidrIp`;

/** Where each group lets the ports go. `groupId`: this one alone. */
export const buildOutboundLook = (
  facts: Pick<AwsGuideFacts, 'peering' | 'ports'>,
  groupId: string | null,
): string => {
  const which: Options = groupId === null ? { filters: ofVpc(facts) } : { 'group-ids': [groupId] };
  return buildEc2Command(facts, 'describe-security-groups', {
    ...which,
    query: `SecurityGroups[].{group:GroupId,name:GroupName,${facts.ports.map(askOutlet).join(',')}}`,
    output: 'json',
  });
};
