import { afterAll, beforeAll, expect } from 'vitest';
import { serve } from '../../sandbox/http.ts';
import { judgeReader, judgeRequester } from '../../src/domain/access.ts';
import { createSlackClient } from '../../src/slack/app.ts';
import { CREATE_VPC_FORM } from '../../src/slack/create-vpc-form.ts';
import { DENY_FORM } from '../../src/slack/deny-form.ts';
import { createDirectory } from '../../src/slack/directory.ts';
import { CONFIRM, EDIT } from '../../src/slack/plan-message.ts';
import { APPROVE_QUOTA, DENY_QUOTA } from '../../src/slack/quota-card.ts';
import { REASON } from '../../src/slack/reason-form.ts';
import { CANCEL_REQUEST, RETRY_REQUEST } from '../../src/slack/request-buttons.ts';
import { type Bot, startBot } from '../journeys/bot.ts';
import { closeAll, deliver, press, readAll, recorded, submit, type } from '../journeys/permission-world.ts';
import { askFor, CHANNEL } from '../journeys/story.ts';
import { aProject } from '../slack/example.ts';
import { attack } from './attack.ts';

/** As long as people and groups are remembered. */
const REMEMBERED = 61_000;

let bot: Bot;
/** Takes what is answered, and shows it to nobody. */
let sink: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  sink = await serve(() => ({ status: 200, body: 'ok' }));
  bot = await startBot({ project: { vpcQuota: 0, approvers: ['S0PLATFORM', 'S0NET'] } });
  await bot.sweep();
  await askFor(bot, 'U0OMAR');
  await askFor(bot, 'U0ADA', { name: 'of-an-admin', range: '10.9.0.0/24' });
  await bot.pass(5_000);
});

afterAll(async () => {
  await bot.stop();
  await sink.stop();
});

/** Whether nothing came of it, and it says why in these words. */
const refuses = async (act: () => Promise<string>, why: RegExp): Promise<boolean> => {
  const before = recorded(bot);
  const said = await act();
  return recorded(bot) === before && why.test(said);
};

const pressed = async (user: string, id: string, value: string): Promise<string> => {
  const said = readAll(await press(bot, user, id, value));
  await closeAll(bot, user);
  return said;
};

attack('self-approval', 'nobody decides on their own request, whatever lists them', async (tried) => {
  const { directory } = bot.sandbox.slack;
  directory.changeGroup('S0PLATFORM', ['U0OMAR'], []);
  directory.changeGroup('S0NET', ['U0OMAR'], []);
  await bot.passFast(REMEMBERED);
  const own = /nobody decides on their own/i;
  const because = { [REASON]: 'because it is so' };
  tried('by a user group', await refuses(() => pressed('U0OMAR', APPROVE_QUOTA, '1'), own));
  tried('to deny it', await refuses(() => pressed('U0OMAR', DENY_QUOTA, '1'), own));
  tried(
    'by a form that was never opened',
    await refuses(() => submit(bot, 'U0OMAR', DENY_FORM, because, { id: 1 }), own),
  );
  // They are shown the form in which they say why, and everybody reads it.
  tried('as an admin', await refuses(() => pressed('U0ADA', APPROVE_QUOTA, '2'), /without an approver/));
  directory.changeGroup('S0PLATFORM', [], ['U0OMAR']);
  directory.changeGroup('S0NET', [], ['U0OMAR']);
});

attack(
  'removed-approver',
  'who is no approver any more decides nothing, though the card was shown to them',
  async (tried) => {
    const because = { [REASON]: 'because it is so' };
    const lin = bot.as('U0LIN');
    await press(bot, 'U0LIN', DENY_QUOTA, '1');
    await lin.fill('Reason', 'It was opened while I might.');
    bot.sandbox.slack.directory.changeGroup('S0PLATFORM', [], ['U0LIN']);
    await bot.passFast(REMEMBERED);
    const before = recorded(bot);
    await lin.submit();
    tried(
      'a form that was open',
      recorded(bot) === before && /not listed/.test((await lin.view())?.lines.join() ?? ''),
    );
    await closeAll(bot, 'U0LIN');
    tried('the button', await refuses(() => pressed('U0LIN', APPROVE_QUOTA, '1'), /not listed/));
    tried(
      'a form sent again',
      await refuses(() => submit(bot, 'U0LIN', DENY_FORM, because, { id: 1 }), /not listed/),
    );
  },
);

attack('guest-or-outsider', 'guests and outsiders get nothing where everyone may ask', async (tried) => {
  const { directory } = bot.sandbox.slack;
  directory.setDeactivated('U0NINA', true);
  await bot.passFast(REMEMBERED);
  const no = /not listed|somebody else’s|No project lists you/;
  const typed = JSON.stringify({
    project: 'payments',
    name: 'theirs',
    region: 'us-east-1',
    cidr: '10.66.0.0/24',
    peers: [],
  });
  for (const user of ['U0EVE', 'U0OUT']) {
    for (const line of [
      'create payments us-east-1 10.66.0.0/24',
      'list payments',
      'show payments-us-east-1',
      'cancel R1',
      'services payments',
    ]) {
      tried(`/vpc ${line} by ${user}`, await refuses(() => type(bot, user, line), no));
    }
    tried(
      `a copied plan by ${user}`,
      await refuses(() => pressed(user, `${CONFIRM}${CREATE_VPC_FORM}`, typed), no),
    );
    tried(`a copied card by ${user}`, await refuses(() => pressed(user, APPROVE_QUOTA, '1'), no));
    tried(`a copied cancel by ${user}`, await refuses(() => pressed(user, CANCEL_REQUEST, '1'), no));
  }
  directory.setDeactivated('U0NINA', false);
});

