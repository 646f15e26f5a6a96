import type { EndedPeering, Guide } from '../domain/guide.ts';
import type { Notice } from '../domain/notice.ts';
import type { PeerWaitNotice } from '../domain/notice-body.ts';
import type { VpcView } from '../domain/request.ts';
import { readAzureEnd, readGoogleEnd } from '../domain/timescale-end.ts';
import { actions, type Message, MOST, message, section } from './blocks.ts';
import { buildGuideMessage } from './guide-message.ts';
import { code, codeWhole, join, type Mrkdwn, mention, mentionPlace, mrkdwn, quoted, when } from './mrkdwn.ts';
import { nameAccount, namePeer } from './outcome-words.ts';
import { buildPendingPeerButtons, buildSentButton } from './pending-peer-buttons.ts';
import { nameTcp } from './port-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderTimeLeft } from './time-left.ts';
import { isAccepted, nameEnd, PART_WORDS, renderPart } from './timescale-end-words.ts';
import { nameTool } from './tool-words.ts';

type Of<K extends PeerWaitNotice['kind']> = Extract<PeerWaitNotice, { kind: K }>;

interface Facts {
  readonly notice: Pick<Notice, 'id' | 'lane'>;
  readonly view: VpcView;
  /** For `instructions-sent`. */
  readonly guide: Guide | null;
  /** Of Timescale's services. */
  readonly ports: readonly number[];
  readonly now: number;
}

const sayWith = (
  parts: readonly Mrkdwn[],
  buttons: ReturnType<typeof buildPendingPeerButtons> = [],
): Message => message(join(parts, ' '), [...parts.map(section), ...actions(buttons)]);

/** Empty where the request waits for as long as it takes. */
const renderUntil = (expiresAt: number | null, now: number): Mrkdwn =>
  expiresAt === null
    ? mrkdwn``
    : mrkdwn`It can be accepted until ${when(expiresAt)} (${renderTimeLeft(expiresAt, now).toLowerCase()}).`;

const remind = (
  { peeringId, peer, provisionedId, expiresAt, isLast }: Of<'peering-reminder'>,
  { view: { request }, now }: Facts,
): Message => {
  const end = nameEnd({ peer, provisionedId });
  const waits = isAccepted(peer)
    ? mrkdwn`nobody has accepted the peering request ${end} yet. ${renderUntil(expiresAt, now)}`
    : mrkdwn`nobody has created the matching peering to ${end} yet.`;
  const lead = mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}: ${waits}`;
  const it = peer.kind === 'aws' ? mrkdwn`accept it in ${code(peer.region)}` : mrkdwn`create it`;
  const act = mrkdwn`Ask the owner of ${nameAccount(peer)} to ${it}, or press *Send to someone*.`;
  const last = isLast ? [renderLast(expiresAt)] : [];
  return sayWith([lead, act, ...last], buildPendingPeerButtons(peeringId, { peer, provisionedId }));
};

const renderLast = (expiresAt: number | null): Mrkdwn =>
  expiresAt === null
    ? mrkdwn`This is the last reminder. Nothing expires: vpcbot keeps looking, and says here when the peering is active. If nobody needs it, type \`/vpc unpeer\`.`
    : mrkdwn`This is the last reminder. If nobody accepts it by then, AWS drops the request, and the peering has to be asked for again, which makes a request with another id. Nothing is lost but the time.`;

/** What somebody may have got wrong, cloud by cloud. */
const renderCheck = ({ peer, provisionedId }: EndedPeering): Mrkdwn => {
  switch (peer.kind) {
    case 'aws':
      return mrkdwn`Check in AWS that it is this id, that you are in ${nameAccount(peer)} and in region ${code(peer.region)}, and that its status is _Active_.`;
    case 'google': {
      const { projectId, network } = readGoogleEnd(provisionedId);
      return mrkdwn`Check in Google Cloud that the peering is one of ${namePeer(peer)}, that it leads to ${code(network)} of project ${code(projectId)}, and that its status is _Active_.`;
    }
    case 'azure': {
      const { networkId } = readAzureEnd(provisionedId);
      return mrkdwn`Check in Azure that the peering is one of ${namePeer(peer)}, that it leads to ${codeWhole(networkId)}, and that its status is _Connected_.`;
    }
    default:
      return peer satisfies never;
  }
};

