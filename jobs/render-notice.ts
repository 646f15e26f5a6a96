import { guideAwsAccept } from '../src/clouds/guide.ts';
import type { Deps } from '../src/deps.ts';
import { isCopy, type Notice } from '../src/domain/notice.ts';
import type { Project } from '../src/domain/project.ts';
import type { VpcView } from '../src/domain/request.ts';
import { buildCopy } from '../src/slack/copy-message.ts';
import { renderLimitNotice } from '../src/slack/limit-notice.ts';
import { renderMoveNotice } from '../src/slack/move-notice.ts';
import { type NoticeMessage, renderNotice } from '../src/slack/notice-message.ts';
import type { StoredView } from '../src/store/requests.ts';

type Needs = Pick<Deps, 'store' | 'permalink'>;

const renderVpcNotice = async (
  { store }: Pick<Needs, 'store'>,
  notice: Notice,
  view: VpcView,
  project: Project,
): Promise<NoticeMessage> => {
  const { body } = notice;
  const guide =
    body.kind === 'peering-pending'
      ? guideAwsAccept({ peer: body.peer, provisionedId: body.provisionedId })
      : null;
  const others = body.kind === 'quota-asked' ? await store.findProjectFacts(project.name) : null;
  const existing = others?.vpcs.filter(({ providerId }) => providerId !== null).map(({ name }) => name) ?? [];
  return renderNotice(notice, view, project, guide, existing);
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
      return renderLimitNotice(notice, view, project);
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
