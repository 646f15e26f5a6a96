import { findBlockProblems } from './block-limits.ts';
import type { Desk } from './desk.ts';
import { freshFileJson } from './file-json.ts';
import type { FileFacts } from './files.ts';
import { asList, asObjects, asText, isJson, type Json } from './json.ts';
import { accept, type Method, refuse } from './method.ts';
import { judgePlace, judgeThread } from './place.ts';
import { problem } from './shape.ts';

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
const reserve: Method = ({ files }, args, host) => {
  const name = asText(args['filename']);
  if (name === '') return refuse('invalid_arguments', [problem('/filename', 'missing required field')]);
  const size = Number(args['length']);
  if (args['length'] === undefined || size === 0) return refuse('missing_argument');
  if (!Number.isInteger(size) || size < 0) {
    return refuse('invalid_arguments', [problem('/length', 'must be an integer')]);
  }
  if (asText(args['alt_txt']).length > 1_000) return refuse('alt_txt_too_large');
  const { id, ticket } = files.reserve(name, size);
  return accept({ upload_url: `http://${host}/upload/v1/${ticket}`, file_id: id });
};

/** The conversations that a file can be shared in: a person is none of them, whom chat.postMessage would take. */
const conversationId = /^[CGDZ][A-Z0-9]{2,}$/;

const judgeTarget = (desk: Desk, channelId: string, args: Json): Json | null => {
  if (!conversationId.test(channelId)) {
    const wanted = `input must match regex pattern: ${conversationId.source}`;
    return refuse('invalid_arguments', [problem('/channel_id', wanted)]);
  }
  const channel = desk.directory.channel(channelId);
  if (channel === undefined) return refuse('channel_not_found');
  return judgePlace(desk, channel) ?? judgeThread(desk, channelId, asText(args['thread_ts']));
};

const judgeBlocks = (args: Json): Json | null => {
  const problems = findBlockProblems('message', { blocks: args['blocks'] });
  return problems.length > 0 ? refuse('invalid_blocks', problems) : null;
};

const share = (
  { messages, workspace }: Desk,
  channel: string,
  files: readonly FileFacts[],
  args: Json,
): void => {
  const text = asText(args['initial_comment']);
  const threadTs = asText(args['thread_ts']);
  messages.post({
    channel,
    user: workspace.app.botUserId,
    text,
    // Slack ignores the blocks where there is a comment.
    blocks: text === '' ? asObjects(args['blocks']) : [],
    threadTs: threadTs === '' ? null : threadTs,
    files,
  });
};

/** https://docs.slack.dev/reference/methods/files.completeUploadExternal; without a channel the file stays private. */
const complete: Method = (desk, args) => {
  const wanted = asList(args['files']).filter(isJson);
  if (wanted.length === 0) return refuse('invalid_arguments', [problem('/files', 'missing required field')]);
  const uploaded = wanted.map((file) => desk.files.uploaded(asText(file['id'])));
  const found = uploaded.filter((facts): facts is FileFacts => facts !== undefined);
  if (found.length < wanted.length) return refuse('file_not_found');
  const channelId = asText(args['channel_id']);
  const refusal = channelId === '' ? null : (judgeTarget(desk, channelId, args) ?? judgeBlocks(args));
  if (refusal !== null) return refusal;
  const titled = found.map((facts, index) => desk.files.complete(facts, asText(wanted[index]?.['title'])));
  if (channelId !== '') share(desk, channelId, titled, args);
  return accept({ files: titled.map((file) => freshFileJson(file, desk.workspace)) });
};

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': reserve,
  'files.completeUploadExternal': complete,
};
