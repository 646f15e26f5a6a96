import { cutText } from './cut-text.ts';
import { judgePeerRegion, type RegionProblem } from './region.ts';

/** A VPC of AWS at the other end of a peering connection. */
export interface AwsPeer {
  readonly kind: 'aws';
  /** Twelve digits. */
  readonly accountId: string;
  /** `vpc-` and 8 or 17 hexadecimal digits. */
  readonly vpcId: string;
  /** An AWS region; it may differ from the Timescale VPC's. */
  readonly region: string;
}

export interface TypedAwsPeer {
  readonly kind: 'aws';
  readonly accountId: string;
  readonly vpcId: string;
  readonly region: string;
}

export type AccountIdProblem =
  | { readonly kind: 'empty' }
  /** Digits, but not twelve: a spreadsheet drops leading zeros. */
  | { readonly kind: 'wrong-length'; readonly text: string; readonly digits: number }
  | { readonly kind: 'not-an-account-id'; readonly text: string };

export type VpcIdProblem =
  | { readonly kind: 'empty' }
  /** Timescale's REST API cannot ask for a transit gateway attachment: it takes no address ranges. */
  | { readonly kind: 'transit-gateway'; readonly text: string }
  /** `subnet-…`, `pcx-…`, an ARN. `vpcId` is the one found inside, where there is one. */
  | {
      readonly kind: 'other-resource';
      readonly text: string;
      readonly prefix: string;
      readonly vpcId: string | null;
    }
  | { readonly kind: 'not-a-vpc-id'; readonly text: string };

export interface AwsPeerProblems {
  readonly accountId?: AccountIdProblem;
  readonly vpcId?: VpcIdProblem;
  readonly region?: RegionProblem;
}

export type AwsPeerResult =
  /** `regionKnown: false`: the region has the right shape and is younger than our list. */
  | { readonly kind: 'peer'; readonly peer: AwsPeer; readonly regionKnown: boolean }
  | { readonly kind: 'problems'; readonly problems: AwsPeerProblems };

const VPC_ID = /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
const VPC_ID_INSIDE = /(?<![0-9a-z-])vpc-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-z])/;
const OTHER_RESOURCE =
  /^(acl|arn|cgw|dopt|eigw|eipalloc|eni|i|igw|lgw|nat|pcx|pl|rtb|sg|subnet|tgw|vgw|vpce|vpn|vpc-peering-connection)[-:/]/;
const LONGEST_ID = 200;

/**
 * Parses what a person typed for the AWS side, all fields at once.
 * `defaultRegion` (the Timescale VPC's, as a rule) stands in for an empty region.
 */
export function parseAwsPeer(
  typed: Omit<TypedAwsPeer, 'kind'>,
  { defaultRegion }: { readonly defaultRegion?: string } = {},
): AwsPeerResult {
  const account = parseAccountId(typed.accountId);
  const vpc = parseVpcId(typed.vpcId);
  const region = judgePeerRegion(typed.region.trim() === '' ? (defaultRegion ?? '') : typed.region);
  if (account.kind === 'account-id' && vpc.kind === 'vpc-id' && region.kind === 'region') {
    const peer: AwsPeer = {
      kind: 'aws',
      accountId: account.accountId,
      vpcId: vpc.vpcId,
      region: region.region,
    };
    return { kind: 'peer', peer, regionKnown: region.known };
  }
  const problems: AwsPeerProblems = {
    ...(account.kind === 'account-id' ? {} : { accountId: account }),
    ...(vpc.kind === 'vpc-id' ? {} : { vpcId: vpc }),
    ...(region.kind === 'region' ? {} : { region }),
  };
  return { kind: 'problems', problems };
}

/** Parses an AWS account id; `1234-5678-9012` and `1234 5678 9012` are how AWS's console prints it. */
function parseAccountId(
  text: string,
): { readonly kind: 'account-id'; readonly accountId: string } | AccountIdProblem {
  const typed = text.trim();
  if (typed === '') return { kind: 'empty' };
  const shown = cutText(typed);
  if (typed.length > LONGEST_ID || !/^[0-9]+(?:[\s-]+[0-9]+)*$/.test(typed)) {
    return { kind: 'not-an-account-id', text: shown };
  }
  const accountId = typed.replace(/[\s-]/g, '');
  if (accountId.length !== 12) return { kind: 'wrong-length', text: shown, digits: accountId.length };
  return { kind: 'account-id', accountId };
}

/** Parses an AWS VPC id; other resources' ids are recognised, so that the answer can name what they are. */
function parseVpcId(text: string): { readonly kind: 'vpc-id'; readonly vpcId: string } | VpcIdProblem {
  const typed = text.trim();
  if (typed === '') return { kind: 'empty' };
  const shown = cutText(typed);
  if (typed.length > LONGEST_ID) return { kind: 'not-a-vpc-id', text: shown };
  const vpcId = typed.toLowerCase();
  if (VPC_ID.test(vpcId)) return { kind: 'vpc-id', vpcId };
  const prefix = OTHER_RESOURCE.exec(vpcId)?.[1];
  if (prefix === 'tgw') return { kind: 'transit-gateway', text: shown };
  if (prefix === undefined) return { kind: 'not-a-vpc-id', text: shown };
  return { kind: 'other-resource', text: shown, prefix, vpcId: VPC_ID_INSIDE.exec(vpcId)?.[0] ?? null };
}
