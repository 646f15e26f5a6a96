import { expect, test } from 'vitest';
import { switchboard } from '../../handlers/index.ts';
import type { Answer } from '../../sandbox/slack/gesture.ts';
import { CONFIRM, EDIT } from '../../src/slack/plan-message.ts';
import { VERBS } from '../../src/slack/verbs.ts';
import {
  auditEvents,
  notices,
  peerings,
  quotaIncreases,
  requests,
  serviceMoves,
  subscriptions,
  vpcs,
} from '../../src/store/schema.ts';
import { type Bot, withBot } from './bot.ts';
import {
  CHANGES,
  COMMANDS,
  EVENTS,
  listButtons,
  OPTIONS,
  SELECTS,
  SHORTCUTS,
  VIEWS,
  VPC_NAME,
} from './permission-table.ts';
import { acceptAndFinish, askFor, CHANNEL, linesOf, untilPending } from './story.ts';

/** Of another workspace; a guest; an approver until just now. The project lists none of them. */
const UNLISTED = ['U0OUT', 'U0EVE', 'U0LIN'] as const;
/** May ask in the project, and asked for nothing that is there. */
const ANOTHER = 'U0NINA';

const REASON = /not listed|somebody else’s|not yours|nobody decides on their own|sent to somebody else/;
/** Under a field of a form nobody can be mentioned. */
const WHOM = /Ask (?:<[@!]|@|who sent them)|ask an approver of it/;

const withWorld = (journey: (bot: Bot, sentAs: number) => Promise<void>): Promise<void> =>
  withBot({ project: { requesters: ['U0OMAR', 'U0NINA'], vpcQuota: 1 } }, async (bot) => {
    await askFor(bot, 'U0OMAR');
    await untilPending(bot, 1);
    await askFor(bot, 'U0OMAR', { name: 'second', range: '10.2.0.0/24', vpc: 'vpc-0b1b2c3d4e5f60718' });
    const by = {
      actor: 'U0OMAR',
      now: bot.clock.now(),
      origin: { kind: 'view', id: 'V1', team: '' },
    } as const;
    const sending = {
      to: 'C0PAYMENTS',
      name: null,
      choice: { tool: 'cli', security: 'new' },
      note: null,
    } as const;
    expect((await bot.bot().deps.store.sendInstructions(1, sending, by)).kind).toBe('sent');
    await bot.pass(5_000);
    bot.sandbox.slack.directory.changeGroup('S0PLATFORM', [], ['U0LIN']);
    // Members of a group are remembered for a minute.
    await bot.passFast(61_000);
    const sent = bot.bot().database.db.select().from(notices).all();
    const sentAs = sent.find(({ body }) => body.kind === 'instructions-sent')?.id;
    if (sentAs === undefined) throw new Error('nothing was sent');
    await journey(bot, sentAs);
  });

/** All that a person could have changed. */
const recorded = (bot: Bot): string => {
  const { db } = bot.bot().database;
  const tables = [
    requests,
    vpcs,
    peerings,
    quotaIncreases,
    auditEvents,
    serviceMoves,
    subscriptions,
  ] as const;
  return JSON.stringify([
    ...tables.map((table) => db.select().from(table).all()),
    db.select({ id: notices.id, body: notices.body }).from(notices).all(),
  ]);
};

const readAll = ({ messages, view }: Answer): string =>
  [...messages.filter(({ isEphemeral }) => isEphemeral).map(linesOf), view?.lines.join('\n') ?? ''].join(
    '\n',
  );

const WORKING = /^(?:Looking|Asking)/;

/** What a command comes to; what takes a while is waited for. */
const type = async (bot: Bot, user: string, line: string): Promise<string> => {
  const who = bot.as(user);
  const said = readAll(await who.command(CHANNEL, `/vpc ${line}`));
  if (!WORKING.test(said)) return said;
  const last = async () =>
    (await who.sees(CHANNEL))
      .filter(({ isEphemeral }) => isEphemeral)
      .map(linesOf)
      .at(-1) ?? '';
  await expect.poll(last).not.toMatch(WORKING);
  return last();
};