const sayMissing = (
  { peeringId, peer, provisionedId, by, at }: Of<'acceptance-missing'>,
  { notice, view: { request } }: Facts,
): Message => {
  const peering = { peer, provisionedId };
  const done = isAccepted(peer)
    ? mrkdwn`${nameEnd(peering)} is accepted`
    : mrkdwn`the peering to ${nameEnd(peering)} is created`;
  const lead = mrkdwn`${mention(by)} ${formatRequestNumber(request.id)}: you said ${when(at)} that ${done}, and Timescale still shows it as waiting. It takes up to five minutes to see it.`;
  const check = mrkdwn`${renderCheck(peering)} If it is, press the button again later; if it stays like this, ask Timescale’s support.`;
  const buttons =
    notice.lane === null
      ? buildPendingPeerButtons(peeringId, peering)
      : [buildSentButton(notice.id, peering)];
  return sayWith([lead, check], buttons);
};

const saySeen = (
  { peer, provisionedId }: Of<'acceptance-seen'>,
  { view: { vpc }, ports }: Facts,
): Message => {
  const end = nameEnd({ peer, provisionedId });
  return sayWith([
    isAccepted(peer)
      ? mrkdwn`The peering ${end} of ${namePeer(peer)} is active: Timescale sees that it is accepted. Traffic also needs the route to ${code(vpc.cidr.text)} and outbound ${nameTcp(vpc.region, ports)} to it. If you have added both, nothing more is needed from you.`
      : mrkdwn`The peering of ${namePeer(peer)} to ${end} is active on both sides. Traffic passes unless a rule of yours denies outbound ${nameTcp(vpc.region, ports)} to ${code(vpc.cidr.text)}. If none does, nothing more is needed from you.`,
  ]);
};

const saySent = (body: Of<'instructions-sent'>, { notice, guide, now }: Facts): Message => {
  const { peer, provisionedId, expiresAt, note, by } = body;
  if (guide === null) throw new Error('rendering "instructions-sent": there are no instructions');
  const { text, blocks } = buildGuideMessage(guide, by);
  const [lead, ...steps] = blocks;
  const noted = note === null ? [] : [mrkdwn`${mention(by)} adds: ${quoted(note)}`];
  const until = expiresAt === null ? [] : [renderUntil(expiresAt, now)];
  const end = mrkdwn`Once you have ${isAccepted(peer) ? 'accepted it' : 'created the peering'}, press *${PART_WORDS[peer.kind].done}*: vpcbot looks at once.`;
  const more = join([...noted, ...until, end], ' ');
  const whole = `${text} ${more}`;
  return {
    text: whole.length <= MOST.text ? whole : text,
    blocks: [
      ...(lead === undefined ? [] : [lead]),
      ...[...noted, ...until].map(section),
      ...steps,
      section(end),
      ...actions([buildSentButton(notice.id, { peer, provisionedId })]),
    ],
  };
};

/** A channel is named by itself; a person, who hears of it anyway, by their name alone. */
const sayPassedOn = (
  { peer, provisionedId, choice, to, name, by }: Of<'instructions-passed-on'>,
  { view: { request } }: Facts,
): Message => {
  const whom = name === null ? mentionPlace(to) : mrkdwn`${name}`;
  return sayWith([
    mrkdwn`${formatRequestNumber(request.id)}: ${mention(by)} sent the way to ${renderPart(peer, provisionedId)} (${nameTool(peer.kind, choice.tool)}) to ${whom}. Next, they ${isAccepted(peer) ? 'accept' : 'create'} it, and this thread says when the peering is active.`,
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
