import type { Cidr } from '../domain/cidr.ts';
import type { AwsPeer } from '../domain/peer-network.ts';
import { buildAwsCommand } from './shell.ts';

/** What the other side's owner should see after a step, or before the next one. */
export type GuideExpectation =
  /** What the request must say before anybody accepts it. */
  | {
      readonly kind: 'request';
      readonly status: 'pending-acceptance';
      readonly accepterAccountId: string;
      readonly accepterVpcId: string;
      readonly accepterRegion: string;
      readonly requesterRegion: string;
    }
  /** AWS may go on saying one of `through` for some seconds. */
  | { readonly kind: 'status'; readonly status: 'active'; readonly through: readonly string[] }
  | { readonly kind: 'route-tables'; readonly atLeast: 1 }
  | { readonly kind: 'route'; readonly destination: Cidr; readonly target: string; readonly state: 'active' }
  | { readonly kind: 'egress-only'; readonly protocol: 'tcp'; readonly port: number; readonly to: Cidr };

export interface GuideStep {
  readonly act: 'accept' | 'route' | 'security-group';
  /** `look` changes nothing. */
  readonly does: 'look' | 'change';
  /** For a POSIX shell (bash, zsh) with AWS CLI v2; one line, fit to copy. */
  readonly command: string;
  readonly expect: GuideExpectation;
}

export interface AwsAcceptGuide {
  /** The account whose credentials the commands need. */
  readonly accountId: string;
  readonly steps: readonly GuideStep[];
  /** The peering connection in AWS's console, in the region where it is accepted. */
  readonly consoleUrl: string;
}

export interface AwsAcceptFacts {
  readonly peering: { readonly provisionedId: string; readonly peer: AwsPeer };
  readonly vpcCidr: Cidr;
  readonly vpcRegion: string;
}

const POSTGRES_PORT = 5432;
const ACCEPT_THROUGH = ['pending-acceptance', 'provisioning'] as const;

/**
 * What the owner of the peer's VPC does to let the traffic through, as Timescale's docs and AWS's
 * peering guide have it: accept in the accepter's region, a route to the Timescale VPC, and a
 * security group that lets nothing in and TCP 5432 out.
 */
export function guideAwsAccept(facts: AwsAcceptFacts): AwsAcceptGuide {
  return {
    accountId: facts.peering.peer.accountId,
    steps: [...guideAccept(facts), ...guideRoutes(facts), guideSecurityGroup(facts)],
    consoleUrl: buildConsoleUrl(facts),
  };
}

function guideAccept({ peering: { provisionedId, peer }, vpcRegion }: AwsAcceptFacts): readonly GuideStep[] {
  const { accountId, vpcId, region } = peer;
  const look = buildAwsCommand('describe-vpc-peering-connections', {
    region,
    'vpc-peering-connection-ids': provisionedId,
    query: `VpcPeeringConnections[0].{status:Status.Code,accepter:AccepterVpcInfo.[OwnerId,VpcId,Region],requester:RequesterVpcInfo.[OwnerId,VpcId,Region]}`,
  });
  const accept = buildAwsCommand('accept-vpc-peering-connection', {
    region,
    'vpc-peering-connection-id': provisionedId,
  });
  return [
    {
      act: 'accept',
      does: 'look',
      command: look,
      expect: {
        kind: 'request',
        status: 'pending-acceptance',
        accepterAccountId: accountId,
        accepterVpcId: vpcId,
        accepterRegion: region,
        requesterRegion: vpcRegion,
      },
    },
    {
      act: 'accept',
      does: 'change',
      command: accept,
      expect: { kind: 'status', status: 'active', through: ACCEPT_THROUGH },
    },
  ];
}

function guideRoutes({ peering: { provisionedId, peer }, vpcCidr }: AwsAcceptFacts): readonly GuideStep[] {
  const tables = (query: string, output: string) =>
    buildAwsCommand('describe-route-tables', {
      region: peer.region,
      filters: `Name=vpc-id,Values=${peer.vpcId}`,
      query,
      output,
    });
  const route = buildAwsCommand('create-route', {
    region: peer.region,
    'destination-cidr-block': vpcCidr.text,
    'vpc-peering-connection-id': provisionedId,
  });
  return [
    {
      act: 'route',
      does: 'look',
      command: tables(
        'RouteTables[].{id:RouteTableId,subnets:Associations[].SubnetId,main:Associations[].Main,destinations:Routes[].DestinationCidrBlock}',
        'json',
      ),
      expect: { kind: 'route-tables', atLeast: 1 },
    },
    {
      act: 'route',
      does: 'change',
      command: `for table in $(${tables('RouteTables[].RouteTableId', 'text')}); do ${route} --route-table-id "$table"; done`,
      expect: { kind: 'route', destination: vpcCidr, target: provisionedId, state: 'active' },
    },
  ];
}

/**
 * A new group has one rule for IPv4 that lets everything out, and one for IPv6 where the VPC has it.
 * Whatever there is, is revoked by id, in the new group only, before the one rule is added.
 */
function guideSecurityGroup({ peering: { provisionedId, peer }, vpcCidr }: AwsAcceptFacts): GuideStep {
  const { region, vpcId } = peer;
  const create = buildAwsCommand('create-security-group', {
    region,
    'vpc-id': vpcId,
    'group-name': `timescale-${provisionedId}`,
    description: `TCP ${POSTGRES_PORT} to the Timescale VPC ${vpcCidr.text}`,
    query: 'GroupId',
    output: 'text',
  });
  const rules = `${buildAwsCommand('describe-security-group-rules', {
    region,
    query: 'SecurityGroupRules[?IsEgress].SecurityGroupRuleId',
    output: 'text',
  })} --filters "Name=group-id,Values=$group"`;
  const revoke = `${buildAwsCommand('revoke-security-group-egress', { region })} --group-id "$group" --security-group-rule-ids $(${rules})`;
  const permission = `IpProtocol=tcp,FromPort=${POSTGRES_PORT},ToPort=${POSTGRES_PORT},IpRanges=[{CidrIp=${vpcCidr.text}}]`;
  const authorize = `${buildAwsCommand('authorize-security-group-egress', { region, 'ip-permissions': permission })} --group-id "$group"`;
  return {
    act: 'security-group',
    does: 'change',
    command: `group=$(${create}) && ${revoke} && ${authorize}`,
    expect: { kind: 'egress-only', protocol: 'tcp', port: POSTGRES_PORT, to: vpcCidr },
  };
}

function buildConsoleUrl({ peering: { provisionedId, peer } }: AwsAcceptFacts): string {
  const region = encodeURIComponent(peer.region);
  const id = encodeURIComponent(provisionedId);
  const host = 'console.aws.amazon.com';
  return `https://${region}.${host}/vpcconsole/home?region=${region}#PeeringConnectionDetails:VpcPeeringConnectionId=${id}`;
}
