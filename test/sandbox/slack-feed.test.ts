import type { App } from '@slack/bolt';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { SeenWorkspace, Told } from '../../sandbox/slack/feed.ts';
import type { SeenMessage, SeenView } from '../../sandbox/slack/seen.ts';
import { startSandbox } from '../../sandbox/start.ts';
import { type Started, startBot, startSlack } from './bolt-app.ts';

let started: Started | undefined;
let bot: App | undefined;

afterEach(async () => {
  await bot?.stop();
  bot = undefined;
  await started?.slack.stop();
  started = undefined;
});

/** A client that remembers what it was told, and nothing else. */
const createClient = () => {
  let workspace: SeenWorkspace | null = null;
  let modals: readonly SeenView[] = [];
  let home: SeenView | null = null;
  let isConnected: boolean | null = null;
  let read: Record<string, string> = {};
  const places = new Map<string, Map<string, SeenMessage>>();
  const heard: Told[] = [];
  const hear = (told: Told): void => {
    heard.push(told);
    switch (told.kind) {
      case 'workspace': {
        workspace = told.workspace;
        read = { ...workspace.read };
        const open = workspace.places.map(({ id }) => id);
        for (const id of places.keys()) if (!open.includes(id)) places.delete(id);
        break;
      }
      case 'place':
        places.set(told.channel, new Map(told.messages.map((message) => [message.ts, message])));
        break;
      case 'message':
        if (told.event === 'deleted') places.get(told.message.channel)?.delete(told.message.ts);
        else places.get(told.message.channel)?.set(told.message.ts, told.message);
        break;
      case 'modals':
        modals = told.stack;
        break;
      case 'home':
        home = told.home;
        break;
      case 'read':
        read[told.channel] = told.ts;
        break;
      case 'app':
        isConnected = told.isConnected;
        break;
      default:
        told satisfies never;
    }
  };
  return {
    hear,
    heard,
    /** All that it knows; `read` once, for the workspace carries what was read when it was told. */
    knows: () => ({
      workspace: { ...workspace, read },
      modals,
      home,
      isConnected,
      places: [...places].map(([id, messages]) => [id, [...messages.values()]]).sort(),
    }),
  };
};

const plain = (text: string) => ({ type: 'plain_text', text });
const form = (title: string) => ({
  type: 'modal',
  title: plain(title),
  submit: plain('Send'),
  blocks: [
    {
      type: 'input',
      block_id: 'name',
      label: plain('Name'),
      element: { type: 'plain_text_input', action_id: 'name' },
    },
    {
      type: 'input',
      block_id: 'who',
      label: plain('Who'),
      element: { type: 'multi_users_select', action_id: 'who' },
    },
    {
      type: 'input',
      block_id: 'in',
      label: plain('In'),
      element: { type: 'channels_select', action_id: 'in' },
    },
  ],
});

const PEOPLE = ['U0OMAR', 'U0LIN'] as const;
const CHANNELS = ['C0VPC', 'C0RANDOM', 'D0OMAR', 'D0LIN'] as const;

/** What may happen in a workspace; `n` chooses among what is there, and an act that has nothing to act on does nothing. */
const happenings = fc.record({
  act: fc.constantFrom(
    ...(['post', 'post', 'reply', 'secret', 'edit', 'remove', 'say', 'read'] as const),
    ...(['open', 'push', 'update', 'type', 'refuse', 'close', 'clear', 'publish'] as const),
    ...(['join', 'leave', 'archive', 'deactivate', 'group', 'direct', 'deliver'] as const),
  ),
  user: fc.constantFrom(...PEOPLE),
  channel: fc.constantFrom(...CHANNELS),
  n: fc.nat({ max: 9 }),
  isOn: fc.boolean(),
});
type Happening = typeof happenings extends fc.Arbitrary<infer T> ? T : never;

