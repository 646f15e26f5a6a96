export type Provider = 'aws' | 'google' | 'azure';

/** A place where services and VPCs can be, as `/clouds` shows it. */
export interface ListedCloud {
  readonly cloud_name: string;
  readonly cloud_description: string;
  readonly geo_region: string;
  readonly geo_latitude: number;
  readonly geo_longitude: number;
  readonly provider: string;
  readonly provider_description: string;
}

const PROVIDERS = {
  aws: 'Amazon Web Services',
  google: 'Google Cloud Platform',
  azure: 'Microsoft Azure',
} as const;

type Row = readonly [
  provider: Provider,
  region: string,
  geo: string,
  place: string,
  lat: number,
  lon: number,
];

const ROWS: readonly Row[] = [
  ['aws', 'us-east-1', 'north america', 'United States, Virginia', 38.13, -78.45],
  ['aws', 'us-west-2', 'north america', 'United States, Oregon', 46.15, -123.88],
  ['aws', 'eu-west-1', 'europe', 'Europe, Ireland', 53, -8],
  ['aws', 'eu-central-1', 'europe', 'Europe, Germany', 50.11, 8.68],
  ['google', 'us-east1', 'north america', 'United States, South Carolina', 33.84, -81.16],
  ['google', 'europe-west1', 'europe', 'Europe, Belgium', 50.45, 3.82],
  ['google', 'europe-west3', 'europe', 'Europe, Germany', 50.11, 8.68],
  ['azure', 'eastus2', 'north america', 'United States, Virginia', 37.43, -78.66],
  ['azure', 'westeurope', 'europe', 'Europe, Netherlands', 52.37, 4.9],
];

const cloudOf =
  (prefix: string) =>
  ([provider, region, geo_region, place, geo_latitude, geo_longitude]: Row): ListedCloud => ({
    cloud_name: `${prefix}${provider}-${region}`,
    cloud_description: `${place} - ${PROVIDERS[provider]}: ${region}`,
    geo_region,
    geo_latitude,
    geo_longitude,
    provider,
    provider_description: PROVIDERS[provider],
  });

/** What a project of Managed Service for TimescaleDB may use: names with the prefix. */
export const PROJECT_CLOUDS: readonly ListedCloud[] = ROWS.map(cloudOf('timescale-'));

/** What the platform has at all: those, the same without the prefix, and other providers. */
export const ALL_CLOUDS: readonly ListedCloud[] = [
  ...PROJECT_CLOUDS,
  ...ROWS.map(cloudOf('')),
  {
    cloud_name: 'do-fra',
    cloud_description: 'Europe, Germany - DigitalOcean: Frankfurt',
    geo_region: 'europe',
    geo_latitude: 50.11,
    geo_longitude: 8.68,
    provider: 'do',
    provider_description: 'DigitalOcean',
  },
];

/** Null: the project has no such cloud. */
export const findCloudPlace = (
  name: string,
): { readonly provider: Provider; readonly region: string } | null => {
  const row = ROWS.find(([provider, region]) => name === `timescale-${provider}-${region}`);
  return row === undefined ? null : { provider: row[0], region: row[1] };
};
