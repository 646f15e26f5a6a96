import type { Button, HomeView, KnownBlock } from '@slack/types';
import { nameNetwork } from '../domain/peer-network.ts';
import type { Peering } from '../domain/peering.ts';
import type { Project } from '../domain/project.ts';
import type { RequestView, VpcView } from '../domain/request.ts';
import { actions, button, context, divider, header, section } from './blocks.ts';
import { CREATE_VPC_FORM } from './create-vpc-form.ts';
import { type HomeProject, renderHomeProject } from './home-project.ts';
import { renderLimitTurn } from './limit-card.ts';
import { LIMIT_FORM } from './limit-form.ts';
import { renderMoveTurn } from './move-card.ts';
import { ATTACH_FORM } from './move-form.ts';
import { code, join, link, type Mrkdwn, mention, mentionChannel, mrkdwn, when } from './mrkdwn.ts';
import { nameAccount, namePlace } from './outcome-words.ts';
import { PEER_FORM } from './peer-form.ts';
import { count } from './plain-words.ts';
import { EDIT } from './plan-message.ts';
import { renderRequestTurn } from './request-card.ts';
import { nameRequest, renderRequestState } from './request-name.ts';
import { formatRequestNumber } from './request-number.ts';
import { beginPart } from './timescale-end-words.ts';

/** Action id: opens what can be typed. */
export const HOME_HELP = 'home_help';

/** A request with the way to its card. */
export interface HomeRequest {
  readonly view: RequestView;
  /** Null: its project is no longer configured. */
  readonly project: Project | null;
  /** The address of its card; null: it is not in the channel yet. */
  readonly card: string | null;
}

export type HomeWaiting =
  /** Decide on it, say what Timescale did, or do the next thing about one's own. */
  | ({ readonly kind: 'decide' | 'tell' | 'own' } & HomeRequest)
  /** A plan for an account of this person's, which somebody wants carried out. */
  | ({ readonly kind: 'approve'; readonly view: VpcView; readonly peering: Peering } & HomeRequest)
  /** A peering whose instructions were sent to this person. `message`: their address. */
  | {
      readonly kind: 'accept';
      readonly view: VpcView;
      readonly peering: Peering;
      readonly message: string;
    };

export interface HomeFacts {
  /** Whether there is a project where this person may ask for anything. */
  readonly mayAsk: boolean;
  readonly waiting: readonly HomeWaiting[];
  /** What this person asked for, the newest first. */
  readonly own: readonly HomeRequest[];
  readonly projects: readonly HomeProject[];
}

const WAITING_SHOWN = 15;
const OWN_SHOWN = 15;
const PROJECTS_SHOWN = 40;
/** Slack takes 250 kB and 100 blocks. */
const BYTES_MOST = 240_000;

const buildStart = (mayAsk: boolean): readonly Button[] => {
  const forms = [
    { form: CREATE_VPC_FORM, words: 'Create a VPC', style: 'primary' as const },
    { form: PEER_FORM, words: 'Add a peering' },
    { form: ATTACH_FORM, words: 'Move a service' },
    { form: LIMIT_FORM, words: 'Ask for more VPCs' },
  ];
  return [
    ...(mayAsk
      ? forms.map(({ form, ...words }) => button({ action: `${EDIT}${form}`, value: '{}', ...words }))
      : []),
    button({ action: HOME_HELP, words: 'Help', value: 'help', label: 'Help: what you can type' }),
  ];
};

const linkCard = ({ view, card }: HomeRequest): Mrkdwn =>
  card === null ? mentionChannel(view.request.channel) : link(card, 'Open its card');

const nameIt = ({ view }: { readonly view: RequestView }): Mrkdwn =>
  mrkdwn`*${formatRequestNumber(view.request.id)}*  ${nameRequest(view)} in ${view.request.project}`;

