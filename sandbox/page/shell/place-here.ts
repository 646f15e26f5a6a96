import type { SeenPlace, SeenWorkspace } from '../../slack/feed.ts';

/** The place that is open: the one that was asked for, the same direct messages of somebody else, or the first. */
export const placeHere = ({ places }: SeenWorkspace, wanted: string | null): SeenPlace | undefined => {
  const asked = places.find(({ id }) => id === wanted);
  const direct = wanted?.startsWith('D') === true ? places.find(({ isDirect }) => isDirect) : undefined;
  return asked ?? direct ?? places[0];
};

/** `#random`, and the app by its own name. */
export const titleOf = ({ name, isDirect }: Pick<SeenPlace, 'name' | 'isDirect'>): string =>
  isDirect ? name : `#${name}`;
