import type { ModalView } from '@slack/types';
import type { VpcView } from '../domain/request.ts';
import { asPlain, MOST, section, textInput } from './blocks.ts';
import { code, mention, mrkdwn } from './mrkdwn.ts';
import { formatRequestNumber } from './request-number.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const DENY_FORM = 'deny_quota_form';
/** Block and action id. */
export const DENY_REASON = 'deny_reason';

const SHORTEST_REASON = 3;
/** What a message quotes whole. */
const LONGEST_REASON = 300;

export interface DenyAnswer {
  /** The ask that is denied, and no newer one. */
  readonly quotaId: number;
  readonly reason: string;
}

export const buildDenyForm = ({ request, vpc }: VpcView, quotaId: number): ModalView => ({
  type: 'modal',
  callback_id: DENY_FORM,
  title: asPlain(`Deny ${formatRequestNumber(request.id)}`, MOST.title),
  submit: asPlain('Deny', MOST.title),
  close: asPlain('Not yet', MOST.title),
  private_metadata: JSON.stringify({ quotaId }),
  blocks: [
    section(
      mrkdwn`${mention(request.requesterId)} reads your reason in the thread. The VPC ${code(vpc.name)} is not made.`,
    ),
    textInput({
      block: DENY_REASON,
      action: DENY_REASON,
      label: 'Reason',
      hint: 'Say what they can do instead.',
      shortest: SHORTEST_REASON,
      longest: LONGEST_REASON,
      lines: true,
    }),
  ],
});

/** Null where the form is not one of ours. */
export const parseDenyForm = (values: ViewValues, privateMetadata: string | undefined): DenyAnswer | null => {
  const { quotaId } = readMetadata(privateMetadata);
  if (typeof quotaId !== 'number') return null;
  return { quotaId, reason: readField(values, DENY_REASON).trim() };
};

/** Slack counts the blanks that are trimmed here. Empty: nothing is wrong. */
export const denyErrors = ({ reason }: DenyAnswer): Record<string, string> =>
  reason.length >= SHORTEST_REASON && reason.length <= LONGEST_REASON
    ? {}
    : { [DENY_REASON]: `Type a reason of ${SHORTEST_REASON} to ${LONGEST_REASON} characters.` };

/** Something did not answer: the reason stays in the form. */
export const denyTrouble = (): Record<string, string> => ({
  [DENY_REASON]: 'This did not work, and nothing was recorded. Press Deny again in a minute.',
});