const renderWaiting = (waiting: HomeWaiting): Mrkdwn => {
  const { request } = waiting.view;
  switch (waiting.kind) {
    case 'decide':
      return mrkdwn`${nameIt(waiting)}\n${mention(request.requesterId)} asks for it. Approve or deny it: ${linkCard(waiting)}`;
    case 'tell':
      return mrkdwn`${nameIt(waiting)}\nIt waits for Timescale’s own limit. Once its support has answered, say so on the card: ${linkCard(waiting)}`;
    case 'own':
      return mrkdwn`${nameIt(waiting)}\n${renderRequestState(request.state)}, and the next step is yours: ${linkCard(waiting)}`;
    case 'approve':
      return mrkdwn`*${formatRequestNumber(request.id)}*  Your approval: the plan for ${nameAccount(waiting.peering.peer)}\nSomebody wants vpcbot to complete the peering with ${code(nameNetwork(waiting.peering.peer))}. Approve or decline it in the thread: ${linkCard(waiting)}`;
    case 'accept': {
      const { peer, provisionedId, expiresAt } = waiting.peering;
      const until = expiresAt === null ? mrkdwn`` : mrkdwn` before ${when(expiresAt)}`;
      return mrkdwn`*${formatRequestNumber(request.id)}*  ${beginPart(peer, provisionedId)}\nIn ${namePlace(peer)}${until}: ${link(waiting.message, 'Open the instructions')}`;
    }
    default:
      return waiting satisfies never;
  }
};

const renderTurn = (view: RequestView, project: Project): Mrkdwn => {
  switch (view.on) {
    case 'vpc':
      return renderRequestTurn(view, project);
    case 'service':
      return renderMoveTurn(view, project);
    case 'project':
      return renderLimitTurn(view, project);
    default:
      return view satisfies never;
  }
};

const renderOwn = (own: HomeRequest): Mrkdwn => {
  const { view, project } = own;
  const turn =
    project === null
      ? mrkdwn`${code(view.request.project)} is no longer configured, so vpcbot leaves it alone. Ask whoever keeps vpcbot.`
      : renderTurn(view, project);
  return join([
    mrkdwn`${nameIt(own)} · ${renderRequestState(view.request.state)} since ${when(view.request.stateSince)} · ${linkCard(own)}`,
    turn,
  ]);
};

const buildPart = (
  title: string,
  lines: readonly Mrkdwn[],
  { most, empty, noun }: { readonly most: number; readonly empty: Mrkdwn; readonly noun: string },
): readonly KnownBlock[] => {
  const rest = lines.length - most;
  return [
    header(title),
    ...(lines.length === 0 ? [section(empty)] : lines.slice(0, most).map(section)),
    ...(rest > 0 ? [context(mrkdwn`And ${count(rest, noun)} more.`)] : []),
  ];
};

/** What does not fit is left out from the end, and that is said. */
const takeFitting = (blocks: readonly KnownBlock[]): KnownBlock[] => {
  let bytes = 0;
  const end = blocks.findIndex((block) => {
    bytes += Buffer.byteLength(JSON.stringify(block)) + 1;
    return bytes > BYTES_MOST;
  });
  if (end === -1) return [...blocks];
  return [
    ...blocks.slice(0, end),
    context(mrkdwn`There is more than fits here. Type \`/vpc list\` for the rest.`),
  ];
};

/** The App Home of one person. Whatever stands in it, they may see now. */
export const buildHome = ({ mayAsk, waiting, own, projects }: HomeFacts): HomeView => {
  const start = mayAsk ? mrkdwn` Press *Create a VPC* to start.` : mrkdwn``;
  return {
    type: 'home',
    blocks: takeFitting([
      section(
        mrkdwn`What waits for you, what you asked for and what your projects have. vpcbot keeps it up to date; \`/vpc\` in any channel does the same and more.`,
      ),
      ...actions(buildStart(mayAsk)),
      divider,
      ...buildPart('Waiting for you', waiting.map(renderWaiting), {
        most: WAITING_SHOWN,
        empty: mrkdwn`Nothing waits for you.`,
        noun: 'thing',
      }),
      ...buildPart('Your requests', own.map(renderOwn), {
        most: OWN_SHOWN,
        empty: mrkdwn`You have no request under way, and none has ended in the last days.${start}`,
        noun: 'request',
      }),
      ...buildPart('Your projects', projects.map(renderHomeProject), {
        most: PROJECTS_SHOWN,
        empty: mrkdwn`No project lists you, so there is nothing to show. Ask whoever keeps vpcbot to list you.`,
        noun: 'project',
      }),
    ]),
  };
};
