import { buildCleanUp, buildGuide, guideAct } from '../src/clouds/guide.ts';
import type { Deps } from '../src/deps.ts';
import { type CleanUpGuide, type Guide, readGuideFacts } from '../src/domain/guide.ts';
import type { Notice } from '../src/domain/notice.ts';
import type { ChangeNotice, PeerWaitNotice, SideNotice } from '../src/domain/notice-body.ts';
import {
  isBroadcast,
  isChangeNotice,
  isCopy,
  isDriftNotice,
  isPeerWaitNotice,
  isQuotaNotice,
  isShareNotice,
  isSideNotice,
} from '../src/domain/notice-kind.ts';
import type { Project } from '../src/domain/project.ts';
import type { VpcView } from '../src/domain/request.ts';
import { findSideAccount } from '../src/domain/side-plan.ts';
import { renderChangeNotice } from '../src/slack/change-notice.ts';
import { buildCopy } from '../src/slack/copy-message.ts';
import { renderDriftNotice } from '../src/slack/drift-notice.ts';
import { renderLimitNotice } from '../src/slack/limit-notice.ts';
import { renderMoveNotice } from '../src/slack/move-notice.ts';
import { type NoticeMessage, renderNotice } from '../src/slack/notice-message.ts';
import { renderPeerWaitNotice } from '../src/slack/pending-peer-notice.ts';
import { renderQuotaNotice } from '../src/slack/quota-notice.ts';
import { renderShareNotice } from '../src/slack/share-notice.ts';
import type { SideCardFacts } from '../src/slack/side-card.ts';
import { renderSideNotice } from '../src/slack/side-notice.ts';
import type { StoredView } from '../src/store/requests.ts';
import { findQuotaCardFacts } from './quota-facts.ts';

type Needs = Pick<Deps, 'store' | 'clouds' | 'permalink' | 'directory' | 'now' | 'log'>;

/** The instructions as they were chosen for whom they are sent to. */
const guideFor = (body: PeerWaitNotice, { vpc, sides }: VpcView, ports: readonly number[]): Guide | null => {
  if (body.kind !== 'instructions-sent') return null;
  const plan = sides.find(({ peeringId }) => peeringId === body.peeringId)?.plan ?? null;
  return buildGuide(readGuideFacts(body, vpc, { ports, plan }), body.choice);
};

/** For whoever has something left of what is gone. */
const listCleanUps = (
  body: ChangeNotice,
  { vpc }: VpcView,
  ports: readonly number[],
): readonly CleanUpGuide[] => {
  const gone =
    body.kind === 'peering-deleted' ? [body.gone] : body.kind === 'vpc-deleted' ? body.peerings : [];
  return gone.flatMap(({ peer, provisionedId }) =>
    provisionedId === null
      ? []
      : [buildCleanUp(readGuideFacts({ provisionedId, peer }, vpc, { ports, plan: null }))],
  );
};

/** Null: the peering is not the request's any more, or its other side was never looked at. */
const findSideCard = ({ clouds }: Needs, { peeringId }: SideNotice, view: VpcView): SideCardFacts | null => {
  const peering = view.peerings.find(({ id }) => id === peeringId);
  const side = view.sides.find((one) => one.peeringId === peeringId);
  return peering === undefined || side === undefined
    ? null
    : { view, peering, side, account: findSideAccount(clouds.accounts, peering.peer) };
};

const renderVpcNotice = async (
  deps: Needs,
  notice: Notice,
  view: VpcView,
  project: Project,
): Promise<NoticeMessage> => {
  const { body } = notice;
  if (isQuotaNotice(body)) {
    const card = await findQuotaCardFacts(deps, notice, view, project);
    return { ...renderQuotaNotice(body, { view, project, card }), broadcast: isBroadcast(body.kind) };
  }
  if (isSideNotice(body)) {
    const card = findSideCard(deps, body, view);
    return { ...renderSideNotice(body, view, card), broadcast: isBroadcast(body.kind) };
  }
  if (isShareNotice(body)) return { ...renderShareNotice(body, view), broadcast: isBroadcast(body.kind) };
  if (isDriftNotice(body)) {
    return { ...renderDriftNotice(body, view), broadcast: isBroadcast(body.kind) };
  }
  const ports = await deps.store.listServicePorts(view.vpc);
  if (isPeerWaitNotice(body)) {
    const facts = { notice, view, guide: guideFor(body, view, ports), ports, now: deps.now() };
    return { ...renderPeerWaitNotice(body, facts), broadcast: false };
  }
  if (isChangeNotice(body)) {
    const cleanUps = listCleanUps(body, view, ports);
    return { ...renderChangeNotice(body, view, cleanUps), broadcast: isBroadcast(body.kind) };
  }
  const guide =
    body.kind === 'peering-pending' ? guideAct(readGuideFacts(body, view.vpc, { ports, plan: null })) : null;
  const account = body.kind === 'peering-pending' ? findSideAccount(deps.clouds.accounts, body.peer) : null;
  return renderNotice(notice, view, project, guide, deps.now(), account);
};

const renderInThread = async (
  deps: Needs,
  notice: Notice,
  view: StoredView,
  project: Project,
): Promise<NoticeMessage> => {
  switch (view.on) {
    case 'vpc':
      return renderVpcNotice(deps, notice, view, project);
    case 'service':
      return renderMoveNotice(notice, view, project);
    case 'project':
      return renderLimitNotice(notice, view, project, await findQuotaCardFacts(deps, notice, view, project));
    default:
      return view satisfies never;
  }
};

/** What a notice says now: its request as it stands, and whatever else its words need. */
export const buildNotice = async (
  deps: Needs,
  notice: Notice,
  view: StoredView,
  project: Project,
): Promise<NoticeMessage> => {
  const message = await renderInThread(deps, notice, view, project);
  if (!isCopy(notice)) return message;
  const root = await deps.store.findThread(notice.requestId);
  return {
    ...buildCopy(message, view.request, root === null ? null : deps.permalink(root)),
    broadcast: false,
  };
};
