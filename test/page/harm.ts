import axe from 'axe-core';
import { expect } from 'vitest';
import type { PersonAtPage } from './person-at-page.ts';

interface Found {
  readonly id: string;
  readonly impact: string;
  readonly help: string;
  readonly where: readonly string[];
}

const RUN = `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
  violations.map(({ id, impact, help, nodes }) => ({
    id, impact, help, where: nodes.map(({ html, failureSummary }) => html.slice(0, 200) + ' ' + failureSummary),
  })))`;

const isBad = ({ impact }: Found): boolean => impact === 'serious' || impact === 'critical';

/** Nothing that axe calls serious or critical stands on the page as it is now. `when` says which moment that is. */
export const expectNoHarm = async ({ page }: PersonAtPage, when: string): Promise<void> => {
  await page.evaluate(axe.source);
  const found = (await page.evaluate(RUN)) as readonly Found[];
  const bad = found.filter(isBad).map(({ id, help, where }) => `${id}: ${help}\n  ${where.join('\n  ')}`);
  expect(bad.join('\n'), when).toBe('');
};
