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

/** A peering in a project that is configured, whoever asks, or what they are told instead. */
export const findConfigured = async (
  { store, projects }: Pick<Deps, 'store' | 'projects'>,
  peeringId: number,
): Promise<FoundPeering> => {
  const stored = await store.findPeering(peeringId);
  if (stored === null) return { kind: 'answer', message: answerOutdated() };
  const project = projects.get(stored.view.request.project);
  return project === undefined
    ? { kind: 'answer', message: answerNotConfigured(stored.view.request.id) }
    : { kind: 'peering', stored, project };
};

/** A peering that this person may see, or what they are told instead. */
export const findPeering = async (
  deps: Pick<Deps, 'store' | 'directory' | 'projects'>,
  peeringId: number,
  user: string,
): Promise<FoundPeering> => {
  const found = await findConfigured(deps, peeringId);
  if (found.kind === 'answer') return found;
  const { project } = found;
  const verdict = judgeReader(await findPerson(deps, user, [project]), project);
  if (verdict.kind === 'refused') return { kind: 'answer', message: answerRefused(verdict, project.name) };
  return found;
};
