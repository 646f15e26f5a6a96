import type { Guide } from '../domain/guide.ts';
import type { Notice, PeerWaitNotice } from '../domain/notice.ts';
import type { VpcView } from '../domain/request.ts';
import { actions, type Message, MOST, message, section } from './blocks.ts';
import { buildGuideMessage, TOOL_WORDS } from './guide-message.ts';
import { code, join, type Mrkdwn, mention, mentionPlace, mrkdwn, quoted, when } from './mrkdwn.ts';
import { nameAccount, namePeer, namePlace } from './outcome-words.ts';
import { buildPendingPeerButtons, buildSentButton } from './pending-peer-buttons.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderTimeLeft } from './time-left.ts';

type Of<K extends PeerWaitNotice['kind']> = Extract<PeerWaitNotice, { kind: K }>;

interface Facts {
  readonly notice: Pick<Notice, 'id' | 'lane'>;
  readonly view: VpcView;
  /** For `instructions-sent`. */
  readonly guide: Guide | null;
  readonly now: number;
}

const sayWith = (
  parts: readonly Mrkdwn[],
  buttons: ReturnType<typeof buildPendingPeerButtons> = [],
): Message => message(join(parts, ' '), [...parts.map(section), ...actions(buttons)]);

const remind = (
  { peeringId, peer, provisionedId, expiresAt, isLast }: Of<'peering-reminder'>,
  { view: { request }, now }: Facts,
): Message => {
  const lead = mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}: nobody has accepted the peering request ${code(provisionedId)} yet. It can be accepted until ${when(expiresAt)} (${renderTimeLeft(expiresAt, now).toLowerCase()}).`;
  const act = mrkdwn`Ask the owner of ${nameAccount(peer)} to accept it, or press *Send to someone*.`;
  const end = isLast
    ? [
        mrkdwn`This is the last reminder. If nobody accepts it by then, AWS drops the request, and the peering has to be asked for again, which makes a request with another id. Nothing is lost but the time.`,
      ]
    : [];
  return sayWith([lead, act, ...end], buildPendingPeerButtons(peeringId, provisionedId));
};

const sayMissing = (
  { peeringId, peer, provisionedId, by, at }: Of<'acceptance-missing'>,
  { notice, view: { request } }: Facts,
): Message => {
  const lead = mrkdwn`${mention(by)} ${formatRequestNumber(request.id)}: you said ${when(at)} that ${code(provisionedId)} is accepted, and Timescale still shows it as waiting. It takes up to five minutes to see it.`;
  const check = mrkdwn`Check in AWS that it is this id, that you are in ${namePlace(peer)}, and that its status is _Active_. If it is, press the button again later; if it stays like this, ask Timescale’s support.`;
  const buttons =
    notice.lane === null
      ? buildPendingPeerButtons(peeringId, provisionedId)
      : [buildSentButton(notice.id, provisionedId)];
  return sayWith([lead, check], buttons);
};

const saySeen = ({ peer, provisionedId }: Of<'acceptance-seen'>, { view: { vpc } }: Facts): Message =>
  sayWith([
    mrkdwn`The peering ${code(provisionedId)} of ${namePeer(peer)} is active: Timescale sees that it is accepted. Traffic also needs the route to ${code(vpc.cidr.text)} and outbound TCP 5432 to it. If you have added both, nothing more is needed from you.`,
  ]);

const saySent = (body: Of<'instructions-sent'>, { notice, guide, now }: Facts): Message => {
  const { provisionedId, expiresAt, note, by } = body;
  if (guide === null) throw new Error('rendering "instructions-sent": there are no instructions');
  const { text, blocks } = buildGuideMessage(guide, by);
  const [lead, ...steps] = blocks;
  const noted = note === null ? [] : [mrkdwn`${mention(by)} adds: ${quoted(note)}`];
  const until = mrkdwn`It can be accepted until ${when(expiresAt)} (${renderTimeLeft(expiresAt, now).toLowerCase()}).`;
  const end = mrkdwn`Once you have accepted it, press *I have accepted it*: vpcbot looks at once.`;
  const more = join([...noted, until, end], ' ');
  const whole = `${text} ${more}`;
  return {
    text: whole.length <= MOST.text ? whole : text,
    blocks: [
      ...(lead === undefined ? [] : [lead]),
      ...[...noted, until].map(section),
      ...steps,
      section(end),
      ...actions([buildSentButton(notice.id, provisionedId)]),
    ],
  };
};

/** A channel is named by itself; a person, who hears of it anyway, by their name alone. */
const sayPassedOn = (
  { provisionedId, choice, to, name, by }: Of<'instructions-passed-on'>,
  { view: { request } }: Facts,
): Message => {
  const whom = name === null ? mentionPlace(to) : mrkdwn`${name}`;
  return sayWith([
    mrkdwn`${formatRequestNumber(request.id)}: ${mention(by)} sent the way to accept ${code(provisionedId)} (${TOOL_WORDS[choice.tool]}) to ${whom}. Next, they accept it, and this thread says when the peering is active.`,
  ]);
};

/** What such a notice says. `now`: for the time that is left. */
export const renderPeerWaitNotice = (body: PeerWaitNotice, facts: Facts): Message => {
  switch (body.kind) {
    case 'peering-reminder':
      return remind(body, facts);
    case 'acceptance-missing':
      return sayMissing(body, facts);
    case 'acceptance-seen':
      return saySeen(body, facts);
    case 'instructions-sent':
      return saySent(body, facts);
    case 'instructions-passed-on':
      return sayPassedOn(body, facts);
    default:
      return body satisfies never;
  }
};
