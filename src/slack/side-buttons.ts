import type { Button } from '@slack/types';
import { type Completion, listUndoable, type Side } from '../domain/completion.ts';
import { judgeCompletion, judgeUndo } from '../domain/completion-decision.ts';
import { findOwner, nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { SideAccount, SideMade, SidePlan } from '../domain/side-plan.ts';
import { button, confirmation, MOST } from './blocks.ts';
import { listWords, shorten } from './plain-words.ts';
import { isAccepted } from './timescale-end-words.ts';

/** Action ids. The value of each is `PEERINGID.REVISION`; of Undo, `PEERINGID.COMPLETIONID`. */
export const COMPLETE_SIDE = 'complete_side';
export const CHANGE_SIDE_PLAN = 'change_side_plan';
export const DECLINE_COMPLETION = 'decline_completion';
export const UNDO_COMPLETION = 'undo_completion';
export const LOOK_AT_SIDE = 'look_at_side';

const COMPLETE = 'Complete it for me';
const CHANGE = 'Change the plan…';
const DECLINE = 'Decline…';
const UNDO = 'Undo…';
const LOOK = 'Look again';

/** Which peering, and which state of it the person saw. */
export interface SidePress {
  readonly peeringId: number;
  readonly seen: number;
}

const writeSidePress = ({ peeringId, seen }: SidePress): string => `${peeringId}.${seen}`;

/** Null: no button of ours has this value. */
export const parseSidePress = (value: string | undefined): SidePress | null => {
  const [, peering, seen] = /^([1-9][0-9]{0,14})\.([0-9]{1,15})$/.exec(value ?? '') ?? [];
  return peering === undefined || seen === undefined
    ? null
    : { peeringId: Number(peering), seen: Number(seen) };
};

/** What the card of the other side is made from. */
export interface SideFacts {
  readonly side: Side;
  readonly peering: Peering;
  /** Null: the configuration does not let the bot see that network any more. */
  readonly account: SideAccount | null;
}

const nameMade = (made: SideMade, plan: SidePlan | null): string => {
  switch (made.kind) {
    case 'route': {
      const tables = plan?.kind === 'aws' ? plan.facts.side.tables : [];
      const name = tables.find(({ id }) => id === made.tableId)?.name ?? made.tableId;
      return `the route in ${name}`;
    }
    case 'group':
      return `the security group ${made.groupId}`;
    case 'rule':
      return `the rule ${made.ruleId}`;
    case 'google-peering':
      return `the peering ${made.name}`;
    default:
      return made satisfies never;
  }
};

/** Slack shows so many characters of a dialog; how many things go is said in any case. */
const LISTED = 6;
const NAME_SHOWN = 30;

/** What goes, and what stays: the acceptance of a request cannot be taken back. */
const renderUndo = (completion: Completion, { side, peering }: SideFacts): string => {
  const made = listUndoable(completion).flatMap((step) => (step.made === null ? [] : [step.made]));
  const names = made.map((one) => shorten(nameMade(one, side.plan), NAME_SHOWN));
  const goes =
    names.length === 0
      ? 'vpcbot looks for what may have been made, and takes it back.'
      : `This goes: ${listWords(names, 'and', LISTED)}.`;
  const stays = isAccepted(peering.peer)
    ? 'The acceptance stays: end the peering with /vpc unpeer.'
    : 'Then nothing reaches Timescale through it.';
  return shorten(`${goes} ${stays}`, MOST.confirmText);
};

const buildUndo = (facts: SideFacts): readonly Button[] => {
  const { side, peering } = facts;
  const { completion } = side;
  if (completion === null || judgeUndo(completion).kind !== 'undo') return [];
  return [
    button({
      action: UNDO_COMPLETION,
      words: UNDO,
      value: writeSidePress({ peeringId: peering.id, seen: completion.id }),
      label: `Undo what vpcbot made in ${findOwner(peering.peer)}`,
      style: 'danger',
      confirm: confirmation({
        title: 'Take back what vpcbot made?',
        text: renderUndo(completion, facts),
        yes: 'Undo',
        no: 'Keep it',
        style: 'danger',
      }),
    }),
  ];
};

/** What may be pressed now. Whoever presses is judged then, from the store and the configuration. */
export const buildSideButtons = (facts: SideFacts): readonly Button[] => {
  const { side, peering, account } = facts;
  if (account === null) return [];
  const value = writeSidePress({ peeringId: peering.id, seen: side.revision });
  const of = nameNetwork(peering.peer);
  const verdict = judgeCompletion(side, peering, { revision: null, allow: account.allow });
  const isReady = verdict.kind === 'ready' || verdict.kind === 'confirm';
  const isLiving = verdict.kind !== 'over';
  const isFree = isLiving && verdict.kind !== 'under-way';
  const plain = (action: string, words: string) => button({ action, words, value, label: `${words}: ${of}` });
  return [
    ...(isReady
      ? [
          button({
            action: COMPLETE_SIDE,
            words: COMPLETE,
            value,
            label: `${COMPLETE}: ${of}`,
            style: 'primary',
          }),
        ]
      : []),
    ...(isFree && side.completion?.state === 'asked' ? [plain(DECLINE_COMPLETION, DECLINE)] : []),
    ...(isFree && side.plan !== null ? [plain(CHANGE_SIDE_PLAN, CHANGE)] : []),
    ...(isLiving ? [plain(LOOK_AT_SIDE, LOOK)] : []),
    ...buildUndo(facts),
  ];
};
