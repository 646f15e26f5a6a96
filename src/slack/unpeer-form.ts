import type { ModalView } from '@slack/types';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { Request } from '../domain/request.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { Vpc } from '../domain/vpc.ts';
import { findAsker, type UnpeerVerdict } from '../domain/vpc-change.ts';
import { answer } from './answers.ts';
import { asPlain, type Message, MOST, section } from './blocks.ts';
import { code, listSome, type Mrkdwn, mention, mentionAny, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePeer } from './outcome-words.ts';
import { namePeeringState } from './peering-state.ts';
import { PICK_PEERING, peeringWord, pickInput } from './pick.ts';
import type { Plan } from './plan-message.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderSharedBy, renderSharers } from './share-words.ts';
import { isAccepted, nameEnd, sayEnd } from './timescale-end-words.ts';
import { answerUnfit } from './unfit-answer.ts';
import { readField, type ViewValues } from './view-values.ts';

export const UNPEER_FORM = 'unpeer_vpc';

export interface TypedUnpeer {
  /** The `pcx-…`, the provider's id, or as a menu names it. */
  readonly peering: string;
}

/** A peering with the VPC that it is on. */
export interface PeeringPlace {
  readonly peering: Peering;
  readonly record: VpcRecord;
  /** In the VPC, as far as they are known. */
  readonly services: readonly string[];
}

const SERVICES_SHOWN = 10;

/** `vpc-… of account 123456789012 · payments-eu · active`, for a menu. */
export const namePeering = ({ peer, state, provisionedId }: Peering, vpcName: string): string =>
  [
    `${nameNetwork(peer)} of ${findOwner(peer)}`,
    vpcName,
    namePeeringState(state),
    provisionedId === null ? '' : sayEnd({ peer, provisionedId }),
  ]
    .filter((word) => word !== '')
    .join(' · ');

const renderAsker = (asked: Request | null): Mrkdwn =>
  asked === null
    ? mrkdwn`nobody asked vpcbot for it`
    : mrkdwn`${mention(asked.requesterId)} asked for it in ${formatRequestNumber(asked.id)}, ${when(asked.createdAt)}`;

const renderWhat = ({ peering, record }: PeeringPlace): Mrkdwn => {
  const { peer, provisionedId, state, stateSince } = peering;
  const id = provisionedId === null ? mrkdwn`` : mrkdwn` ${nameEnd({ peer, provisionedId })}`;
  const stands = namePeeringState(state);
  return mrkdwn`The peering${id} of ${code(record.vpc.name)} with ${namePeer(peer)}: ${stands} since ${when(stateSince)}, ${renderAsker(findAsker(peering, record))}${renderSharedBy(peering.sharers)}.`;
};

/** What the network on the other side loses. */
const renderEffect = ({ peering, record, services }: PeeringPlace): readonly Mrkdwn[] => {
  const name = code(record.vpc.name);
  if (peering.state !== 'active') {
    return [
      mrkdwn`No traffic goes through it yet. ${isAccepted(peering.peer) ? 'The request in AWS' : 'Timescale’s side of it'} is withdrawn.`,
    ];
  }
  const stops = mrkdwn`*Traffic through it stops at once.* ${code(nameNetwork(peering.peer))} reaches nothing in ${name} any more.`;
  const left = record.peerings.some(({ id, state }) => id !== peering.id && state === 'active');
  if (left) return [stops];
  const inside =
    services.length === 0 ? mrkdwn`` : mrkdwn` In it: ${listSome(services.map(code), SERVICES_SHOWN)}.`;
  return [stops, mrkdwn`*It is the last active one:* nothing reaches ${name} afterwards.${inside}`];
};

/** What stays on the other side leads nowhere from then on, and only its owner can delete it. */
const renderRoutes = ({ peering: { peer, provisionedId }, record }: PeeringPlace): readonly Mrkdwn[] => {
  if (provisionedId === null) return [];
  const end = nameEnd({ peer, provisionedId });
  return isAccepted(peer)
    ? [
        mrkdwn`In ${nameAccount(peer)} every route to ${code(record.vpc.cidr.text)} through ${end} becomes a blackhole. The thread says how to delete them.`,
      ]
    : [
        mrkdwn`In ${nameAccount(peer)} the peering to ${end} stays behind, where there is one, and joins nothing any more. The thread says how to delete it.`,
      ];
};

const listLines = (place: PeeringPlace): readonly Mrkdwn[] => [
  renderWhat(place),
  ...renderEffect(place),
  ...renderRoutes(place),
];

