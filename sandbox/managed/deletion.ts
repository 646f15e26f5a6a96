import type { ManagedDelays } from './demo-projects.ts';

/** DELETING from `askedAt`, DELETED from `doneAt`, not readable from `forgottenAt`. */
export interface Deletion {
  readonly askedAt: number;
  readonly doneAt: number;
  readonly forgottenAt: number;
}

interface Deletable {
  /** Null while nobody deletes it. */
  readonly deletion: Deletion | null;
}

export const isForgotten = ({ deletion }: Deletable, now: number): boolean =>
  deletion !== null && now >= deletion.forgottenAt;

/** Done after `takes` at the latest; one that is under way may be done before. */
export const deletionWithin = (
  { deletion }: Deletable,
  takes: number,
  { now, deletedKeptFor }: Pick<ManagedDelays, 'deletedKeptFor'> & { readonly now: number },
): Deletion => {
  const doneAt = now + takes;
  if (deletion !== null && deletion.doneAt <= doneAt) return deletion;
  return { askedAt: deletion?.askedAt ?? now, doneAt, forgottenAt: doneAt + deletedKeptFor };
};
