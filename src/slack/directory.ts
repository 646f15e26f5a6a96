import type { WebClient } from '@slack/web-api';
import type { Person } from '../domain/access.ts';
import { VpcbotError } from '../errors.ts';
import { callSlack } from './call.ts';

interface Remembered<T> {
  readonly until: number;
  readonly value: Promise<T>;
}

/** Keeps answers for a while; one that failed is not kept. */
const remember = <T>(keepFor: number, now: () => number, fetchIt: (key: string) => Promise<T>) => {
  const kept = new Map<string, Remembered<T>>();
  return (key: string): Promise<T> => {
    const hit = kept.get(key);
    if (hit !== undefined && hit.until > now()) return hit.value;
    const value = fetchIt(key);
    kept.set(key, { until: now() + keepFor, value });
    value.catch(() => kept.delete(key));
    return value;
  };
};

interface UserFacts {
  readonly deleted?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly is_bot?: boolean;
  readonly team_id?: string;
}

const standingOf = (user: UserFacts, teamId: string): Person['standing'] => {
  if (user.deleted === true) return 'deactivated';
  if (user.is_stranger === true || (user.team_id !== undefined && user.team_id !== teamId)) return 'outsider';
  return user.is_restricted === true || user.is_ultra_restricted === true ? 'guest' : 'member';
};

/**
 * Who somebody is, as Slack has it now (or `keepFor` ms ago). Throws SLACK_* where Slack does not
 * say: nobody is let in for want of an answer.
 */
export const createDirectory = (client: WebClient, teamId: string, keepFor: number, now: () => number) => {
  const standing = remember(keepFor, now, async (userId) => {
    const { user } = await callSlack(`looking up user "${userId}"`, () =>
      client.users.info({ user: userId }),
    );
    return standingOf((user ?? {}) as UserFacts, teamId);
  });
  const members = remember(keepFor, now, async (group): Promise<readonly string[]> => {
    try {
      const { users } = await callSlack(`looking up user group "${group}"`, () =>
        client.usergroups.users.list({ usergroup: group }),
      );
      return users ?? [];
    } catch (error) {
      // A group that was disabled or deleted has no members; it must not stop the others.
      if (error instanceof VpcbotError && error.said === 'no_such_subteam') return [];
      throw error;
    }
  });
  return {
    /** The person, with those of these user groups that hold them. */
    findPerson: async (userId: string, groups: readonly string[]): Promise<Person> => {
      const [standingNow, ...lists] = await Promise.all([standing(userId), ...groups.map(members)]);
      return {
        userId,
        standing: standingNow,
        groups: groups.filter((_, index) => lists[index]?.includes(userId) === true),
      };
    },
  };
};

export type Directory = ReturnType<typeof createDirectory>;
