import type { AwsInterface } from './aws-side.ts';
import type { CompletionStop, SideTrouble, TakenStep } from './completion.ts';
import type { Drift } from './drift.ts';
import type { EndpointChange } from './endpoint-change.ts';
import type { GuideChoice } from './guide.ts';
import type { PeerNetwork } from './peer-network.ts';
import type { Peering, PeeringState, Sharer } from './peering.ts';
import type { Listed } from './project.ts';
import type { Proof } from './request-proof.ts';
import type { MoveFailure, MovePlace } from './service-move.ts';
import type { SideFinding } from './side-health.ts';
import type { SideChange } from './side-plan.ts';
import type { VpcFailure } from './vpc.ts';

/** What is said of any request. `request-opened` is its card in the channel, which opens the thread. */
export type AnyNotice =
  | { readonly kind: 'request-opened' }
  | { readonly kind: 'provider-trouble'; readonly code: string; readonly since: number }
  | { readonly kind: 'provider-recovered'; readonly since: number }
  | { readonly kind: 'request-cancelling'; readonly by: string }
  | { readonly kind: 'request-cancelled' }
  | { readonly kind: 'request-retried'; readonly by: string }
  /** What was to go to a person or a channel beside the thread did not reach them. */
  | { readonly kind: 'not-delivered'; readonly to: string; readonly said: string };

/** What is said of an ask for a higher limit, whether a VPC waits for it or not. */
export type QuotaNotice =
  | { readonly kind: 'quota-asked'; readonly used: number; readonly limit: number }
  | { readonly kind: 'quota-approved'; readonly by: string; readonly limit: number }
  | { readonly kind: 'quota-denied'; readonly by: string; readonly reason: string }
  /** An admin approved without an approver. */
  | { readonly kind: 'glass-broken'; readonly by: string; readonly reason: string; readonly limit: number }
  /** The limit rose by another request, so that this one needs no decision any more. */
  | { readonly kind: 'quota-fits'; readonly limit: number }
  | { readonly kind: 'quota-reminded'; readonly since: number; readonly expiresAt: number }
  | { readonly kind: 'quota-expired'; readonly since: number }
  | { readonly kind: 'waiting-for-timescale'; readonly said: string; readonly wanted: number }
  /** Somebody says that Timescale raised its own limit. */
  | { readonly kind: 'limit-raised'; readonly by: string; readonly limit: number }
  | { readonly kind: 'limit-refused'; readonly by: string; readonly reason: string };

/** What is said of a VPC and its peerings. */
export type VpcNotice =
  | { readonly kind: 'vpc-created'; readonly providerId: string }
  | { readonly kind: 'vpc-failed'; readonly failure: VpcFailure }
  | { readonly kind: 'peering-approved'; readonly peer: PeerNetwork }
  | {
      readonly kind: 'peering-pending';
      readonly peer: PeerNetwork;
      readonly provisionedId: string;
      /** When the other side's cloud forgets the request; null: never. */
      readonly expiresAt: number | null;
    }
  | { readonly kind: 'peering-active'; readonly peer: PeerNetwork; readonly provisionedId: string | null }
  | {
      readonly kind: 'peering-ended';
      readonly peer: PeerNetwork;
      readonly state: PeeringState;
      /** What the provider says of it. */
      readonly said: string | null;
    }
  /** The same peering was there before anybody asked here: it is somebody else's. `of`: whose, where that is known. */
  | {
      readonly kind: 'peering-taken';
      readonly peer: PeerNetwork;
      readonly providerId: string;
      readonly of?: PeeringOwner;
    }
  /** Several new ones match, and nobody knows which was made for this request. */
  | {
      readonly kind: 'peering-ambiguous';
      readonly peer: PeerNetwork;
      readonly providerIds: readonly string[];
    };

/** What somebody changed at the provider without asking here, and is not the end of it. */
export type DriftNotice =
  /** The VPC is being deleted there. */
  | { readonly kind: 'vpc-leaving' }
  /** The peering was active since then, and waits for the other side again. */
  | {
      readonly kind: 'peering-regressed';
      readonly peer: PeerNetwork;
      readonly provisionedId: string | null;
      readonly since: number;
    };

