export const QUOTA_STATES = [
  'asked',
  'approved',
  'denied',
  'withdrawn',
  'expired',
  'granted',
  'waiting-for-timescale',
  'refused',
] as const;
export type QuotaState = (typeof QUOTA_STATES)[number];

/** One ask for a VPC more than the project's limit. */
export interface QuotaIncrease {
  readonly id: number;
  readonly requestId: number;
  readonly project: string;
  readonly state: QuotaState;
  /** What the approvers are shown: how many VPCs there were, and the limit, when it was asked. */
  readonly used: number;
  readonly limit: number;
  readonly askedAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  /** Why it was denied. */
  readonly reason: string | null;
  /** The limit that the approval set: `used + 1` at that time. */
  readonly grantedLimit: number | null;
  /** The limit that Timescale is asked for; null while only one VPC more is asked of the approvers. */
  readonly wantedLimit: number | null;
  /** Approved by an admin without an approver, for this reason. */
  readonly breakGlass: string | null;
  /** Reminders said while it waits for a decision. */
  readonly reminders: number;
}

/** VPCs at the provider (whoever made them), creations under way, and the limit in force. */
export interface QuotaUse {
  readonly used: number;
  readonly limit: number;
}

export type QuotaVerdict =
  | { readonly kind: 'within' }
  | { readonly kind: 'over'; readonly used: number; readonly limit: number };

export const judgeQuota = ({ used, limit }: QuotaUse): QuotaVerdict =>
  used < limit ? { kind: 'within' } : { kind: 'over', used, limit };
