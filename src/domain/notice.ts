import type { NoticeBody, ProjectNoticeBody } from './notice-body.ts';
import type { Peering } from './peering.ts';

/** A notice as the store keeps it. */
export interface Notice {
  readonly id: number;
  readonly requestId: number;
  readonly body: NoticeBody;
  readonly createdAt: number;
  /** A channel or a person beside the request's own thread; null: the thread. */
  readonly lane: string | null;
}

/** A notice of a project as the store keeps it, said in the project's channel. */
export interface ProjectNotice {
  readonly id: number;
  readonly project: string;
  readonly body: ProjectNoticeBody;
  readonly createdAt: number;
}

/** A notice not yet recorded. */
export interface NoticeDraft {
  readonly requestId: number;
  readonly body: NoticeBody;
  /** Default the request's own thread. */
  readonly lane?: string;
}

/** What people should hear when a peering has just come into its state. */
export const tellPeering = (next: Peering): readonly NoticeBody[] => {
  const { peer, state, provisionedId, message, expiresAt } = next;
  switch (state) {
    case 'approved':
      return [{ kind: 'peering-approved', peer }];
    case 'pending-peer':
      if (provisionedId === null) return [];
      return [{ kind: 'peering-pending', peer, provisionedId, expiresAt }];
    case 'active':
      return [{ kind: 'peering-active', peer, provisionedId }];
    case 'rejected-by-peer':
    case 'expired':
    case 'invalid-specification':
    case 'deleted-by-peer':
    case 'failed':
      return [{ kind: 'peering-ended', peer, state, said: message }];
    case 'requested':
    case 'deleting':
    case 'deleted':
    case 'unknown':
      return [];
    default:
      return state satisfies never;
  }
};
