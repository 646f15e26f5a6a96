import { z } from 'zod';
import { canonicalRange } from '../ipv4.ts';
import { Refusal } from '../refusal.ts';
import type { Network, Rule, RulePeer } from './network.ts';
import type { Scene } from './operation.ts';
import { listOf, whole } from './query-fields.ts';
import { writeTags } from './tag-xml.ts';
import type { XmlMembers } from './xml.ts';

const invalid = (message: string): Refusal => new Refusal(400, 'InvalidParameterValue', message);
const description = z.string().optional();

/** IpPermission of EC2: one protocol and its ports, with any number of peers. */
const permission = z.strictObject({
  IpProtocol: z.string(),
  FromPort: whole.optional(),
  ToPort: whole.optional(),
  IpRanges: listOf(z.strictObject({ CidrIp: z.string(), Description: description })).optional(),
  Ipv6Ranges: listOf(z.strictObject({ CidrIpv6: z.string(), Description: description })).optional(),
  PrefixListIds: listOf(z.strictObject({ PrefixListId: z.string(), Description: description })).optional(),
  Groups: listOf(
    z.strictObject({ GroupId: z.string(), UserId: z.string().optional(), Description: description }),
  ).optional(),
});
type Permission = z.output<typeof permission>;
export const permissions = listOf(permission);

const NUMBERS: Readonly<Record<string, string>> = {
  '1': 'icmp',
  '6': 'tcp',
  '17': 'udp',
  '58': 'icmpv6',
  all: '-1',
};
const WORDS = ['tcp', 'udp', 'icmp', 'icmpv6', '-1'];
const HIGHEST_PORT = 65_535;

const readProtocol = (text: string): string => {
  const word = NUMBERS[text.toLowerCase()] ?? text.toLowerCase();
  if (WORDS.includes(word) || (/^[0-9]{1,3}$/.test(word) && Number(word) <= 255)) return word;
  throw invalid(`Invalid value '${text}' for IP protocol. Unknown protocol.`);
};

const readPorts = (protocol: string, { FromPort, ToPort }: Permission): Pick<Rule, 'fromPort' | 'toPort'> => {
  const isPorted = protocol === 'tcp' || protocol === 'udp';
  if (!isPorted) {
    const isIcmp = protocol.startsWith('icmp');
    return { fromPort: isIcmp ? (FromPort ?? -1) : null, toPort: isIcmp ? (ToPort ?? -1) : null };
  }
  if (FromPort === undefined || ToPort === undefined) {
    throw invalid("Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
  }
  if (FromPort < 0 || ToPort > HIGHEST_PORT || FromPort > ToPort) {
    throw invalid(`Invalid TCP/UDP port range (${FromPort}:${ToPort})`);
  }
  return { fromPort: FromPort, toPort: ToPort };
};

const readPeers = (given: Permission): readonly Pick<Rule, 'peer' | 'description'>[] => {
  const one = (kind: RulePeer, value: string, text: string | undefined) => ({
    peer: { kind, value },
    description: text ?? null,
  });
  const ranges = given.IpRanges?.map(({ CidrIp, Description }) => {
    const range = canonicalRange(CidrIp);
    if (range === null) throw invalid(`CIDR block ${CidrIp} is malformed`);
    return one('ipv4', range, Description);
  });
  return [
    ...(ranges ?? []),
    ...(given.Ipv6Ranges?.map((each) => one('ipv6', each.CidrIpv6.toLowerCase(), each.Description)) ?? []),
    ...(given.PrefixListIds?.map((each) => one('prefix-list', each.PrefixListId, each.Description)) ?? []),
    ...(given.Groups?.map((each) => one('group', each.GroupId, each.Description)) ?? []),
  ];
};

export type NewRule = Omit<Rule, 'id'>;

/** The single rules that permissions come to. */
export const readRules = (given: readonly Permission[], isEgress: boolean): readonly NewRule[] =>
  given.flatMap((each) => {
    const protocol = readProtocol(each.IpProtocol);
    const peers = readPeers(each);
    if (peers.length === 0) {
      throw new Refusal(400, 'MissingParameter', 'Source group or CIDR of a permission is missing');
    }
    const ports = readPorts(protocol, each);
    return peers.map((peer) => ({ isEgress, protocol, ...ports, ...peer }));
  });

export const isSameRule = (one: NewRule, other: NewRule): boolean =>
  one.isEgress === other.isEgress &&
  one.protocol === other.protocol &&
  one.fromPort === other.fromPort &&
  one.toPort === other.toPort &&
  one.peer.kind === other.peer.kind &&
  one.peer.value === other.peer.value;

/** As EC2 names a rule in its errors. */
export const sayRule = ({ peer, protocol, fromPort, toPort }: NewRule): string => {
  const ports = fromPort === null ? '' : `, from port: ${fromPort}, to port: ${toPort}`;
  const name = protocol === '-1' ? 'ALL' : protocol.toUpperCase();
  return `peer: ${peer.value}, ${name}${ports}, ALLOW`;
};

const writePorts = ({ protocol, fromPort, toPort }: NewRule): XmlMembers =>
  protocol === '-1' ? {} : { fromPort: fromPort ?? undefined, toPort: toPort ?? undefined };

/** Rules of one direction, those of the same protocol and ports together. */
export const writePermissions = (account: string, rules: readonly NewRule[]): readonly XmlMembers[] => {
  const kinds = new Map<string, readonly NewRule[]>();
  for (const rule of rules) {
    const key = `${rule.protocol} ${rule.fromPort} ${rule.toPort}`;
    kinds.set(key, [...(kinds.get(key) ?? []), rule]);
  }
  return [...kinds.values()].map((same) => {
    const of = (kind: RulePeer, write: (value: string) => XmlMembers) =>
      same
        .filter(({ peer }) => peer.kind === kind)
        .map(({ peer, description: text }) => ({ ...write(peer.value), description: text ?? undefined }));
    return {
      ipProtocol: same[0]?.protocol,
      ...(same[0] === undefined ? {} : writePorts(same[0])),
      groups: of('group', (groupId) => ({ userId: account, groupId })),
      ipRanges: of('ipv4', (cidrIp) => ({ cidrIp })),
      ipv6Ranges: of('ipv6', (cidrIpv6) => ({ cidrIpv6 })),
      prefixListIds: of('prefix-list', (prefixListId) => ({ prefixListId })),
    };
  });
};

const MEMBERS = { ipv4: 'cidrIpv4', ipv6: 'cidrIpv6', 'prefix-list': 'prefixListId' } as const;

/** A rule by itself. Where there are no ports EC2 says -1. */
export const writeRule = (scene: Scene, { account }: Network, groupId: string, rule: Rule): XmlMembers => ({
  securityGroupRuleId: rule.id,
  groupId,
  groupOwnerId: account,
  isEgress: rule.isEgress,
  ipProtocol: rule.protocol,
  fromPort: rule.fromPort ?? -1,
  toPort: rule.toPort ?? -1,
  ...(rule.peer.kind === 'group'
    ? { referencedGroupInfo: { groupId: rule.peer.value, userId: account } }
    : { [MEMBERS[rule.peer.kind]]: rule.peer.value }),
  description: rule.description ?? undefined,
  tagSet: writeTags(scene, rule.id),
});