const expectRefusal = (said: string, where: string): void => {
  expect(said, where).toMatch(REASON);
  expect(said, where).toMatch(WHOM);
};

const closeAll = async (bot: Bot, user: string): Promise<void> => {
  if ((await bot.as(user).view()) !== null) await bot.as(user).close();
};

/** Presses a button that need not be there, as a forged payload could. */
const press = (bot: Bot, user: string, id: string, value: string): Promise<Answer> =>
  bot.as(user).pressRaw({
    channel: { id: CHANNEL },
    container: { type: 'message', channel_id: CHANNEL },
    actions: [{ type: 'button', action_id: id, block_id: 'b', value }],
  });

/** Sends what Slack would send, and returns what it is answered. */
const deliver = async (bot: Bot, user: string, body: object): Promise<string> => {
  const said: unknown[] = [];
  await bot.bot().app.processEvent({
    body: { team: { id: 'T0VPC' }, user: { id: user, team_id: 'T0VPC' }, api_app_id: 'A0VPCBOT', ...body },
    ack: async (response) => void said.push(response ?? {}),
  });
  return JSON.stringify(said);
};

const submit = (
  bot: Bot,
  user: string,
  id: string,
  fields: Readonly<Record<string, string>>,
  metadata: object,
) => {
  const values = Object.fromEntries(
    Object.entries(fields).map(([action, value]) => [action, { [action]: { value } }]),
  );
  const view = { id: 'V0', callback_id: id, private_metadata: JSON.stringify(metadata), state: { values } };
  return deliver(bot, user, { type: 'view_submission', trigger_id: '1.2', view, response_urls: [] });
};

const whoIsRefused = (another: 'may' | 'refused'): readonly string[] =>
  another === 'refused' ? [...UNLISTED, ANOTHER] : UNLISTED;

test('every verb, form, button, menu, shortcut and event of the switchboard is in the table', () => {
  const { commands, ...sections } = switchboard;
  const tables = {
    changes: CHANGES,
    views: VIEWS,
    buttons: listButtons(0),
    selects: SELECTS,
    options: OPTIONS,
    shortcuts: SHORTCUTS,
    events: EVENTS,
  };
  const idsOf = (all: Readonly<Record<string, object>>) =>
    Object.entries(all).map(([section, entries]) => [section, Object.keys(entries).sort()]);
  expect(Object.fromEntries(idsOf(tables))).toEqual(Object.fromEntries(idsOf(sections)));
  expect(Object.keys(commands)).toEqual(['/vpc']);
  expect(Object.keys(COMMANDS).sort()).toEqual(Object.keys(VERBS).sort());
});

test('who may not do something is refused with the reason and whom to ask, and nothing is recorded', async () => {
  await withWorld(async (bot, sentAs) => {
    const before = recorded(bot);

    for (const { line, another, open } of Object.values(COMMANDS)) {
      for (const user of whoIsRefused(another)) {
        const said = await type(bot, user, line);
        if (open === undefined) expectRefusal(said, `/vpc ${line} by ${user}`);
        if (UNLISTED.some((id) => id === user)) expect(said).not.toContain('10.1.0.0');
        await closeAll(bot, user);
      }
    }
    for (const [id, { value, another, open }] of Object.entries(listButtons(sentAs))) {
      for (const user of whoIsRefused(another)) {
        const said = readAll(await press(bot, user, id, value));
        if (open === undefined) expectRefusal(said, `${id} by ${user}`);
        await closeAll(bot, user);
      }
    }
    for (const [id, { typed, fields, another }] of Object.entries(CHANGES)) {
      for (const user of whoIsRefused(another)) {
        const value = JSON.stringify(typed);
        expect(readAll(await press(bot, user, `${CONFIRM}${id}`, value))).not.toBe('');
        const form = readAll(await press(bot, user, `${EDIT}${id}`, value));
        if (user !== ANOTHER) expect(form, `${EDIT}${id}`).not.toContain('10.1.0.0');
        await closeAll(bot, user);
        expectRefusal(await submit(bot, user, id, fields, {}), `${id} by ${user}`);
      }
    }
    for (const [id, { metadata, fields, another }] of Object.entries(VIEWS)) {
      for (const user of whoIsRefused(another)) {
        expectRefusal(await submit(bot, user, id, fields, metadata), `${id} by ${user}`);
      }
    }
    expect(recorded(bot)).toBe(before);
  });
}, 60_000);

