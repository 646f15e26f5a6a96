import type { ModalView } from '@slack/types';
import { isEnded, listDwellers, type Peering } from '../domain/peering.ts';
import type { Request } from '../domain/request.ts';
import type { VpcRecord } from '../domain/step.ts';
import type { Vpc } from '../domain/vpc.ts';
import type { DeleteVerdict, Occupied } from '../domain/vpc-change.ts';
import { answer } from './answers.ts';
import { asPlain, type Message, MOST, section, textInput } from './blocks.ts';
import { code, listSome, type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { PICK_VPC, pickInput, vpcWord } from './pick.ts';
import type { Plan } from './plan-message.ts';
import { nameRegion } from './region-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { isAccepted, nameEnd } from './timescale-end-words.ts';
import { answerUnfit } from './unfit-answer.ts';
import { readField, type ViewValues } from './view-values.ts';

export const DELETE_FORM = 'delete_vpc';
export const DELETE_NAME = 'delete_vpc_name';

export interface TypedDelete {
  /** As a person or a menu names it. */
  readonly vpc: string;
  /** Its name, typed once more. */
  readonly name: string;
}

const SHOWN = 8;

const nameRequest = ({ id, requesterId }: Request): Mrkdwn =>
  mrkdwn`${formatRequestNumber(id)} of ${mention(requesterId)}`;

const nameDwellers = (peering: Peering, record: VpcRecord): Mrkdwn => {
  const dwellers = listDwellers(peering);
  const lives = record.requests.filter(({ id }) => dwellers.includes(id)).map(nameRequest);
  return lives.length === 0 ? mrkdwn`` : mrkdwn` (${listSome(lives, SHOWN)})`;
};

const namePeering = (peering: Peering, record: VpcRecord): Mrkdwn => {
  const { peer, provisionedId } = peering;
  const name =
    provisionedId === null
      ? namePeer(peer)
      : mrkdwn`${nameEnd({ peer, provisionedId })} with ${namePeer(peer)}`;
  return mrkdwn`${name}${nameDwellers(peering, record)}`;
};

/** What its owner deletes there; all peerings of a VPC are in one cloud. */
const renderLeft = (living: readonly Peering[], { cidr }: Vpc): Mrkdwn =>
  living.every(({ peer }) => isAccepted(peer))
    ? mrkdwn`On the other side, every route to ${code(cidr.text)} through them becomes a blackhole; the thread says how to delete those.`
    : mrkdwn`On the other side, the peerings that were made there stay behind and join nothing any more; the thread says how to delete those.`;

const listLines = (record: VpcRecord): readonly Mrkdwn[] => {
  const { vpc, peerings } = record;
  const living = peerings.filter(({ state }) => !isEnded(state));
  const with_ = listSome(
    living.map((peering) => namePeering(peering, record)),
    SHOWN,
  );
  return [
    mrkdwn`The VPC ${code(vpc.name)} of ${vpc.project}, with ${code(vpc.cidr.text)} in ${nameRegion(vpc.region)}, is deleted at Timescale. *This cannot be undone.*`,
    ...(living.length === 0
      ? []
      : [
          mrkdwn`Its peerings go first, and traffic through them stops at once: ${with_}. ${renderLeft(living, vpc)}`,
        ]),
    mrkdwn`Its range and its place in the quota of ${vpc.project} are free afterwards.`,
  ];
};

/** `record`: the VPC that is chosen; null: none is yet. `why`: the reason why it cannot be deleted now. */
export const buildDeleteForm = (
  record: VpcRecord | null,
  typed: { readonly name?: string | undefined },
  why: Message | null = null,
): ModalView => ({
  type: 'modal',
  callback_id: DELETE_FORM,
  title: asPlain('Delete a VPC', MOST.title),
  submit: asPlain('Delete', MOST.title),
  close: asPlain('Close', MOST.title),
  blocks: [
    pickInput({
      block: PICK_VPC,
      pick: PICK_VPC,
      label: 'VPC',
      placeholder: 'Choose a VPC',
      chosen: record === null ? undefined : { words: record.vpc.name, value: vpcWord(record.vpc) },
      dispatch: true,
    }),
    ...(why === null ? [] : why.blocks),
    ...(record === null || why !== null ? [] : listLines(record).map(section)),
    textInput({
      block: DELETE_NAME,
      action: DELETE_NAME,
      label: 'Name of the VPC',
      hint:
        record === null
          ? 'Type its name as it stands, to confirm.'
          : `Type ${record.vpc.name} as it stands, to confirm.`,
      typed: typed.name,
      longest: 200,
    }),
  ],
});

export const parseDeleteForm = (values: ViewValues): TypedDelete => ({
  vpc: readField(values, PICK_VPC),
  name: readField(values, DELETE_NAME),
});

export const planDelete = (record: VpcRecord): Plan => ({
  title: `Delete ${record.vpc.name}`,
  lines: listLines(record),
  act: 'Delete',
});

export const renderNameDiffers = (name: string): string =>
  `This is not its name. Type ${name} as it stands, or close the form.`;

const listReasons = ({ services, moves, living, others }: Occupied): readonly Mrkdwn[] => [
  ...(services.length === 0
    ? []
    : [
        mrkdwn`${listSome(services.map(code), SHOWN)} ${services.length === 1 ? 'is' : 'are'} in it: move ${services.length === 1 ? 'it' : 'them'} out first, with \`/vpc detach\` or \`/vpc migrate\`.`,
      ]),
  ...(moves.length === 0
    ? []
    : [mrkdwn`A service is on its way (${listSome(moves.map(nameRequest), SHOWN)}): wait for it.`]),
  ...(living.length === 0
    ? []
    : [
        mrkdwn`Under way on it: ${listSome(living.map(nameRequest), SHOWN)}. Wait for that, or have it cancelled with \`/vpc cancel\`.`,
      ]),
  ...(others.length === 0
    ? []
    : [
        mrkdwn`Requests of other people live on its peerings: ${listSome(others.map(nameRequest), SHOWN)}. Talk to them; \`/vpc unpeer\` deletes a peering, or leaves one that is shared.`,
      ]),
];

/** Why a VPC is not deleted. */
export const answerNotDeleted = (verdict: Exclude<DeleteVerdict, { kind: 'change' }>, vpc: Vpc): Message =>
  verdict.kind === 'unfit'
    ? answerUnfit(verdict.why, vpc)
    : answer(
        mrkdwn`The VPC ${code(vpc.name)} cannot be deleted now, and nothing was changed.`,
        ...listReasons(verdict.by),
      );
