import { type Person, person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import type { Screen } from './screen.ts';
import { CHANNEL, PROJECT, type Stage, StoryFailed, textOf, waitForForm, watch } from './stage.ts';

/** An account and a VPC that the sandbox's AWS has. */
const ACCOUNT = '123456789012';
const PEER_VPC = 'vpc-0a1b2c3d4e5f60718';
const PEER_RANGE = '10.20.0.0/16';

/** omar asks for a VPC: the command, the form, the peering he fills in. */
export const askForVpc = async (omar: Person, screen: Screen): Promise<void> => {
  screen.act('omar types in #vpc-requests: /vpc create payments us-east-1');
  const typed = await omar.command(CHANNEL, '/vpc create payments us-east-1');
  if (typed.error !== null) throw new StoryFailed(`an answer to the command; Slack says "${typed.error}"`);
  const form = await waitForForm(omar, 'the form for a VPC');
  screen.note(
    `A form opens for him, with a range that is free; acknowledged in ${Math.ceil(typed.ackedInMs ?? 0)} ms:`,
  );
  for (const line of [form.title, ...form.lines]) screen.show(line, '    ┃ ');
  screen.act(`omar fills in his side, ${PEER_VPC} with ${PEER_RANGE}, and presses ${form.submit}.`);
  await omar.fill('AWS account', ACCOUNT);
  await omar.fill('Your VPC', PEER_VPC);
  await omar.fill('Your VPC’s ranges', PEER_RANGE);
  const sent = await omar.submit();
  if (sent.kind === 'errors') {
    throw new StoryFailed(`the form to be taken; it says ${JSON.stringify(sent.errorsByLabel)}`);
  }
  for (const line of sent.view?.lines ?? []) screen.show(line, '    ┃ ');
};

/** nina accepts only what AWS shows under the id that the thread names. */
export const acceptInAws = async ({ clouds, screen }: Stage, pcx: string): Promise<void> => {
  screen.act(`nina, who owns account ${ACCOUNT}, compares ${pcx} in AWS with the thread and accepts it.`);
  const waiting = await clouds.waitingIn(ACCOUNT);
  if (!waiting.includes(pcx)) {
    throw new StoryFailed(`"${pcx}" in AWS; there is ${waiting.join(', ') || 'nothing'}`);
  }
  await clouds.accept(pcx);
};

/** What both sides must show at the end, whatever was printed on the way. */
const verify = async ({ clouds }: Stage, messages: readonly SeenMessage[], pcx: string): Promise<string> => {
  const [vpc, ...more] = await clouds.vpcsOf(PROJECT);
  if (vpc === undefined || more.length > 0) throw new StoryFailed(`one VPC; there are ${more.length + 1}`);
  const [peering, ...others] = vpc.peerings;
  if (peering?.status !== 'ACTIVE' || peering.provisionedId !== pcx || others.length > 0) {
    throw new StoryFailed(`one active peering "${pcx}"; there is ${JSON.stringify(vpc.peerings)}`);
  }
  const broadcasts = messages.filter(({ isBroadcast }) => isBroadcast);
  const [heard, ...again] = broadcasts.map(textOf);
  if (heard?.includes('@omar') !== true || again.length > 0) {
    throw new StoryFailed(`one message to the channel that mentions omar; there is ${JSON.stringify(heard)}`);
  }
  return `one VPC, ${vpc.name} with ${vpc.cidr}, one peering, ${pcx}, active; omar and the channel know`;
};

/** The ids of the peering requests that the thread names, in their order; null: it names none so far. */
export const listPeeringRequests = (messages: readonly SeenMessage[]): readonly string[] | null => {
  const told = messages.filter(({ threadTs }) => threadTs !== null).map(textOf);
  const ids = [...new Set(told.flatMap((text) => text.match(/\bpcx-[0-9a-f]+/g) ?? []))];
  return ids.length === 0 ? null : ids;
};

/** From the command to an active peering. */
export const playCreate = async (stage: Stage): Promise<string> => {
  const { controlUrl, screen } = stage;
  const omar = person(controlUrl, 'U0OMAR');
  const wait = watch(stage, person(controlUrl, 'U0NINA'));

  await askForVpc(omar, screen);
  screen.act('Timescale makes the VPC. In #vpc-requests:');
  await wait('the card of the request', ([card]) => card);
  const [pcx = ''] = await wait('the id of the peering request in the thread', listPeeringRequests);
  await acceptInAws(stage, pcx);
  await wait('the channel to hear that the peering is active', (messages) =>
    messages.find((message) => message.isBroadcast && textOf(message).includes(`${pcx}`)),
  );
  const messages = await wait('the card to say that the request is done', (all) =>
    all[0] !== undefined && /\bis done\b/.test(textOf(all[0])) ? all : null,
  );
  return verify(stage, messages, pcx);
};
