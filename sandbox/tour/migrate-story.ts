import { type Person, person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import { CHANNEL, type Stage, type Wait, waitForForm, watch } from './stage.ts';
import { StoryFailed } from './story-failed.ts';

const FIRST = { name: 'payments-main', cidr: '10.8.0.0/24' };
const SECOND = { name: 'payments-new', cidr: '10.9.0.0/24' };

/** The VPCs of this story are not the bot's own: it is to notice them soon. */
export const MIGRATE_TIMING = { observeProjectEvery: '1s' };

/** How the channel calls a VPC that somebody made elsewhere: Managed Service has no names for VPCs. */
const readName = (wait: Wait, cidr: string): Promise<string> =>
  wait(`the channel to hear of the VPC with ${cidr}`, (messages) => {
    const words = messages.map(textOf).join('\n');
    return [...words.matchAll(/The VPC (\S+) \((\S+?),/g)].find(([, , range]) => range === cidr)?.[1];
  });

const refused = (what: string, error: string | null): void => {
  if (error !== null) throw new StoryFailed(`${what}; Slack says "${error}"`);
};

/** omar asks for a move in one line, reads the plan, and confirms it in the form. */
const ask = async ({ screen, place: { service } }: Stage, omar: Person, to: string): Promise<void> => {
  const line = `/vpc migrate ${service} ${to}`;
  screen.act(`omar types in #vpc-requests: ${line}`);
  const { error, messages } = await omar.command(CHANNEL, line);
  refused('an answer to the command', error);
  const answer = messages.find(({ buttons }) => buttons.some(({ text }) => text === 'Move…'));
  if (answer === undefined) throw new StoryFailed(`a plan; there is ${JSON.stringify(messages.map(textOf))}`);
  screen.note('Only he reads the answer:');
  for (const each of answer.lines) screen.show(each, '    ┃ ');
  screen.act('omar presses Move…, types the name of the service to confirm, and sends the form.');
  refused('an answer to the press', (await omar.press('Move…', { in: CHANNEL })).error);
  await waitForForm(omar, 'the form for a move');
  await omar.fill('Type the name of the service to confirm', service);
  const sent = await omar.submit();
  if (sent.kind === 'errors') {
    throw new StoryFailed(`the form to be taken; it says ${JSON.stringify(sent.errorsByLabel)}`);
  }
  for (const each of sent.view?.lines ?? []) screen.show(each, '    ┃ ');
};

const cardSays = (messages: readonly SeenMessage[], number: string, words: RegExp) =>
  messages.find(
    (message) => message.threadTs === null && message.text.startsWith(number) && words.test(textOf(message)),
  );

/** What both sides must show at the end, whatever was printed on the way. */
const verify = async (
  { timescale, place: { service } }: Stage,
  messages: readonly SeenMessage[],
  id: string,
): Promise<void> => {
  const stands = await timescale.placeOf(service);
  if (stands !== id) throw new StoryFailed(`${service} in VPC ${id}; it is in ${stands}`);
  const moves = await timescale.movesAsked();
  if (moves < 2) throw new StoryFailed(`two moves; there are ${moves}`);
  const heard = messages.filter(({ isBroadcast }) => isBroadcast).map(textOf);
  const [first, second, ...more] = heard;
  if (!first?.includes('@omar') || !second?.includes('@omar') || more.length > 0) {
    throw new StoryFailed(`two messages to the channel that mention omar; there is ${JSON.stringify(heard)}`);
  }
};

/** A service from the public internet into a VPC, and from there into another one. */
export const playMigrate = async (stage: Stage): Promise<string> => {
  const { controlUrl, place, timescale, screen } = stage;
  const omar = person(controlUrl, 'U0OMAR');
  const wait = watch(stage, person(controlUrl, 'U0NINA'));

  screen.act(
    `${place.productName} has the service ${place.service}, public so far. Somebody makes two VPCs there, with ${FIRST.cidr} and ${SECOND.cidr}. In #vpc-requests:`,
  );
  await timescale.makeVpc(FIRST);
  const { id } = await timescale.makeVpc(SECOND);
  const [first, second] = [await readName(wait, FIRST.cidr), await readName(wait, SECOND.cidr)];
  await ask(stage, omar, first);
  screen.act('Timescale moves the service, and name servers follow. In #vpc-requests:');
  await wait('the new names to answer', (messages) => cardSays(messages, 'R1', /\bis done\b/));

  await ask(stage, omar, second);
  screen.act(
    place.product === 'tiger'
      ? 'Timescale detaches the service first and then attaches it. In #vpc-requests:'
      : 'Timescale moves the service in one step. In #vpc-requests:',
  );
  const messages = await wait('the card to say that the second move is done', (all) =>
    cardSays(all, 'R2', /\bis done\b/) === undefined ? null : all,
  );
  await verify(stage, messages, id);
  return `${place.service} went into ${first} and on to ${second}; its new names answer, and everybody knows its addresses`;
};