const carryOut = async (
  { slack, as }: Started,
  { act, user, channel, n, isOn }: Happening,
): Promise<void> => {
  const { messages, views, directory } = slack;
  const there = messages.visibleTo(user, channel);
  const message = there[n % Math.max(there.length, 1)];
  const top = views.top(user);
  const draft = { channel, user: 'U0VPCBOT', text: `text ${n}` };
  const blocks = [{ type: 'section', text: plain(`block ${n}`) }];
  switch (act) {
    case 'post':
      return void messages.post({ ...draft, ...(isOn ? { blocks } : {}) });
    case 'reply':
      if (message !== undefined) messages.post({ ...draft, threadTs: message.ts, isBroadcast: isOn });
      return;
    case 'secret':
      return void messages.post({ ...draft, shownTo: user });
    case 'edit':
      if (message !== undefined) messages.edit(message, { text: `edited ${n}`, blocks: isOn ? blocks : [] });
      return;
    case 'remove':
      if (message !== undefined) messages.remove(message);
      return;
    case 'say':
      if (directory.isMember(channel, user) && directory.channel(channel)?.isArchived === false)
        await as(user).say(channel, `said ${n}`, isOn && message?.shownTo === null ? message.ts : undefined);
      return;
    case 'read':
      if (message !== undefined && directory.isMember(channel, user))
        await as(user).marksRead(channel, message.ts);
      return;
    case 'open':
      return void views.open({ user, channel: null }, form(`Form ${n}`));
    case 'push':
      return void views.push({ user, channel: null }, form(`Above ${n}`));
    case 'update':
      if (top !== null) views.update(top, form(`Anew ${n}`));
      return;
    case 'type':
      if (top !== null) await as(user).types('Name', `typed ${n}`, { waitMs: 0 });
      return;
    case 'refuse':
      if (top !== null) views.refuse(top, { name: `no ${n}` });
      return;
    case 'close':
      if (top !== null) views.close(top);
      return;
    case 'clear':
      return void views.clear(user);
    case 'publish':
      return void views.publish(user, { type: 'home', blocks });
    case 'join':
      if (!channel.startsWith('D')) directory.join(channel, user);
      return;
    case 'leave':
      if (!channel.startsWith('D')) directory.leave(channel, user);
      return;
    case 'archive':
      return void directory.archive(channel, isOn);
    case 'deactivate':
      return void directory.setDeactivated('U0NINA', isOn);
    case 'group':
      return void directory.changeGroup('S0NET', isOn ? [user] : [], isOn ? [] : [user]);
    case 'direct':
      return void directory.openDirect(user);
    case 'deliver':
      return slack.setDelivery(isOn ? 'socket' : { eventsUrl: 'http://127.0.0.1:9' });
    default:
      act satisfies never;
  }
};

test('whatever happens, a client that was there from the start knows what a new one is told', async () => {
  const story = fc.array(happenings, { minLength: 1, maxLength: 30 });
  const check = async (acts: readonly Happening[]): Promise<void> => {
    const world = await startSlack();
    const viewers = PEOPLE.map((user) => ({ user, client: createClient() }));
    for (const { user, client } of viewers) world.slack.feed(user, client.hear);
    for (const one of acts) await carryOut(world, one);
    for (const { user, client } of viewers) {
      const fresh = createClient();
      world.slack.feed(user, fresh.hear)();
      expect(client.knows()).toEqual(fresh.knows());
    }
    await world.slack.stop();
  };
  await fc.assert(fc.asyncProperty(story, check), { numRuns: 60 });
});

/** A client over the WebSocket, as anybody's own would be. */
const connect = (control: string, user: string) => {
  const client = createClient();
  const socket = new WebSocket(`${control.replace('http', 'ws')}/control/slack/people/${user}/live`);
  socket.addEventListener('message', ({ data }) => client.hear(JSON.parse(String(data))));
  const closed = new Promise<{ code: number; reason: string }>((resolve) =>
    socket.addEventListener('close', ({ code, reason }) => resolve({ code, reason })),
  );
  return { ...client, socket, closed };
};

test('anybody’s client follows the workspace from the control address, and nobody’s is refused in words', async () => {
  const sandbox = await startSandbox();
  try {
    const omar = connect(sandbox.urls.control, 'U0OMAR');
    await vi.waitFor(() => expect(omar.heard.at(-1)).toEqual({ kind: 'app', isConnected: false }));
    expect(omar.heard.map(({ kind }) => kind)).toEqual([
      ...['workspace', 'place', 'place', 'place', 'place', 'modals', 'home', 'app'],
    ]);
    const { workspace } = omar.knows();
    const [command] = workspace.commands ?? [];
    expect(command).toMatchObject({ command: '/vpc', description: expect.stringContaining('Timescale VPC') });
    expect(command?.usageHint).toMatch(/^create \[project\] .* \| help \[verb\]$/);
    expect(workspace.places?.map(({ id, name }) => [id, name])).toEqual([
      ...[
        ['C0VPC', 'vpc-requests'],
        ['C0PAYMENTS', 'payments'],
        ['C0RANDOM', 'random'],
        ['D0OMAR', 'vpcbot'],
      ],
    ]);
    sandbox.slack.messages.post({ channel: 'C0RANDOM', user: 'U0ADA', text: 'hello' });
    await vi.waitFor(() =>
      expect(omar.heard.at(-1)).toMatchObject({ event: 'posted', message: { author: 'ada' } }),
    );
    const refused = (user: string) => connect(sandbox.slack.url, user).closed;
    expect(await refused('U0NOBODY')).toEqual({ code: 4404, reason: 'there is no user "U0NOBODY"' });
    expect(await refused('U0VPCBOT')).toEqual({ code: 4404, reason: '"U0VPCBOT" is the app itself' });
  } finally {
    await sandbox.stop();
  }
});

const follow = ({ slack }: Started, user: string) => {
  const client = createClient();
  slack.feed(user, client.hear);
  client.heard.length = 0;
  return client;
};