const KINDS: Readonly<Record<string, object>> = {
  'a guest of several channels': { is_restricted: true },
  'a guest of one channel': { is_restricted: true, is_ultra_restricted: true },
  'a guest of one channel alone': { is_ultra_restricted: true },
  'a stranger in a shared channel': { is_stranger: true },
  'somebody of another workspace': { team_id: 'T0OTHER' },
  'who left': { deleted: true },
  'who left, and is of another workspace': { deleted: true, team_id: 'T0OTHER', is_stranger: true },
  'a program': { is_bot: true },
};

attack(
  'kinds-of-people',
  '“everyone” means members of this workspace who are people, and no others',
  async (tried) => {
    const slack = await serve(({ body }) => {
      const id = new URLSearchParams(body).get('user') ?? '';
      return {
        status: 200,
        body: { ok: true, user: { id, team_id: 'T0VPC', ...Object.values(KINDS)[Number(id.slice(1))] } },
      };
    });
    const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
    const client = createSlackClient({
      botToken: 'xoxb-sandbox',
      apiUrl: `${slack.url}/`,
      delivery: { kind: 'socket', appToken: '' },
      timeout: 5_000,
      log,
    });
    const { findPerson } = createDirectory(client, 'T0VPC', 60_000, () => 0);
    const project = aProject({ requesters: ['everyone'], approvers: [], admins: [] });
    for (const [index, kind] of Object.keys(KINDS).entries()) {
      const person = await findPerson(`U${index}`, []);
      const verdicts = [judgeRequester(person, project), judgeReader(person, project)];
      tried(
        kind,
        verdicts.every((verdict) => verdict.kind === 'refused'),
      );
    }
    const member = await findPerson(`U${Object.keys(KINDS).length}`, []);
    expect(judgeRequester(member, project)).toEqual({ kind: 'allowed' });
    await slack.stop();
  },
);

const VALUES = [
  '',
  '0',
  '-1',
  '999999',
  '1e400',
  '1.5',
  'NaN',
  '0x1',
  '__proto__',
  '1; drop table requests',
  '[1]',
  '{"id":1}',
  '९',
  '٣',
  '9'.repeat(400),
];

/** Nobody waits for what is answered: that nothing is recorded is all that counts. */
const throwAt = (user: string, id: string, value: string) =>
  deliver(bot, user, {
    type: 'block_actions',
    trigger_id: '1.2',
    response_url: sink.url,
    channel: { id: CHANNEL },
    container: { type: 'message', channel_id: CHANNEL, message_ts: '1.2' },
    actions: [{ type: 'button', action_id: id, block_id: 'b', value }],
  });

attack(
  'copied-button',
  'a button with a value of somebody’s own making does nothing to what it does not name',
  async (tried) => {
    for (const id of [APPROVE_QUOTA, DENY_QUOTA, CANCEL_REQUEST, RETRY_REQUEST]) {
      for (const value of VALUES) {
        const before = recorded(bot);
        await throwAt('U0GRACE', id, value);
        tried(`${id} with ${value.slice(0, 20)}`, recorded(bot) === before);
      }
    }
    for (const id of [`${CONFIRM}${CREATE_VPC_FORM}`, `${EDIT}${CREATE_VPC_FORM}`]) {
      for (const value of [
        ...VALUES,
        '{"project":"__proto__"}',
        '{"project":"payments","peers":{"length":9}}',
        'null',
        '{"project":{}}',
      ]) {
        const before = recorded(bot);
        // A form opens for a person who is there.
        await (id.startsWith(EDIT) ? pressed('U0OMAR', id, value) : throwAt('U0OMAR', id, value));
        tried(`${id} with ${value.slice(0, 20)}`, recorded(bot) === before);
      }
    }
  },
);

attack(
  'stale-button',
  'what was decided is decided once, however many press, twice or later',
  async (tried) => {
    const [first, second] = await Promise.all([
      press(bot, 'U0GRACE', APPROVE_QUOTA, '1'),
      bot.as('U0ADA').pressRaw({
        channel: { id: CHANNEL },
        container: { type: 'message', channel_id: CHANNEL },
        actions: [{ type: 'button', action_id: APPROVE_QUOTA, block_id: 'b', value: '1' }],
      }),
    ]);
    expect(
      [readAll(first), readAll(second)].filter((said) => said.includes('decided before you pressed')),
    ).toHaveLength(1);
    const late = /decided before you pressed|changed since you opened/;
    tried('approved again', await refuses(() => pressed('U0GRACE', APPROVE_QUOTA, '1'), late));
    tried('denied after it was approved', await refuses(() => pressed('U0ADA', DENY_QUOTA, '1'), late));
    tried(
      'denied by a form that was open',
      await refuses(() => submit(bot, 'U0ADA', DENY_FORM, { [REASON]: 'too late, I fear' }, { id: 1 }), late),
    );
  },
);
