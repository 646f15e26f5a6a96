import type { SeenWorkspace } from '../../slack/feed.ts';

export type SeenPerson = SeenWorkspace['people'][number];

/** Who can be at the page. */
export const playersOf = ({ people }: SeenWorkspace): readonly SeenPerson[] =>
  people.filter(({ isBot, isDeactivated }) => !isBot && !isDeactivated);

/** `omar, developer`, of the real name `Omar, developer`. */
export const playerName = ({ name, realName }: SeenPerson): string => {
  const comma = realName.indexOf(',');
  return comma === -1 ? name : `${name}${realName.slice(comma)}`;
};

/** `developer`; empty where the real name says none. */
export const roleOf = (person: SeenPerson): string => playerName(person).slice(person.name.length + 2);

export const handleOf = ({ people }: SeenWorkspace, user: string): string =>
  people.find(({ id }) => id === user)?.name ?? user;
