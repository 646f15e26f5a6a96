import { type Completion, hasTraces, type TakenStep } from '../domain/completion.ts';
import type { SideNotice, SidePeering } from '../domain/notice-body.ts';
import type { VpcView } from '../domain/request.ts';
import type { SidePlan } from '../domain/side-plan.ts';
import { type Message, MOST, message, section } from './blocks.ts';
import { code, join, listSome, type Mrkdwn, mention, mrkdwn, quoted, takeWithin, when } from './mrkdwn.ts';
import { nameAccount, namePeer, namePlace } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { buildSideCard, type SideCardFacts } from './side-card.ts';
import { describeSideFinding } from './side-health-words.ts';
import { renderInterfaces } from './side-interfaces.ts';
import { renderUnproven } from './side-proof-words.ts';
import { isUndoStop, renderSideTrouble, renderStop } from './side-stop-words.ts';
import { describeChange, describeDone, describeMade, describeThere } from './side-words.ts';
import { isAccepted, nameEnd } from './timescale-end-words.ts';

/* What is said of the other side of a peering: the plan, and one line for each thing that is done there. */

type Of<K extends SideNotice['kind']> = Extract<SideNotice, { kind: K }>;

const SHOWN = 8;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

const numberOf = ({ request }: VpcView): string => formatRequestNumber(request.id);

