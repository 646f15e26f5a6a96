import { type Mrkdwn, mrkdwn, when } from './mrkdwn.ts';

/** One line of the plan. Its word says how it stands, so that no colour or sign has to. */
export interface PlanStep {
  readonly word: 'Done' | 'Now' | 'Next' | 'Stopped';
  readonly what: Mrkdwn;
  /** When it was done or began (epoch ms); null where nobody knows or nothing began. */
  readonly at: number | null;
}

export const done = (what: Mrkdwn, at: number | null): PlanStep => ({ word: 'Done', what, at });
export const now = (what: Mrkdwn, at: number | null): PlanStep => ({ word: 'Now', what, at });
export const next = (what: Mrkdwn): PlanStep => ({ word: 'Next', what, at: null });
export const stopped = (what: Mrkdwn, at: number | null): PlanStep => ({ word: 'Stopped', what, at });

/** `*Done*  VPC created (Nov 22 10:00)`. */
export const renderStep = ({ word, what, at }: PlanStep): Mrkdwn => {
  if (at === null) return mrkdwn`*${word}*  ${what}`;
  return mrkdwn`*${word}*  ${what} (${word === 'Now' ? mrkdwn`since ` : mrkdwn``}${when(at)})`;
};
