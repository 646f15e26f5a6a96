import type { Locator } from 'playwright-core';
import type { PersonAtPage } from './person-at-page.ts';

const ACCOUNT = '123456789012';
export const NETWORK = 'vpc-0a1b2c3d4e5f60718';

/** In the form that lies open, by its name as the account has it. */
export const chooseNetwork = async (person: PersonAtPage, network = NETWORK): Promise<void> => {
  await person.field('Your network').selectOption(`aws/${ACCOUNT}/us-east-1/${network}`);
};

/** Somebody types the command into the open place, chooses their side, sends the form and closes the answer. */
export const askForVpc = async (person: PersonAtPage, line: string, network = NETWORK): Promise<void> => {
  await person.types(line);
  await person.waitsForDialog('Create a VPC');
  await chooseNetwork(person, network);
  await person.presses('Create');
  await person.at.dialog.getByText('Your request is recorded as').waitFor();
  await person.presses('Close');
  await person.at.dialog.waitFor({ state: 'hidden' });
};

/** The plan for the other side, in the thread that is open. */
export const readPlan = (person: PersonAtPage): Promise<Locator> =>
  person.reads(`Plan for ${ACCOUNT}`, person.at.thread);

/** Somebody says yes to it. */
export const completeIt = async (person: PersonAtPage): Promise<void> =>
  person.presses('Complete it for me', await readPlan(person));

/** The id of the peering request, once the thread of this card names it. */
export const readPcx = async (person: PersonAtPage): Promise<string> => {
  const pending = await person.reads('waits to be accepted', person.at.thread);
  const [pcx] = /pcx-[0-9a-f]{17}/.exec((await pending.textContent()) ?? '') ?? [];
  if (pcx === undefined) throw new Error('the thread names no peering request');
  return pcx;
};
