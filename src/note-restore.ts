import type { Deps } from './deps.ts';

/**
 * For a bot that nothing can refuse any more and that runs no job yet: what is told in the hour from
 * now on may have been told before, where its database is a copy. A start that failed counts for none.
 */
export const noteRestore = async ({
  store,
  now,
  log,
}: Pick<Deps, 'store' | 'now' | 'log'>): Promise<void> => {
  const restore = await store.noteRestore(now());
  if (restore !== null) log.warn(restore, 'the database is a copy that came back into use');
};
