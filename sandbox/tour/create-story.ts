import { type Person, person } from '../person.ts';
import type { SeenMessage, SeenView } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import type { Screen } from './screen.ts';
import { CHANNEL, type Stage, type Wait, waitForForm, waitForView, watch } from './stage.ts';
import { StoryFailed } from './story-failed.ts';

const showView = ({ title, lines }: SeenView, screen: Screen): void => {
  for (const line of [title, ...lines]) screen.show(line, '    ┃ ');
};

/** omar asks for a VPC: the command, the form, the peering he fills in. */
export const askForVpc = async (omar: Person, { screen, place, otherSide }: Stage): Promise<void> => {
  const line = `/vpc create ${place.project} ${place.region}`;
  screen.act(`omar types in #vpc-requests: ${line}`);
  const typed = await omar.command(CHANNEL, line);
  if (typed.error !== null) throw new StoryFailed(`an answer to the command; Slack says "${typed.error}"`);
  const form = await waitForForm(omar, 'the form for a VPC');
  screen.note(
    `A form opens for him, with a range that is free; acknowledged in ${Math.ceil(typed.ackedInMs ?? 0)} ms:`,
  );
  showView(form, screen);
  screen.act(`omar fills in his side, ${otherSide.network}, and presses ${form.submit}.`);
  for (const [label, value] of otherSide.fields) await omar.fill(label, value);
  const sent = await omar.submit();
  if (sent.kind === 'errors') {
    throw new StoryFailed(`the form to be taken; it says ${JSON.stringify(sent.errorsByLabel)}`);
  }
  for (const each of sent.view?.lines ?? []) screen.show(each, '    ┃ ');
};

/** The instructions that a button of the thread leads to. */
const readGuide = async ({ controlUrl, otherSide, screen }: Stage): Promise<void> => {
  const { button, words } = otherSide.guide;
  const nina = person(controlUrl, 'U0NINA');
  screen.act(`nina presses ${button} in the thread, and reads:`);
  await nina.press(button, { in: CHANNEL });
  const view = await waitForView(nina, `"${words}"`, ({ lines }) => lines.join('\n').includes(words));
  showView(view, screen);
  await nina.close();
};

/** nina does what the thread asks for, with the names that the thread has. */
export const doPart = async ({ otherSide, screen }: Stage, end: string): Promise<void> => {
  screen.act(otherSide.tellPart(end));
  await otherSide.doPart(end);
};

/** The card says that the request is over, and well. */
export const waitForDone = (wait: Wait): Promise<readonly SeenMessage[]> =>
  wait('the card to say that the request is done', (all) =>
    all.some((message) => message.threadTs === null && /\bR1 is done\b/.test(textOf(message))) ? all : null,
  );

/** What both sides must show at the end, whatever was printed on the way. */
const verify = async (
  { timescale, otherSide, place }: Stage,
  messages: readonly SeenMessage[],
  end: string,
): Promise<string> => {
  const [vpc, ...more] = await timescale.vpcs();
  if (vpc === undefined || more.length > 0) throw new StoryFailed(`one VPC; there are ${more.length + 1}`);
  const [peering, ...others] = vpc.peerings;
  if (peering?.isActive !== true || peering.end !== end || others.length > 0) {
    throw new StoryFailed(`one active peering "${end}"; there is ${JSON.stringify(vpc.peerings)}`);
  }
  const broadcasts = messages.filter(({ isBroadcast }) => isBroadcast);
  const [heard, ...again] = broadcasts.map(textOf);
  if (heard?.includes('@omar') !== true || again.length > 0) {
    throw new StoryFailed(`one message to the channel that mentions omar; there is ${JSON.stringify(heard)}`);
  }
  const name = vpc.name ?? `in ${place.regionId}`;
  return `one VPC, ${name} with ${vpc.cidr}, one peering, ${otherSide.shorten(end)}, active; omar and the channel know`;
};

/** From the command to an active peering, of which it returns Timescale's end. `guided`: nina reads every step first. */
export const openPeering = async (
  stage: Stage,
  wait: Wait,
  { guided }: { readonly guided: boolean },
): Promise<string> => {
  const { controlUrl, screen, otherSide } = stage;
  await askForVpc(person(controlUrl, 'U0OMAR'), stage);
  screen.act('Timescale makes the VPC. In #vpc-requests:');
  const [end = ''] = await wait('the names of Timescale’s end in the thread', otherSide.listEnds);
  if (guided) await readGuide(stage);
  await doPart(stage, end);
  await wait('the channel to hear that the peering is active', (messages) =>
    messages.find((message) => message.isBroadcast && textOf(message).includes(otherSide.shorten(end))),
  );
  return end;
};

export const playCreate = async (stage: Stage): Promise<string> => {
  const wait = watch(stage, person(stage.controlUrl, 'U0NINA'));
  const end = await openPeering(stage, wait, { guided: true });
  return verify(stage, await waitForDone(wait), end);
};
