import type { KnownBlock } from '@slack/types';
import { type EndpointChange, isChanged, listOtherPorts } from '../domain/endpoint-change.ts';
import { PUBLIC } from '../domain/move-request.ts';
import type { Notice } from '../domain/notice.ts';
import type { MoveNotice, NoticeBody } from '../domain/notice-body.ts';
import { isBroadcast } from '../domain/notice-kind.ts';
import type { Project } from '../domain/project.ts';
import type { MoveView } from '../domain/request.ts';
import type { MovePlace } from '../domain/service-move.ts';
import { buildAddresses, buildSameNames, buildTlsAdvice, renderAddresses } from './addresses.ts';
import { actions, button, copyable, type Message, message, section } from './blocks.ts';
import { buildCertificateButton, sayNoCertificate } from './certificate.ts';
import { buildMoveCard } from './move-card.ts';
import { MIGRATE_FORM } from './move-form.ts';
import { linkService, locate, namePlace, renderMoveFailure, renderReach, SWITCH_OVER } from './move-words.ts';
import { code, join, listSome, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { type NoticeMessage, sayNotDelivered } from './notice-message.ts';
import { renderTrouble } from './outcome-words.ts';
import { EDIT } from './plan-message.ts';
import { formatRequestNumber } from './request-number.ts';

type Of<K extends NoticeBody['kind']> = Extract<NoticeBody, { kind: K }>;

/** What a notice is said from. `seenAt`: when what it tells was seen. */
interface Facts {
  readonly view: MoveView;
  readonly project: Project;
  readonly seenAt: number;
}

const HOSTS_SHOWN = 20;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

const callAsker = ({ request }: MoveView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

const listHosts = (hosts: readonly string[]): Mrkdwn => listSome(hosts.map(code), HOSTS_SHOWN);

const renderSteps = (legs: number, { product }: Project): Mrkdwn => {
  if (product === 'managed') return SWITCH_OVER;
  return legs > 1
    ? mrkdwn`It takes two steps, for Timescale can only detach and then attach it. Each takes a few minutes in which it cannot be reached; in between it is on the public internet.`
    : mrkdwn`That takes a few minutes, in which it cannot be reached.`;
};

const sayStarted = (
  { from, to, legs }: Of<'move-started'>,
  { request, move }: MoveView,
  project: Project,
): Message => {
  const number = formatRequestNumber(request.id);
  return say(
    mrkdwn`${number}: ${linkService(move, project)} leaves ${namePlace(from)} for ${namePlace(to)} now. ${renderSteps(legs, project)} Its new addresses come here.`,
  );
};

/** The project's own authority signs what it shows there. */
const buildCertificate = (to: MovePlace | null, { product, name }: Project): readonly KnownBlock[] =>
  product === 'managed' && to !== null ? actions([buildCertificateButton(name)]) : [];

/** The guides of a peering let PostgreSQL's own port out: a service may listen on another. */
const buildPorts = (changes: readonly EndpointChange[], to: MovePlace | null): readonly KnownBlock[] => {
  const ports = listOtherPorts(changes);
  if (to === null || ports.length === 0) return [];
  const listed = listSome(
    ports.map((port) => code(String(port))),
    HOSTS_SHOWN,
  );
  return [
    section(
      mrkdwn`*Ports.* It listens on ${listed}: where a rule of yours lets only TCP 5432 out to ${code(to.name)}, let ${ports.length === 1 ? 'that' : 'those'} out too.`,
    ),
  ];
};

/** What everybody who connects to the service has to know and to change. */
const buildMoved = (
  { from, to, changes }: Of<'service-moved'>,
  view: MoveView,
  project: Project,
): Message => {
  const { move } = view;
  const lead = mrkdwn`${callAsker(view)}: the service ${linkService(move, project)} is ${locate(to)} now, no longer ${locate(from)}. ${renderReach(to)}`;
  const tls = [
    ...buildPorts(changes, to),
    ...buildTlsAdvice(changes, project, to),
    ...buildCertificate(to, project),
  ];
  if (!changes.some(isChanged)) {
    const same = mrkdwn`Its names and ports are the same as before. Connections were cut, so clients connect anew.`;
    const blocks = [section(lead), section(same), ...buildAddresses(changes, project)];
    return message(mrkdwn`${lead} ${same}`, [...blocks, ...buildSameNames(changes), ...tls]);
  }
  const act = mrkdwn`Its addresses have changed. Use the new ones wherever the old ones are configured, and put your own user, password and database in:`;
  const next = mrkdwn`Next, name servers learn the new host names. vpcbot looks for them and says here when they answer.`;
  return message(mrkdwn`${lead} ${act} ${renderAddresses(changes)}. ${next}`, [
    section(lead),
    section(act),
    ...buildAddresses(changes, project),
    ...tls,
    section(next),
  ]);
};

/** After the move was done: it concerns whoever had the service put there. */
const buildDrifted = (
  { from, to, since }: Of<'service-drifted'>,
  { view, project, seenAt }: Facts,
): Message => {
  const { move } = view;
  const lead = mrkdwn`${callAsker(view)}: the service ${linkService(move, project)} is no longer ${locate(from)}. Somebody moved it to ${namePlace(to)} at Timescale, between ${when(since)} and ${when(seenAt)}, and nobody asked vpcbot for that.`;
  const act = mrkdwn`Its addresses are others now: type ${code(`/vpc services ${project.name}`)}. If it was not meant, press *Move it back*.`;
  const value = JSON.stringify({ service: move.serviceId, to: from?.providerId ?? PUBLIC });
  const back = button({
    action: `${EDIT}${MIGRATE_FORM}`,
    words: 'Move it back',
    value,
    label: `Move ${move.serviceName} back to ${from?.name ?? 'the public internet'}`,
  });
  return message(mrkdwn`${lead} ${act}`, [section(lead), section(act), ...actions([back])]);
};

const buildFailed = ({ failure, changes }: Of<'move-failed'>, view: MoveView, project: Project): Message => {
  const { what, act } = renderMoveFailure(failure, view.move);
  const lead = mrkdwn`${callAsker(view)} failed: ${linkService(view.move, project)} is not ${locate(view.move.to)}. ${what}`;
  const addresses = changes.some(isChanged) ? changes : [];
  return message(mrkdwn`${lead} ${act}`, [
    section(lead),
    ...buildAddresses(addresses, project),
    section(act),
  ]);
};

const buildLate = ({ hosts, since }: Of<'names-late'>, view: MoveView): Message => {
  const [first = ''] = hosts;
  const lead = mrkdwn`${callAsker(view)}: name servers do not know ${listHosts(hosts)} yet, since ${when(since)}. That is longer than it should take.`;
  const act = mrkdwn`Ask whoever runs your name servers whether they forward this domain and what they keep in their cache. From a machine that connects to the service, this shows what they answer:`;
  const next = mrkdwn`vpcbot goes on looking and says here when they answer.`;
  return message(mrkdwn`${lead} ${act} ${next}`, [
    section(lead),
    section(act),
    copyable(`dig +short ${first}`),
    section(next),
  ]);
};

const renderMoveBody = (body: MoveNotice, facts: Facts): Message => {
  const { view, project } = facts;
  const { request, move } = view;
  const number = formatRequestNumber(request.id);
  switch (body.kind) {
    case 'move-started':
      return sayStarted(body, view, project);
    case 'service-detached':
      return say(
        mrkdwn`${number}: ${linkService(move, project)} has left ${namePlace(body.from)} and is on the public internet for the moment. Next, Timescale attaches it to ${namePlace(move.to)}.`,
      );
    case 'move-slow':
      return say(
        mrkdwn`${number} takes longer than it should: since ${when(body.since)}, and Timescale says ${quoted(body.said)} of ${linkService(move, project)}. vpcbot keeps looking. If it stays like this, ask Timescale’s support and name the service ${code(move.serviceId)}.`,
      );
    case 'service-moved':
      return buildMoved(body, view, project);
    case 'move-failed':
      return buildFailed(body, view, project);
    case 'names-answer':
      return say(
        mrkdwn`${number}: name servers know ${listHosts(body.hosts)} now, so clients can connect with the new addresses. ${number} is done.`,
      );
    case 'names-late':
      return buildLate(body, view);
    case 'names-given-up':
      return say(
        mrkdwn`${number}: vpcbot no longer looks for ${listHosts(body.hosts)}, which name servers still do not know. The service itself is ${locate(move.to)}. If clients cannot connect either, ask Timescale’s support and name the service ${code(move.serviceId)}.`,
      );
    case 'service-drifted':
      return buildDrifted(body, facts);
    case 'certificate-shared':
      return sayNoCertificate(project.name);
    default:
      return body satisfies never;
  }
};

const renderBody = (body: NoticeBody, facts: Facts): Message => {
  const { view, project } = facts;
  const { request, move } = view;
  const number = formatRequestNumber(request.id);
  switch (body.kind) {
    case 'request-opened':
      return buildMoveCard(view, project);
    case 'provider-trouble': {
      const { what, act } = renderTrouble(body.code, project.name);
      return say(mrkdwn`${number} is held up since ${when(body.since)}. ${what} ${act}`);
    }
    case 'provider-recovered':
      return say(
        mrkdwn`${number} goes on: Timescale answers again. It was held up since ${when(body.since)}.`,
      );
    case 'request-cancelling':
    case 'request-cancelled': {
      const who = body.kind === 'request-cancelling' ? mrkdwn` by ${mention(body.by)}` : mrkdwn``;
      return say(
        mrkdwn`${number} is cancelled${who}, before anything was asked of Timescale. ${linkService(move, project)} stays ${locate(move.from)}.`,
      );
    }
    case 'request-retried':
      return say(
        mrkdwn`${mention(body.by)} retries ${number}: ${linkService(move, project)} goes to ${namePlace(move.to)}, from wherever it is now.`,
      );
    case 'not-delivered':
      return sayNotDelivered(body, number);
    case 'move-started':
    case 'service-detached':
    case 'move-slow':
    case 'service-moved':
    case 'move-failed':
    case 'names-answer':
    case 'names-late':
    case 'names-given-up':
    case 'service-drifted':
    case 'certificate-shared':
      return renderMoveBody(body, facts);
    default:
      throw new Error(`rendering notice "${body.kind}": its request is about a service`);
  }
};

/** What a notice of a service's move says. */
export const renderMoveNotice = (
  { body, createdAt }: Pick<Notice, 'body' | 'createdAt'>,
  view: MoveView,
  project: Project,
): NoticeMessage => ({
  ...renderBody(body, { view, project, seenAt: createdAt }),
  broadcast: isBroadcast(body.kind),
});