test('a place that one joins is filled, one that is left is gone, and nothing of it is told any more', async () => {
  started = await startSlack();
  const { control, call } = started;
  await control('POST', 'channels/C0VPC', { remove: ['U0OMAR'] });
  await call('chat.postMessage', { channel: 'C0VPC', text: 'before' });
  const omar = follow(started, 'U0OMAR');
  await call('chat.postMessage', { channel: 'C0VPC', text: 'unseen' });
  expect(omar.heard).toEqual([]);
  await control('POST', 'channels/C0VPC', { add: ['U0OMAR'] });
  expect(omar.heard.map(({ kind }) => kind)).toEqual(['workspace', 'place']);
  expect(omar.heard[1]).toMatchObject({
    channel: 'C0VPC',
    messages: [{ text: 'before' }, { text: 'unseen' }],
  });
  await control('POST', 'channels/C0VPC', { remove: ['U0OMAR'] });
  expect(omar.knows().workspace.places?.map(({ id }) => id)).not.toContain('C0VPC');
  await call('chat.postMessage', { channel: 'C0VPC', text: 'unseen' });
  expect(omar.heard).toHaveLength(3);
});

test('what somebody has read is theirs alone, on all their clients, and never goes back', async () => {
  started = await startSlack();
  const { as, call } = started;
  const say = async (text: string) => (await call('chat.postMessage', { channel: 'C0VPC', text })).body.ts;
  const [first, second] = [await say('one'), await say('two')];
  const [omar, tab, ada] = [follow(started, 'U0OMAR'), follow(started, 'U0OMAR'), follow(started, 'U0ADA')];
  expect(await as('U0OMAR').marksRead('C0VPC', second)).toEqual({ channel: 'C0VPC', ts: second });
  expect(await as('U0OMAR').marksRead('C0VPC', first)).toMatchObject({ ts: second });
  for (const { heard } of [omar, tab])
    expect(heard).toEqual([{ kind: 'read', channel: 'C0VPC', ts: second }]);
  expect(ada.heard).toEqual([]);
  const { ts: own } = await as('U0OMAR').say('C0VPC', 'mine');
  expect(follow(started, 'U0OMAR').knows().workspace.read).toEqual({ C0VPC: own });
  const third = await say('three');
  await as('U0OMAR').say('C0VPC', 'a reply leaves it unread', third);
  expect(omar.knows().workspace.read).toEqual({ C0VPC: own });
  await as('U0OMAR').marksRead('C0VPC', third);
  const { ts: reply } = await as('U0OMAR').say('C0VPC', 'this one does not', first);
  expect(tab.knows().workspace.read).toEqual({ C0VPC: reply });
  await expect(as('U0OMAR').marksRead('C0VPC', 'now')).rejects.toThrow('"now" is no ts');
  await expect(as('U0OMAR').marksRead('D0ADA', first)).rejects.toThrow('is not in "D0ADA"');
});

test('a client hears of the app, of answers that change and go, and of views only where they differ', async () => {
  started = await startSlack();
  const omar = follow(started, 'U0OMAR');
  const lin = follow(started, 'U0LIN');
  const row = (text: string) => [
    {
      type: 'actions' as const,
      elements: [{ type: 'button' as const, text: { type: 'plain_text' as const, text }, action_id: text }],
    },
  ];
  bot = await startBot(started, (app) => {
    app.command('/vpc', ({ ack }) => ack({ text: 'plan', blocks: row('Change') }));
    app.action('Change', async ({ ack, respond }) => {
      await ack();
      await respond({ replace_original: true, text: 'changed', blocks: row('Remove') });
    });
    app.action('Remove', async ({ ack, respond }) => {
      await ack();
      await respond({ delete_original: true });
    });
  });
  expect(omar.heard).toEqual([{ kind: 'app', isConnected: true }]);
  await started.as('U0OMAR').command('C0VPC', '/vpc');
  await started.as('U0OMAR').press('Change', { in: 'C0VPC', settleMs: 3_000 });
  await started.as('U0OMAR').press('Remove', { in: 'C0VPC', settleMs: 3_000 });
  const [, posted] = omar.heard;
  const ts = posted?.kind === 'message' ? posted.message.ts : '';
  expect(omar.heard.slice(1)).toMatchObject([
    { event: 'posted', message: { ts, text: 'plan', isEphemeral: true } },
    { event: 'changed', message: { ts, text: 'changed', isEphemeral: true } },
    { event: 'deleted', message: { ts, channel: 'C0VPC', threadTs: null } },
  ]);
  omar.heard.length = 0;
  const view = { type: 'home', blocks: [{ type: 'divider' }] };
  await started.call('views.publish', { user_id: 'U0OMAR', view });
  started.slack.views.open({ user: 'U0OMAR', channel: null }, form('Form'));
  await started.as('U0OMAR').types('Name', 'x');
  await started.as('U0OMAR').types('Name', 'x');
  await started.control('POST', 'users/U0NINA', { deactivated: true });
  expect(omar.heard.map(({ kind }) => kind)).toEqual(['home', 'modals', 'modals', 'workspace', 'modals']);
  await bot.stop();
  bot = undefined;
  await vi.waitFor(() => expect(omar.heard.at(-1)).toEqual({ kind: 'app', isConnected: false }));
  expect(lin.heard.map(({ kind }) => kind)).toEqual(['app', 'workspace', 'app']);
});
