import type { KnownBlock, ModalView } from '@slack/types';
import { asPlain, MOST, section, textInput } from './blocks.ts';
import type { Mrkdwn } from './mrkdwn.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

/** Block and action id. */
export const REASON = 'reason';

const SHORTEST_REASON = 3;
/** What a message quotes whole. */
const LONGEST_REASON = 300;

export interface ReasonWords {
  readonly form: string;
  readonly title: string;
  /** The button that sends it. */
  readonly act: string;
  readonly lines: readonly Mrkdwn[];
  readonly label: string;
  readonly hint: string;
  /** What it is about, and nothing newer. */
  readonly id: number;
}

export interface GivenReason {
  readonly id: number;
  readonly reason: string;
}

/** A form that does one thing and asks why. */
export const buildReasonForm = ({ form, title, act, lines, label, hint, id }: ReasonWords): ModalView => ({
  type: 'modal',
  callback_id: form,
  title: asPlain(title, MOST.title),
  submit: asPlain(act, MOST.title),
  close: asPlain('Not yet', MOST.title),
  private_metadata: JSON.stringify({ id }),
  blocks: [
    ...lines.map((line): KnownBlock => section(line)),
    textInput({
      block: REASON,
      action: REASON,
      label,
      hint,
      shortest: SHORTEST_REASON,
      longest: LONGEST_REASON,
      lines: true,
    }),
  ],
});

/** Null where the form is not one of ours. */
export const parseReasonForm = (
  values: ViewValues,
  privateMetadata: string | undefined,
): GivenReason | null => {
  const { id } = readMetadata(privateMetadata);
  return typeof id === 'number' ? { id, reason: readField(values, REASON).trim() } : null;
};

/** Slack counts the blanks that are trimmed here. Empty: nothing is wrong. */
export const reasonErrors = ({ reason }: GivenReason): Record<string, string> =>
  reason.length >= SHORTEST_REASON && reason.length <= LONGEST_REASON
    ? {}
    : { [REASON]: `Type a reason of ${SHORTEST_REASON} to ${LONGEST_REASON} characters.` };

/** Something did not answer: the reason stays in the form. */
export const reasonTrouble = (): Record<string, string> => ({
  [REASON]: 'This did not work, and nothing was recorded. Send it again in a minute.',
});
