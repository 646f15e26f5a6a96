/** Where every service of Timescale listens unless its own endpoint says otherwise. */
export const POSTGRES_PORT = 5432;

export const ENDPOINT_ROLES = ['primary', 'pooler', 'replica', 'replica-pooler'] as const;
export type EndpointRole = (typeof ENDPOINT_ROLES)[number];

/** Where one part of a service is reached. Each has a host and a port of its own. */
export interface Endpoint {
  readonly role: EndpointRole;
  /** The replica set's own name; null for the service itself. */
  readonly name: string | null;
  readonly host: string;
  readonly port: number;
}

export const SERVICE_STATES = ['ready', 'changing', 'paused', 'deleting', 'unknown'] as const;
export type ServiceState = (typeof SERVICE_STATES)[number];

/** A service as a provider's list shows it, its status already in the domain's words. Nearly all are databases. */
export interface SeenService {
  readonly providerId: string;
  readonly name: string;
  readonly region: string;
  readonly state: ServiceState;
  /** The provider's own word, kept for people and for words we do not know. */
  readonly rawStatus: string;
  /** The provider's id of the VPC that it is attached to; null: it is on the public internet. */
  readonly vpcProviderId: string | null;
  /** As they are now: in the VPC where it is attached, else public. The primary first. */
  readonly endpoints: readonly Endpoint[];
  /** Standbys of its primary, which have no address of their own. */
  readonly haReplicas: number;
  /** How far its move to other machines is; null: it does not move, or nobody knows. */
  readonly progress: MoveProgress | null;
}

/** A move of a service's data, as the provider counts it. */
export interface MoveProgress {
  /** The provider's own word: `basebackup`. */
  readonly phase: string;
  /** From 0 to 100; null: it does not say how much there is. */
  readonly percent: number | null;
}

/** One step of a move, by the provider's ids of the VPCs; null: the public internet. */
export interface ServiceLeg {
  readonly from: string | null;
  readonly to: string | null;
}
