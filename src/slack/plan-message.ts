import type { Button } from '@slack/types';
import { actions, button, confirmation, header, type Message, message, section } from './blocks.ts';
import { fromPlain, join, type Mrkdwn, mrkdwn } from './mrkdwn.ts';

/** Action ids of a plan's buttons are these with the change's own id behind; the value is what was typed. */
export const CONFIRM = 'confirm:';
export const EDIT = 'edit:';

/** Slack's limit for a button's value. What does not fit can only be edited. */
const LONGEST_VALUE = 2000;

/** What a button carries into a change's form; what does not fit is typed there. */
export const carryTyped = (typed: object): string => {
  const value = JSON.stringify(typed);
  return value.length <= LONGEST_VALUE ? value : '{}';
};

export interface Plan {
  /** `Rename payments-eu`. */
  readonly title: string;
  /** What would happen, one line each, and what is to be known before. */
  readonly lines: readonly Mrkdwn[];
  /** The button that does it: `Rename`. */
  readonly act: string;
  /** Cannot be undone, or interrupts somebody's work: one more dialog asks. */
  readonly warning?: string;
}

const buildConfirm = (change: string, { title, act, warning }: Plan, value: string): Button =>
  button({
    action: `${CONFIRM}${change}`,
    words: act,
    label: title,
    value,
    style: warning === undefined ? 'primary' : 'danger',
    ...(warning === undefined
      ? {}
      : {
          confirm: confirmation({
            title: `${title}?`,
            text: warning,
            yes: act,
            no: 'Not yet',
            style: 'danger',
          }),
        }),
  });

const buildEdit = (change: string, words: string, label: string, value: string): Button =>
  button({ action: `${EDIT}${change}`, words, label, value });

/** What a command with all its arguments would do, for the asker alone: confirm it, or change it in the form. */
export const buildPlanMessage = (change: string, plan: Plan, typed: object): Message => {
  const value = JSON.stringify(typed);
  const fits = value.length <= LONGEST_VALUE;
  const next = fits
    ? mrkdwn`Nothing has happened yet. Press *${plan.act}* to go on, or *Edit* to change it.`
    : mrkdwn`Nothing has happened yet. It is too long for a button: open the form and type it there.`;
  const buttons = fits
    ? [buildConfirm(change, plan, value), buildEdit(change, 'Edit', `Edit: ${plan.title}`, value)]
    : [buildEdit(change, 'Open the form', plan.title, '{}')];
  return message(join([...plan.lines, next], ' '), [
    header(plan.title),
    ...plan.lines.map(section),
    section(next),
    ...actions(buttons),
  ]);
};

/** For a change that the form alone may confirm, where a name has to be typed. */
export const buildFormPlanMessage = (change: string, plan: Plan, typed: object): Message => {
  const next = mrkdwn`Nothing has happened yet. Press *${plan.act}…* and confirm it in the form.`;
  return message(join([...plan.lines, next], ' '), [
    header(plan.title),
    ...plan.lines.map(section),
    section(next),
    ...actions([
      button({
        action: `${EDIT}${change}`,
        words: `${plan.act}…`,
        label: plan.title,
        value: carryTyped(typed),
        style: 'primary',
      }),
    ]),
  ]);
};

/** What is wrong with a command's arguments, and a button to mend them in the form. */
export const buildProblemsMessage = (
  change: string,
  title: string,
  problems: readonly string[],
  typed: object,
): Message => {
  const lines = problems.map(fromPlain);
  const next = mrkdwn`Nothing was recorded. Press *Edit* to mend it in the form, or type the command again.`;
  return message(join([...lines, next], ' '), [
    header(`${title}: not yet`),
    ...lines.map(section),
    section(next),
    ...actions([buildEdit(change, 'Edit', `Edit: ${title}`, carryTyped(typed))]),
  ]);
};
