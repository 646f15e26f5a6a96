import type { WebClient } from '@slack/web-api';
import type { ChannelProblem, ListedProblem } from '../domain/checkup.ts';
import { VpcbotError } from '../errors.ts';
import { callSlack } from './call.ts';

const saysOneOf = (error: unknown, ...words: readonly string[]): boolean =>
  error instanceof VpcbotError && error.said !== undefined && words.includes(error.said);

/** Looks at what the bot depends on in Slack, and changes nothing. Throws SLACK_* where Slack does not say. */
export const createInspection = (client: WebClient) => {
  const findUserProblem = async (userId: string): Promise<ListedProblem | null> => {
    try {
      const { user } = await callSlack(`looking up user "${userId}"`, () =>
        client.users.info({ user: userId }),
      );
      return user?.deleted === true ? 'deactivated' : null;
    } catch (error) {
      if (saysOneOf(error, 'user_not_found', 'user_not_visible')) return 'not-found';
      throw error;
    }
  };

  const findGroupProblem = async (group: string): Promise<ListedProblem | null> => {
    try {
      const { users } = await callSlack(`looking up user group "${group}"`, () =>
        client.usergroups.users.list({ usergroup: group }),
      );
      return (users ?? []).length === 0 ? 'empty' : null;
    } catch (error) {
      if (saysOneOf(error, 'no_such_subteam', 'plan_upgrade_required')) return 'not-found';
      throw error;
    }
  };

  return {
    /** The scopes that the token was given, whatever the manifest says by now. */
    findScopes: async (): Promise<readonly string[]> => {
      const { response_metadata } = await callSlack('asking slack for the scopes', () => client.auth.test());
      return response_metadata?.scopes ?? [];
    },

    /** Whether the bot can post there: what is wrong, or null. */
    findChannelProblem: async (channel: string): Promise<ChannelProblem | null> => {
      try {
        const { channel: info } = await callSlack(`looking at channel "${channel}"`, () =>
          client.conversations.info({ channel }),
        );
        if (info?.is_archived === true) return 'archived';
        return info?.is_member === true ? null : 'not-a-member';
      } catch (error) {
        if (saysOneOf(error, 'channel_not_found')) return 'not-found';
        throw error;
      }
    },

    /** What is wrong with somebody or a user group that the configuration lists, or null. */
    findListedProblem: (listed: string): Promise<ListedProblem | null> =>
      listed.startsWith('S') ? findGroupProblem(listed) : findUserProblem(listed),
  };
};

export type Inspection = ReturnType<typeof createInspection>;
