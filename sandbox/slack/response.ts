import { findBlockProblems } from './block-limits.ts';
import type { Desk } from './desk.ts';
import { asObjects, asText, type Json } from './json.ts';
import type { Message } from './messages.ts';
import type { ResponsePass } from './response-urls.ts';

export type Responded =
  | { readonly kind: 'said'; readonly message: Message }
  | { readonly kind: 'removed' }
  | { readonly kind: 'refused'; readonly error: string; readonly problems: readonly string[] };

const refused = (error: string, problems: readonly string[] = []): Responded => ({
  kind: 'refused',
  error,
  problems,
});

/**
 * Carries out what an app answers to a gesture, in its acknowledgement or at its response_url:
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
export const respond = ({ messages, workspace }: Desk, pass: ResponsePass, answer: Json): Responded => {
  const original = pass.original === null ? undefined : messages.find(pass.channel, pass.original);
  if (answer['delete_original'] === true && original !== undefined) {
    messages.remove(original);
    return { kind: 'removed' };
  }
  const problems = findBlockProblems('message', answer);
  if (problems.length > 0) return refused('invalid_blocks', problems);
  const text = asText(answer['text']);
  const blocks = asObjects(answer['blocks']);
  if (text === '' && blocks.length === 0) return refused('no_text');
  if (answer['replace_original'] === true && original !== undefined) {
    return { kind: 'said', message: messages.edit(original, { text, blocks }) };
  }
  const isPublic = answer['response_type'] === 'in_channel';
  const threadTs = asText(answer['thread_ts']) || (isPublic ? null : pass.threadTs);
  const message = messages.post({
    channel: pass.channel,
    user: workspace.app.botUserId,
    text,
    blocks,
    threadTs: threadTs === '' ? null : threadTs,
    shownTo: isPublic ? null : pass.user,
  });
  return { kind: 'said', message };
};