/** What somebody who only shares it gives up. */
const listLeaving = ({ peering, record }: PeeringPlace): readonly Mrkdwn[] => {
  const { sharers, peer } = peering;
  const asked = findAsker(peering, record);
  return [
    mrkdwn`You share the peering of ${code(record.vpc.name)} with ${namePeer(peer)}; ${renderAsker(asked)}${renderSharedBy(sharers)}.`,
    mrkdwn`*You leave it, and it stays*: traffic goes on. You hear no more of it, and it may be deleted once nobody shares it.`,
  ];
};

/**
 * `place`: the peering that is chosen; null: none is yet. `why`: the reason why it cannot be deleted
 * now. `leaves`: whoever asks only shares it.
 */
export const buildUnpeerForm = (
  place: PeeringPlace | null,
  why: Message | null = null,
  leaves = false,
): ModalView => ({
  type: 'modal',
  callback_id: UNPEER_FORM,
  title: asPlain('Delete a peering', MOST.title),
  submit: asPlain(leaves ? 'Leave it' : 'Delete it', MOST.title),
  close: asPlain('Close', MOST.title),
  blocks: [
    pickInput({
      block: PICK_PEERING,
      pick: PICK_PEERING,
      label: 'Peering',
      placeholder: 'Choose a peering',
      hint: 'It cannot be undone: the peering would have to be made again, on both sides.',
      chosen:
        place === null
          ? undefined
          : { words: namePeering(place.peering, place.record.vpc.name), value: peeringWord(place.peering) },
      dispatch: true,
    }),
    ...(why === null ? [] : why.blocks),
    ...(place === null || why !== null ? [] : (leaves ? listLeaving : listLines)(place).map(section)),
  ],
});

export const parseUnpeerForm = (values: ViewValues): TypedUnpeer => ({
  peering: readField(values, PICK_PEERING),
});

export const planUnpeer = (place: PeeringPlace): Plan => ({
  title: `Delete a peering of ${place.record.vpc.name}`,
  lines: listLines(place),
  act: 'Delete it',
  warning: 'This cannot be undone: the peering would have to be made again, on both sides.',
});

export const planLeave = (place: PeeringPlace): Plan => ({
  title: `Leave a peering of ${place.record.vpc.name}`,
  lines: listLeaving(place),
  act: 'Leave it',
});

/** Who shared it has left it. */
export const answerLeft = (requestId: number, { peer }: Peering, vpc: Vpc): Message =>
  answer(
    mrkdwn`${formatRequestNumber(requestId)} has left the peering of ${code(vpc.name)} with ${namePeer(peer)}, which stays. Whoever else lives on it hears of that.`,
  );

/** Why a peering is not deleted. */
export const answerNotUnpeered = (
  verdict: Exclude<UnpeerVerdict, { kind: 'change' | 'leave' }>,
  { peering, vpc }: { readonly peering: Peering; readonly vpc: Vpc },
): Message => {
  const named = mrkdwn`The peering with ${namePeer(peering.peer)}`;
  switch (verdict.kind) {
    case 'unfit':
      return answerUnfit(verdict.why, vpc);
    case 'over':
      return answer(
        verdict.state === 'deleting'
          ? mrkdwn`${named} is being deleted already.`
          : mrkdwn`${named} is no longer there. Type ${code(`/vpc show ${vpc.name}`)} for those that are.`,
      );
    case 'not-made': {
      const number = formatRequestNumber(verdict.requestId);
      return answer(
        mrkdwn`${named} has not been asked of Timescale yet. Type \`/vpc cancel ${number}\` to stop it.`,
      );
    }
    case 'not-yours':
      return answer(
        mrkdwn`${named} is not yours: ${renderAsker(verdict.asked)}. Nothing was changed. Ask ${mentionAny(verdict.verdict.ask)}.`,
      );
    case 'left':
      return answer(
        mrkdwn`You left it already: ${formatRequestNumber(verdict.requestId)} no longer lives on it. ${named} stays for whoever does.`,
      );
    case 'shared':
      return answer(
        mrkdwn`${named} is not deleted, and nothing was changed: ${renderSharers(verdict.by)} ${verdict.by.length === 1 ? 'lives' : 'live'} on it too. Talk to them: each leaves it with \`/vpc unpeer\`, or \`/vpc cancel\` and the number of the request. Then delete it.`,
      );
    default:
      return verdict satisfies never;
  }
};
