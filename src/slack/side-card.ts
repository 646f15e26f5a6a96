import type { KnownBlock } from '@slack/types';
import { isUnderWay, type Side } from '../domain/completion.ts';
import type { PeerNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { VpcView } from '../domain/request.ts';
import type { SideHealth } from '../domain/side-health.ts';
import { type Allowance, type SideAccount, splitAllowed } from '../domain/side-plan.ts';
import { actions, context, header, type Message, MOST, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mrkdwn, takeWithin, when } from './mrkdwn.ts';
import { namePeer } from './outcome-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { buildSideButtons, type SideFacts } from './side-buttons.ts';
import { describeSideFinding } from './side-health-words.ts';
import { countLines, renderCounts, renderGroup } from './side-lines.ts';
import { listPlanLines } from './side-plan-lines.ts';
import { listTheirs, renderSideState } from './side-state.ts';
import { nameThing } from './side-words.ts';
import { nameEnd } from './timescale-end-words.ts';

/* The plan for the other side of a peering, as far as the configuration lets the bot see it. */

export interface SideCardFacts extends SideFacts {
  readonly view: VpcView;
}

const FINDINGS_SHOWN = 20;
const RANGES_SHOWN = 5;
/** Of the characters that Slack takes in all: how it stands comes before the single lines. */
const STATE_TEXT = 4000;
const GROUPS_TEXT = MOST.messageText - STATE_TEXT - 1000;

/** `Plan for 123456789012, us-east-1`. */
const nameTitle = (peer: PeerNetwork): string =>
  peer.kind === 'aws'
    ? `Plan for ${peer.accountId}, ${peer.region}`
    : `Plan for ${peer.kind === 'google' ? peer.projectId : peer.subscriptionId}`;

/** The network as it was seen there, or as somebody typed it. */
const nameSeen = ({ side: { plan }, peering }: SideCardFacts): Mrkdwn => {
  if (plan === null) return namePeer(peering.peer);
  if (plan.kind === 'google') {
    const { network, mode } = plan.facts.side;
    return mrkdwn`${code(network)} (${mode === 'legacy' ? 'of the old kind' : `in ${mode} mode`})`;
  }
  const { vpcId: id, name, ranges } = plan.facts.side;
  const listed = listSome(
    ranges.map(({ text }) => code(text)),
    RANGES_SHOWN,
  );
  return mrkdwn`${nameThing({ id, name })}, ${listed},`;
};

const renderLead = (facts: SideCardFacts): Mrkdwn => {
  const { view, peering } = facts;
  const { peer, provisionedId } = peering;
  const id = provisionedId === null ? mrkdwn`` : mrkdwn` ${nameEnd({ peer, provisionedId })}`;
  const { name, cidr } = view.vpc;
  return mrkdwn`${formatRequestNumber(view.request.id)}: the peering${id} between ${nameSeen(facts)} and the Timescale VPC ${code(name)}, ${code(cidr.text)}.`;
};

const FITS = { good: 'Good', missing: 'Missing', unknown: 'Not known', careful: 'Careful' } as const;
const FIT_RANK = { missing: 0, careful: 1, unknown: 2, good: 3 } as const;

/** What is wrong first, so that it is not cut. */
const renderHealth = ({ findings, driftSince }: SideHealth, { peering, view }: SideCardFacts): Mrkdwn => {
  const sorted = findings.toSorted((one, other) => FIT_RANK[one.fit] - FIT_RANK[other.fit]);
  const lines = sorted.slice(0, FINDINGS_SHOWN).map((finding) => {
    const { what, mend } = describeSideFinding(finding, peering.peer, view.vpc);
    return mrkdwn`*${FITS[finding.fit]}.* ${join([what, ...(mend === null ? [] : [mend])], ' ')}`;
  });
  const shown = takeWithin(lines, MOST.sectionText - 200);
  const rest = sorted.length - shown.length;
  const wrong = findings.filter(({ fit }) => fit !== 'good').length;
  const since = driftSince === null ? mrkdwn`` : mrkdwn`, since ${when(driftSince)}`;
  const title =
    wrong === 0
      ? mrkdwn`*The peering is active, and its other side is as it should be*`
      : mrkdwn`*The peering is active; of what its other side takes, ${wrong} of ${findings.length} is not as it should be*${since}`;
  return join([title, ...shown, ...(rest > 0 ? [mrkdwn`and ${rest} more`] : [])]);
};

/** Once all is there, the health says the same in fewer words. */
const isPlanShown = ({ health, plan, completion }: Side, { state }: Pick<Peering, 'state'>): boolean =>
  plan !== null &&
  (state !== 'active' ||
    health === null ||
    plan.changes.length > 0 ||
    plan.conflicts.length > 0 ||
    (completion !== null && isUnderWay(completion)));

const listPlan = (facts: SideCardFacts, allow: readonly Allowance[]): readonly Mrkdwn[] => {
  const { side, peering } = facts;
  if (side.plan === null || !isPlanShown(side, peering)) return [];
  const groups = listPlanLines(side.plan, peering.peer, allow);
  return [
    ...takeWithin(groups.map(renderGroup), GROUPS_TEXT),
    mrkdwn`*In all* ${renderCounts(countLines(groups))}.`,
  ];
};

const isOverFor = ({ state }: Pick<Peering, 'state'>): boolean =>
  state !== 'pending-peer' && state !== 'active';

/** What the bot may do there, where nobody is left to wonder. */
const allowOf = (account: SideAccount | null): readonly Allowance[] => account?.allow ?? [];

/** The one card of the other side: what is there, what is missing, what is in the way, and whose turn it is. */
export const buildSideCard = (facts: SideCardFacts): Message => {
  const { side, peering, account } = facts;
  const lead = renderLead(facts);
  const allow = allowOf(account);
  const isOver = isOverFor(peering);
  const plan = isOver ? [] : listPlan(facts, allow);
  const theirs =
    side.plan === null || isOver || account === null ? [] : splitAllowed(side.plan.changes, allow).theirs;
  const health = side.health === null || peering.state !== 'active' ? [] : [renderHealth(side.health, facts)];
  const state = takeWithin([...health, ...renderSideState(facts), ...listTheirs(facts, theirs)], STATE_TEXT);
  const blocks: readonly KnownBlock[] = [
    header(nameTitle(peering.peer)),
    section(lead),
    ...plan.map(section),
    ...state.map(section),
    ...actions(buildSideButtons(facts)),
    ...(isOver ? [] : [context(mrkdwn`vpcbot keeps looking there by itself, and edits this plan.`)]),
  ];
  return message(join([lead, ...plan.slice(-1), ...state], ' '), blocks);
};