/** What is said of a peering between its request and its acceptance. */
export type PeerWaitNotice =
  /** The other side did nothing so far. `isLast`: there is no other. */
  | {
      readonly kind: 'peering-reminder';
      readonly peeringId: number;
      readonly peer: PeerNetwork;
      readonly provisionedId: string;
      readonly expiresAt: number | null;
      readonly isLast: boolean;
    }
  /** Somebody said that they accepted it, and after a while it still waits. */
  | {
      readonly kind: 'acceptance-missing';
      readonly peeringId: number;
      readonly peer: PeerNetwork;
      readonly provisionedId: string;
      readonly by: string;
      /** When they said so. */
      readonly at: number;
    }
  /** The same where it is active, for whom was sent the instructions and reads no thread. */
  | { readonly kind: 'acceptance-seen'; readonly peer: PeerNetwork; readonly provisionedId: string }
  /** The way to accept it, for a person or a channel beside the thread. */
  | {
      readonly kind: 'instructions-sent';
      readonly peeringId: number;
      readonly peer: PeerNetwork;
      readonly provisionedId: string;
      readonly expiresAt: number | null;
      readonly choice: GuideChoice;
      readonly note: string | null;
      readonly by: string;
    }
  /** What the thread says of that. `name`: what a person is called, so that nobody is called twice. */
  | {
      readonly kind: 'instructions-passed-on';
      readonly peer: PeerNetwork;
      readonly provisionedId: string;
      readonly choice: GuideChoice;
      readonly to: string;
      readonly name: string | null;
      readonly by: string;
    };

/** The request that asked for a peering, and who asked. */
export interface PeeringOwner {
  readonly requestId: number;
  readonly requesterId: string;
}

/** A peering on which several requests live. `of`: who asked for it; null: nobody did here. */
export type SharedPeering = Pick<Peering, 'peer' | 'provisionedId' | 'state'> & {
  readonly of: PeeringOwner | null;
};

/** What is said of a peering on which several requests live. */
export type ShareNotice =
  /** To whoever shares it from now on. */
  | ({ readonly kind: 'peering-shared' } & SharedPeering)
  /** The same, to those who were there before. `by`: who shares it, in that request. */
  | ({ readonly kind: 'sharer-joined'; readonly by: string; readonly requestId: number } & GonePeering)
  /** To whoever let go of it; the peering stays. `by`: whoever ended it for them. */
  | ({ readonly kind: 'share-left'; readonly by: string } & SharedPeering)
  /** The same, to those who stay. */
  | ({ readonly kind: 'sharer-left'; readonly by: string; readonly requestId: number } & GonePeering)
  /** It was to be deleted, but others live on it: nothing was touched. */
  | ({ readonly kind: 'peering-kept'; readonly by: readonly Sharer[] } & GonePeering);

/** A peering that was deleted here: the routes to it on the other side lead nowhere. */
export type GonePeering = Pick<Peering, 'peer' | 'provisionedId'>;

/** What becomes of a change of a VPC that is there, and of a VPC without peerings. */
export type ChangeNotice =
  | { readonly kind: 'vpc-renamed'; readonly from: string; readonly to: string }
  /** The provider refused what was asked for. */
  | { readonly kind: 'change-refused'; readonly said: string }
  /** Somebody asked for it to be deleted, and it is. */
  | { readonly kind: 'peering-deleted'; readonly gone: GonePeering }
  /** The same, to whoever had asked for the peering. `by`: who asked for its deletion, in that request. */
  | {
      readonly kind: 'peering-lost';
      readonly gone: GonePeering;
      readonly by: string;
      readonly requestId: number;
    }
  /** It is there without a peering, so nothing reaches it. */
  | { readonly kind: 'vpc-ready' }
  | { readonly kind: 'vpc-deleted'; readonly peerings: readonly GonePeering[] }
  /** It was to be deleted, but services are in it: nothing was touched. */
  | { readonly kind: 'vpc-in-use'; readonly services: readonly string[] };

