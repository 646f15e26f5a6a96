import type { WebClient } from '@slack/web-api';
import { callSlack } from './call.ts';

export interface TextFile {
  /** With the ending that tells Slack what it is: `history.csv`. */
  readonly name: string;
  readonly text: string;
  /** What is said beside it. */
  readonly comment: string;
}

/** The only one that uploads files. */
export const createFiles = (client: WebClient) => ({
  /** Puts a file into a channel, or into the channel of somebody's direct messages. */
  share: async (channel: string, { name, text, comment }: TextFile): Promise<void> => {
    await callSlack(`sharing file "${name}" in "${channel}"`, () =>
      client.filesUploadV2({
        channel_id: channel,
        filename: name,
        title: name,
        file: Buffer.from(text, 'utf8'),
        initial_comment: comment,
      }),
    );
  },
});

export type Files = ReturnType<typeof createFiles>;
