import type { QuotaNotice } from '../domain/notice-body.ts';
import type { Project } from '../domain/project.ts';
import { listHeld } from '../domain/quota-facts.ts';
import { actions, button, copyable, type Message, message, section } from './blocks.ts';
import { LIMIT_FORM } from './limit-form.ts';
import { join, listSome, type Mrkdwn, mention, mrkdwn, quoted, when } from './mrkdwn.ts';
import { renderSaid } from './outcome-words.ts';
import { count } from './plain-words.ts';
import { carryTyped, EDIT } from './plan-message.ts';
import { type AskView, buildQuotaCard, type QuotaCardFacts } from './quota-card.ts';
import { callDeciders, renderHeld } from './quota-words.ts';
import { formatRequestNumber } from './request-number.ts';
import { renderTicket } from './ticket.ts';

/** Action id. The value is the request's id. */
export const ASK_QUOTA_AGAIN = 'ask_quota_again';

const NAMED = 10;

export interface QuotaNoticeFacts {
  readonly view: AskView;
  readonly project: Project;
  readonly card: QuotaCardFacts;
}

type Of<K extends QuotaNotice['kind']> = Extract<QuotaNotice, { kind: K }>;

const say = (...parts: readonly Mrkdwn[]): Message => message(join(parts, ' '), parts.map(section));

const callAsker = ({ request }: AskView): Mrkdwn =>
  mrkdwn`${mention(request.requesterId)} ${formatRequestNumber(request.id)}`;

/** What a limit means from then on, and what comes next. */
const renderNext = ({ view, project, card }: QuotaNoticeFacts, limit: number): Mrkdwn => {
  const may = mrkdwn`${project.name} may have ${count(limit, 'VPC')}`;
  if (view.on === 'vpc') {
    return mrkdwn`${may}, also after this one is deleted. Next, Timescale makes the VPC.`;
  }
  const held = renderHeld(listHeld(card.facts), project.name);
  const next = mrkdwn`${may} from now on. Type \`/vpc create ${project.name}\` to make one.`;
  return held === null ? next : mrkdwn`${next} ${held}`;
};

const sayGlassBroken = (body: Of<'glass-broken'>, facts: QuotaNoticeFacts): Message => {
  const { view, project } = facts;
  const number = formatRequestNumber(view.request.id);
  const own = body.by === view.request.requesterId;
  const others = project.approvers.filter((id) => id !== body.by);
  const called = others.length === 0 ? mrkdwn`` : mrkdwn`${listSome(others.map(mention), NAMED)}: `;
  const whose = own ? mrkdwn`, their own request,` : mrkdwn``;
  return say(
    mrkdwn`${called}${mention(body.by)}, an admin, approved ${number}${whose} without an approver: ${quoted(body.reason)}`,
    mrkdwn`${renderNext(facts, body.limit)} If that was not right, talk to ${mention(body.by)}; \`/vpc history ${project.name}\` tells what was done.`,
  );
};

const sayReminded = (body: Of<'quota-reminded'>, { view, project, card }: QuotaNoticeFacts): Message => {
  const { requesterId, id } = view.request;
  const number = formatRequestNumber(id);
  if (card.quota.state !== 'asked') return say(mrkdwn`${number} needs no decision any more.`);
  return say(
    mrkdwn`${number} waits for a decision since ${when(body.since)}, and ends without one at ${when(body.expiresAt)}. ${callDeciders(card.deciders, project.name, requesterId)} The buttons are on its card in this thread.`,
  );
};

const sayExpired = (body: Of<'quota-expired'>, { view, card }: QuotaNoticeFacts): Message => {
  const { ask, id, project } = view.request;
  const number = formatRequestNumber(id);
  const words = mrkdwn`${callAsker(view)} ended: nobody decided on it since ${when(body.since)}. Nothing was created. Press *Ask again* if you still need it.`;
  const label = `Ask again for ${number}`;
  const again =
    ask.kind === 'quota'
      ? button({
          action: `${EDIT}${LIMIT_FORM}`,
          words: 'Ask again',
          value: carryTyped({ project, limit: String(card.quota.wantedLimit ?? ''), why: ask.why }),
          label,
        })
      : button({ action: ASK_QUOTA_AGAIN, words: 'Ask again', value: String(id), label });
  return message(words, [section(words), ...actions([again])]);
};

/** What to write to Timescale's support, and what to press when it has answered. */
const sayWaiting = (
  body: Of<'waiting-for-timescale'>,
  { view, project, card }: QuotaNoticeFacts,
): Message => {
  const { facts } = card;
  const wanted = Math.max(body.wanted, facts.used + listHeld(facts).length);
  const words = mrkdwn`${callAsker(view)} waits: Timescale does not allow ${project.name} one VPC more.${renderSaid(body.said, null)}`;
  const act = mrkdwn`Next, somebody writes this to Timescale’s support:`;
  const then = mrkdwn`When it has answered, an approver or an admin presses *Timescale raised it…* or *Timescale refused…* on the card. *Retry* on the card tries whether the VPC is allowed by now.`;
  if (view.on !== 'vpc') return say(words, then);
  const ticket = renderTicket(view, project, { used: facts.used, wanted, said: body.said });
  return message(
    mrkdwn`${words} Ask its support for a limit of ${count(wanted, 'VPC')}: the thread says what to write. ${then}`,
    [section(mrkdwn`${words} ${act}`), copyable(ticket), section(then)],
  );
};

/** What is said of an ask for more than the limit, whether a VPC waits for it or not. */
export const renderQuotaNotice = (body: QuotaNotice, facts: QuotaNoticeFacts): Message => {
  const { view, project, card } = facts;
  switch (body.kind) {
    case 'quota-asked':
      return buildQuotaCard(view, project, card);
    case 'quota-approved':
      return say(
        mrkdwn`${mention(view.request.requesterId)} ${mention(body.by)} approved ${formatRequestNumber(view.request.id)}. ${renderNext(facts, body.limit)}`,
      );
    case 'quota-denied': {
      const next =
        view.on === 'vpc'
          ? mrkdwn`Nothing was created. Talk to them, then type \`/vpc create\` to ask again.`
          : mrkdwn`The limit stays as it is. Talk to them, then type \`/vpc quota increase ${project.name}\` to ask again.`;
      return say(
        mrkdwn`${mention(view.request.requesterId)} ${mention(body.by)} denied ${formatRequestNumber(view.request.id)}: ${quoted(body.reason)}. ${next}`,
      );
    }
    case 'glass-broken':
      return sayGlassBroken(body, facts);
    case 'quota-fits':
      return say(
        mrkdwn`${callAsker(view)} goes on without a decision: ${project.name} may have ${count(body.limit, 'VPC')} by now. Next, Timescale makes the VPC.`,
      );
    case 'quota-reminded':
      return sayReminded(body, facts);
    case 'quota-expired':
      return sayExpired(body, facts);
    case 'waiting-for-timescale':
      return sayWaiting(body, facts);
    case 'limit-raised':
      return say(
        mrkdwn`${callAsker(view)} goes on: ${mention(body.by)} says that Timescale allows ${project.name} ${count(body.limit, 'VPC')} now. Next, Timescale makes the VPC.`,
      );
    case 'limit-refused':
      return say(
        mrkdwn`${callAsker(view)} ended: Timescale refused to raise its limit, says ${mention(body.by)}: ${quoted(body.reason)}. Nothing was created. \`/vpc list ${project.name}\` shows the VPCs that there are: use one of them, or delete one and ask again.`,
      );
    default:
      return body satisfies never;
  }
};
