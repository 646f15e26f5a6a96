import type { Cidr } from '../domain/cidr.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { SeenPeering } from '../domain/peering.ts';
import type { SeenService, ServiceLeg } from '../domain/service.ts';
import type { SeenVpc, SeenVpcState } from '../domain/vpc.ts';
import type { Http } from './http.ts';

export interface NewVpc {
  readonly name: string;
  readonly region: string;
  readonly cidr: Cidr;
}

/** Expected answers are returned; what a retry or a mended key could change is thrown as VpcbotError. */
/** A creation that has to wait for another change of the same thing throws TIMESCALE_BUSY. */
export type VpcCreation =
  | { readonly kind: 'created'; readonly vpc: SeenVpc }
  | { readonly kind: 'over-limit'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

export type PeeringCreation =
  /** It may have been there before, and have ended: Managed Service answers with the one that there is. */
  | { readonly kind: 'created'; readonly peering: SeenPeering }
  /** The VPC is not (yet) known to the part that makes peerings. Says nothing of why. */
  | { readonly kind: 'vpc-not-found'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

export type PeeringListing =
  | {
      readonly kind: 'listed';
      readonly peerings: readonly SeenPeering[];
      /** Null: the provider shows no state of a VPC. */
      readonly vpcState: SeenVpcState | null;
    }
  | { readonly kind: 'vpc-not-found' };

export type Deletion =
  | { readonly kind: 'deleted' }
  | { readonly kind: 'gone' }
  /** The provider is still changing it: ask again later. */
  | { readonly kind: 'busy'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

/** A change that the provider carries out after it answered: only looking tells when it is done. */
export type Change =
  | { readonly kind: 'accepted' }
  /** What was to be changed is not there. */
  | { readonly kind: 'gone'; readonly message: string }
  /** The provider is still changing it: ask again later. */
  | { readonly kind: 'busy'; readonly message: string }
  | { readonly kind: 'refused'; readonly message: string };

/** Where a project is, whatever its product. */
export interface TimescalePlace {
  /** Default the product's own. */
  readonly apiUrl?: string;
  /** The provider's id of the project; Managed Service calls it its name. */
  readonly projectId: string;
  readonly http: Http;
}

/** Whose key this is: the provider's own project id and name, and the plan it is on. */
export interface KeyOwner {
  readonly projectId: string;
  readonly projectName: string;
  /** Null: the product sells by service, not by project. */
  readonly plan: string | null;
}

/** A VPC as its peerings' calls need it. */
export interface VpcRef {
  readonly providerId: string;
  readonly region: string;
}

/**
 * One project at one Timescale product. Each call is one HTTP request (plus retries that are safe);
 * only a refusal that may mean two things takes another to be understood.
 */
export interface TimescaleProject {
  findKeyOwner(): Promise<KeyOwner>;
  listVpcs(): Promise<readonly SeenVpc[]>;
  getVpc(vpcId: string): Promise<SeenVpc | null>;
  createVpc(wanted: NewVpc): Promise<VpcCreation>;
  deleteVpc(vpcId: string): Promise<Deletion>;
  /** Where VPCs may be made; null: the API does not tell. */
  listRegions(): Promise<readonly string[] | null>;
  listPeerings(vpc: VpcRef): Promise<PeeringListing>;
  createPeering(vpc: VpcRef, peer: PeerNetwork): Promise<PeeringCreation>;
  deletePeering(vpc: VpcRef, peering: Pick<SeenPeering, 'providerId' | 'peer'>): Promise<Deletion>;
  /**
   * Asks the provider to look at the other side now. A favour that is never refused aloud: nothing
   * happens where it cannot be asked, and nothing is thrown where it does not answer.
   */
  refreshPeerings(vpc: VpcRef): Promise<void>;
  /** Accepted without a call where VPCs have no names at the provider. */
  renameVpc(vpcId: string, name: string): Promise<Change>;
  /** Databases, and whatever else may be in a VPC and would be cut off with it. */
  listServices(): Promise<readonly SeenService[]>;
  getService(serviceId: string): Promise<SeenService | null>;
  /** The project's own certificate authority, PEM, where it signs the services' certificates; else null. */
  getCertificate(): Promise<string | null>;
  /**
   * One step of a move. Tiger attaches and detaches, so one end of the leg is the public internet;
   * Managed Service is told where the service is to be.
   */
  moveService(serviceId: string, leg: ServiceLeg): Promise<Change>;
}
