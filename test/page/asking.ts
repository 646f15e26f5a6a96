import type { PersonAtPage } from './person-at-page.ts';

export const ACCOUNT = '123456789012';
export const NETWORK = 'vpc-0a1b2c3d4e5f60718';

/** Somebody types the command into the open place, fills in their side, sends the form and closes the answer. */
export const askForVpc = async (person: PersonAtPage, line: string, network = NETWORK): Promise<void> => {
  await person.types(line);
  await person.waitsForDialog('Create a VPC');
  await person.fills('AWS account', ACCOUNT);
  await person.fills('Your VPC', network);
  await person.presses('Create');
  await person.at.dialog.getByText('Your request is recorded as').waitFor();
  await person.presses('Close');
  await person.at.dialog.waitFor({ state: 'hidden' });
};

/** The id of the peering request, once the thread of this card names it. */
export const readPcx = async (person: PersonAtPage): Promise<string> => {
  const pending = await person.reads('waits to be accepted', person.at.thread);
  const [pcx] = /pcx-[0-9a-f]{17}/.exec((await pending.textContent()) ?? '') ?? [];
  if (pcx === undefined) throw new Error('the thread names no peering request');
  return pcx;
};
