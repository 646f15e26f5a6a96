/** How long EC2 takes to know what has happened, in ms. */
export interface AwsDelays {
  /** From when a request reached the account: until then its id is not found. */
  readonly peeringVisibleAfter: number;
  /** From its acceptance: until then it is still shown as `pending-acceptance`. */
  readonly acceptShownAfter: number;
  /** From when a security group was made: until then its id is not found. */
  readonly groupVisibleAfter: number;
}

export const AWS_DELAYS: AwsDelays = {
  peeringVisibleAfter: 2_000,
  acceptShownAfter: 4_000,
  groupVisibleAfter: 0,
};

/** AWS's default quotas. */
export const AWS_LIMITS = {
  /** Beside the local ones. */
  routesPerTable: 50,
  /** In each direction. */
  rulesPerGroup: 60,
  activePeeringsPerVpc: 50,
  cidrsPerVpc: 5,
};