test('a menu offers nothing, and a view that is open shows nothing more, to who may not see it', async () => {
  await withWorld(async (bot) => {
    const search = (id: string, user: string) =>
      deliver(bot, user, { type: 'block_suggestion', action_id: id, block_id: 'b', value: '' });
    for (const [id, { offers }] of Object.entries(OPTIONS)) {
      for (const user of UNLISTED) expect(await search(id, user), `${id} by ${user}`).not.toContain(offers);
      expect(await search(id, 'U0OMAR')).toContain(offers);
    }
    for (const [id, { metadata }] of Object.entries(SELECTS)) {
      for (const user of UNLISTED) {
        await bot.as(user).command(CHANNEL, '/vpc create');
        await expect.poll(async () => (await bot.as(user).view())?.lines.join()).toContain('not listed');
        const open = await bot.as(user).view();
        const view = {
          id: open?.id,
          hash: open?.hash,
          title: { type: 'plain_text', text: 'Accept' },
          callback_id: 'guide_view',
          private_metadata: JSON.stringify(metadata),
          state: { values: {} },
        };
        const actions = [{ type: 'static_select', action_id: id, block_id: 'b' }];
        await deliver(bot, user, { type: 'block_actions', trigger_id: '1.2', view, actions });
        expectRefusal((await bot.as(user).view())?.lines.join('\n') ?? '', `${id} by ${user}`);
        await closeAll(bot, user);
      }
    }
  });
});

test('the shortcut and the App Home show nothing of a project to whom it does not list', async () => {
  await withWorld(async (bot) => {
    for (const user of UNLISTED) {
      const who = bot.as(user);
      for (const [id, { says }] of Object.entries(SHORTCUTS)) {
        await who.shortcut(id);
        await expect.poll(async () => (await who.view())?.lines.join()).toMatch(says);
        await closeAll(bot, user);
      }
      const opened = who.home();
      const home = async () => {
        await bot.runDue();
        return (await who.view('home'))?.lines.join('\n') ?? '';
      };
      await expect.poll(home).toMatch(EVENTS.app_home_opened.says);
      await opened;
      expect(await home()).not.toContain('payments');
    }
  });
});

test('what a person may not do is not offered to them', async () => {
  await withWorld(async (bot) => {
    const offersTo = async (user: string, line: string): Promise<readonly string[]> => {
      const { messages } = await bot.as(user).command(CHANNEL, `/vpc ${line}`);
      return messages.flatMap(({ buttons }) => buttons.map(({ text }) => text));
    };
    // An approver who is no requester reads, decides and undoes, and asks for nothing.
    for (const line of ['cidr payments /24', 'check 10.9.0.0/24', 'services payments']) {
      expect(await offersTo('U0GRACE', line), line).toEqual([]);
      expect(await offersTo('U0OMAR', line), line).not.toEqual([]);
    }
    await acceptAndFinish(bot, 1);
    const show = `show ${VPC_NAME}`;
    expect(await offersTo('U0OMAR', show)).toEqual([
      'Add a peering',
      'Attach a service',
      'Rename…',
      'Delete…',
    ]);
    expect(await offersTo(ANOTHER, show)).toEqual(['Add a peering', 'Attach a service', 'Rename…']);
    expect(await offersTo('U0GRACE', show)).toEqual(['Delete…']);
  });
});
