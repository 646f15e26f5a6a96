import { person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import { askForVpc, doPart, waitForDone } from './create-story.ts';
import { CHANNEL, type Stage, watch } from './stage.ts';
import { StoryFailed } from './story-failed.ts';

const WEEK = 7 * 24 * 60 * 60_000;
/** How long a day is for the bot of this story, in ms. */
const DAY_HERE = 1_400;
const days = (count: number): string => `${count * DAY_HERE}ms`;

export const EXPIRY_TIMING = {
  peeringReminder1: days(1),
  peeringReminder2: days(3),
  peeringReminder3: days(6),
  peeringExpiry: days(7),
};

const isReminder = (message: SeenMessage): boolean =>
  message.threadTs !== null && textOf(message).includes('nobody has accepted');

/** What both sides must show at the end, whatever was printed on the way. */
const verify = async (
  { timescale }: Stage,
  messages: readonly SeenMessage[],
  pcx: string,
): Promise<string> => {
  const living = (await timescale.vpcs()).flatMap(({ peerings }) => peerings);
  const active = living.filter(({ isActive }) => isActive);
  if (active.length !== 1 || active[0]?.end !== pcx) {
    throw new StoryFailed(`one active peering "${pcx}"; there is ${JSON.stringify(living)}`);
  }
  const heard = messages.filter(({ isBroadcast }) => isBroadcast).map(textOf);
  const [ended, begun, ...more] = heard;
  if (!ended?.includes('expired') || !begun?.includes(pcx) || more.length > 0) {
    throw new StoryFailed(
      `the channel to hear of the expiry and of the peering; it heard ${JSON.stringify(heard)}`,
    );
  }
  const before = messages.findIndex(({ isBroadcast }) => isBroadcast);
  const reminders = messages.slice(0, before).filter(isReminder);
  if (reminders.length !== 3 || !reminders.every((message) => textOf(message).includes('@omar'))) {
    throw new StoryFailed(`three reminders for omar; there are ${reminders.length}`);
  }
  return `three reminders, an expiry, and one press later ${pcx} is active`;
};

/** A peering that nobody accepts in time, and how it comes to be all the same. */
export const playExpiry = async (stage: Stage): Promise<string> => {
  const { controlUrl, control, otherSide, screen } = stage;
  const omar = person(controlUrl, 'U0OMAR');
  const wait = watch(stage, person(controlUrl, 'U0NINA'));

  screen.act(
    `AWS waits seven days for somebody to accept. This bot is told that a day takes ${DAY_HERE / 1_000} s, so what it says of times is short.`,
  );
  await askForVpc(omar, stage);
  screen.act('Timescale makes the VPC. In #vpc-requests:');
  const [first = ''] = await wait('the id of the peering request in the thread', otherSide.listEnds);
  screen.act(`Nobody accepts ${first}. Reminders come after one day, three and six:`);
  await wait('the last of three reminders', (messages) =>
    messages.find((message) => isReminder(message) && textOf(message).includes('last reminder')),
  );
  const over = performance.now() + DAY_HERE;
  await wait('the last day to pass', () => (performance.now() > over ? true : null));
  screen.act('The seven days are over: the clouds’ clock is moved ahead.');
  await control.passTime(WEEK);
  await wait('the channel to hear that the request expired', (messages) =>
    messages.find((message) => message.isBroadcast && textOf(message).includes('expired')),
  );
  screen.act('omar presses Ask again, and agrees to the question that follows.');
  const pressed = await omar.press('Ask again', { in: CHANNEL });
  if (pressed.error !== null) throw new StoryFailed(`an answer to the press; Slack says "${pressed.error}"`);
  for (const line of pressed.messages
    .filter(({ isEphemeral }) => isEphemeral)
    .flatMap(({ lines }) => lines)) {
    screen.show(line, '    ┃ ');
  }
  const second = await wait('another id in the thread', (messages) =>
    otherSide.listEnds(messages)?.find((id) => id !== first),
  );
  await doPart(stage, second);
  return verify(stage, await waitForDone(wait), second);
};
