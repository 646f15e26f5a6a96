import type { AuthorizeSourceData } from '@slack/bolt';
import { z } from 'zod';

/** Whose payloads are ours. */
export interface Ours {
  readonly teamId: string;
  /** Null: Slack did not say, and no app is told from another. */
  readonly appId: string | null;
}

/**
 * Thrown where a payload is not ours: Bolt then calls no handler, and answers 401 or, over a socket, nothing at all, so
 * that Slack tells whoever sent it that it failed.
 */
class ForeignPayload extends Error {
  constructor(what: string) {
    super(`${what}: nothing is done about it`);
    this.name = 'ForeignPayload';
  }
}

const origin = z.looseObject({
  api_app_id: z.string().optional(),
  user: z.looseObject({ id: z.string(), team_id: z.string().optional() }).optional().catch(undefined),
});

/**
 * Signatures tell Slack from others, and not whom it speaks for: an app that is installed in several workspaces
 * has one secret. A person of another workspace may press in a shared channel, and is judged by who they are; so
 * the workspace that the payload gives them must be the one that Slack knows them in, for ids alone may repeat.
 * `findTeam`: the workspace of a user, as Slack has it; null: it knows nobody of that id.
 */
export const createCheckOrigin =
  ({ teamId, appId }: Ours, findTeam: (userId: string) => Promise<string | null>) =>
  async (source: Pick<AuthorizeSourceData<boolean>, 'teamId'>, body: unknown): Promise<void> => {
    const { api_app_id: app, user } = origin.parse(body);
    if (app !== undefined && appId !== null && app !== appId) {
      throw new ForeignPayload(`a payload of app "${app}" came`);
    }
    const homes = [source.teamId, user?.team_id].filter((team) => team !== undefined && team !== teamId);
    if (homes.length === 0) return;
    const known = user === undefined ? null : await findTeam(user.id);
    if (known === null || homes.some((home) => home !== known)) {
      throw new ForeignPayload(`a payload of workspace "${homes[0]}" came`);
    }
  };
