export interface PeeringThere {
  readonly isActive: boolean;
  /** Timescale's end, as `OtherSide.listEnds` finds it in a thread; null: it shows none. */
  readonly end: string | null;
}

export interface VpcThere {
  readonly id: string;
  /** Null: the product has none. */
  readonly name: string | null;
  readonly cidr: string;
  readonly peerings: readonly PeeringThere[];
}

export interface NewVpc {
  readonly name: string;
  readonly cidr: string;
}

/** A Timescale product as its own people and other users have it before them. */
export interface Timescale {
  /** Those that are not deleted. */
  readonly vpcs: () => Promise<readonly VpcThere[]>;
  /** Before the story begins: makes the service of the place, where the sandbox has none there. */
  readonly prepare: () => Promise<void>;
  readonly makeVpc: (vpc: NewVpc) => Promise<{ readonly id: string }>;
  /** Whatever is in it. */
  readonly removeVpc: (id: string) => Promise<void>;
  /** How many VPCs the project may have: Timescale's support says so. */
  readonly setVpcLimit: (vpcs: number) => Promise<void>;
  /** The id of the VPC that the service is in; null: it is public. */
  readonly placeOf: (service: string) => Promise<string | null>;
  readonly moveService: (service: string, vpcId: string) => Promise<void>;
  /** How often a service was asked to move; more than a move may take where Timescale was too busy for it. */
  readonly movesAsked: () => Promise<number>;
  /** How often the bot has looked at the project as a whole. */
  readonly looks: () => Promise<number>;
}
