import { findCloud } from './cloud.ts';
import { cutText } from './cut-text.ts';
import { findNearest } from './nearest.ts';

/** Where Tiger Cloud runs services, and so Timescale's end of a peering (Tiger docs, "regions"). */
export const TIGER_REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-central-2',
  'eu-west-1',
  'eu-west-2',
  'ap-south-1',
  'ap-northeast-1',
  'ap-southeast-1',
  'ap-southeast-2',
] as const;

/** The commercial partition's regions; newer ones are taken by their shape. */
export const AWS_REGIONS = [
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
  'ca-central-1',
  'ca-west-1',
  'mx-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-central-2',
  'eu-north-1',
  'eu-south-1',
  'eu-south-2',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'af-south-1',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-south-2',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
] as const;

export type RegionProblem =
  | { readonly kind: 'empty' }
  /** `example`: one that could be typed. */
  | {
      readonly kind: 'unknown-region';
      readonly text: string;
      readonly nearest: string | null;
      readonly example: string;
    }
  /** An ending that several regions share. */
  | { readonly kind: 'ambiguous-region'; readonly text: string; readonly regions: readonly string[] }
  /** The provider has not been asked yet where VPCs may be. */
  | { readonly kind: 'regions-unread'; readonly text: string }
  /** China, GovCloud and the like: AWS peers no VPC across partitions. */
  | { readonly kind: 'other-partition'; readonly text: string };

export type RegionVerdict = { readonly kind: 'region'; readonly region: string } | RegionProblem;

/** `known: false` is a region that looks like one and that this list does not have yet. */
export type PeerRegionVerdict =
  | { readonly kind: 'region'; readonly region: string; readonly known: boolean }
  | RegionProblem;

const REGION_SHAPE = /^(?:af|ap|ca|eu|il|me|mx|sa|us)-(?:north|south|east|west|central)(?:east|west)?-[1-9]$/;
const OTHER_PARTITION = /^(?:cn|us-gov|us-iso[a-z]*|eu-iso[a-z]*|eusc-[a-z]{2})-[a-z]+-[1-9]$/;

/**
 * Whether the text names one of the allowed regions, upper case and outer whitespace forgiven. An
 * ending that only one of them has is enough: `europe-west1` for `timescale-google-europe-west1`.
 */
export function judgeRegion(text: string, allowed: readonly string[]): RegionVerdict {
  const region = text.trim().toLowerCase();
  if (region === '') return { kind: 'empty' };
  if (allowed.length === 0) return { kind: 'regions-unread', text: cutText(text.trim()) };
  if (allowed.includes(region)) return { kind: 'region', region };
  const [only, ...more] = allowed.filter((one) => one.endsWith(`-${region}`));
  if (only !== undefined) {
    if (more.length === 0) return { kind: 'region', region: only };
    return { kind: 'ambiguous-region', text: cutText(text.trim()), regions: [only, ...more] };
  }
  const nearest = findNearest(region, allowed) ?? findNearest(region, allowed.map(cutCloud));
  const [example = ''] = allowed.map(cutCloud);
  return { kind: 'unknown-region', text: cutText(text.trim()), nearest, example };
}

const cutCloud = (region: string): string => findCloud(region).region;

/** The region of a peer's VPC: any of AWS's commercial ones, also one younger than `AWS_REGIONS`. */
export function judgePeerRegion(text: string): PeerRegionVerdict {
  const verdict = judgeRegion(text, AWS_REGIONS);
  if (verdict.kind === 'region') return { ...verdict, known: true };
  const region = text.trim().toLowerCase();
  if (OTHER_PARTITION.test(region)) return { kind: 'other-partition', text: region };
  if (REGION_SHAPE.test(region)) return { kind: 'region', region, known: false };
  return verdict;
}
