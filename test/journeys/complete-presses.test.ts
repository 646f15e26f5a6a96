import { expect, test } from 'vitest';
import { type Bot, withBot } from './bot.ts';
import { deliver, press, readAll } from './permission-world.ts';
import { askKnown, PAYMENTS_VPC, planOf, untilPlanned } from './side-story.ts';
import { auditOf, saidAs, stateOf, told } from './story.ts';

const OWNER = 'U0NINA';
const ASKER = 'U0OMAR';
const GUEST = 'U0EVE';
const MINUTE = 61_000;

const pressed = async (bot: Bot, user: string, id: string, value: string): Promise<string> =>
  readAll(await press(bot, user, id, value));

const buttonOf = async (bot: Bot, action: string): Promise<string> => {
  const found = (await planOf(bot, 1)).buttons.find(({ actionId }) => actionId === action);
  if (found?.value === undefined || found.value === null) throw new Error(`the plan has no ${action}`);
  return found.value;
};

const actsOf = async (bot: Bot, act: string): Promise<number> =>
  (await auditOf(bot, 1)).filter((entry) => entry.startsWith(`${act} `)).length;

/** Members of a group are remembered for a minute. */
const changeOwners = async (bot: Bot, joins: readonly string[], leaves: readonly string[]): Promise<void> => {
  bot.sandbox.slack.directory.changeGroup('S0NET', [...joins], [...leaves]);
  await bot.passFast(MINUTE);
};

const planText = async (bot: Bot): Promise<string> => (await planOf(bot, 1)).lines.join('\n');

test('whoever may ask calls the owners, and only who owns the account then decides', async () => {
  await withBot({ clouds: {} }, async (bot) => {
    await askKnown(bot, ASKER, PAYMENTS_VPC);
    await untilPlanned(bot, 1);
    const complete = await buttonOf(bot, 'complete_side');

    for (const forged of ['', '1', 'x', '1.1.1', '99.1', '1.-1', '1.1e3', '-1.1', '1.1 OR 1=1']) {
      expect(await pressed(bot, OWNER, 'complete_side', forged), forged).toContain('nothing was done');
    }
    expect(await pressed(bot, OWNER, 'complete_side', '1.0')).toContain(
      'The plan changed since you opened it',
    );
    for (const id of [
      'complete_side',
      'change_side_plan',
      'decline_completion',
      'undo_completion',
      'look_at_side',
    ]) {
      expect(await pressed(bot, GUEST, id, complete), id).toMatch(
        /not listed as .*Nothing was changed\. Ask /s,
      );
    }
    expect((await auditOf(bot, 1)).join()).not.toContain('completion');

    expect(await pressed(bot, ASKER, 'complete_side', complete)).not.toContain('Nothing was changed');
    await bot.until(async () => (await told(bot, 1)).includes('completion-asked'));
    await bot.pass(2_000);
    expect(await saidAs(bot, 1, 'completion-asked')).toContain('@network');
    expect(await planText(bot)).toContain('Asked for by');
    const homeOf = async (user: string): Promise<string> => {
      const opened = bot.as(user).home();
      await bot.runDue();
      await opened;
      await bot.pass(2_000);
      return (await bot.as(user).view('home'))?.lines.join('\n') ?? '';
    };
    expect(await homeOf(OWNER)).toContain('Your approval: the plan for account 123456789012');
    expect(await homeOf('U0ADA')).not.toContain('Your approval');
    expect(await pressed(bot, ASKER, 'complete_side', complete)).toContain('the owners were called');
    expect(await actsOf(bot, 'completion-asked')).toBe(1);

    expect(await pressed(bot, ASKER, 'decline_completion', complete)).toContain('not listed as an owner');
    await press(bot, OWNER, 'decline_completion', complete);
    const owner = bot.as(OWNER);
    await owner.fill('reason', 'use the hub');
    await owner.submit({ settleMs: 0 });
    await bot.until(async () => (await told(bot, 1)).includes('completion-declined'));
    await bot.pass(2_000);
    expect(await saidAs(bot, 1, 'completion-declined')).toContain('use the hub');
    expect(await planText(bot)).toContain('Declined by');
    expect(await pressed(bot, OWNER, 'decline_completion', complete)).toContain('declined it');
  });
}, 60_000);

const ACCOUNT_SHOWN = /AWS account ([0-9]{12})/;

