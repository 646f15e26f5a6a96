import { type Completion, isUnderWay } from '../domain/completion.ts';
import type { CompletionDecision } from '../domain/completion-decision.ts';
import type { Peering } from '../domain/peering.ts';
import { answer, answerOutdated } from './answers.ts';
import type { Message } from './blocks.ts';
import { listSome, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { nameAccount, namePlace } from './outcome-words.ts';
import { renderConflictWhole } from './side-conflict-words.ts';

/* What only the person reads who pressed something on the plan for the other side. */

const CONFLICTS_SHOWN = 5;

type Peer = Pick<Peering, 'peer'>;

/** The account was taken out of the configuration, or its region. */
export const answerSideNotSeen = ({ peer }: Peer): Message =>
  answer(
    mrkdwn`The configuration does not let vpcbot see ${namePlace(peer)}, so nothing was done. Ask whoever keeps vpcbot to list it under \`clouds\`, or follow the steps in the thread by hand.`,
  );

/** Nobody could say yes. */
export const answerNoOwners = ({ peer }: Peer): Message =>
  answer(
    mrkdwn`Nobody is listed as an owner of ${nameAccount(peer)}, so nobody can approve this, and nothing was done. Ask whoever keeps vpcbot to list \`owners\` for it in vpcbot.yml.`,
  );

export const answerLookingAtSide = ({ peer }: Peer): Message =>
  answer(
    mrkdwn`vpcbot looks at ${namePlace(peer)} now. If anything is other than the plan says, the plan is edited within some seconds.`,
  );

/** There is nothing to choose between before the first look. */
export const answerNoChoiceYet = ({ peer }: Peer): Message =>
  answer(
    mrkdwn`vpcbot is still looking at ${namePlace(peer)}, so there is nothing to choose from yet, and nothing was done. Press *Change the plan* again in a minute.`,
  );

export const answerChosen = (): Message =>
  answer(
    mrkdwn`vpcbot plans anew with that. The plan in the thread shows what it comes to, in some seconds.`,
  );

const by = (who: string | null): Mrkdwn => (who === null ? mrkdwn`somebody` : mention(who));

/** To the second press: the first one counts. */
const renderStanding = (completion: Completion): Mrkdwn => {
  const { state, askedBy, decidedBy, stateSince, reason } = completion;
  switch (state) {
    case 'asked':
      return mrkdwn`${mention(askedBy)} asked for it ${when(stateSince)}, and the owners were called.`;
    case 'approved':
      return mrkdwn`${by(decidedBy)} approved it ${when(stateSince)}, and it is being carried out.`;
    case 'declined':
      return mrkdwn`${by(decidedBy)} declined it ${when(stateSince)}: ${quoted(reason ?? '')}.`;
    case 'done':
      return decidedBy === null
        ? mrkdwn`It is done since ${when(stateSince)}, without vpcbot.`
        : mrkdwn`It is done since ${when(stateSince)}, approved by ${mention(decidedBy)}.`;
    case 'stopped':
      return mrkdwn`It stopped ${when(stateSince)}; the plan says why.`;
    case 'undoing':
      return mrkdwn`${by(decidedBy)} has it taken back since ${when(stateSince)}.`;
    case 'undone':
      return mrkdwn`It was taken back ${when(stateSince)}, as ${by(decidedBy)} wanted.`;
    default:
      return state satisfies never;
  }
};

/** Nothing was recorded: why, and what to do. `confirm` opens a form instead. */
export const answerDecision = (
  decision: Exclude<CompletionDecision, { kind: 'recorded' | 'confirm' }>,
  { peer }: Peer,
): Message => {
  switch (decision.kind) {
    case 'no-plan':
      return answer(
        mrkdwn`vpcbot has no plan for ${namePlace(peer)} at the moment, so nothing was done. It comes on the card by itself; *Look again* hurries it.`,
      );
    case 'changed':
      return answer(
        mrkdwn`The plan changed since you opened it, so nothing was done. Look at it as it is now, and press again.`,
      );
    case 'conflicts': {
      const all = decision.conflicts.map((conflict) => renderConflictWhole(conflict, peer));
      return answer(
        mrkdwn`Nothing was done, for something stands in the way: ${listSome(all, CONFLICTS_SHOWN)}`,
      );
    }
    case 'nothing-to-do':
      return answer(mrkdwn`Everything that vpcbot may do there is done already, so nothing was changed.`);
    case 'under-way':
    case 'already': {
      const { completion } = decision;
      const wait = isUnderWay(completion) ? mrkdwn` Wait for its end; the thread says it.` : mrkdwn``;
      return answer(mrkdwn`Nothing was changed by this press. ${renderStanding(completion)}${wait}`);
    }
    case 'over':
      return answer(
        mrkdwn`This peering is over, so nothing was done. The card of the request says how it ended.`,
      );
    case 'nothing-to-undo':
      return answer(
        mrkdwn`vpcbot made nothing there that is left to take back. An acceptance stays: \`/vpc unpeer\` ends the peering itself.`,
      );
    case 'not-found':
      return answerOutdated();
    default:
      return decision satisfies never;
  }
};