const callAsker = ({ request }: VpcView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

/** Names of tables and groups, as the last look showed them. */
const findPlan = ({ sides }: VpcView, peeringId: number): SidePlan | null =>
  sides.find((side) => side.peeringId === peeringId)?.plan ?? null;

const nameIt = ({ peer, provisionedId }: SidePeering): Mrkdwn =>
  provisionedId === null ? namePeer(peer) : nameEnd({ peer, provisionedId });

/** Everybody is told why nobody should accept it; an account that nobody knows is not printed. */
const sayRefused = (body: Of<'side-refused'>, view: VpcView): Message => {
  const { proof, peer, owners } = body;
  const why =
    proof.kind === 'proven' || proof.kind === 'accepted'
      ? mrkdwn`It is not as it was.`
      : renderUnproven(proof, peer);
  const lead = mrkdwn`${callAsker(view)}: the peering request ${nameIt(body)} in ${namePlace(peer)} is refused. ${why}`;
  const begin = owners.length === 0 ? mrkdwn`Do` : mrkdwn`${listSome(owners.map(mention), SHOWN)}: do`;
  if (proof.kind === 'over') {
    return say(
      lead,
      mrkdwn`If the peering is still needed, ask for it again on the card: the new request has a new id.`,
    );
  }
  return say(
    lead,
    mrkdwn`*Careful.* ${begin} not accept it by hand either: nothing proves that Timescale made it. vpcbot changes nothing in ${nameAccount(peer)}.`,
    mrkdwn`Next, whoever keeps vpcbot compares this request with the one in the Timescale console; if Timescale did not make it, reject it in AWS and ask for the peering again.`,
  );
};

const sayAsked = (body: Of<'completion-asked'>, view: VpcView): Message => {
  const { by, owners, peer } = body;
  return say(
    mrkdwn`${listSome(owners.map(mention), SHOWN)}: ${mention(by)} wants vpcbot to complete ${nameIt(body)} in ${nameAccount(peer)} for ${numberOf(view)}. It is the turn of its owners: look at the plan above, then press *Complete it for me* or *Decline…*. Nothing is changed before.`,
  );
};

const sayApproved = (body: Of<'completion-approved'>, view: VpcView): Message => {
  const { by, confirmed, changes } = body;
  const word =
    confirmed === null
      ? mrkdwn``
      : mrkdwn` They confirm that the AWS account ${code(confirmed)}, which the request comes from, is Timescale’s.`;
  return say(
    mrkdwn`${numberOf(view)}: ${mention(by)} approves the plan for ${nameIt(body)}.${word} Next, vpcbot carries out ${count(changes, 'step')}, and says each here.`,
  );
};

const sayChanged = (body: Of<'side-changed'>, view: VpcView): Message => {
  const { change, wasThere, peeringId } = body;
  const plan = findPlan(view, peeringId);
  return say(
    mrkdwn`${numberOf(view)}: ${wasThere ? describeThere(change, plan) : describeDone(change, plan)}.`,
  );
};

const sayDone = (body: Of<'completion-done'>, view: VpcView): Message => {
  const { by, groupId, left, interfaces, peer, peeringId } = body;
  const plan = findPlan(view, peeringId);
  const lead = mrkdwn`${callAsker(view)}: what ${mention(by)} approved is done in ${nameAccount(peer)}. vpcbot says here when Timescale shows the peering as active.`;
  const attach =
    groupId === null
      ? []
      : [
          mrkdwn`*Attach the security group.* ${code(groupId)} works only once it is attached: add it to whatever connects, beside the groups that they have. ${renderInterfaces(interfaces)}`,
        ];
  const rest =
    left.length === 0
      ? []
      : [
          mrkdwn`*Left to you.* The configuration does not let vpcbot do this: ${listSome(
            left.map((change) => describeChange(change, plan)),
            SHOWN,
          )}. *How to ${isAccepted(peer) ? 'accept' : 'create it'}* has the steps.`,
        ];
  return say(lead, ...attach, ...rest, mrkdwn`*Undo* on the plan takes back what vpcbot made.`);
};

const WHY_LEFT: {
  readonly [W in Extract<TakenStep['outcome'], { kind: 'left' }>['why']]: string;
} = {
  'not-there': 'is not there any more',
  'not-ours': 'is not vpcbot’s any more, and stays',
  'in-use': 'is in use, and stays',
};

const renderTaken = ({ made, outcome }: TakenStep, plan: SidePlan | null): Mrkdwn =>
  outcome.kind === 'gone'
    ? mrkdwn`• ${describeMade(made, plan)} is gone`
    : mrkdwn`• ${describeMade(made, plan)} ${WHY_LEFT[outcome.why]}`;

const sayUndone = (body: Of<'completion-undone'>, view: VpcView): Message => {
  const { steps, by, peer, peeringId } = body;
  const plan = findPlan(view, peeringId);
  const lead = mrkdwn`${callAsker(view)}: what vpcbot made in ${nameAccount(peer)} is taken back, as ${mention(by)} wanted.`;
  const lines = steps.map((step) => renderTaken(step, plan));
  const shown = takeWithin(lines, MOST.sectionText / 2);
  const rest = lines.length - shown.length;
  const list = [...shown, ...(rest > 0 ? [mrkdwn`• and ${rest} more`] : [])];
  const isInUse = steps.some(({ outcome }) => outcome.kind === 'left' && outcome.why === 'in-use');
  const used = isInUse
    ? [mrkdwn`Take what is in use off whatever has it, then press *Undo…* on the plan again.`]
    : [];
  const stays = isAccepted(peer)
    ? [mrkdwn`The acceptance stays: no cloud takes one back. \`/vpc unpeer\` ends the peering itself.`]
    : [];
  return say(lead, ...(list.length === 0 ? [] : [join(list)]), ...used, ...stays);
};

const sayTrouble = (body: Of<'side-trouble'>, view: VpcView): Message => {
  const { what, act } = renderSideTrouble(body.trouble, body.peer);
  return say(
    mrkdwn`${numberOf(view)}: since ${when(body.trouble.since)}, vpcbot cannot see the other side of ${nameIt(body)}. ${what} ${act}`,
    mrkdwn`The peering does not wait for that: whoever owns ${nameAccount(body.peer)} can do their part by hand, as this thread says.`,
  );
};

const sayDrifted = (body: Of<'side-drifted'>, view: VpcView): Message => {
  const { findings, peer } = body;
  const lead = mrkdwn`${callAsker(view)}: something changed at the other side of ${nameIt(body)}, in ${nameAccount(peer)}, and traffic to ${code(view.vpc.name)} may not get through any more.`;
  const lines = findings.slice(0, SHOWN).map((finding) => {
    const { what, mend } = describeSideFinding(finding, peer, view.vpc);
    return mend === null ? mrkdwn`• ${what}` : mrkdwn`• ${what} ${mend}`;
  });
  const rest = findings.length - lines.length;
  const list = [...lines, ...(rest > 0 ? [mrkdwn`• and ${rest} more, on the plan`] : [])];
  return say(lead, join(list), mrkdwn`vpcbot looks again by itself, and says here when it is mended.`);
};

/** What of it is there now. An acceptance alone is nothing that could be taken back. */
const renderThere = (completion: Completion | null): Mrkdwn => {
  if (completion !== null && hasTraces(completion)) {
    return mrkdwn`What was done before stays: *Undo…* on the plan takes back what vpcbot made.`;
  }
  return completion?.steps.some(({ state }) => state === 'done') === true
    ? mrkdwn`What was done before stays.`
    : mrkdwn`Nothing was changed.`;
};

const sayStopped = (body: Of<'completion-stopped'>, view: VpcView): Message => {
  const { stop, peer, by } = body;
  const { what, act } = renderStop(stop, peer);
  if (isUndoStop(stop)) {
    return say(
      mrkdwn`${callAsker(view)}: taking back what vpcbot made in ${nameAccount(peer)}, as ${mention(by)} wanted, stopped. ${what}`,
      mrkdwn`What was taken back before is gone; the rest is still there. ${act}`,
    );
  }
  const side = view.sides.find(({ peeringId }) => peeringId === body.peeringId);
  return say(
    mrkdwn`${callAsker(view)}: completing ${nameIt(body)} in ${nameAccount(peer)}, which ${mention(by)} approved, stopped. ${what}`,
    mrkdwn`${renderThere(side?.completion ?? null)} ${act}`,
  );
};

/** What is said of the other side of a peering. `card`: what `side-planned` shows. */
export const renderSideNotice = (body: SideNotice, view: VpcView, card: SideCardFacts | null): Message => {
  const number = numberOf(view);
  switch (body.kind) {
    case 'side-planned':
      return card === null
        ? say(mrkdwn`${number}: there is nothing to plan at the other side of this peering any more.`)
        : buildSideCard(card);
    case 'side-refused':
      return sayRefused(body, view);
    case 'completion-asked':
      return sayAsked(body, view);
    case 'completion-approved':
      return sayApproved(body, view);
    case 'completion-declined':
      return say(
        mrkdwn`${callAsker(view)}: ${mention(body.by)} declines that vpcbot completes ${nameIt(body)} in ${nameAccount(body.peer)}: ${quoted(body.reason)}. Nothing was changed. Talk to them; whoever owns the account can also do it by hand, as this thread says.`,
      );
    case 'side-changed':
      return sayChanged(body, view);
    case 'completion-done':
      return sayDone(body, view);
    case 'completion-stopped':
      return sayStopped(body, view);
    case 'completion-undoing':
      return say(
        mrkdwn`${number}: ${mention(body.by)} takes back what vpcbot made in ${nameAccount(body.peer)}, the last thing first. This thread says what became of each.`,
      );
    case 'completion-undone':
      return sayUndone(body, view);
    case 'side-trouble':
      return sayTrouble(body, view);
    case 'side-recovered':
      return say(
        mrkdwn`${number}: vpcbot sees the other side of ${nameIt(body)} again. It could not since ${when(body.since)}.`,
      );
    case 'side-drifted':
      return sayDrifted(body, view);
    case 'side-mended':
      return say(
        mrkdwn`${callAsker(view)}: the other side of ${nameIt(body)}, in ${nameAccount(body.peer)}, is as it should be again. Nothing is needed from you.`,
      );
    default:
      return body satisfies never;
  }
};
