import { type Person, person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import { CHANNEL, type Stage, type Wait, waitForForm, watch } from './stage.ts';
import { StoryFailed } from './story-failed.ts';

/** A service that the sandbox's project has, with a pooler and a replica set. */
const SERVICE = 'payments-db';
const FIRST = { name: 'payments-main', cidr: '10.8.0.0/24' };
const SECOND = { name: 'payments-new', cidr: '10.9.0.0/24' };

const refused = (what: string, error: string | null): void => {
  if (error !== null) throw new StoryFailed(`${what}; Slack says "${error}"`);
};

/** Until the bot has read Tiger Cloud once more, the VPC is unknown to it. */
const plan = async (omar: Person, wait: Wait, to: string): Promise<SeenMessage> =>
  wait(`a plan that knows the VPC ${to}`, async () => {
    const typed = await omar.command(CHANNEL, `/vpc migrate ${SERVICE} ${to}`);
    refused('an answer to the command', typed.error);
    return typed.messages.find(({ buttons }) => buttons.some(({ text }) => text === 'Move…'));
  });

/** omar asks for a move in one line, reads the plan, and confirms it in the form. */
const ask = async ({ screen }: Stage, omar: Person, wait: Wait, to: string): Promise<void> => {
  screen.act(`omar types in #vpc-requests: /vpc migrate ${SERVICE} ${to}`);
  const answer = await plan(omar, wait, to);
  screen.note('Only he reads the answer:');
  for (const line of answer.lines) screen.show(line, '    ┃ ');
  screen.act('omar presses Move…, types the name of the service to confirm, and sends the form.');
  refused('an answer to the press', (await omar.press('Move…', { in: CHANNEL })).error);
  await waitForForm(omar, 'the form for a move');
  await omar.fill('Type the name of the service to confirm', SERVICE);
  const sent = await omar.submit();
  if (sent.kind === 'errors') {
    throw new StoryFailed(`the form to be taken; it says ${JSON.stringify(sent.errorsByLabel)}`);
  }
  for (const line of sent.view?.lines ?? []) screen.show(line, '    ┃ ');
};

const cardSays = (messages: readonly SeenMessage[], number: string, words: RegExp) =>
  messages.find(
    (message) => message.threadTs === null && message.text.startsWith(number) && words.test(textOf(message)),
  );

/** What both sides must show at the end, whatever was printed on the way. */
const verify = async (
  { timescale }: Stage,
  messages: readonly SeenMessage[],
  id: string,
): Promise<string> => {
  const place = await timescale.placeOf(SERVICE);
  if (place !== id) throw new StoryFailed(`${SERVICE} in VPC ${id}; it is in ${place}`);
  const attach = await timescale.asked('attachServiceToVPC');
  const detach = await timescale.asked('detachServiceFromVPC');
  // A step that Timescale was too busy for is asked for again.
  if (attach < 2 || detach < 1) {
    throw new StoryFailed(`two attachments and a detachment; there are ${attach} and ${detach}`);
  }
  const heard = messages.filter(({ isBroadcast }) => isBroadcast).map(textOf);
  const [first, second, ...more] = heard;
  if (!first?.includes('@omar') || !second?.includes('@omar') || more.length > 0) {
    throw new StoryFailed(`two messages to the channel that mention omar; there is ${JSON.stringify(heard)}`);
  }
  return `${SERVICE} went into ${FIRST.name} and on to ${SECOND.name}; its new names answer, and everybody knows its addresses`;
};

/** A service from the public internet into a VPC, and from there into another one. */
export const playMigrate = async (stage: Stage): Promise<string> => {
  const { controlUrl, timescale, screen } = stage;
  const omar = person(controlUrl, 'U0OMAR');
  const wait = watch(stage, person(controlUrl, 'U0NINA'));

  screen.act(
    `Tiger Cloud has the service ${SERVICE}, public so far, and two VPCs: ${FIRST.name} and ${SECOND.name}.`,
  );
  await timescale.makeVpc(FIRST);
  const { id } = await timescale.makeVpc(SECOND);
  await ask(stage, omar, wait, FIRST.name);
  screen.act('Timescale moves the service, and name servers follow. In #vpc-requests:');
  await wait('the new names to answer', (messages) => cardSays(messages, 'R1', /\bis done\b/));

  await ask(stage, omar, wait, SECOND.name);
  screen.act('Timescale detaches the service first and then attaches it. In #vpc-requests:');
  const messages = await wait('the card to say that the second move is done', (all) =>
    cardSays(all, 'R2', /\bis done\b/) === undefined ? null : all,
  );
  return verify(stage, messages, id);
};
