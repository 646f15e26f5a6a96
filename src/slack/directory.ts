import type { WebClient } from '@slack/web-api';
import type { Person } from '../domain/access.ts';
import type { Listed } from '../domain/project.ts';
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
  readonly name?: string;
  readonly real_name?: string;
  readonly profile?: { readonly display_name?: string };
}

/** Somebody as others know them; the name is their own text. */
export interface KnownUser {
  readonly standing: Person['standing'];
  readonly name: string;
  /** The workspace where they are at home; null: Slack does not say. */
  readonly team: string | null;
}

const nameOf = ({ profile, real_name, name }: UserFacts): string =>
  profile?.display_name || real_name || name || 'somebody';

const standingOf = (user: UserFacts, teamId: string): Person['standing'] => {
  if (user.deleted === true) return 'deactivated';
  if (user.is_stranger === true || (user.team_id !== undefined && user.team_id !== teamId)) return 'outsider';
  const isLimited = user.is_restricted === true || user.is_ultra_restricted === true;
  // No program is anybody of the workspace, but for one that is listed.
  return isLimited || user.is_bot === true ? 'guest' : 'member';
};

/**
 * Who somebody is, as Slack has it now (or `keepFor` ms ago). Throws SLACK_* where Slack does not
 * say: nobody is let in for want of an answer.
 */
export const createDirectory = (client: WebClient, teamId: string, keepFor: number, now: () => number) => {
  const findUser = remember(keepFor, now, async (userId): Promise<KnownUser> => {
    const { user } = await callSlack(`looking up user "${userId}"`, () =>
      client.users.info({ user: userId }),
    );
    const facts = (user ?? {}) as UserFacts;
    return { standing: standingOf(facts, teamId), name: nameOf(facts), team: facts.team_id ?? null };
  });
  const standing = async (userId: string): Promise<Person['standing']> => (await findUser(userId)).standing;
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
  /** Whether somebody is in the workspace and not deactivated. */
  const isActive = async (userId: string): Promise<boolean> => {
    try {
      return (await standing(userId)) !== 'deactivated';
    } catch (error) {
      // A mistyped id in the configuration must not stop the others.
      if (error instanceof VpcbotError && error.said === 'user_not_found') return false;
      throw error;
    }
  };
  const holdsSomebody = async (listed: string, except: string): Promise<boolean> => {
    const people = listed.startsWith('S') ? await members(listed) : [listed];
    for (const userId of people) if (userId !== except && (await isActive(userId))) return true;
    return false;
  };
  return {
    findUser,
    /** The workspace where somebody is at home; null: Slack knows nobody of that id. */
    findTeam: async (userId: string): Promise<string | null> => {
      try {
        return (await findUser(userId)).team;
      } catch (error) {
        if (error instanceof VpcbotError && error.code === 'SLACK_REFUSED') return null;
        throw error;
      }
    },
    /** Of these users and user groups, those that hold somebody active beside this one. */
    findAble: async (listed: Listed, except: string): Promise<Listed> => {
      const able = await Promise.all(listed.map((id) => holdsSomebody(id, except)));
      return listed.filter((_, index) => able[index]);
    },
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
