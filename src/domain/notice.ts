import type { EndpointChange } from './endpoint-change.ts';
import type { PeerNetwork } from './peer-network.ts';
import type { Peering, PeeringState } from './peering.ts';
import type { MoveFailure, MovePlace } from './service-move.ts';
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
  | { readonly kind: 'waiting-for-timescale'; readonly said: string; readonly wanted: number };

/** What is said of a VPC and its peerings. */
export type VpcNotice =
  | { readonly kind: 'vpc-created'; readonly providerId: string }
  | { readonly kind: 'vpc-failed'; readonly failure: VpcFailure }
  | { readonly kind: 'vpc-renamed'; readonly from: string; readonly to: string }
  /** The provider refused what was asked for; all stays as it was. */
  | { readonly kind: 'change-refused'; readonly said: string }
  | { readonly kind: 'peering-approved'; readonly peer: PeerNetwork }
  | {
      readonly kind: 'peering-pending';
      readonly peer: PeerNetwork;
      readonly provisionedId: string;
      /** When the other side's cloud forgets the request. */
      readonly expiresAt: number;
    }
  | { readonly kind: 'peering-active'; readonly peer: PeerNetwork; readonly provisionedId: string | null }
  | {
      readonly kind: 'peering-ended';
      readonly peer: PeerNetwork;
      readonly state: PeeringState;
      /** What the provider says of it. */
      readonly said: string | null;
    }
  /** The same peering was there before anybody asked here: it is somebody else's. */
  | { readonly kind: 'peering-taken'; readonly peer: PeerNetwork; readonly providerId: string };

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
  | { readonly kind: 'names-given-up'; readonly hosts: readonly string[] };

/**
 * Everything the bot says about a request, with what it says it of. A notice is recorded in the
 * transaction that records the change it tells of, and said exactly once, in order.
 */
export type NoticeBody = AnyNotice | QuotaNotice | VpcNotice | MoveNotice;

export type NoticeKind = NoticeBody['kind'];

/** A notice as the store keeps it. */
export interface Notice {
  readonly id: number;
  readonly requestId: number;
  readonly body: NoticeBody;
  readonly createdAt: number;
  /** A channel or a person beside the request's own thread; null: the thread. */
  readonly lane: string | null;
}

/** A notice not yet recorded. */
export interface NoticeDraft {
  readonly requestId: number;
  readonly body: NoticeBody;
  /** Default the request's own thread. */
  readonly lane?: string;
}

/** Live notices, the cards, are edited after they are said. */
export const isLive = (kind: NoticeKind): boolean => kind === 'request-opened' || kind === 'quota-asked';

/** Ends concern everybody in the channel, not only who follows the thread. */
export const isBroadcast = (kind: NoticeKind): boolean =>
  kind === 'peering-active' ||
  kind === 'peering-ended' ||
  kind === 'vpc-failed' ||
  kind === 'vpc-renamed' ||
  kind === 'change-refused' ||
  kind === 'peering-taken' ||
  kind === 'service-moved' ||
  kind === 'move-failed';

/** What a channel hears that subscribed to the project: the ends, beside the thread that tells them. */
export const isCopy = ({ lane, body }: Pick<Notice, 'lane' | 'body'>): boolean =>
  lane !== null && isBroadcast(body.kind);

/** What people should hear when a peering has just come into its state. */
export const tellPeering = (next: Peering): readonly NoticeBody[] => {
  const { peer, state, provisionedId, message, expiresAt } = next;
  switch (state) {
    case 'approved':
      return [{ kind: 'peering-approved', peer }];
    case 'pending-peer':
      if (provisionedId === null || expiresAt === null) return [];
      return [{ kind: 'peering-pending', peer, provisionedId, expiresAt }];
    case 'active':
      return [{ kind: 'peering-active', peer, provisionedId }];
    case 'rejected-by-peer':
    case 'expired':
    case 'invalid-specification':
    case 'deleted-by-peer':
    case 'failed':
      return [{ kind: 'peering-ended', peer, state, said: message }];
    case 'requested':
    case 'deleting':
    case 'deleted':
    case 'unknown':
      return [];
    default:
      return state satisfies never;
  }
};
