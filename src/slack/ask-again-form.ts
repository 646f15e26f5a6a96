import type { ModalView } from '@slack/types';
import type { TypedPeer } from '../domain/peer-request.ts';
import type { Peering } from '../domain/peering.ts';
import type { Vpc } from '../domain/vpc.ts';
import { asPlain, context, MOST, section } from './blocks.ts';
import { code, mrkdwn } from './mrkdwn.ts';
import { buildPeer, type NetworkChoices, NO_CHOICES } from './network-choice.ts';
import { rememberChoices } from './network-field.ts';
import { renderUnlisted } from './network-words.ts';
import { renderPeeringEnd } from './outcome-words.ts';
import { parsePeerFields } from './peer-fields.ts';
import { nameRegion } from './region-words.ts';
import { readMetadata, type ViewValues } from './view-values.ts';

export const ASK_AGAIN_FORM = 'ask_again_form';

export interface AskAgain {
  readonly requestId: number;
  /** The peering that ended, in whose place another is asked for. */
  readonly peeringId: number;
  readonly typed: TypedPeer;
}

/** The network as it was asked for, to be corrected. */
export const typedBefore = ({ peer, peerRanges }: Peering): TypedPeer => ({
  ...peer,
  ranges: peerRanges.map(({ text }) => text).join(', '),
});

/** Asks for a peering that ended once more; what it was is filled in, to be corrected or sent as it is. */
export const buildAskAgainForm = (
  peering: Peering,
  vpc: Vpc,
  typed: TypedPeer = typedBefore(peering),
  choices: NetworkChoices = NO_CHOICES,
): ModalView => {
  const { peer, state, message } = peering;
  const { what } = renderPeeringEnd(state, peer, message);
  return {
    type: 'modal',
    callback_id: ASK_AGAIN_FORM,
    title: asPlain('Ask for it again', MOST.title),
    submit: asPlain('Ask again', MOST.title),
    close: asPlain('Close', MOST.title),
    private_metadata: JSON.stringify({
      requestId: peering.requestId,
      peeringId: peering.id,
      ...rememberChoices([typed], choices),
    }),
    blocks: [
      section(
        mrkdwn`${what} Correct what is wrong; ${code(vpc.name)} (${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}) stays as it is.`,
      ),
      ...buildPeer(typed, 0, 1, choices),
      ...renderUnlisted(choices.known).map(context),
    ],
  };
};

/** Null where the form is not one of ours. */
export const parseAskAgainForm = (
  values: ViewValues,
  privateMetadata: string | undefined,
): AskAgain | null => {
  const { requestId, peeringId } = readMetadata(privateMetadata);
  if (typeof requestId !== 'number' || typeof peeringId !== 'number') return null;
  return { requestId, peeringId, typed: parsePeerFields(values, 0, privateMetadata) };
};
