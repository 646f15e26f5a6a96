import type { Listed, Project } from './project.ts';
import type { Timing } from './timing.ts';

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

/** One ask for a VPC more than the project's limit, or for a higher limit. */
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
  /** Why it was denied, or why Timescale refused. */
  readonly reason: string | null;
  /** The limit from then on. Of an ask that was withdrawn: the limit under which it needs no decision any more. */
  readonly grantedLimit: number | null;
  /**
   * How many VPCs in all were asked for; on a request for one VPC, the limit to which Timescale
   * raised its own. Null while only one VPC more is asked of the approvers.
   */
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

/** Whose turn it is while an ask waits. */
export type Deciders =
  | { readonly kind: 'approvers' | 'admins'; readonly listed: Listed }
  /** `breakGlass`: whoever asks is an admin, and may approve it alone, with a reason. */
  | { readonly kind: 'nobody'; readonly breakGlass: boolean };

/**
 * The approvers who can decide, else the admins. `able`: of all that are listed, those that hold
 * somebody active who did not ask; `breakGlass`: whether whoever asks is an admin.
 */
export const findDeciders = (
  { approvers, admins }: Pick<Project, 'approvers' | 'admins'>,
  able: Listed,
  breakGlass: boolean,
): Deciders => {
  const among = (listed: Listed) => [...new Set(listed)].filter((id) => able.includes(id));
  const own = among(approvers);
  if (own.length > 0) return { kind: 'approvers', listed: own };
  const others = among(admins);
  return others.length > 0 ? { kind: 'admins', listed: others } : { kind: 'nobody', breakGlass };
};

/** What time means for an ask. */
export type QuotaTurn =
  /** `reminders`: how many have been due by now. One that comes late is said once. */
  | { readonly kind: 'remind'; readonly reminders: number; readonly at: number; readonly expiresAt: number }
  | { readonly kind: 'wait'; readonly at: number }
  | { readonly kind: 'expire' }
  | { readonly kind: 'decided' };

/** Whether the approvers are to be reminded of an ask, or nobody decides on it any more. `at`: when to look again. */
export const advanceQuota = (
  { state, askedAt, reminders }: Pick<QuotaIncrease, 'state' | 'askedAt' | 'reminders'>,
  now: number,
  { quotaRemindFirst, quotaRemindAgain, quotaExpiry }: Timing,
): QuotaTurn => {
  if (state !== 'asked') return { kind: 'decided' };
  const expiresAt = askedAt + quotaExpiry;
  if (now >= expiresAt) return { kind: 'expire' };
  const times = [askedAt + quotaRemindFirst, askedAt + quotaRemindAgain];
  const due = times.filter((time) => time <= now).length;
  const at = Math.min(expiresAt, ...times.filter((time) => time > now));
  return due > reminders ? { kind: 'remind', reminders: due, at, expiresAt } : { kind: 'wait', at };
};
