/** Regions that every account has, and those that it has to opt in to. */
const ALWAYS = [
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-northeast-3',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
] as const;
const OPT_IN = [
  'af-south-1',
  'ap-east-1',
  'eu-central-2',
  'eu-south-1',
  'il-central-1',
  'me-south-1',
] as const;

export interface AwsRegion {
  readonly name: string;
  readonly endpoint: string;
  readonly optInStatus: 'opt-in-not-required' | 'not-opted-in';
}

export const AWS_REGIONS: readonly AwsRegion[] = [
  ...ALWAYS.map((name) => ({ name, optInStatus: 'opt-in-not-required' as const })),
  ...OPT_IN.map((name) => ({ name, optInStatus: 'not-opted-in' as const })),
].map((region) => ({ ...region, endpoint: `ec2.${region.name}.amazonaws.com` }));

/** Whether calls go there: of those to opt in to nobody has. */
export const isRegion = (name: string): boolean => ALWAYS.some((region) => region === name);