/** What is said of a service's move. A place that is null is the public internet. */
export type MoveNotice =
  | {
      readonly kind: 'move-started';
      readonly from: MovePlace | null;
      readonly to: MovePlace | null;
      /** In how many steps, each an interruption. */
      readonly legs: number;
    }
  /** Between two VPCs it is on the public internet, and is to be attached next. */
  | { readonly kind: 'service-detached'; readonly from: MovePlace | null }
  /** It takes longer than it should; `said`: the provider's word for its status. */
  | { readonly kind: 'move-slow'; readonly since: number; readonly said: string }
  /** It is where it was to be, and reached so. */
  | {
      readonly kind: 'service-moved';
      readonly from: MovePlace | null;
      readonly to: MovePlace | null;
      readonly changes: readonly EndpointChange[];
    }
  /** `changes`: how it is reached where it is instead; empty where it is as it was. */
  | {
      readonly kind: 'move-failed';
      readonly failure: MoveFailure;
      readonly changes: readonly EndpointChange[];
    }
  | { readonly kind: 'names-answer'; readonly hosts: readonly string[] }
  | { readonly kind: 'names-late'; readonly hosts: readonly string[]; readonly since: number }
  /** Nobody looks for them any more. */
  | { readonly kind: 'names-given-up'; readonly hosts: readonly string[] }
  /** After the move was done, somebody moved it elsewhere. `since`: when it was last seen in its place. */
  | {
      readonly kind: 'service-drifted';
      readonly from: MovePlace | null;
      readonly to: MovePlace | null;
      readonly since: number;
    }
  /** The certificate authority that signs what the service shows to its clients there: a file. */
  | { readonly kind: 'certificate-shared' };

/** What is said of the other side of a peering, which the configuration lets the bot see. */
export type SideNotice =
  /** The card with the plan; live. */
  | { readonly kind: 'side-planned'; readonly peeringId: number }
  /** The request that AWS shows is not the one that was asked for, or nobody can accept it. `owners`: of the account. */
  | ({ readonly kind: 'side-refused'; readonly proof: Proof; readonly owners: Listed } & SidePeering)
  /** Somebody wants it carried out; the owners are called. */
  | ({ readonly kind: 'completion-asked'; readonly by: string; readonly owners: Listed } & SidePeering)
  /** `confirmed`: the AWS account that is Timescale's, as this owner says. */
  | ({
      readonly kind: 'completion-approved';
      readonly by: string;
      readonly confirmed: string | null;
      readonly changes: number;
    } & SidePeering)
  | ({ readonly kind: 'completion-declined'; readonly by: string; readonly reason: string } & SidePeering)
  /** `wasThere`: somebody else was faster. */
  | ({ readonly kind: 'side-changed'; readonly change: SideChange; readonly wasThere: boolean } & SidePeering)
  /** `groupId`: the security group that was made, for the clients to get. */
  | ({
      readonly kind: 'completion-done';
      readonly by: string;
      readonly groupId: string | null;
      /** What the bot may not do there, and is left to people. */
      readonly left: readonly SideChange[];
      /** What gets the new group: network interfaces in the VPC. */
      readonly interfaces: readonly AwsInterface[];
    } & SidePeering)
  | ({
      readonly kind: 'completion-stopped';
      readonly stop: CompletionStop;
      readonly by: string;
    } & SidePeering)
  | ({ readonly kind: 'completion-undoing'; readonly by: string } & SidePeering)
  | ({
      readonly kind: 'completion-undone';
      readonly steps: readonly TakenStep[];
      readonly by: string;
    } & SidePeering)
  /** Calls to that cloud keep failing. */
  | ({ readonly kind: 'side-trouble'; readonly trouble: SideTrouble } & SidePeering)
  | ({ readonly kind: 'side-recovered'; readonly since: number } & SidePeering)
  /** Something that was as it should be is not any more; `findings`: only those. */
  | ({ readonly kind: 'side-drifted'; readonly findings: readonly SideFinding[] } & SidePeering)
  | ({ readonly kind: 'side-mended' } & SidePeering);

export interface SidePeering {
  readonly peeringId: number;
  readonly peer: PeerNetwork;
  readonly provisionedId: string | null;
}

/** What is said of a project in its channel: no request stands behind it. */
export interface ProjectNoticeBody {
  readonly kind: 'drift';
  readonly changes: readonly Drift[];
  /** When the provider was last seen without them; null: nobody knows. */
  readonly since: number | null;
}

/**
 * Everything the bot says about a request, with what it says it of. A notice is recorded in the
 * transaction that records the change it tells of, and said exactly once, in order.
 */
export type NoticeBody =
  | AnyNotice
  | QuotaNotice
  | VpcNotice
  | DriftNotice
  | PeerWaitNotice
  | ShareNotice
  | ChangeNotice
  | MoveNotice
  | SideNotice;

export type NoticeKind = NoticeBody['kind'];
