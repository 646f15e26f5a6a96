import type { Completion } from '../domain/completion.ts';
import { judgeCompletion } from '../domain/completion-decision.ts';
import type { SideAccount, SideChange } from '../domain/side-plan.ts';
import { join, listSome, type Mrkdwn, mention, mentionAny, mrkdwn, quoted, when } from './mrkdwn.ts';
import { nameAccount, namePeer, namePlace } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { CLOUD_NAMES } from './region-words.ts';
import type { SideFacts } from './side-buttons.ts';
import { renderInterfaces } from './side-interfaces.ts';
import { isUndoStop, renderSideTrouble, renderStop } from './side-stop-words.ts';
import { describeChange, nameGroup } from './side-words.ts';
import { isAccepted, PART_WORDS } from './timescale-end-words.ts';

/* How the carrying-out of a plan stands, and whose turn it is. */

const LEFT_SHOWN = 6;

const byHand = ({ peering }: SideFacts): Mrkdwn =>
  mrkdwn`*${PART_WORDS[peering.peer.kind].how}* in this thread has the steps`;

const callOwners = ({ peer }: SideFacts['peering']): Mrkdwn =>
  mrkdwn`Next, an owner of ${nameAccount(peer)} presses *Complete it for me*, and it is done. Whoever else may ask in this project can press it too: then its owners are called.`;

/** What is left to people, as the configuration does not let the bot do it. */
export const listTheirs = (facts: SideFacts, theirs: readonly SideChange[]): readonly Mrkdwn[] =>
  theirs.length === 0
    ? []
    : [
        mrkdwn`*Left to you.* The configuration does not let vpcbot do this: ${listSome(
          theirs.map((change) => describeChange(change, facts.side.plan)),
          LEFT_SHOWN,
        )}. ${byHand(facts)}.`,
      ];

const renderNoPlan = ({ side, peering }: SideFacts): Mrkdwn => {
  if (side.isMissing) {
    return mrkdwn`${CLOUD_NAMES[peering.peer.kind]} has no ${namePeer(peering.peer)}. If it was mistyped, cancel the request or delete the peering, and ask for it again.`;
  }
  return side.lookedAt === null
    ? mrkdwn`vpcbot looks at ${namePlace(peering.peer)} now. What there is to do comes here.`
    : mrkdwn`There is no plan at the moment. vpcbot looks again by itself.`;
};

const renderNothingToDo = (facts: SideFacts): Mrkdwn => {
  const { plan, health } = facts.side;
  if (plan !== null && plan.changes.length > 0)
    return mrkdwn`It is the turn of whoever owns ${nameAccount(facts.peering.peer)}: vpcbot may do nothing of what is left. ${byHand(facts)}.`;
  return health === null || health.findings.every(({ fit }) => fit === 'good')
    ? mrkdwn`Nothing is left to do here: all of it is there.`
    : mrkdwn`vpcbot has nothing to add there; what is not as it should be is yours to mend, as said above.`;
};

/** Whose turn it is where nothing is asked for and nothing is under way. */
const renderFresh = (facts: SideFacts, account: SideAccount): Mrkdwn => {
  const { side, peering } = facts;
  const verdict = judgeCompletion(side, peering, { revision: null, allow: account.allow });
  switch (verdict.kind) {
    case 'ready':
    case 'confirm':
      return callOwners(peering);
    case 'conflicts':
      return mrkdwn`Nothing is changed while there is a conflict. Once it is settled, press *Look again*; vpcbot also looks by itself.`;
    case 'no-plan':
    case 'changed':
      return renderNoPlan(facts);
    case 'nothing-to-do':
      return renderNothingToDo(facts);
    case 'under-way':
      return mrkdwn`It is being carried out.`;
    case 'over':
      return mrkdwn`This peering is over: nothing is left to do here.`;
    default:
      return verdict satisfies never;
  }
};

const renderBy = ({ decidedBy, stateSince }: Completion): Mrkdwn =>
  mrkdwn`by ${decidedBy === null ? mrkdwn`somebody` : mention(decidedBy)}, ${when(stateSince)}`;

