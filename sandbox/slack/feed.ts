import type { Change } from './changes.ts';
import type { Desk } from './desk.ts';
import { asText } from './json.ts';
import type { Message } from './messages.ts';
import { type SeenMessage, type SeenView, seeMessage, seeView } from './seen.ts';

/** A conversation in the list beside a person's messages. */
export interface SeenPlace {
  readonly id: string;
  readonly name: string;
  /** Their direct messages with the app. */
  readonly isDirect: boolean;
  readonly isArchived: boolean;
  readonly members: readonly string[];
}

export interface SeenCommand {
  /** `/vpc` */
  readonly command: string;
  readonly description: string;
  readonly usageHint: string;
}

/** What a Slack client knows of the workspace once it has started. */
export interface SeenWorkspace {
  readonly viewer: string;
  readonly team: string;
  readonly app: { readonly name: string; readonly userId: string };
  readonly hasHome: boolean;
  readonly hasMessages: boolean;
  /** Whether nobody may write to the app. */
  readonly isReadOnly: boolean;
  readonly commands: readonly SeenCommand[];
  readonly shortcuts: readonly { readonly name: string; readonly callbackId: string }[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly realName: string;
    readonly isBot: boolean;
    readonly isDeactivated: boolean;
    readonly isGuest: boolean;
    readonly isStranger: boolean;
  }[];
  readonly groups: readonly { readonly id: string; readonly handle: string }[];
  /** The viewer's own, in the order of the list. */
  readonly places: readonly SeenPlace[];
  /** The ts up to which the viewer has read each place. */
  readonly read: Readonly<Record<string, string>>;
}

/** What one person's client is told, from the whole at the start to each change. */
export type Told =
  | { readonly kind: 'workspace'; readonly workspace: SeenWorkspace }
  /** All that stands in a place, in order; once for each place. */
  | { readonly kind: 'place'; readonly channel: string; readonly messages: readonly SeenMessage[] }
  | {
      readonly kind: 'message';
      readonly event: 'posted' | 'changed' | 'deleted';
      readonly message: SeenMessage;
    }
  /** The open modals, bottom first. */
  | { readonly kind: 'modals'; readonly stack: readonly SeenView[] }
  | { readonly kind: 'home'; readonly home: SeenView | null }
  | { readonly kind: 'read'; readonly channel: string; readonly ts: string }
  /** Whether an app is connected that would hear a gesture. */
  | { readonly kind: 'app'; readonly isConnected: boolean };

const placesOf = ({ directory, installation, workspace }: Desk, user: string): readonly SeenPlace[] => {
  if (installation.manifest.hasMessages) directory.openDirect(user);
  return directory
    .channels()
    .filter(({ members }) => members.includes(user))
    .map(({ id, name, isDirect, isArchived, members }) => ({
      id,
      name: isDirect ? workspace.app.name : name,
      isDirect,
      isArchived,
      members,
    }));
};

const seeWorkspace = (desk: Desk, user: string): SeenWorkspace => {
  const { workspace, directory, installation } = desk;
  const { hasHome, hasMessages, isReadOnly, commands, globalShortcuts } = installation.manifest;
  return {
    viewer: user,
    team: workspace.team.name,
    app: { name: workspace.app.name, userId: workspace.app.botUserId },
    hasHome,
    hasMessages,
    isReadOnly,
    commands: commands.map((command) => ({ command, description: '', usageHint: '' })),
    shortcuts: globalShortcuts,
    people: directory.users().map((person) => ({
      id: person.id,
      name: person.name,
      realName: person.realName,
      isBot: person.isBot,
      isDeactivated: person.isDeactivated,
      isGuest: person.isRestricted === true,
      isStranger: person.isStranger === true,
    })),
    groups: directory.groups().map(({ id, handle }) => ({ id, handle })),
    places: placesOf(desk, user),
    read: {},
  };
};

const tellMessage = (
  desk: Desk,
  user: string,
  change: Change,
  removed: (message: Message) => SeenMessage,
): Told | null => {
  const { channel, what } = change;
  if (channel === null || !desk.directory.isMember(channel, user)) return null;
  if (change.user !== null && change.user !== user) return null;
  const event = asText(what['event']);
  const message = desk.messages.find(channel, asText(what['ts']));
  if (event === 'deleted') {
    return { kind: 'message', event, message: removed({ ...(what as unknown as Message), past: [] }) };
  }
  if (message === undefined || (event !== 'posted' && event !== 'changed')) return null;
  return { kind: 'message', event, message: seeMessage(desk, message) };
};

/** Tells a person's client everything that is there, then what changes, until it is stopped. */
export const openFeed = (desk: Desk, user: string, tell: (told: Told) => void): (() => void) => {
  const tellViews = (): void => {
    const home = desk.views.home(user);
    tell({ kind: 'modals', stack: desk.views.stack(user).map((view) => seeView(desk, view)) });
    tell({ kind: 'home', home: home === null ? null : seeView(desk, home) });
  };
  const workspace = seeWorkspace(desk, user);
  tell({ kind: 'workspace', workspace });
  for (const { id } of workspace.places) {
    const messages = desk.messages.visibleTo(user, id).map((message) => seeMessage(desk, message));
    tell({ kind: 'place', channel: id, messages });
  }
  tellViews();
  tell({ kind: 'app', isConnected: desk.socket.connections() > 0 });
  return desk.changes.subscribe((change) => {
    if (change.kind === 'view') {
      if (change.user === user) tellViews();
      return;
    }
    const told = tellMessage(desk, user, change, (message) => seeMessage(desk, message));
    if (told !== null) tell(told);
  });
};
