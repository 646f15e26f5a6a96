import type { Change } from './changes.ts';
import type { Desk } from './desk.ts';
import { type Impossible, impossible } from './gesture.ts';
import { asText } from './json.ts';
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
  readonly groups: readonly {
    readonly id: string;
    readonly handle: string;
    readonly users: readonly string[];
  }[];
  /** The viewer's own, in the order of the list. */
  readonly places: readonly SeenPlace[];
  /** The ts up to which the viewer has read each place. */
  readonly read: Readonly<Record<string, string>>;
}

/** A message that is no longer there. */
export type Gone = Pick<SeenMessage, 'ts' | 'channel' | 'threadTs'>;

/** What one person's client is told, from the whole at the start to each change. */
export type Told =
  | { readonly kind: 'workspace'; readonly workspace: SeenWorkspace }
  /** All that stands in a place, in order, in place of what was told of it before: once when the client comes there. */
  | { readonly kind: 'place'; readonly channel: string; readonly messages: readonly SeenMessage[] }
  | { readonly kind: 'message'; readonly event: 'posted' | 'changed'; readonly message: SeenMessage }
  | { readonly kind: 'message'; readonly event: 'deleted'; readonly message: Gone }
  /** The open modals, bottom first. */
  | { readonly kind: 'modals'; readonly stack: readonly SeenView[] }
  | { readonly kind: 'home'; readonly home: SeenView | null }
  | { readonly kind: 'read'; readonly channel: string; readonly ts: string }
  /** Whether an app is connected that would hear a gesture. */
  | { readonly kind: 'app'; readonly isConnected: boolean };

const placesOf = ({ directory, workspace }: Desk, user: string): readonly SeenPlace[] =>
  directory
    .channels()
    .filter(({ members }) => members.includes(user))
    .map(({ id, name, isDirect, isArchived, members }) => ({
      id,
      name: isDirect ? workspace.app.name : name,
      isDirect,
      isArchived,
      members,
    }));

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
    commands,
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
    groups: directory.groups().map(({ id, handle, users }) => ({ id, handle, users })),
    places: placesOf(desk, user),
    read: desk.readMarks.readBy(user),
  };
};

const seeChange = (desk: Desk, user: string, change: Change): Told | null => {
  const { channel, what } = change;
  if (channel === null || !desk.directory.isMember(channel, user)) return null;
  if (change.user !== null && change.user !== user) return null;
  const ts = asText(what['ts']);
  const event = asText(what['event']);
  const message = desk.messages.find(channel, ts);
  if (message === undefined) {
    const threadTs = asText(what['threadTs']) || null;
    return { kind: 'message', event: 'deleted', message: { ts, channel, threadTs } };
  }
  return {
    kind: 'message',
    event: event === 'posted' ? event : 'changed',
    message: seeMessage(desk, message),
  };
};

/** Tells what is told whole, and only where it differs from what was told last. */
const createTeller = (tell: (told: Told) => void) => {
  const last = new Map<Told['kind'], string>();
  return (told: Extract<Told, { kind: 'workspace' | 'modals' | 'home' | 'app' }>): void => {
    const now = JSON.stringify(told);
    if (last.get(told.kind) === now) return;
    last.set(told.kind, now);
    tell(told);
  };
};

/** Each part of what a client is told at the start, to be told again when it may have changed. */
const createParts = (desk: Desk, user: string, tell: (told: Told) => void) => {
  const tellNew = createTeller(tell);
  let filled: ReadonlySet<string> = new Set();
  return {
    workspace: (): void => {
      const workspace = seeWorkspace(desk, user);
      tellNew({ kind: 'workspace', workspace });
      const before = filled;
      filled = new Set(workspace.places.map(({ id }) => id));
      for (const channel of filled) {
        if (before.has(channel)) continue;
        const messages = desk.messages.visibleTo(user, channel).map((message) => seeMessage(desk, message));
        tell({ kind: 'place', channel, messages });
      }
    },
    modals: (): void =>
      tellNew({ kind: 'modals', stack: desk.views.stack(user).map((view) => seeView(desk, view)) }),
    home: (): void => {
      const home = desk.views.home(user);
      tellNew({ kind: 'home', home: home === null ? null : seeView(desk, home) });
    },
    app: (): void => tellNew({ kind: 'app', isConnected: desk.delivery.isConnected() }),
  };
};

/** Why nobody can follow the workspace as this user; null where they can. */
export const judgeViewer = ({ directory }: Desk, user: string): Impossible | null => {
  const member = directory.user(user);
  if (member === undefined) return impossible(`there is no user "${user}"`);
  return member.isBot ? impossible(`"${user}" is the app itself`) : null;
};

/**
 * Tells a viewer's client everything that is there, then what changes, until it is stopped. Throws for whom
 * `judgeViewer` refuses.
 */
export const openFeed = (desk: Desk, user: string, tell: (told: Told) => void): (() => void) => {
  const refusal = judgeViewer(desk, user);
  if (refusal !== null) throw new Error(refusal.why);
  const { hasHome, hasMessages } = desk.installation.manifest;
  if (hasHome || hasMessages) desk.directory.openDirect(user);
  const parts = createParts(desk, user, tell);
  const tellViews = (): void => {
    parts.modals();
    parts.home();
  };
  const hear = (change: Change): void => {
    switch (change.kind) {
      case 'message':
      case 'ephemeral': {
        const told = seeChange(desk, user, change);
        if (told !== null) tell(told);
        break;
      }
      case 'view':
        if (change.user === user) tellViews();
        break;
      case 'read':
        if (change.user === user && change.channel !== null) {
          tell({ kind: 'read', channel: change.channel, ts: asText(change.what['ts']) });
        }
        break;
      case 'directory':
        parts.workspace();
        // Menus of people and channels list others now.
        tellViews();
        break;
      case 'delivery':
        parts.app();
        break;
      default:
        change.kind satisfies never;
    }
  };
  parts.workspace();
  tellViews();
  parts.app();
  return desk.changes.subscribe(hear);
};