/** What clients get the new group: it works only then. */
const renderAttach = ({ steps }: Completion, { side }: SideFacts): readonly Mrkdwn[] => {
  const made = steps.findLast(({ state, made }) => state === 'done' && made?.kind === 'group')?.made;
  if (made?.kind !== 'group' || side.plan?.kind !== 'aws') return [];
  const without = side.plan.facts.side.interfaces.filter(({ groupIds }) => !groupIds.includes(made.groupId));
  const some = side.plan.facts.side.interfaces.length > without.length;
  const has = some ? mrkdwn` Some of it has the group already.` : mrkdwn``;
  return [
    mrkdwn`*Attach* ${nameGroup(made.groupId, side.plan)} to whatever connects, beside the groups that they have: it works only then.${has} ${renderInterfaces(without)}`,
  ];
};

const renderCarried = ({ changes, steps }: Completion): Mrkdwn => {
  const done = changes.filter(({ key }) => steps.some((step) => step.key === key && step.state === 'done'));
  return mrkdwn`${done.length} of ${count(changes.length, 'step')} done`;
};

const renderTaken = ({ steps }: Completion): Mrkdwn => {
  const made = steps.filter((step) => step.made !== null);
  const finished = made.filter(({ state }) => state === 'taken-back' || state === 'left');
  return mrkdwn`${finished.length} of ${made.length} seen to`;
};

const renderCompletion = (
  completion: Completion,
  facts: SideFacts,
  account: SideAccount,
): readonly Mrkdwn[] => {
  const { peering } = facts;
  const fresh = renderFresh(facts, account);
  switch (completion.state) {
    case 'asked':
      return [
        mrkdwn`*Asked for* by ${mention(completion.askedBy)}, ${when(completion.stateSince)}. It is the turn of the owners of ${nameAccount(peering.peer)}: ${mentionAny(account.owners)} press *Complete it for me* or *Decline…*.`,
      ];
    case 'approved':
      return [mrkdwn`*Being carried out*, ${renderCarried(completion)}. Approved ${renderBy(completion)}.`];
    case 'declined':
      return [mrkdwn`*Declined* ${renderBy(completion)}: ${quoted(completion.reason ?? '')}. ${fresh}`];
    case 'done': {
      const lead =
        completion.decidedBy === null
          ? mrkdwn`*Done* ${when(completion.stateSince)}: what was asked for is there, without vpcbot.`
          : mrkdwn`*Done*, approved ${renderBy(completion)}.`;
      return [mrkdwn`${lead} ${fresh}`, ...renderAttach(completion, facts)];
    }
    case 'stopped': {
      if (completion.stop === null) return [mrkdwn`*Stopped.* ${fresh}`];
      const { what, act } = renderStop(completion.stop, peering.peer);
      const lead = isUndoStop(completion.stop)
        ? mrkdwn`*Stopped while it was taken back*, ${when(completion.stateSince)}, ${renderTaken(completion)}.`
        : mrkdwn`*Stopped* ${when(completion.stateSince)}, ${renderCarried(completion)}.`;
      return [mrkdwn`${lead} ${what} ${act}`];
    }
    case 'undoing':
      return [
        mrkdwn`*Being taken back*, ${renderTaken(completion)}, as ${completion.decidedBy === null ? mrkdwn`an owner` : mention(completion.decidedBy)} wanted.`,
      ];
    case 'undone': {
      const stays = isAccepted(peering.peer)
        ? mrkdwn` The acceptance stays; \`/vpc unpeer\` ends the peering itself.`
        : mrkdwn``;
      return [mrkdwn`*Undone* ${renderBy(completion)}.${stays} ${fresh}`];
    }
    default:
      return completion.state satisfies never;
  }
};

/** How it stands, one section each; the last says whose turn it is. */
export const renderSideState = (facts: SideFacts): readonly Mrkdwn[] => {
  const { side, peering, account } = facts;
  if (account === null) {
    return [
      mrkdwn`The configuration does not let vpcbot see ${namePlace(peering.peer)} any more, so this is how it last was. ${byHand(facts)}.`,
    ];
  }
  const { trouble, completion } = side;
  const state =
    completion === null ? [renderFresh(facts, account)] : renderCompletion(completion, facts, account);
  if (trouble === null) return state;
  const { what, act } = renderSideTrouble(trouble, peering.peer);
  return [join([mrkdwn`*Trouble* since ${when(trouble.since)}: ${what}`, act], ' '), ...state];
};
