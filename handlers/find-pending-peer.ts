import type { Deps } from '../src/deps.ts';
import { judgeReader } from '../src/domain/access.ts';
import type { Project } from '../src/domain/project.ts';
import { answerNotConfigured, answerOutdated, answerRefused } from '../src/slack/answers.ts';
import type { Message } from '../src/slack/blocks.ts';
import type { StoredPeering } from '../src/store/pending-peers.ts';
import { findPerson } from './people.ts';

export type FoundPeering =
  | { readonly kind: 'peering'; readonly stored: StoredPeering; readonly project: Project }
  | { readonly kind: 'answer'; readonly message: Message };

/** A peering that this person may see, or what they are told instead. */
export const findPeering = async (
  deps: Pick<Deps, 'store' | 'directory' | 'projects'>,
  peeringId: number,
  user: string,
): Promise<FoundPeering> => {
  const stored = await deps.store.findPeering(peeringId);
  const project = stored === null ? undefined : deps.projects.get(stored.view.request.project);
  if (stored === null) return { kind: 'answer', message: answerOutdated() };
  if (project === undefined) {
    return { kind: 'answer', message: answerNotConfigured(stored.view.request.id) };
  }
  const verdict = judgeReader(await findPerson(deps, user, [project]), project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return { kind: 'peering', stored, project };
};
