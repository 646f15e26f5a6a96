import { person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import { openPeering, waitForDone } from './create-story.ts';
import { type Stage, type Wait, watch } from './stage.ts';
import { StoryFailed } from './story-failed.ts';

/** Five minutes go by between two looks at a whole project; this story does not wait for that. */
export const DRIFT_TIMING = { observeProjectEvery: '1s', vanishedAfter: '2s' };

const THEIRS = { name: 'made-by-hand', cidr: '10.8.0.0/24' };
/** A whole project is looked at this many times more, to see that nothing is told again. */
const LOOKS_AFTER = 3;

/** What is to be told, where, and the words by which the tour knows it. */
interface Told {
  readonly what: string;
  readonly where: 'channel' | 'thread';
  readonly words: RegExp;
}

const isThere = ({ threadTs }: SeenMessage, { where }: Told): boolean =>
  where === 'thread' ? threadTs !== null : threadTs === null;

const findTold = (messages: readonly SeenMessage[], told: Told): readonly SeenMessage[] =>
  messages.filter((message) => isThere(message, told) && told.words.test(textOf(message)));

const waitFor = (wait: Wait, told: Told): Promise<SeenMessage> =>
  wait(`${told.what} in the ${told.where}`, (messages) => findTold(messages, told)[0]);

const listTold = ({ place }: Stage): readonly [Told, Told, Told, Told] => [
  { what: 'the new VPC', where: 'channel', words: /\(10\.8\.0\.0\/24,.* is new: somebody made it/s },
  {
    what: 'the service that moved',
    where: 'channel',
    words: new RegExp(`The service ${place.service} is in .* now: somebody moved it`, 's'),
  },
  { what: 'the peering that ended', where: 'thread', words: /a peering of .* ended/ },
  { what: 'the VPC that is gone', where: 'thread', words: /no longer at Timescale/ },
];

/** What the channel hears, since no request stands behind it. */
const openTheirs = async ({ place, screen, timescale }: Stage, wait: Wait, made: Told): Promise<string> => {
  screen.act(`Somebody makes a VPC with ${THEIRS.cidr} in ${place.productName}’s console. In #vpc-requests:`);
  const { id } = await timescale.makeVpc(THEIRS);
  await waitFor(wait, made);
  return id;
};

/** Until nothing that was told is told again. */
const waitForSilence = async ({ screen, timescale }: Stage, wait: Wait): Promise<readonly SeenMessage[]> => {
  screen.act(`vpcbot looks at the project ${LOOKS_AFTER} times more, and says nothing twice.`);
  const looks = await timescale.looks();
  return wait(`${LOOKS_AFTER} looks more`, async (all) =>
    (await timescale.looks()) >= looks + LOOKS_AFTER ? all : null,
  );
};

export const playDrift = async (stage: Stage): Promise<string> => {
  const { controlUrl, otherSide, place, screen, timescale } = stage;
  const wait = watch(stage, person(controlUrl, 'U0NINA'));
  const told = listTold(stage);
  const [made, moved, ended, gone] = told;

  const theirs = await openTheirs(stage, wait, made);
  const end = await openPeering(stage, wait, { guided: false });
  await waitForDone(wait);
  screen.act(
    `Somebody moves the service ${place.service} into the VPC with ${THEIRS.cidr}. In #vpc-requests:`,
  );
  await timescale.moveService(place.service, theirs);
  await waitFor(wait, moved);
  screen.act(`${otherSide.tellEnd(end)} In the thread of R1:`);
  await otherSide.endPeering(end);
  await waitFor(wait, ended);
  screen.act('Somebody deletes the VPC of R1 in Timescale’s console. In the thread of R1:');
  const own = (await timescale.vpcs()).find(({ id }) => id !== theirs);
  await timescale.removeVpc(own?.id ?? '');
  await waitFor(wait, gone);

  const messages = await waitForSilence(stage, wait);
  for (const each of told) {
    const times = findTold(messages, each).length;
    if (times !== 1) throw new StoryFailed(`${each.what} told once; it is told ${times} times`);
  }
  return 'a VPC, a service, a peering and another VPC changed without the bot, and each was told once, where it belongs';
};
