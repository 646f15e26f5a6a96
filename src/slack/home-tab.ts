import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { callSlack } from './call.ts';

/** The only one that publishes the App Home. */
export const createHomeTab = (client: WebClient) => ({
  publish: async (userId: string, view: HomeView): Promise<void> => {
    await callSlack(`publishing the home of "${userId}"`, () =>
      client.views.publish({ user_id: userId, view }),
    );
  },
});

export type HomeTab = ReturnType<typeof createHomeTab>;
