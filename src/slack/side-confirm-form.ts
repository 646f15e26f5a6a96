import type { ModalView } from '@slack/types';
import type { Peering } from '../domain/peering.ts';
import { asPlain, MOST, section } from './blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { readMetadata } from './view-values.ts';

export const CONFIRM_ACCOUNT_FORM = 'confirm_account_form';

export const CONFIRM_ACCOUNT_TITLE = 'Confirm the AWS account';

/** What an owner says yes to, with one word: this account is Timescale's. */
export interface AccountQuestion {
  readonly peeringId: number;
  /** Of the plan that they saw. */
  readonly revision: number;
  readonly accountId: string;
}

/**
 * Neither of Timescale's APIs tells its AWS account, so an owner is shown the one that AWS names, once. This
 * form is the only place where an account is shown that nobody has confirmed.
 */
export const buildConfirmAccountForm = (
  question: AccountQuestion,
  { peer, provisionedId }: Pick<Peering, 'peer' | 'provisionedId'>,
  project: string,
): ModalView => ({
  type: 'modal',
  callback_id: CONFIRM_ACCOUNT_FORM,
  title: asPlain(CONFIRM_ACCOUNT_TITLE, MOST.title),
  submit: asPlain('It is Timescale’s', MOST.title),
  close: asPlain('Not yet', MOST.title),
  private_metadata: JSON.stringify(question),
  blocks: [
    section(
      mrkdwn`AWS says that ${code(provisionedId ?? '')}, the peering request to ${namePeer(peer)}, comes from this account:`,
    ),
    section(mrkdwn`*AWS account* ${code(question.accountId)}`),
    section(
      mrkdwn`Its id is the one that Timescale’s API gave, and its VPC and both regions are those asked for. No API of Timescale’s tells its AWS account, so vpcbot asks you, once.`,
    ),
    section(
      mrkdwn`Compare it with earlier peerings of Timescale’s in your account, or ask Timescale’s support. If you are not sure, press *Not yet*: nothing is accepted.`,
    ),
    section(
      mrkdwn`With *It is Timescale’s*, vpcbot carries out the plan now, and accepts later requests of ${project} from this account without this question.`,
    ),
  ],
});

/** Null where the form is not one of ours. */
export const parseConfirmAccountForm = (privateMetadata: string | undefined): AccountQuestion | null => {
  const { peeringId, revision, accountId } = readMetadata(privateMetadata);
  return typeof peeringId === 'number' && typeof revision === 'number' && typeof accountId === 'string'
    ? { peeringId, revision, accountId }
    : null;
};
