import type { RefusalReason } from '../domain/access.ts';
import type { RangeOwner, RangeProblem } from '../domain/address-plan.ts';
import type { CidrProblem, NotACidr } from '../domain/cidr.ts';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { RegionProblem } from '../domain/region.ts';
import type { SeenRoute } from '../domain/seen-route.ts';
import type { VpcNameProblem } from '../domain/vpc-name.ts';
import type { ProjectProblem, VpcRequestProblems } from '../domain/vpc-request.ts';
import { count, listWords, oneLine } from './plain-words.ts';
import { nameRegion } from './region-words.ts';

/*
 * A sentence or two for each thing that can be wrong with what a person typed: what it is, then what
 * to type instead. Plain text, as Slack shows it under a field.
 */

/** What somebody typed, as a sentence repeats it. */
export const typed = (text: string): string => `“${oneLine(text, 60)}”`;

const NOT_A_CIDR: { readonly [W in NotACidr]: (text: string) => string } = {
  empty: () => 'Type an IP range, for example 10.0.1.0/24.',
  'too-long': () => 'This is too long for an IP range. Type one like 10.0.1.0/24.',
  'leading-zero': (text) =>
    `${typed(text)} has a number with a leading zero, which programs read differently. Leave the zero out.`,
  'octet-over-255': (text) => `${typed(text)} has a number above 255. Each of the four numbers is 0 to 255.`,
  'prefix-over-32': (text) => `${typed(text)} ends in more than /32. Type a range like 10.0.1.0/24.`,
  netmask: (text) =>
    `${typed(text)} has a netmask. Type the length of the prefix instead, for example 10.0.1.0/24.`,
  shape: (text) => `${typed(text)} is not an IP range. Type one like 10.0.1.0/24.`,
};

export const renderCidrProblem = (problem: CidrProblem): string => {
  switch (problem.kind) {
    case 'not-a-cidr':
      return NOT_A_CIDR[problem.why](problem.text);
    case 'ipv6':
      return `${typed(problem.text)} is IPv6. Timescale VPCs have IPv4 ranges only: type one like 10.0.1.0/24.`;
    case 'no-prefix':
      return `${typed(problem.text)} says no size. Did you mean ${problem.suggestion.text}?`;
    case 'host-bits':
      return `${typed(problem.text)} is an address inside a range. The range itself is ${problem.network.text}: type that if you mean it.`;
    default:
      return problem satisfies never;
  }
};

/** What a network belongs to, beside the name of its cloud. */
export const CLOUD_OWNERS = {
  aws: 'AWS account',
  google: 'Google Cloud project',
  azure: 'Azure subscription',
} as const;

/** `your network prod (vpc-0a1b2c3d of AWS account 123456789012)`. */
const nameYours = ({ peer, name }: Extract<RangeOwner, { kind: 'network' }>): string => {
  const own = `${nameNetwork(peer)} of ${CLOUD_OWNERS[peer.kind]} ${findOwner(peer)}`;
  return name === null ? `your network ${own}` : `your network ${oneLine(name, 60)} (${own})`;
};

/** What a route of a network is called where it stands: `by the route to 10.0.0.0/8 in the route table main`. */
const nameTables = (tables: readonly string[]): string =>
  tables.length === 0
    ? ''
    : ` in ${listWords(
        tables.map((table) => oneLine(table, 60)),
        'and',
        3,
      )}`;

/** Plain words for a way that is taken. */
export const nameTarget = ({ target, state }: SeenRoute): string =>
  state === 'blackhole' ? `${oneLine(target, 80)}, which leads nowhere` : oneLine(target, 80);

/** `The route to 10.0.1.0/24 in main (rtb-1) leads to pcx-1`. */
export const renderRoute = (route: SeenRoute): string =>
  `The route to ${route.destination.text}${nameTables(route.tables)} leads to ${nameTarget(route)}`;

/** Whose range it is: `the VPC payments-eu (payments, eu-west-1)`. */
export const renderRangeOwner = (owner: RangeOwner): string => {
  switch (owner.kind) {
    case 'vpc':
      return `the VPC ${oneLine(owner.name)} (${oneLine(owner.project)}, ${nameRegion(owner.region)})`;
    case 'reached':
      return `the VPC ${oneLine(owner.name)} (${oneLine(owner.project)}, ${nameRegion(owner.region)}), which ${nameNetwork(owner.peer)} reaches already`;
    case 'reserved':
      return 'your own network, which vpcbot keeps clear';
    case 'peer':
      return `the peered network ${nameNetwork(owner.peer)} of ${CLOUD_OWNERS[owner.peer.kind]} ${findOwner(owner.peer)}`;
    case 'network':
      return nameYours(owner);
    default:
      return owner satisfies never;
  }
};

const RESERVED_FOR = {
  'this-network': '“this network”',
  loopback: 'loopback',
  'link-local': 'link-local addresses',
  'docker-bridge': 'Docker’s bridge on AWS’s own services',
  'aws-internal': 'AWS’s internal use',
  multicast: 'multicast',
  'future-use': 'future use',
} as const;

