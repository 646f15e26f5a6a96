import type { Changes } from './changes.ts';
import type { Json } from './json.ts';
import type { Person, UserGroup, Workspace } from './workspace.ts';

export interface Channel {
  readonly id: string;
  readonly name: string;
  readonly isDirect: boolean;
  readonly members: readonly string[];
  readonly isArchived: boolean;
}

export interface Member extends Person {
  readonly isDeactivated: boolean;
  readonly isBot: boolean;
}

/** The direct-message channel between a person and the bot. */
export const directChannelOf = (userId: string): string => `D${userId.slice(1)}`;

/** Who is in the workspace, in which groups and channels. */
export const createDirectory = ({ app, users, groups, channels }: Workspace, changes: Changes) => {
  const bot: Member = {
    id: app.botUserId,
    name: app.name,
    realName: app.name,
    isBot: true,
    isDeactivated: false,
  };
  const members = new Map<string, Member>([[bot.id, bot]]);
  for (const user of users) members.set(user.id, { ...user, isBot: false, isDeactivated: false });
  const userGroups = new Map<string, UserGroup>(groups.map((group) => [group.id, group]));
  const rooms = new Map<string, Channel>();
  for (const room of channels) rooms.set(room.id, { ...room, isDirect: false, isArchived: false });

  const tell = (what: Json): void => changes.publish({ kind: 'directory', user: null, channel: null, what });
  const change = (id: string, edit: (channel: Channel) => Partial<Channel>): boolean => {
    const channel = rooms.get(id);
    if (channel === undefined) return false;
    rooms.set(id, { ...channel, ...edit(channel) });
    tell({ channel: id });
    return true;
  };
  return {
    user: (id: string): Member | undefined => members.get(id),
    users: (): readonly Member[] => [...members.values()],
    group: (id: string): UserGroup | undefined => userGroups.get(id),
    groups: (): readonly UserGroup[] => [...userGroups.values()],
    channels: (): readonly Channel[] => [...rooms.values()],
    channel: (id: string): Channel | undefined => rooms.get(id),
    isMember: (channelId: string, userId: string): boolean =>
      rooms.get(channelId)?.members.includes(userId) ?? false,
    /** The conversation between the bot and a person, where it was opened. */
    direct: (userId: string): Channel | undefined => rooms.get(directChannelOf(userId)),
    /** Opens it, the same one every time. */
    openDirect: (userId: string): Channel => {
      const id = directChannelOf(userId);
      const fresh = {
        id,
        name: 'directmessage',
        isDirect: true,
        members: [bot.id, userId],
        isArchived: false,
      };
      const room = rooms.get(id);
      if (room !== undefined) return room;
      rooms.set(id, fresh);
      tell({ channel: id });
      return fresh;
    },
    join: (id: string, userId: string): boolean =>
      change(id, ({ members: there }) => ({
        members: [...there.filter((other) => other !== userId), userId],
      })),
    leave: (id: string, userId: string): boolean =>
      change(id, ({ members: there }) => ({ members: there.filter((other) => other !== userId) })),
    archive: (id: string, isArchived: boolean): boolean => change(id, () => ({ isArchived })),
    changeGroup: (
      id: string,
      added: readonly string[],
      removed: readonly string[],
    ): UserGroup | undefined => {
      const group = userGroups.get(id);
      if (group === undefined) return undefined;
      const users = new Set([...group.users, ...added].filter((user) => !removed.includes(user)));
      const changed = { ...group, users: [...users] };
      userGroups.set(id, changed);
      tell({ group: id });
      return changed;
    },
    setDeactivated: (id: string, isDeactivated: boolean): boolean => {
      const member = members.get(id);
      if (member === undefined) return false;
      members.set(id, { ...member, isDeactivated });
      tell({ user: id });
      return true;
    },
  };
};

export type Directory = ReturnType<typeof createDirectory>;
