import { type Person, person } from '../person.ts';
import type { SeenMessage } from '../slack/seen.ts';
import { textOf } from './channel.ts';
import { askForVpc } from './create-story.ts';
import type { Screen } from './screen.ts';
import { CHANNEL, type Stage, type Wait, waitForForm, watch } from './stage.ts';
import { StoryFailed } from './story-failed.ts';

const FIRST = '10.8.0.0/24';

/** The bot allows one VPC, and the VPC that stands is not its own: it is to notice it soon. */
export const QUOTA_SETTINGS = { project: { vpcQuota: 1 }, timing: { observeProjectEvery: '1s' } } as const;

const showAll = (lines: readonly string[], screen: Screen): void => {
  for (const line of lines) screen.show(line, '    ┃ ');
};

/** What only this person reads in answer to a command. */
const read = async (who: Person, line: string, { screen }: Stage): Promise<string> => {
  const { error, messages } = await who.command(CHANNEL, line);
  if (error !== null) throw new StoryFailed(`an answer to ${line}; Slack says "${error}"`);
  const lines = messages.flatMap((message) => message.lines);
  showAll(lines, screen);
  return lines.join('\n');
};

const findSaid = (messages: readonly SeenMessage[], words: RegExp) =>
  messages.find((message) => words.test(textOf(message)));

/** Two approvers press at the same moment: one of them decides, and the other one is told. */
const approve = async ({ controlUrl, screen }: Stage, wait: Wait): Promise<void> => {
  screen.act('grace and lin, of the platform team, press Approve at the same moment.');
  const both = ['U0GRACE', 'U0LIN'].map((id) => person(controlUrl, id));
  await Promise.all(both.map((who) => who.press('Approve', { in: CHANNEL })));
  const late = await wait('one of two to hear who decided', async () => {
    const seen = await Promise.all(both.map((who) => who.sees(CHANNEL)));
    const replies = seen.flatMap((roots) => roots.flatMap((root) => root.replies));
    return replies.find((reply) => reply.isEphemeral && textOf(reply).includes('decided before you pressed'));
  });
  screen.note('One of them decides. The other one reads:');
  showAll(late.lines, screen);
};

/** Timescale's support has answered, and somebody tells the bot. */
const tellRaised = async ({ controlUrl, timescale, screen }: Stage): Promise<void> => {
  screen.act('Timescale’s support raises its limit to 2. grace presses “Timescale raised it…” and types 2.');
  await timescale.setVpcLimit(2);
  const grace = person(controlUrl, 'U0GRACE');
  await grace.press('Timescale raised it…', { in: CHANNEL });
  await waitForForm(grace, 'the form about Timescale’s limit');
  await grace.fill('How many VPCs Timescale allows now, in all', '2');
  const sent = await grace.submit();
  if (sent.kind === 'errors') {
    throw new StoryFailed(`the form to be taken; it says ${JSON.stringify(sent.errorsByLabel)}`);
  }
  showAll(sent.view?.lines ?? [], screen);
};

/** One VPC more than there may be: asked, approved, refused by Timescale itself, and made after all. */
export const playQuota = async (stage: Stage): Promise<string> => {
  const { controlUrl, place, timescale, screen } = stage;
  const line = `/vpc quota ${place.project}`;
  const omar = person(controlUrl, 'U0OMAR');
  const wait = watch(stage, person(controlUrl, 'U0NINA'));

  screen.act(
    `Somebody makes a VPC with ${FIRST} in ${place.productName}’s console, which allows no other. The bot allows ${place.project} one, too. In #vpc-requests:`,
  );
  await timescale.makeVpc({ name: `${place.project}-main`, cidr: FIRST });
  await timescale.setVpcLimit(1);
  // Until the bot has read Timescale once more, it counts no VPC.
  await wait('the channel to hear of the VPC', (all) => findSaid(all, /is new: somebody made it/));
  screen.act(`omar types in #vpc-requests: ${line}. Only he reads the answer:`);
  const first = await read(omar, line, stage);
  if (!first.includes('uses 1 of 1 VPC')) throw new StoryFailed('a quota of 1, all of it used');
  await askForVpc(omar, stage);
  screen.act('It is one VPC too many, so nothing is made. In #vpc-requests:');
  await wait('the approvers to be called', (all) => findSaid(all, /@platform: approve or deny it/));
  await approve(stage, wait);
  screen.act('Timescale refuses for its own limit. In #vpc-requests:');
  await wait('a ticket to copy', (all) => findSaid(all, /Wanted limit: 2/));
  await tellRaised(stage);
  screen.act('The request goes on by itself. In #vpc-requests:');
  await wait('the VPC', (all) => findSaid(all, /Timescale made the VPC/));
  await wait('the card to show it', (all) => findSaid(all, /^R1.*VPC (?:created|ready)/s));

  const vpcs = await timescale.vpcs();
  if (vpcs.length !== 2) throw new StoryFailed(`two VPCs; there are ${vpcs.length}`);
  screen.act(`omar looks once more: ${line}. Only he reads the answer:`);
  const quota = await read(omar, line, stage);
  if (!quota.includes('uses 2 of 2 VPCs')) throw new StoryFailed('a quota of 2, all of it used');
  return `the VPCs with ${vpcs.map(({ cidr }) => cidr).join(' and ')} stand, approved once; the limit is 2, and everybody knows why`;
};
