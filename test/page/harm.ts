import axe from 'axe-core';
import { expect } from 'vitest';
import type { PersonAtPage } from './person-at-page.ts';

interface Found {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly where: readonly string[];
}

const FIND = `axe.run(document, options).then(({ violations }) =>
  violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, where: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary),
  })))`;

/** Of the rules, what a theme decides: all else is the same in both. */
export type Rules = 'all' | 'colours';

const OPTIONS: Readonly<Record<Rules, object>> = {
  all: { resultTypes: ['violations'] },
  colours: { resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast'] } },
};

const isBad = ({ impact }: Found): boolean => impact === 'serious' || impact === 'critical';

/** Nothing that axe calls serious or critical stands on the page as it is now. `when` says which moment that is. */
export const expectNoHarm = async (
  { page }: PersonAtPage,
  when: string,
  rules: Rules = 'all',
): Promise<void> => {
  await page.evaluate(axe.source);
  const run = `(({ options }) => ${FIND})({ options: ${JSON.stringify(OPTIONS[rules])} })`;
  const found = (await page.evaluate(run)) as readonly Found[];
  const bad = found.filter(isBad).map(({ id, help, where }) => `${id}: ${help}\n  ${where.join('\n  ')}`);
  expect(bad.join('\n'), when).toBe('');
};

const closesDialog = async ({ page, at }: PersonAtPage): Promise<void> => {
  await page.keyboard.press('Escape');
  await at.dialog.waitFor({ state: 'hidden' });
};

/** Goes once through the page, from #vpc-requests with a card whose peering is done. */
export const expectNoHarmAnywhere = async (person: PersonAtPage, rules: Rules): Promise<void> => {
  const { at, page } = person;
  const expectNone = (when: string): Promise<void> => expectNoHarm(person, when, rules);
  await person.opensThread('R1: VPC');
  await person.reads('is active', at.thread);
  await expectNone('a channel with a thread and AWS');
  await person.presses('How to accept', await person.reads('waits to be accepted', at.thread));
  await person.waitsForDialog('How to accept it');
  await expectNone('instructions');
  await closesDialog(person);
  await person.types('/vpc create payments us-east-1');
  await person.waitsForDialog('Create a VPC');
  await person.presses('Create');
  await at.dialog.locator('[aria-invalid="true"]').first().waitFor();
  await expectNone('a form with errors');
  await closesDialog(person);
  await person.opensBeside('Timescale');
  await expectNone('the projects at Timescale');
  await person.opensBeside('Bot and time');
  await expectNone('the bot and the time');
  await person.presses('Reset everything', at.otherSide);
  await person.waitsForDialog('Reset everything?');
  await expectNone('a question');
  await closesDialog(person);
  await person.goesTo('vpcbot');
  await page.getByRole('main').getByText('payments-us-east-1').first().waitFor();
  await expectNone('the Home');
  await page.setViewportSize({ width: 390, height: 800 });
  await expectNone('a narrow window');
};
