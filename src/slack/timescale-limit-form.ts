import type { ModalView } from '@slack/types';
import { MOST_VPCS } from '../domain/limit-request.ts';
import type { VpcView } from '../domain/request.ts';
import { asPlain, MOST, section, textInput } from './blocks.ts';
import { code, mention, mrkdwn } from './mrkdwn.ts';
import { count } from './plain-words.ts';
import { buildReasonForm } from './reason-form.ts';
import { formatRequestNumber } from './request-number.ts';
import { readField, readMetadata, type ViewValues } from './view-values.ts';

export const RAISED_FORM = 'timescale_raised_form';
export const REFUSED_FORM = 'timescale_refused_form';
/** Block and action id. */
export const RAISED_LIMIT = 'timescale_limit';

const LONGEST_NUMBER = 4;

/** `used`: VPCs that are there; `waiting`: requests of the project that wait for Timescale, this one among them. */
export const buildRaisedForm = (
  { request }: VpcView,
  { used, waiting }: { readonly used: number; readonly waiting: number },
): ModalView => ({
  type: 'modal',
  callback_id: RAISED_FORM,
  title: asPlain('Timescale raised it', MOST.title),
  submit: asPlain('Record it', MOST.title),
  close: asPlain('Not yet', MOST.title),
  private_metadata: JSON.stringify({ id: request.id }),
  blocks: [
    section(
      mrkdwn`${request.project} has ${count(used, 'VPC')}, and ${count(waiting, 'request')} of it ${waiting === 1 ? 'waits' : 'wait'} for Timescale. As many as there is room for go on at once, in the order in which they were asked.`,
    ),
    textInput({
      block: RAISED_LIMIT,
      action: RAISED_LIMIT,
      label: 'How many VPCs Timescale allows now, in all',
      hint: `As Timescale’s support answered. ${request.project} may then have that many VPCs without another approval.`,
      typed: String(used + waiting),
      longest: LONGEST_NUMBER,
    }),
  ],
});

export interface GivenLimit {
  readonly id: number;
  /** Null: no number was typed, or one that cannot be. */
  readonly limit: number | null;
}

/** Null where the form is not one of ours. */
export const parseRaisedForm = (
  values: ViewValues,
  privateMetadata: string | undefined,
): GivenLimit | null => {
  const { id } = readMetadata(privateMetadata);
  if (typeof id !== 'number') return null;
  const text = readField(values, RAISED_LIMIT).trim();
  const limit = /^[0-9]+$/.test(text) ? Number(text) : null;
  return { id, limit: limit !== null && limit > 0 && limit <= MOST_VPCS ? limit : null };
};

export const raisedNoNumber = (): Record<string, string> => ({
  [RAISED_LIMIT]: `Type a whole number from 1 to ${MOST_VPCS}, like 5.`,
});

/** With that limit nothing could go on. */
export const raisedNoRoom = (used: number): Record<string, string> => ({
  [RAISED_LIMIT]: `There ${used === 1 ? 'is 1 VPC' : `are ${used} VPCs`} already, so nothing could go on: type ${used + 1} or more, or press “Timescale refused…” on the card.`,
});

export const raisedTrouble = (): Record<string, string> => ({
  [RAISED_LIMIT]: 'This did not work, and nothing was recorded. Send it again in a minute.',
});

export const buildRefusedForm = ({ request, vpc }: VpcView): ModalView => {
  const number = formatRequestNumber(request.id);
  return buildReasonForm({
    form: REFUSED_FORM,
    title: `End ${number}`,
    act: `End ${number}`,
    lines: [
      mrkdwn`Timescale refused to raise its limit, so ${number} ends: the VPC ${code(vpc.name)} is not made. ${mention(request.requesterId)} reads in the thread why.`,
    ],
    label: 'What Timescale’s support answered',
    hint: 'Say also what they can do instead.',
    id: request.id,
  });
};
