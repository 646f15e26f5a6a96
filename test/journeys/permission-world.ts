import { expect } from 'vitest';
import type { Answer } from '../../sandbox/slack/gesture.ts';
import {
  auditEvents,
  completions,
  notices,
  peerings,
  quotaIncreases,
  requests,
  serviceMoves,
  subscriptions,
  vpcs,
} from '../../src/store/schema.ts';
import { type Bot, withBot } from './bot.ts';
import { askKnown, LEGACY_VPC, PAYMENTS_VPC } from './side-story.ts';
import { CHANNEL, linesOf, untilPending } from './story.ts';

/** Of another workspace; a guest; an approver until just now. The project lists none of them. */
export const UNLISTED = ['U0OUT', 'U0EVE', 'U0LIN'] as const;
/** May ask in the project, and asked for nothing that is there. */
export const ANOTHER = 'U0NINA';

export const withWorld = (journey: (bot: Bot, sentAs: number) => Promise<void>): Promise<void> =>
  withBot(
    { project: { requesters: ['U0OMAR', 'U0NINA'], vpcQuota: 1 }, clouds: { owners: ['U0GRACE'] } },
    async (bot) => {
      await askKnown(bot, 'U0OMAR', PAYMENTS_VPC);
      await untilPending(bot, 1);
      await askKnown(bot, 'U0OMAR', LEGACY_VPC, { name: 'second', range: '10.2.0.0/24' });
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
    },
  );

/** All that a person could have changed. */
export const recorded = (bot: Bot): string => {
  const { db } = bot.bot().database;
  const tables = [
    requests,
    vpcs,
    peerings,
    quotaIncreases,
    auditEvents,
    serviceMoves,
    subscriptions,
    completions,
  ] as const;
  return JSON.stringify([
    ...tables.map((table) => db.select().from(table).all()),
    db.select({ id: notices.id, body: notices.body }).from(notices).all(),
  ]);
};

export const readAll = ({ messages, view }: Answer): string =>
  [...messages.filter(({ isEphemeral }) => isEphemeral).map(linesOf), view?.lines.join('\n') ?? ''].join(
    '\n',
  );

const WORKING = /^(?:Looking|Asking)/;

/** What a command comes to; what takes a while is waited for. */
export const type = async (bot: Bot, user: string, line: string): Promise<string> => {
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

export const closeAll = async (bot: Bot, user: string): Promise<void> => {
  if ((await bot.as(user).view()) !== null) await bot.as(user).close();
};

/** Presses a button that need not be there, as a forged payload could. */
export const press = (bot: Bot, user: string, id: string, value: string): Promise<Answer> =>
  bot.as(user).pressRaw({
    channel: { id: CHANNEL },
    container: { type: 'message', channel_id: CHANNEL },
    actions: [{ type: 'button', action_id: id, block_id: 'b', value }],
  });

/** Sends what Slack would send, and returns what it is answered. */
export const deliver = async (bot: Bot, user: string, body: object): Promise<string> => {
  const said: unknown[] = [];
  await bot.bot().app.processEvent({
    body: { team: { id: 'T0VPC' }, user: { id: user, team_id: 'T0VPC' }, api_app_id: 'A0VPCBOT', ...body },
    ack: async (response) => void said.push(response ?? {}),
  });
  return JSON.stringify(said);
};

export const submit = (
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
