import type { Clock } from '../clock.ts';
import type { Changes } from './changes.ts';
import { type Values, valuesOf } from './fields.ts';
import { asObjects, asText, type Json } from './json.ts';
import { nameBlocks } from './messages.ts';
import type { Ids } from './timestamps.ts';
import type { Workspace } from './workspace.ts';

export interface View {
  readonly id: string;
  readonly user: string;
  /** The conversation that it was opened from; null where from none. */
  readonly channel: string | null;
  readonly type: 'modal' | 'home';
  /** What the app sent, with every id in place. */
  readonly payload: Json;
  readonly hash: string;
  readonly rootId: string;
  readonly previousId: string | null;
  readonly values: Values;
  /** By block_id, from the last refused submission. */
  readonly errors: Readonly<Record<string, string>>;
}

/** Who opens a view, and from which conversation. */
type Opener = Pick<View, 'user' | 'channel'>;

/** How many modals may lie on one another. */
const deepest = 3;

/** The modals that lie open before each person, bottom first, and everybody's App Home. */
export const createViews = (clock: Clock, ids: Ids, changes: Changes) => {
  const stacks = new Map<string, readonly View[]>();
  const homes = new Map<string, View>();
  const stackOf = (user: string): readonly View[] => stacks.get(user) ?? [];
  const all = (): readonly View[] => [...stacks.values(), [...homes.values()]].flat();
  const freshHash = (): string => `${Math.floor(clock.now() / 1000)}.${ids('h')}`;
  const tell = (event: string, view: View): View => {
    const { id, type, payload } = view;
    changes.publish({ kind: 'view', user: view.user, channel: null, what: { event, id, type, payload } });
    return view;
  };
  const build = (
    { user, channel }: Opener,
    type: View['type'],
    sent: Json,
    previous: View | null = null,
  ): View => {
    const id = ids('V');
    const payload = { ...sent, blocks: nameBlocks(asObjects(sent['blocks']), ids) };
    return {
      ...{ id, user, channel, type, payload, hash: freshHash() },
      rootId: previous?.rootId ?? id,
      previousId: previous?.id ?? null,
      values: valuesOf(payload.blocks, {}, channel),
      errors: {},
    };
  };
  const replace = (view: View): View => {
    if (view.type === 'home') homes.set(view.user, view);
    else
      stacks.set(
        view.user,
        stackOf(view.user).map((other) => (other.id === view.id ? view : other)),
      );
    return view;
  };
  return {
    top: (user: string): View | null => stackOf(user).at(-1) ?? null,
    /** All that lie open before this person, bottom first. */
    stack: stackOf,
    home: (user: string): View | null => homes.get(user) ?? null,
    find: (id: string): View | undefined => all().find((view) => view.id === id),
    findExternal: (externalId: string): View | undefined =>
      all().find((view) => externalId !== '' && asText(view.payload['external_id']) === externalId),
    isFull: (user: string): boolean => stackOf(user).length >= deepest,
    /** Closes whatever was open. */
    open: (opener: Opener, sent: Json): View => {
      const view = build(opener, 'modal', sent);
      stacks.set(opener.user, [view]);
      return tell('opened', view);
    },
    push: (opener: Opener, sent: Json): View => {
      const below = stackOf(opener.user);
      const view = build(opener, 'modal', sent, below.at(-1));
      stacks.set(opener.user, [...below, view]);
      return tell('pushed', view);
    },
    publish: (user: string, sent: Json): View => {
      const before = homes.get(user);
      const view = build({ user, channel: null }, 'home', sent);
      return tell(
        'published',
        replace(before === undefined ? view : { ...view, id: before.id, rootId: before.id }),
      );
    },
    /** Shows something else in its place; what was typed stays where block_id and action_id stay. */
    update: (view: View, sent: Json): View => {
      const payload = { ...sent, blocks: nameBlocks(asObjects(sent['blocks']), ids) };
      const values = valuesOf(payload.blocks, view.values, view.channel);
      return tell('updated', replace({ ...view, payload, values, errors: {}, hash: freshHash() }));
    },
    type: (view: View, values: Values): View => tell('typed', replace({ ...view, values })),
    refuse: (view: View, errors: View['errors']): View => tell('refused', replace({ ...view, errors })),
    /** Takes it and what lies on it away; the one below shows again. */
    close: (view: View): void => {
      const stack = stackOf(view.user);
      const at = stack.findIndex(({ id }) => id === view.id);
      if (at < 0) return;
      stacks.set(view.user, stack.slice(0, at));
      tell('closed', view);
    },
    clear: (user: string): readonly View[] => {
      const closed = stackOf(user);
      stacks.delete(user);
      for (const view of closed) tell('closed', view);
      return closed;
    },
  };
};

export type Views = ReturnType<typeof createViews>;

/** A view as the Web API and payloads show it. */
export const viewJson = (view: View, { team, app }: Workspace): Json => ({
  private_metadata: '',
  callback_id: '',
  external_id: '',
  close: null,
  submit: null,
  clear_on_close: false,
  notify_on_close: false,
  ...(view.type === 'home' ? { title: { type: 'plain_text', text: 'View Title', emoji: true } } : {}),
  ...view.payload,
  id: view.id,
  team_id: team.id,
  app_id: app.id,
  app_installed_team_id: team.id,
  bot_id: app.botId,
  hash: view.hash,
  root_view_id: view.rootId,
  previous_view_id: view.previousId,
  state: { values: view.values },
});
