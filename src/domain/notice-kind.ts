import type { Notice } from './notice.ts';
import type {
  ChangeNotice,
  DriftNotice,
  NoticeBody,
  NoticeKind,
  PeerWaitNotice,
  QuotaNotice,
  ShareNotice,
  SideNotice,
} from './notice-body.ts';

const QUOTA_NOTICES = {
  'quota-asked': true,
  'quota-approved': true,
  'quota-denied': true,
  'glass-broken': true,
  'quota-fits': true,
  'quota-reminded': true,
  'quota-expired': true,
  'waiting-for-timescale': true,
  'limit-raised': true,
  'limit-refused': true,
} as const satisfies Record<QuotaNotice['kind'], true>;

export const isQuotaNotice = (body: NoticeBody): body is QuotaNotice =>
  Object.hasOwn(QUOTA_NOTICES, body.kind);

const DRIFT_NOTICES = {
  'vpc-leaving': true,
  'peering-regressed': true,
} as const satisfies Record<DriftNotice['kind'], true>;

export const isDriftNotice = (body: NoticeBody): body is DriftNotice =>
  Object.hasOwn(DRIFT_NOTICES, body.kind);

const PEER_WAIT_NOTICES = {
  'peering-reminder': true,
  'acceptance-missing': true,
  'acceptance-seen': true,
  'instructions-sent': true,
  'instructions-passed-on': true,
} as const satisfies Record<PeerWaitNotice['kind'], true>;

export const isPeerWaitNotice = (body: NoticeBody): body is PeerWaitNotice =>
  Object.hasOwn(PEER_WAIT_NOTICES, body.kind);

const SHARE_NOTICES = {
  'peering-shared': true,
  'sharer-joined': true,
  'share-left': true,
  'sharer-left': true,
  'peering-kept': true,
} as const satisfies Record<ShareNotice['kind'], true>;

export const isShareNotice = (body: NoticeBody): body is ShareNotice =>
  Object.hasOwn(SHARE_NOTICES, body.kind);

const CHANGE_NOTICES = {
  'vpc-renamed': true,
  'change-refused': true,
  'peering-deleted': true,
  'peering-lost': true,
  'vpc-ready': true,
  'vpc-deleted': true,
  'vpc-in-use': true,
} as const satisfies Record<ChangeNotice['kind'], true>;

export const isChangeNotice = (body: NoticeBody): body is ChangeNotice =>
  Object.hasOwn(CHANGE_NOTICES, body.kind);

const SIDE_NOTICES = {
  'side-planned': true,
  'side-refused': true,
  'completion-asked': true,
  'completion-approved': true,
  'completion-declined': true,
  'side-changed': true,
  'completion-done': true,
  'completion-stopped': true,
  'completion-undoing': true,
  'completion-undone': true,
  'side-trouble': true,
  'side-recovered': true,
  'side-drifted': true,
  'side-mended': true,
} as const satisfies Record<SideNotice['kind'], true>;

export const isSideNotice = (body: NoticeBody): body is SideNotice => Object.hasOwn(SIDE_NOTICES, body.kind);

/** Live notices, the cards, are edited after they are said. */
export const isLive = (kind: NoticeKind): boolean =>
  kind === 'request-opened' || kind === 'quota-asked' || kind === 'side-planned';

/** Ends concern everybody in the channel, not only who follows the thread. */
export const isBroadcast = (kind: NoticeKind): boolean =>
  kind === 'peering-active' ||
  kind === 'peering-ended' ||
  kind === 'vpc-failed' ||
  kind === 'peering-taken' ||
  kind === 'glass-broken' ||
  kind === 'quota-expired' ||
  kind === 'limit-refused' ||
  kind === 'peering-ambiguous' ||
  Object.hasOwn(DRIFT_NOTICES, kind) ||
  (Object.hasOwn(CHANGE_NOTICES, kind) && kind !== 'peering-lost') ||
  kind === 'service-moved' ||
  kind === 'side-refused' ||
  kind === 'side-drifted' ||
  kind === 'service-drifted' ||
  kind === 'move-failed';

/** What a channel hears that subscribed to the project: the ends, beside the thread that tells them. */
export const isCopy = ({ lane, body }: Pick<Notice, 'lane' | 'body'>): boolean =>
  lane !== null && /^[CG]/.test(lane) && isBroadcast(body.kind);
