import type { Desk } from './desk.ts';
import { type Answer, type GestureOptions, type Impossible, impossible, perform, sayAck } from './gesture.ts';
import { commandPayload } from './payloads.ts';

/** Real milliseconds to wait for the answer to a command: nearly every command shows something. */
const commandSettleMs = 2_000;

/** Types `/vpc create payments` into a channel. */
export const typeCommand = async (
  desk: Desk,
  user: string,
  channelId: string,
  line: string,
  options: GestureOptions = {},
): Promise<Answer | Impossible> => {
  const channel = desk.directory.channel(channelId);
  if (channel === undefined) return impossible(`there is no channel "${channelId}"`);
  if (!channel.members.includes(user)) return impossible(`"${user}" is not in "${channelId}"`);
  if (!line.startsWith('/')) return impossible(`a command starts with "/", not "${line}"`);
  const [command = ''] = line.split(' ');
  const { commands, isReadOnly } = desk.installation.manifest;
  const known = commands.map((one) => one.command);
  if (!known.includes(command)) return impossible(`${command} is none of ${known.join(', ')}`);
  if (channel.isDirect && isReadOnly) return impossible('nobody can write to the app by its manifest');
  const pass = { user, channel: channelId, threadTs: null, original: null };
  return perform(desk, {
    settleMs: commandSettleMs,
    ...options,
    user,
    channel: channelId,
    type: 'slash_commands',
    payload: commandPayload(desk, user, channel, line, {
      triggerId: desk.triggers.mint(user, channelId),
      responseUrl: desk.responseUrls.mint(pass),
    }),
    lineFor: (code) => `${command} failed with the error "${code}"`,
    onAck: sayAck(desk, pass),
  });
};