export const renderRangeProblem = (problem: RangeProblem): string => {
  switch (problem.kind) {
    case 'too-large':
    case 'too-small': {
      const { range, prefix, allowed } = problem;
      const size = problem.kind === 'too-large' ? 'large' : 'small';
      return `${range.text} is too ${size}: /${prefix} is outside /${allowed.largest} to /${allowed.smallest}. Choose a size in between.`;
    }
    case 'reserved-block':
      return `${problem.range.text} touches ${problem.block.text}, which is kept for ${RESERVED_FOR[problem.why]}. Choose another range.`;
    case 'overlap': {
      const { range, with: other } = problem;
      return `${range.text} overlaps ${other.cidr.text} of ${renderRangeOwner(other.owner)}. Choose a range that shares no address with it.`;
    }
    case 'routed':
      return `${nameNetwork(problem.network)} sends these addresses somewhere else already. ${renderRoute(problem.route)}. Choose a range that no route there has.`;
    case 'more-overlaps':
      return `${problem.range.text} overlaps ${count(problem.count, 'more range')}.`;
    default:
      return renderCidrProblem(problem);
  }
};

/** The same for one of the peer's own ranges: that one cannot change, so the new VPC's has to. */
export const renderPeerRangeProblem = (problem: RangeProblem): string => {
  if (problem.kind === 'routed') {
    return `${renderRoute(problem.route)}, and the Timescale VPC has these addresses. Have that route removed first, or peer another network.`;
  }
  if (problem.kind !== 'overlap') return renderRangeProblem(problem);
  const { range, with: other } = problem;
  const overlap = `${range.text} overlaps ${other.cidr.text} of ${renderRangeOwner(other.owner)}.`;
  if (other.owner.kind === 'reached') {
    return `${overlap} Its routes can send these addresses to one of the two only: peer it with a VPC that shares none.`;
  }
  return `${overlap} Networks that share addresses cannot be peered: choose another range for the Timescale VPC.`;
};

export const renderNameProblem = (problem: NonNullable<VpcRequestProblems['name']>): string => {
  switch (problem.kind) {
    case 'taken':
      return `There is a VPC named ${typed(problem.name)} already. Choose another name.`;
    default:
      return renderNewNameProblem(problem);
  }
};

const renderNewNameProblem = (problem: VpcNameProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Type a name for the VPC, for example payments-us-east-1.';
    case 'too-long':
      return `The name has ${count(problem.length, 'character')}. Shorten it to ${problem.longest}.`;
    case 'control-characters':
      return 'The name has characters that cannot be seen. Type it again by hand.';
    case 'bad-characters':
      return `The name has ${listWords(problem.characters.map(typed))}. Use letters, digits, spaces, “-”, “_” and “.” only.`;
    case 'edge-punctuation':
      return `The name begins or ends with ${typed(problem.character)}. Begin and end it with a letter or a digit.`;
    default:
      return problem satisfies never;
  }
};

export const renderRegionProblem = (problem: RegionProblem): string => {
  switch (problem.kind) {
    case 'empty':
      return 'Choose a region, for example us-east-1.';
    case 'unknown-region': {
      const meant =
        problem.nearest === null
          ? `Type one like ${oneLine(problem.example)}.`
          : `Did you mean ${oneLine(problem.nearest)}?`;
      return `${typed(problem.text)} is not a region that can be used here. ${meant}`;
    }
    case 'regions-unread':
      return `vpcbot has not read yet where this project may have VPCs. Send it again in a minute; if it stays like this, type /vpc doctor.`;
    case 'ambiguous-region':
      return `${typed(problem.text)} may be ${listWords(problem.regions, 'or')}. Choose one of them.`;
    case 'other-partition':
      return `${typed(problem.text)} is in another AWS partition (China, GovCloud and the like), and AWS peers no VPC across partitions. Choose a VPC in a commercial region.`;
    default:
      return problem satisfies never;
  }
};

/** Why somebody may not; names of whom to ask are left to where Slack shows mentions. */
export const renderRefusal = (reason: RefusalReason, project: string): string => {
  switch (reason) {
    case 'not-a-requester':
      return `You are not listed as a requester of ${oneLine(project)}.`;
    case 'not-an-approver':
      return `You are not listed as an approver of ${oneLine(project)}.`;
    case 'not-an-admin':
      return `You are not listed as an admin of ${oneLine(project)}.`;
    case 'own-request':
      return 'This is your own request, and nobody decides on their own.';
    case 'not-yours':
      return 'This request is somebody else’s.';
    case 'not-an-owner':
      return 'You are not listed as an owner of that account.';
    case 'deactivated':
      return 'Your Slack account is deactivated.';
    default:
      return reason satisfies never;
  }
};

export const renderProjectProblem = (problem: ProjectProblem, project: string): string => {
  if (problem.kind === 'refused') {
    return `${renderRefusal(problem.verdict.reason, project)} Choose another project, or ask an approver of it.`;
  }
  const meant = problem.nearest === null ? 'Choose one of the list.' : `Did you mean ${problem.nearest}?`;
  return `There is no project ${typed(problem.typed)}. ${meant}`;
};
