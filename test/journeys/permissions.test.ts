import { expect, test } from 'vitest';
import { switchboard } from '../../handlers/index.ts';
import { CONFIRM, EDIT } from '../../src/slack/plan-message.ts';
import { VERBS } from '../../src/slack/verbs.ts';
import {
  CHANGES,
  COMMANDS,
  EVENTS,
  listButtons,
  OPTIONS,
  PLACED_OPTIONS,
  REBUILDS,
  SELECTS,
  SHORTCUTS,
  VIEWS,
  VPC_NAME,
} from './permission-table.ts';
import {
  ANOTHER,
  closeAll,
  deliver,
  press,
  readAll,
  recorded,
  submit,
  type,
  UNLISTED,
  withWorld,
} from './permission-world.ts';
import { acceptAndFinish, CHANNEL } from './story.ts';

const REASON = /not listed|somebody else’s|not yours|nobody decides on their own|sent to somebody else/;
/** Under a field of a form nobody can be mentioned. */
const WHOM = /Ask (?:<[@!]|@|who sent them)|ask an approver of it/;

const expectRefusal = (said: string, where: string): void => {
  expect(said, where).toMatch(REASON);
  expect(said, where).toMatch(WHOM);
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
    placedOptions: PLACED_OPTIONS,
    rebuilds: REBUILDS,
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
    const search = (id: string, user: string, block = 'b') =>
      deliver(bot, user, { type: 'block_suggestion', action_id: id, block_id: block, value: '' });
    for (const [id, { offers }] of Object.entries(OPTIONS)) {
      for (const user of UNLISTED) expect(await search(id, user), `${id} by ${user}`).not.toContain(offers);
      expect(await search(id, 'U0OMAR')).toContain(offers);
    }
    for (const [id, { block, offers }] of Object.entries(PLACED_OPTIONS)) {
      for (const user of UNLISTED) {
        expect(await search(`${id}:0`, user, block), `${id} by ${user}`).not.toContain(offers);
      }
      expect(await search(`${id}:0`, 'U0OMAR', block)).toContain(offers);
    }
    for (const [id, { metadata }] of Object.entries(REBUILDS)) {
      for (const user of UNLISTED) {
        await bot.as(user).command(CHANNEL, '/vpc create');
        const before = (await bot.as(user).view())?.lines;
        const view = {
          id: 'V0',
          callback_id: id,
          private_metadata: JSON.stringify(metadata),
          state: { values: {} },
        };
        const actions = [{ type: 'static_select', action_id: 'peer_choice:0', block_id: 'b' }];
        await deliver(bot, user, { type: 'block_actions', trigger_id: '1.2', view, actions });
        expect((await bot.as(user).view())?.lines, `${id} by ${user}`).toEqual(before);
        await closeAll(bot, user);
      }
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
