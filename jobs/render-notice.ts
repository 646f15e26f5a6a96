import { guideAwsAccept } from '../src/clouds/guide.ts';
import type { Deps } from '../src/deps.ts';
import type { Notice } from '../src/domain/notice.ts';
import type { Project } from '../src/domain/project.ts';
import type { VpcView } from '../src/domain/request.ts';
import { renderLimitNotice } from '../src/slack/limit-notice.ts';
import { renderMoveNotice } from '../src/slack/move-notice.ts';
import { type NoticeMessage, renderNotice } from '../src/slack/notice-message.ts';
import type { StoredView } from '../src/store/requests.ts';

type Needs = Pick<Deps, 'store'>;

const renderVpcNotice = async (
  { store }: Needs,
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

/** What a notice says now: its request as it stands, and whatever else its words need. */
export const buildNotice = async (
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
