export const PRODUCTS = ['tiger', 'managed'] as const;
export type Product = (typeof PRODUCTS)[number];

export const CLOUDS = ['aws', 'google', 'azure'] as const;
export type Cloud = (typeof CLOUDS)[number];

/** Where a story is told: one of the sandbox's projects, and a service of it in that region, public at the start. */
export interface Place {
  readonly product: Product;
  readonly productName: string;
  readonly cloud: Cloud;
  readonly cloudName: string;
  /** The word that people type. */
  readonly project: string;
  /** What Timescale calls it. */
  readonly projectId: string;
  /** What omar types, and what Timescale calls it. */
  readonly region: string;
  readonly regionId: string;
  readonly service: string;
  /** What the bot's configuration says of the project, beside the address of its API. */
  readonly config: object;
}

const CLOUD_NAMES = { aws: 'AWS', google: 'Google Cloud', azure: 'Azure' } as const satisfies Record<
  Cloud,
  string
>;

const MANAGED = {
  aws: { region: 'aws-us-east-1', service: 'billing-db' },
  google: { region: 'google-europe-west1', service: 'metrics-db' },
  azure: { region: 'azure-westeurope', service: 'reports-db' },
} as const satisfies Record<Cloud, Pick<Place, 'region' | 'service'>>;

export const choosePlace = (product: Product, cloud: Cloud): Place => {
  const cloudName = CLOUD_NAMES[cloud];
  if (product === 'tiger') {
    const projectId = 'rp1pz7uyae';
    return {
      product,
      productName: 'Tiger Cloud',
      cloud,
      cloudName,
      project: 'payments',
      projectId,
      region: 'us-east-1',
      regionId: 'us-east-1',
      service: 'payments-db',
      config: {
        product,
        id: projectId,
        credentials: { publicKey: '$PAYMENTS_TIGER_PUBLIC_KEY', secretKey: '$PAYMENTS_TIGER_SECRET_KEY' },
      },
    };
  }
  const projectId = 'metrics-prod';
  return {
    product,
    productName: 'Managed Service for TimescaleDB',
    cloud,
    cloudName,
    project: 'metrics',
    projectId,
    ...MANAGED[cloud],
    regionId: `timescale-${MANAGED[cloud].region}`,
    config: { product, id: projectId, credentials: { token: '$METRICS_PROD_MANAGED_TOKEN' } },
  };
};
