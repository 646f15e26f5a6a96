import type { KnownBlock } from '@slack/types';
import type { Completion, Side } from '../domain/completion.ts';
import type { Peering } from '../domain/peering.ts';
import type { VpcView } from '../domain/request.ts';
import { ALLOWANCES } from '../domain/side-plan.ts';
import { context } from './blocks.ts';
import { type Mrkdwn, mention, mrkdwn } from './mrkdwn.ts';
import { nameAccount } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { countLines, renderCounts } from './side-lines.ts';
import { listPlanLines } from './side-plan-lines.ts';

/* One quiet line on a request's card: where the other side stands. The plan itself is in the thread. */

const SIDES_SHOWN = 3;

const renderPlanned = ({ plan }: Side, { peer, state }: Peering): Mrkdwn | null => {
  if (plan === null) return null;
  if (state === 'active' && plan.changes.length === 0 && plan.conflicts.length === 0) return null;
  return renderCounts(countLines(listPlanLines(plan, peer, ALLOWANCES)));
};

const renderHealth = ({ health }: Side, { state }: Peering): Mrkdwn | null => {
  if (health === null || state !== 'active') return null;
  const wrong = health.findings.filter(({ fit }) => fit === 'missing' || fit === 'careful').length;
  return wrong === 0
    ? mrkdwn`nothing is wrong there`
    : mrkdwn`${count(wrong, 'thing')} ${wrong === 1 ? 'is' : 'are'} not as ${wrong === 1 ? 'it' : 'they'} should be`;
};

/** Null: what is planned, or how it is, says more. */
const renderUnderWay = (completion: Completion | null): Mrkdwn | null => {
  switch (completion?.state) {
    case 'asked':
      return mrkdwn`${mention(completion.askedBy)} wants vpcbot to complete it; its owners decide`;
    case 'approved':
      return mrkdwn`vpcbot completes it now`;
    case 'stopped':
      return mrkdwn`completing it stopped`;
    case 'undoing':
      return mrkdwn`vpcbot takes back what it made`;
    default:
      return null;
  }
};

const renderStanding = (side: Side, peering: Peering): Mrkdwn | null => {
  if (side.trouble?.said === true) return mrkdwn`vpcbot cannot see it at the moment`;
  if (side.isMissing) return mrkdwn`there is no such network`;
  return renderUnderWay(side.completion) ?? renderHealth(side, peering) ?? renderPlanned(side, peering);
};

/** Of the peerings that wait or are active; nothing where the configuration lets nobody see the other side. */
export const buildStandings = ({ peerings, sides }: VpcView): readonly KnownBlock[] =>
  peerings
    .filter(({ state }) => state === 'pending-peer' || state === 'active')
    .flatMap((peering) => {
      const side = sides.find(({ peeringId }) => peeringId === peering.id);
      const standing = side === undefined ? null : renderStanding(side, peering);
      return standing === null
        ? []
        : [
            context(
              mrkdwn`Other side, ${nameAccount(peering.peer)}: ${standing}. The plan in the thread says more.`,
            ),
          ];
    })
    .slice(0, SIDES_SHOWN);