test('an owner confirms the account once, the plan is carried out and undone, however often they press', async () => {
  await withBot({ clouds: {} }, async (bot) => {
    await askKnown(bot, ASKER, PAYMENTS_VPC);
    await untilPlanned(bot, 1);
    const complete = await buttonOf(bot, 'complete_side');

    await press(bot, OWNER, 'complete_side', complete);
    const form = await bot.as(OWNER).view();
    const lines = form?.lines.join('\n') ?? '';
    const [, accountId = ''] = ACCOUNT_SHOWN.exec(lines) ?? [];
    expect(lines).toContain('comes from this account');
    expect(await planText(bot)).not.toContain(accountId);

    const metadata = JSON.stringify({ peeringId: 1, revision: Number(complete.split('.')[1]), accountId });
    const submit = (id: string, private_metadata: string, user = OWNER) =>
      deliver(bot, user, {
        type: 'view_submission',
        trigger_id: '1.2',
        view: { id, callback_id: 'confirm_account_form', private_metadata, state: { values: {} } },
        response_urls: [],
      });
    // Whoever left the group since the form opened decides nothing, nor does a yes to another account.
    await changeOwners(bot, [], [OWNER]);
    expect(await submit('V1', metadata)).toContain('not listed as an owner');
    await changeOwners(bot, [OWNER], []);
    expect(await submit('V2', metadata.replace(accountId, '666666666666'))).toContain(accountId);
    expect(await submit('V3', '{}')).toContain('nothing was done');
    expect(await actsOf(bot, 'completion-approved')).toBe(0);

    // Slack delivers the same submission twice, and somebody presses meanwhile.
    await submit('V4', metadata);
    await submit('V4', metadata);
    expect(await pressed(bot, OWNER, 'complete_side', complete)).toContain('it is being carried out');
    expect(await pressed(bot, ASKER, 'change_side_plan', complete)).toContain('it is being carried out');
    expect(await actsOf(bot, 'completion-approved')).toBe(1);
    expect(await actsOf(bot, 'account-confirmed')).toBe(1);

    await bot.until(async () => (await told(bot, 1)).includes('completion-done'));
    await bot.until(async () => (await stateOf(bot, 1)).peerings[0] === 'active');
    await bot.passFast(2 * MINUTE);
    expect(await saidAs(bot, 1, 'completion-approved')).toContain(accountId);
    expect(await saidAs(bot, 1, 'completion-done')).toContain('payments-app-1 (i-0a100000000000001)');
    expect(await planText(bot)).toContain('The peering is active');

    const undo = await buttonOf(bot, 'undo_completion');
    const look = await buttonOf(bot, 'look_at_side');
    expect(await pressed(bot, ASKER, 'undo_completion', undo)).toContain('not listed as an owner');
    expect(await pressed(bot, OWNER, 'undo_completion', '1.77')).toContain('nothing was done');
    expect(await pressed(bot, ASKER, 'look_at_side', look)).toContain('vpcbot looks at account');
    await pressed(bot, OWNER, 'undo_completion', undo);
    expect(await pressed(bot, OWNER, 'undo_completion', undo)).toContain('has it taken back');
    await bot.until(async () => (await told(bot, 1)).includes('completion-undone'));
    expect(await saidAs(bot, 1, 'completion-undone')).toContain('is gone');
    expect(await pressed(bot, OWNER, 'undo_completion', undo)).toContain(
      'nothing there that is left to take back',
    );
    expect(await actsOf(bot, 'completion-undone')).toBe(1);
  });
}, 90_000);

test('a plan is changed by the names of what is there, and nothing else is taken', async () => {
  await withBot({ clouds: { allow: ['accept', 'routes'] } }, async (bot) => {
    await askKnown(bot, ASKER, PAYMENTS_VPC);
    await untilPlanned(bot, 1);
    expect(await planText(bot)).toContain('Left to you.');
    const change = await buttonOf(bot, 'change_side_plan');
    const open = async () => {
      await press(bot, ASKER, 'change_side_plan', change);
      return bot.as(ASKER);
    };
    const asker = await open();
    await asker.choose('Route tables that get the route', [
      'payments-app (rtb-0a100000000000002): payments-app-a and payments-app-b',
    ]);
    await asker.choose('Security group', 'One that you have');
    const refused = await asker.submit({ settleMs: 0 });
    expect(JSON.stringify(refused.errors)).toContain('Choose the security group');
    await asker.choose('Which one, if you have it already', 'payments-locked (sg-0a100000000000002)');
    await asker.submit({ settleMs: 0 });
    expect((await asker.view())?.lines.join()).toContain('vpcbot plans anew');
    await bot.until(async () => (await planText(bot)).includes('payments-locked'));
    const text = await planText(bot);
    expect(text).toContain('3 to create, 0 exist, 0 conflicts');
    expect(text).not.toContain('payments-isolated');
    expect(await actsOf(bot, 'side-chosen')).toBe(1);
    expect(await pressed(bot, OWNER, 'complete_side', change)).toContain(
      'The plan changed since you opened it',
    );

    const values = {
      side_tables: { side_tables: { selected_options: [{ value: 'rtb-forged' }] } },
      side_security: { side_security: { selected_option: { value: 'leave' } } },
    };
    const forged = await deliver(bot, ASKER, {
      type: 'view_submission',
      trigger_id: '1.2',
      view: {
        id: 'V9',
        callback_id: 'side_choice_form',
        private_metadata: '{"peeringId":1}',
        state: { values },
      },
      response_urls: [],
    });
    expect(forged).toContain('is not there any more');
    expect(await actsOf(bot, 'side-chosen')).toBe(1);
  });
}, 60_000);
