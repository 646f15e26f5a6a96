import type { WebClient } from '@slack/web-api';
import { VpcbotError } from '../errors.ts';
import { callSlack } from './call.ts';
import type { Place } from './thread.ts';

interface UnsharedFile {
  /** With the ending that tells Slack what it is: `history.csv`. */
  readonly name: string;
  readonly text: string;
}

export interface TextFile extends UnsharedFile {
  /** What is said beside it. */
  readonly comment: string;
}

export interface UploadedFile {
  readonly fileId: string;
  readonly name: string;
  /** What is said beside it: mrkdwn. */
  readonly comment: string;
}

/** Sends the bytes to the address that Slack gave out for them, which is no method of its Web API. */
const sendBytes = async (url: string, bytes: Uint8Array<ArrayBuffer>, doing: string, timeout: number) => {
  const signal = AbortSignal.timeout(timeout);
  const sent = await fetch(url, { method: 'POST', body: bytes, redirect: 'manual', signal }).catch(
    (cause: unknown) => {
      throw new VpcbotError('SLACK_UNREACHABLE', { doing, cause });
    },
  );
  await sent.body?.cancel();
  if (!sent.ok) throw new VpcbotError('SLACK_UNREACHABLE', { doing, status: sent.status });
};

/** The only one that uploads files. `timeout`: milliseconds for one call. */
export const createFiles = (client: WebClient, timeout: number) => ({
  /** Uploads a file that nobody sees yet. Returns its id. */
  upload: async ({ name, text }: UnsharedFile): Promise<string> => {
    const doing = `uploading file "${name}"`;
    const bytes = new TextEncoder().encode(text);
    const place = await callSlack(doing, () =>
      client.files.getUploadURLExternal({ filename: name, length: bytes.length }),
    );
    const { upload_url: url, file_id: fileId } = place;
    if (url === undefined || fileId === undefined) {
      throw new VpcbotError('SLACK_UNREACHABLE', { doing, said: 'no address in the answer' });
    }
    await sendBytes(url, bytes, doing, timeout);
    return fileId;
  },

  /** Shows an uploaded file in a thread. Slack does not tell in which message, and does so only once. */
  shareUploaded: async ({ channel, threadTs }: Place, { fileId, name, comment }: UploadedFile) => {
    const shown = { files: [{ id: fileId, title: name }], channel_id: channel, initial_comment: comment };
    await callSlack(`sharing file "${name}" in "${channel}"`, () =>
      client.files.completeUploadExternal({
        ...shown,
        ...(threadTs === null ? {} : { thread_ts: threadTs }),
      } as Parameters<typeof client.files.completeUploadExternal>[0]),
    );
  },

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
