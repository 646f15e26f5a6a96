import type { Place } from './resource-id.ts';

export type Tags = Readonly<Record<string, string>>;

/**
 * The tags of everything. Each account tags for itself, and in each region for itself: the two ends of a
 * peering connection do not see each other's.
 */
export const createTags = () => {
  const tags = new Map<string, Tags>();
  const keyOf = ({ account, region }: Place, id: string): string => `${account} ${region} ${id}`;
  const of = (place: Place, id: string): Tags => tags.get(keyOf(place, id)) ?? {};
  return {
    of,
    add: (place: Place, id: string, more: Tags): void => {
      tags.set(keyOf(place, id), { ...of(place, id), ...more });
    },
    remove: (place: Place, id: string, isGone: (key: string, value: string) => boolean): void => {
      const kept = Object.entries(of(place, id)).filter(([key, value]) => !isGone(key, value));
      tags.set(keyOf(place, id), Object.fromEntries(kept));
    },
    forget: (place: Place, id: string): void => {
      tags.delete(keyOf(place, id));
    },
  };
};

export type TagStore = ReturnType<typeof createTags>;
